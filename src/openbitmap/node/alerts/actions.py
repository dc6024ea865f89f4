"""What searches and people's judgements do to alerts: raise, verify, withdraw, re-open."""

from collections.abc import Sequence
from dataclasses import replace

from openbitmap.node import cases, identities, ledger, search
from openbitmap.node.alerts import outbox, store
from openbitmap.node.alerts.listings import entry_named, grounds_among, grounds_on
from openbitmap.node.alerts.model import Alert, AlertState, Ground, Moment, Rule, Rung, Standing, Subscription
from openbitmap.node.alerts.transitions import Step, next_state
from openbitmap.node.cases import Finding
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.events import (
    AlertConfirmed,
    AlertGroundEnded,
    AlertRaised,
    AlertReopened,
    AlertWithdrawn,
    CaseDecided,
)
from openbitmap.node.identities import Encounter
from openbitmap.node.search import Purpose
from openbitmap.vocabulary import Actor, CaseId, EncounterId, SearchId, SubmissionId

ABROAD = frozenset({Rule.LATE, Rule.UNASKED})
"""Alerts about a record elsewhere, which is nowhere in the graph."""
NODE = Actor("node", "alerts")
SETTLING = frozenset({Finding.IDENTIFICATION, Finding.EXCLUSION})
"""Conclusions that say something of every candidate; after the others an alert stays unverified."""


def raise_for_search(tx: Transaction, search_id: SearchId, moment: Moment) -> list[Alert]:
    """An unverified alert for every candidate that stands on a list; settled at once where people decided first, for
    this job may come late."""
    done = search.search_named(tx, search_id)
    if done is None or done.purpose is Purpose.REVERSE:
        return []  # nobody stands at a counter: what the past holds is told once people have decided
    candidates = [c.encounter for c in search.candidates_of(tx, search_id)]
    # A silent search has the entry as its probe, and who was met as its candidate.
    pairs = [(done.encounter, candidates)]
    if done.purpose is Purpose.SILENT:
        pairs = [(met, [done.encounter]) for met in candidates]
    store.lock_alerts(tx)
    grounds = [(_met(tx, met), g) for met, listed in pairs for g in grounds_among(tx, listed)]
    # The case and what may be settled before the ledger, as whoever judges or acts takes the locks.
    decided = cases.decision_on(tx, cases.case_id_of(search_id)) if grounds else None
    if decided:
        _hold(tx, store.alerts_touching(tx, [EncounterId(decided.encounter)]))
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
    if _is_discreet(tx, decided.case):
        excluded = [a for a in excluded if a.alert not in _open_among(tx, excluded)]
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
    apart = _kept_apart(tx, everybody)
    told = []
    for discreet, people in ((True, list(persons.values())), (False, _openly_touched(tx, everybody, because))):
        for members in people:
            told += _joined(tx, members, moment, apart=apart, discreet=discreet)
            told += [t for t in grounds_on(tx, members) if t[1].discreet is discreet]
    _follow_graph(tx, alerts, because=because, moment=moment)
    for newest, ground in told:
        said = None if frozenset((newest.encounter, ground.listed)) in apart else because
        raise_alert(tx, (newest.submission, newest.encounter), ground, moment=moment, verified_by=said)


def tell_status(tx: Transaction, entry: str, change: str, *, moment: Moment) -> None:
    """An entry on a person began or ended: whoever subscribed to the person is told."""
    found = entry_named(tx, entry)
    if found is None or found.encounter is None:
        return
    store.lock_alerts(tx)
    members = identities.members_of(tx, found.encounter)
    openly = identities.alike(tx, [found.encounter], blind=True)[found.encounter]
    for subscription in store.active_subscriptions(tx, [m.encounter for m in members], at=moment.at):
        ground = replace(ground_of(subscription), rule=Rule.STATUS, gallery=found.list, entry=entry, change=change)
        silently = found.is_discreet or subscription.encounter not in openly
        ground = replace(ground, discreet=subscription.discreet or silently)
        raise_alert(tx, _met(tx, found.encounter), ground, moment=moment, verified_by=entry)


def note_ended(tx: Transaction, entry: str, change: str) -> None:
    """An entry is no longer in force: its open alerts say so from now on, and whoever was told is told."""
    store.lock_alerts(tx)
    for alert in store.hold_open_on(tx, entry):
        ledger.record(tx, AlertGroundEnded(alert, entry, change), actor=NODE)


