"""Raise, confirm, withdraw."""

from datetime import datetime

from openbitmap.node import identities, ledger, search
from openbitmap.node.alerts import store
from openbitmap.node.alerts.model import Alert, AlertState
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.events import AlertConfirmed, AlertRaised, AlertWithdrawn, CaseDecided
from openbitmap.vocabulary import Actor, EncounterId, SearchId, SubmissionId

NODE = Actor("node", "alerts")


def raise_for_search(tx: Transaction, search_id: SearchId, *, at: datetime) -> list[Alert]:
    """An unverified alert for every candidate from a derogatory gallery."""
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
    return raised


def settle(tx: Transaction, decided: CaseDecided, *, at: datetime) -> None:
    """What people decided settles every open alert of the submission: the identified entry's is confirmed, others
    end."""
    for alert in store.alerts_of(tx, SubmissionId(decided.submission)):
        if alert.state is not AlertState.UNVERIFIED:
            continue
        confirmed = alert.listed == EncounterId(decided.candidate)
        state = AlertState.CONFIRMED if confirmed else AlertState.WITHDRAWN
        store.close_alert(tx, alert.alert, state, at=at)
        kind = AlertConfirmed if confirmed else AlertWithdrawn
        ledger.record(tx, kind(alert.submission, alert.alert, decided.case), actor=NODE)
