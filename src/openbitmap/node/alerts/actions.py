"""What searches and people's judgements do to alerts: raise, verify, withdraw, re-open."""

from collections.abc import Sequence
from dataclasses import replace

from openbitmap.node import cases, identities, ledger, search
from openbitmap.node.alerts import store
from openbitmap.node.alerts.listings import entry_named, grounds_among, grounds_on
from openbitmap.node.alerts.model import Alert, AlertState, Ground, Moment, Rule, Rung, Standing, Subscription
from openbitmap.node.alerts.transitions import Step, next_state
from openbitmap.node.cases import Finding
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.events import AlertConfirmed, AlertRaised, AlertReopened, AlertWithdrawn, CaseDecided
from openbitmap.node.identities import Encounter
from openbitmap.node.search import Purpose
from openbitmap.vocabulary import Actor, CaseId, EncounterId, SearchId, SubmissionId

NODE = Actor("node", "alerts")
SETTLING = frozenset({Finding.IDENTIFICATION, Finding.EXCLUSION})
"""Conclusions that say something of every candidate; after the others an alert stays unverified."""


def raise_for_search(tx: Transaction, search_id: SearchId, moment: Moment) -> list[Alert]:
    """An unverified alert for every candidate that stands on a list; settled at once where people decided first, for
    this job may come late."""
    done = search.search_named(tx, search_id)
    if done is None or done.purpose is Purpose.REVERSE:
        return []  # nobody stands at a counter: what the past holds is told once people have decided
    store.lock_alerts(tx)
    candidates = [c.encounter for c in search.candidates_of(tx, search_id)]
    # A silent search has the entry as its probe, and who was met as its candidate.
    pairs = [(done.encounter, candidates)]
    if done.purpose is Purpose.SILENT:
        pairs = [(met, [done.encounter]) for met in candidates]
    grounds = [(_met(tx, met), g) for met, listed in pairs for g in grounds_among(tx, listed)]
    # The case before the ledger, as whoever judges it takes the two locks.
    decided = cases.decision_on(tx, cases.case_id_of(search_id)) if grounds else None
    raised = [a for met, g in grounds if (a := raise_alert(tx, met, g, moment=moment))]
    if decided:
        settle(tx, decided, moment)
        _follow_graph(tx, raised, because=decided.case, moment=moment)
    return raised


def raise_alert(
    tx: Transaction,
    met: tuple[SubmissionId | None, EncounterId],
    ground: Ground,
    *,
    moment: Moment,
    verified_by: str | None = None,
) -> Alert | None:
    """A new alert about the encounter met; None if this ground raised it before."""
    submission, encounter = met
    alert = Alert(
        new_id("alert"),
        ground.rule,
        submission,
        encounter,
        ground.listed,
        gallery=ground.gallery,
        state=AlertState.RAISED,
        raised_at=moment.at,
        closed_at=None,
        verified_by=verified_by,
    )
    if not store.insert_alert(tx, alert, ground, due_at=moment.due(AlertState.RAISED, ground.urgency)):
        return None
    filed = "" if ground.discreet else submission or ""
    told = AlertRaised(filed, alert.alert, ground.gallery or "", encounter, ground.rule.value)
    ledger.record(tx, told, actor=NODE)
    return alert


def settle(tx: Transaction, decided: CaseDecided, moment: Moment) -> None:
    """An identification or an exclusion withdraws the alerts about everybody who was not identified. Those about who
    was are verified by `recheck`, once the judgement stands in the graph."""
    if Finding(decided.conclusion) not in SETTLING:
        return
    # Only what the case showed: what it did not show, it says nothing of.
    compared = set(cases.candidates_by_letter(tx, CaseId(decided.case)).values()) - set(decided.candidates)
    excluded = []
    for alert in store.alerts_touching(tx, [EncounterId(decided.encounter)]):
        other = alert.listed if alert.encounter == decided.encounter else alert.encounter
        if alert.rule is Rule.LISTING and alert.verified_by is None and other in compared:
            excluded.append(alert)
    _hold(tx, excluded)
    for alert in excluded:
        apply(tx, alert, Step.OTHER, because=decided.case, moment=moment)


def recheck(tx: Transaction, encounters: Sequence[EncounterId], *, because: str, moment: Moment) -> None:
    """After people's judgements about these encounters changed: every alert about their persons is looked at again, and
    whoever subscribed to one of them is told of an encounter that joined."""
    store.lock_alerts(tx)
    persons = {members[0].encounter: members for e in encounters if (members := identities.members_of(tx, e))}
    everybody = [m.encounter for members in persons.values() for m in members]
    alerts = store.alerts_touching(tx, everybody)
    _hold(tx, alerts)
    told = [t for members in persons.values() for t in (*_joined(tx, members, moment), *grounds_on(tx, members))]
    _follow_graph(tx, alerts, because=because, moment=moment)
    for newest, ground in told:
        raise_alert(tx, (newest.submission, newest.encounter), ground, moment=moment, verified_by=because)