def _follow_graph(tx: Transaction, alerts: Sequence[Alert], *, because: str, moment: Moment) -> None:
    """An alert is verified exactly while people's judgements make its two encounters one person, and none keeps the
    two apart."""
    both = list({e for a in alerts for e in (a.encounter, a.listed)})
    person, apart = identities.alike(tx, both), _kept_apart(tx, both)
    # What is open moves as if no discreet entry existed, and no discreet case is stated for it.
    seen, quiet = identities.alike(tx, both, blind=True), _is_discreet(tx, because)
    openly = _open_among(tx, alerts)
    for alert in alerts:
        if alert.rule in ABROAD or (quiet and alert.alert in openly):
            continue
        same = alert.listed in (seen if alert.alert in openly else person)[alert.encounter]
        same = same and frozenset((alert.encounter, alert.listed)) not in apart
        if same != (alert.verified_by is not None):
            apply(tx, alert, Step.SAME if same else Step.REVERSED, because=because, moment=moment)


def _kept_apart(tx: Transaction, encounters: Sequence[EncounterId]) -> frozenset[frozenset[EncounterId]]:
    """Pairs of one person of which two people said "different", and nobody has settled it: no detour through a third
    encounter overrules them."""
    conflicts = identities.graph_around(tx, encounters).conflicts() if encounters else []
    return frozenset(edge.pair for edge in conflicts)


def apply(tx: Transaction, alert: Alert, step: Step, *, because: str, moment: Moment) -> None:
    """What people decided, or took back, moves one alert; nothing happens where its state does not take it."""
    before = store.hold(tx, alert.alert)
    if step is Step.OTHER and outbox.untold_by_voice(tx, alert.alert):
        step = Step.OTHER_UNTOLD
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


def _joined(
    tx: Transaction,
    members: Sequence[Encounter],
    moment: Moment,
    *,
    apart: frozenset[frozenset[EncounterId]],
    discreet: bool,
) -> list[tuple[Encounter, Ground]]:
    """For every subscription to the person, the newest encounter that joined it: one alert a change and subscription.
    Who left the person is forgotten, so that a later return is told. Open subscriptions are asked of the person as it
    is without discreet entries; what joins only through one is told discreetly."""
    found = []
    for subscription in store.active_subscriptions(tx, [m.encounter for m in members], at=moment.at):
        if discreet and not subscription.discreet:
            found += _joined_silently(tx, members, subscription)
        if subscription.discreet is not discreet:
            continue
        held = [m for m in members if frozenset((m.encounter, subscription.encounter)) not in apart]
        joined = _met_among(tx, [m for m in held if m.encounter not in subscription.known])
        store.learn(tx, subscription.subscription, [m.encounter for m in held])
        if joined:
            found.append((max(joined, key=lambda m: m.number), ground_of(subscription)))
    return found


def _joined_silently(
    tx: Transaction, members: Sequence[Encounter], subscription: Subscription
) -> list[tuple[Encounter, Ground]]:
    """The newest encounter met since that only a discreet entry joins to the person of an open subscription."""
    openly = identities.alike(tx, [subscription.encounter], blind=True)[subscription.encounter]
    left_out = openly | identities.silent_among(tx, [m.encounter for m in members])
    since = [m for m in members if m.encounter not in left_out and m.enrolled_at > subscription.made_at]
    joined = _met_among(tx, since)
    if not joined:
        return []
    return [(max(joined, key=lambda m: m.number), replace(ground_of(subscription), discreet=True))]


def _met_among(tx: Transaction, joined: Sequence[Encounter]) -> list[Encounter]:
    """Without what another nation gave to compare with: nobody was met there, and nobody is told of a meeting."""
    given = identities.references_among(tx, [m.encounter for m in joined])
    return [m for m in joined if m.encounter not in given]


def _openly_touched(tx: Transaction, everybody: Sequence[EncounterId], because: str) -> list[tuple[Encounter, ...]]:
    """The persons, as they are without discreet entries, that a case or a change judged something of."""
    if _is_discreet(tx, because) or not everybody:
        return []
    graph = identities.graph_around(tx, everybody, blind=True)
    judged = {m for e in graph.edges if because in (e.case, e.change) for m in e.pair}
    return [tuple(identities.encounters_named(tx, person)) for person in graph.persons() if judged & set(person)]


def _is_discreet(tx: Transaction, because: str) -> bool:
    """Whether it is a case that a discreet entry asked for; a change is none."""
    case = cases.case_named(tx, CaseId(because))
    return case is not None and search.is_discreet(tx, case.search)


def _open_among(tx: Transaction, alerts: Sequence[Alert]) -> frozenset[str]:
    """Those that a role without sight of what is discreet sees."""
    standings = [standing for a in alerts if (standing := store.standing_of(tx, a.alert))]
    return frozenset(s.alert for s in standings if not s.discreet)


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
