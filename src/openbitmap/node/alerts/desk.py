"""What officers do with an alert, and what happens when they do not: acknowledge, hand over, report, close, escalate.

Guards that two officers never act on different alerts under one name: each act says in which state the alert was seen,
and is a conditional write.
"""

from dataclasses import replace

from openbitmap.node import ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.alerts import listings, outbox, store
from openbitmap.node.alerts.model import AlertState, Moment, Report, Rung, Standing, may_see
from openbitmap.node.alerts.transitions import Step, next_state
from openbitmap.node.database import Transaction
from openbitmap.node.events import (
    AlertAcknowledged,
    AlertClosed,
    AlertEscalated,
    AlertHandedOver,
    AlertOutcomeRecorded,
)
from openbitmap.node.problems import (
    ALERT_MOVED,
    GROUND_ENDED,
    NEEDS_WORDS,
    NO_SUCH_THING,
    NOT_ALL_TOLD,
    UNVERIFIED_OUTCOME,
    Refused,
)
from openbitmap.vocabulary import Actor

NODE = Actor("node", "alerts")


def acknowledge(tx: Transaction, alert: str, *, seen: AlertState, by: Principal, moment: Moment) -> None:
    """Take an alert in hand. Of two at once one wins, the other is told who. Raises Refused."""
    before = _held(tx, alert, seen, by=by)
    step = Step.ACKNOWLEDGE_VERIFIED if before.verified_by else Step.ACKNOWLEDGE
    _move(tx, before, step, by=by, moment=moment)
    outbox.seen(tx, alert, by.name, at=moment.at, actor=by.actor)
    ledger.record(tx, AlertAcknowledged(alert, by.name), actor=by.actor)


def hand_over(tx: Transaction, alert: str, contact: str, *, by: Principal, moment: Moment) -> None:
    """Somebody beside the person acts from now on; who it is stays with the alert, to be told again if it proves wrong.
    Raises Refused."""
    before = _held(tx, alert, AlertState.VERIFIED, by=by)
    _require_words(contact)
    _require_ground(tx, alert)
    _move(tx, before, Step.HAND_OVER, by=by, moment=moment)
    store.note_hand_over(tx, alert, contact.strip())
    outbox.told_by_voice(tx, alert, contact.strip(), at=moment.at, actor=by.actor)
    ledger.record(tx, AlertHandedOver(alert, by.name), actor=by.actor)


def record_outcome(tx: Transaction, alert: str, report: Report, *, by: Principal, moment: Moment) -> None:
    """What came of it. An arrest or a refusal of entry needs people's identification first,
    and an entry in force. Raises Refused."""
    before = _held(tx, alert, report.seen, by=by)
    _require_words(report.words)
    if report.outcome.is_adverse and before.verified_by is None:
        raise Refused(UNVERIFIED_OUTCOME)
    # Correcting the words of what happened while the entry was in force stays possible.
    if report.outcome.is_adverse and report.outcome is not before.outcome:
        _require_ground(tx, alert)
    _move(tx, replace(before, outcome=report.outcome), Step.RECORD_OUTCOME, by=by, moment=moment)
    store.note_words(tx, alert, report.words.strip())
    ledger.record(tx, AlertOutcomeRecorded(alert, by.name, report.outcome.value), actor=by.actor)


def close(tx: Transaction, alert: str, *, by: Principal, moment: Moment) -> None:
    """The end, once an outcome is known and everybody who was told of a wrong alert was told that it was. Raises
    Refused."""
    before = _held(tx, alert, AlertState.OUTCOME, by=by)
    untold = outbox.untold_by_voice(tx, alert)
    if untold:
        raise Refused(NOT_ALL_TOLD, contact=", ".join(sorted({d.recipient for d in untold})))
    _move(tx, before, Step.CLOSE, by=by, moment=moment)
    outcome = before.outcome.value if before.outcome else ""
    ledger.record(tx, AlertClosed(alert, by.name, outcome), actor=by.actor)


def told_again(tx: Transaction, alert: str, delivery: str, *, by: Principal, moment: Moment) -> None:
    """An officer told a contact that the alert was wrong; doing it again changes nothing. Raises Refused."""
    by.require(Act.HANDLE_ALERTS)
    standing = store.standing_of(tx, alert)
    if standing is None or not may_see(by, discreet=standing.discreet):
        raise Refused(NO_SUCH_THING, kind="alert", name=alert)
    outbox.retell_by_voice(tx, alert, delivery, at=moment.at, actor=by.actor)


def escalate_late(tx: Transaction, moment: Moment) -> int:
    """Every alert whose step is late goes one rung up; looking again changes nothing until the next clock is out."""
    climbed = [
        late
        for late in store.late(tx, moment.at)
        if store.climb(tx, late, due_at=moment.due(late.state, late.urgency), at=moment.at)
    ]
    for late in climbed:  # after the last alert was touched: an officer holds one and waits for the ledger
        ledger.record(tx, AlertEscalated(late.alert, late.rung + 1, late.state.value), actor=NODE)
    return len(climbed)


def _held(tx: Transaction, alert: str, seen: AlertState, *, by: Principal) -> Standing:
    """An alert that this officer may act on, in the state in which it was seen. One that may not be seen is none."""
    by.require(Act.HANDLE_ALERTS)
    standing = store.hold(tx, alert)
    if standing is None or not may_see(by, discreet=standing.discreet):
        raise Refused(NO_SUCH_THING, kind="alert", name=alert)
    if standing.state is not seen:
        raise _moved(standing)
    return standing


def _move(tx: Transaction, before: Standing, step: Step, *, by: Principal, moment: Moment) -> None:
    state = next_state(before.state, step)
    if state is None:
        raise _moved(before)
    # Correcting an outcome starts no new clock; every other step does, on the lowest rung.
    due_at = before.due_at if state is before.state else moment.due(state, before.urgency)
    after = replace(before, state=state, holder=by.name, due_at=due_at, rung=Rung.DESK)
    if not store.move(tx, before, after, at=moment.at):
        raise _moved(before)


def _moved(standing: Standing) -> Refused:
    return Refused(ALERT_MOVED, holder=standing.holder or "OpenBITMAP")


def _require_ground(tx: Transaction, alert: str) -> None:
    if not listings.in_force(tx, store.entry_behind(tx, alert)):
        raise Refused(GROUND_ENDED)


def _require_words(text: str) -> None:
    if not text.strip():
        raise Refused(NEEDS_WORDS)