def tell_status(tx: Transaction, entry: str, change: str, *, moment: Moment) -> None:
    """An entry on a person began or ended: whoever subscribed to the person is told."""
    found = entry_named(tx, entry)
    if found is None or found.encounter is None:
        return
    store.lock_alerts(tx)
    members = identities.members_of(tx, found.encounter)
    for subscription in store.active_subscriptions(tx, [m.encounter for m in members], at=moment.at):
        ground = replace(ground_of(subscription), rule=Rule.STATUS, gallery=found.list, entry=entry, change=change)
        ground = replace(ground, discreet=subscription.discreet or found.is_discreet)
        raise_alert(tx, _met(tx, found.encounter), ground, moment=moment, verified_by=entry)


def _follow_graph(tx: Transaction, alerts: Sequence[Alert], *, because: str, moment: Moment) -> None:
    """An alert is verified exactly while people's judgements make its two encounters one person."""
    person = identities.persons_of(tx, list({e for a in alerts for e in (a.encounter, a.listed)}))
    for alert in alerts:
        same = person[alert.encounter] == person[alert.listed]
        if same != (alert.verified_by is not None):
            apply(tx, alert, Step.SAME if same else Step.REVERSED, because=because, moment=moment)


def apply(tx: Transaction, alert: Alert, step: Step, *, because: str, moment: Moment) -> None:
    """What people decided, or took back, moves one alert; nothing happens where its state does not take it."""
    before = store.hold(tx, alert.alert)
    state = next_state(before.state, step) if before else None
    if before is None or state is None:
        return
    after = replace(before, state=state, verified_by=because if step is Step.SAME else None)
    after = replace(after, wrong=step is Step.REVERSED or (before.wrong and step is not Step.SAME))
    if state is not before.state:
        after = replace(after, due_at=moment.due(state, before.urgency), rung=Rung.DESK)
    if state is AlertState.REOPENED:
        after = replace(after, outcome=None)
    store.move(tx, before, after, at=moment.at)
    _state_it(tx, alert, (before, after), step=step, because=because)


def _state_it(tx: Transaction, alert: Alert, moved: tuple[Standing, Standing], *, step: Step, because: str) -> None:
    """The fact that belongs to a move. What is discreet is filed under the alert alone, never under the submission."""
    before, after = moved
    filed = "" if before.discreet else alert.submission or ""
    if step is Step.SAME:
        ledger.record(tx, AlertConfirmed(filed, alert.alert, because), actor=NODE)
    if step is Step.OTHER and after.state is AlertState.WITHDRAWN:
        ledger.record(tx, AlertWithdrawn(filed, alert.alert, because), actor=NODE)
    if after.state is AlertState.REOPENED and before.state is not AlertState.REOPENED:
        ledger.record(tx, AlertReopened(alert.alert, because, int(after.wrong)), actor=NODE)


def _hold(tx: Transaction, alerts: Sequence[Alert]) -> None:
    """Every alert that may move, before the first fact: an officer holds an alert and then waits for the ledger, so
    whoever has the ledger must not wait for an alert."""
    for alert in alerts:
        store.hold(tx, alert.alert)


def _joined(tx: Transaction, members: Sequence[Encounter], moment: Moment) -> list[tuple[Encounter, Ground]]:
    """For every subscription to the person, the newest encounter that joined it: one alert a change and
    subscription."""
    found = []
    for subscription in store.active_subscriptions(tx, [m.encounter for m in members], at=moment.at):
        joined = [m for m in members if m.encounter not in subscription.known]
        if joined:
            store.learn(tx, subscription.subscription, [m.encounter for m in joined])
            found.append((max(joined, key=lambda m: m.number), ground_of(subscription)))
    return found


def _met(tx: Transaction, encounter: EncounterId) -> tuple[SubmissionId | None, EncounterId]:
    """An encounter with the submission it came by, if any did."""
    found = next((m for m in identities.members_of(tx, encounter) if m.encounter == encounter), None)
    return (found.submission if found else None), encounter


def ground_of(subscription: Subscription) -> Ground:
    return Ground(
        Rule.SUBSCRIPTION,
        subscription.encounter,
        subscription.urgency,
        subscription.discreet,
        subscription=subscription.subscription,
    )
