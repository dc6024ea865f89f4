"""Raise, confirm, withdraw."""

from datetime import datetime

from openbitmap.node import cases, identities, ledger, search
from openbitmap.node.alerts import store
from openbitmap.node.alerts.model import Alert, AlertState
from openbitmap.node.cases import Finding
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.events import AlertConfirmed, AlertRaised, AlertWithdrawn, CaseDecided
from openbitmap.vocabulary import Actor, SearchId, SubmissionId

NODE = Actor("node", "alerts")
SETTLING = frozenset({Finding.IDENTIFICATION, Finding.EXCLUSION})
"""Conclusions that say something of every candidate; after the others an alert stays unverified."""


def raise_for_search(tx: Transaction, search_id: SearchId, *, at: datetime) -> list[Alert]:
    """An unverified alert for every candidate from a derogatory gallery; settled at once where the case
    was decided first, for this job may come late."""
    done = search.search_named(tx, search_id)
    if done is None:
        return []
    candidates = [c.encounter for c in search.candidates_of(tx, search_id)]
    raised = []
    for listed, gallery in identities.listed_among(tx, candidates).items():
        alert = Alert(
            new_id("alert"), done.submission, done.encounter, listed, gallery, AlertState.UNVERIFIED, at, None
        )
        store.insert_alert(tx, alert)
        ledger.record(tx, AlertRaised(done.submission, alert.alert, gallery, done.encounter), actor=NODE)
        raised.append(alert)
    decided = cases.decision_on(tx, cases.case_id_of(search_id)) if raised else None
    if decided:
        settle(tx, decided, at=at)
    return raised


def settle(tx: Transaction, decided: CaseDecided, *, at: datetime) -> None:
    """An identification or an exclusion settles every open alert of the submission: those of identified entries are
    confirmed, others withdrawn."""
    if Finding(decided.conclusion) not in SETTLING:
        return
    for alert in store.alerts_of(tx, SubmissionId(decided.submission)):
        if alert.state is not AlertState.UNVERIFIED:
            continue
        confirmed = alert.listed in decided.candidates
        state = AlertState.CONFIRMED if confirmed else AlertState.WITHDRAWN
        store.close_alert(tx, alert.alert, state, at=at)
        kind = AlertConfirmed if confirmed else AlertWithdrawn
        ledger.record(tx, kind(alert.submission, alert.alert, decided.case), actor=NODE)
