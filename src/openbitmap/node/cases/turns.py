"""Take a case, give it back, have the next one. A turn ends with an opinion, by giving back, or when its lease ran out
and another examiner takes the case; marks are kept in any event."""

from datetime import UTC, datetime, timedelta

from openbitmap.node import ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.cases import store
from openbitmap.node.cases.desk import TurnEnd
from openbitmap.node.cases.model import Case, CaseState
from openbitmap.node.database import Transaction
from openbitmap.node.events import CaseReleased, CaseTaken
from openbitmap.node.problems import (
    CASE_CLOSED,
    CASE_TAKEN,
    NO_SUCH_THING,
    NOT_HELD,
    SAME_EXAMINER,
    Refused,
)
from openbitmap.vocabulary import Actor, CaseId

LEASE = timedelta(minutes=45)
"""The default of the setting `claim_minutes`."""


def take(
    tx: Transaction, principal: Principal, case_id: CaseId, *, at: datetime | None = None, lease: timedelta = LEASE
) -> Case:
    """Claim a case; again, it prolongs the lease. Two at once: one wins by the conditional write, the other is told who
    has it. Raises Refused, with NO_SUCH_THING for a case not in hand outside the examiner's skills and sites."""
    principal.require(Act.JUDGE)
    now, me = at or datetime.now(UTC), principal.name
    store.lock_case(tx, case_id)
    case = open_case_named(tx, case_id)
    refuse_second_word(tx, case, principal)
    if case.holder != me:  # who has it in hand goes on, whatever they may take from now on
        require_within_reach(tx, case, principal, at=now)
    if not store.claim(tx, case_id, me, at=now, lease=lease):
        raise Refused(CASE_TAKEN, case=case_id, holder=case.holder)
    if case.holder != me:
        if case.holder:
            _end(tx, case, TurnEnd.IDLE, at=now)
        store.begin_turn(tx, case_id, me, at=now)
        ledger.record(tx, CaseTaken(case.submission or "", case_id, me), actor=principal.actor)
    return case_named(tx, case_id)


def next_case(
    tx: Transaction, principal: Principal, *, at: datetime | None = None, lease: timedelta = LEASE
) -> Case | None:
    """The case in this examiner's hands, else the next one that waits: urgent first, then by clock. None if none waits.
    Two at once get two different cases."""
    principal.require(Act.JUDGE)
    now = at or datetime.now(UTC)
    held = store.held_by(tx, principal.name)
    case = held[0] if held else store.next_case(tx, principal.name, at=now)
    return take(tx, principal, case, at=now, lease=lease) if case else None


def release(tx: Transaction, principal: Principal, case_id: CaseId, *, at: datetime | None = None) -> None:
    """Give a case back without an opinion; its clock runs on. Raises Refused(NOT_HELD)."""
    principal.require(Act.JUDGE)
    case = open_case_named(tx, case_id)
    if not store.free(tx, case_id, principal.name):
        raise Refused(NOT_HELD, case=case_id)
    _end(tx, case, TurnEnd.GIVEN_BACK, at=at or datetime.now(UTC), examiner=principal.name)


def require_held(tx: Transaction, case_id: CaseId, principal: Principal, *, at: datetime) -> Case:
    """The case, if it is in these hands; the act prolongs the lease. Raises Refused."""
    principal.require(Act.JUDGE)
    case = open_case_named(tx, case_id)
    refuse_second_word(tx, case, principal)
    if case.holder != principal.name:
        raise Refused(CASE_TAKEN, case=case_id, holder=case.holder) if case.holder else Refused(NOT_HELD, case=case_id)
    store.prolong(tx, case_id, principal.name, at=at)
    return case


def require_within_reach(tx: Transaction, case: Case, principal: Principal, *, at: datetime) -> None:
    """Raises Refused(NO_SUCH_THING) for a case that does not exist for this examiner."""
    if not store.may_take(tx, case.case, principal.name, at=at):
        raise Refused(NO_SUCH_THING, kind="case", name=case.case)


def refuse_second_word(tx: Transaction, case: Case, principal: Principal) -> None:
    """Raises Refused(SAME_EXAMINER)."""
    if any(o.examiner == principal.name for o in store.opinions_of(tx, case.case)):
        raise Refused(SAME_EXAMINER, examiner=principal.name, case=case.case)


def open_case_named(tx: Transaction, case_id: CaseId) -> Case:
    """Raises Refused for a case that is decided, or not there."""
    case = case_named(tx, case_id)
    if case.state is CaseState.DECIDED:
        raise Refused(CASE_CLOSED, case=case_id, state=case.state.value)
    return case


def case_named(tx: Transaction, case_id: CaseId) -> Case:
    """Raises Refused(NO_SUCH_THING)."""
    case = store.case_named(tx, case_id)
    if case is None:
        raise Refused(NO_SUCH_THING, kind="case", name=case_id)
    return case


def _end(tx: Transaction, case: Case, ending: TurnEnd, *, at: datetime, examiner: str = "") -> None:
    who = examiner or case.holder or ""
    store.end_turn(tx, case.case, ending, at=at)
    ledger.record(tx, CaseReleased(case.submission or "", case.case, who, ending.value), actor=Actor("person", who))
