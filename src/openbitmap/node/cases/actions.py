"""Open a case, take it, judge it."""

import secrets
from datetime import timedelta

from openbitmap.node import ledger, search
from openbitmap.node.access import Act, Principal
from openbitmap.node.cases import store
from openbitmap.node.cases.model import Case, CaseState, Decision, Finding, Opinion, decision_of
from openbitmap.node.cases.transitions import next_state
from openbitmap.node.database import Transaction
from openbitmap.node.events import CaseDecided, CaseJudged, CaseOpened
from openbitmap.node.problems import (
    CASE_CLOSED,
    CASE_TAKEN,
    NEEDS_REASON,
    NO_SUCH_THING,
    NOT_A_CANDIDATE,
    SAME_EXAMINER,
    Refused,
)
from openbitmap.vocabulary import Actor, CaseId, SearchId

NODE = Actor("node", "cases")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def case_id_of(search_id: SearchId) -> CaseId:
    """The case a search's candidates go to. Derived, so that an answer can name it without waiting for it."""
    return CaseId("case-" + search_id.partition("-")[2])


def open_for_search(tx: Transaction, search_id: SearchId, *, within: timedelta) -> CaseId | None:
    """A case for the candidates of a search, in shuffled order; None if it has no candidates."""
    done = search.search_named(tx, search_id)
    candidates = [c.encounter for c in search.candidates_of(tx, search_id)]
    if done is None or not candidates:
        return None
    secrets.SystemRandom().shuffle(candidates)
    case = Case(
        case_id_of(search_id),
        search_id,
        done.submission,
        encounter=done.encounter,
        opened_at=done.finished_at,
        due_at=done.finished_at + within,
        state=CaseState.OPEN,
        holder=None,
    )
    store.insert_case(tx, case, dict(zip(LETTERS, candidates, strict=False)))
    ledger.record(tx, CaseOpened(done.submission, case.case, search_id), actor=NODE)
    return case.case


def take(tx: Transaction, principal: Principal, case_id: CaseId) -> Case:
    """Claim a case. Two at once: one wins by the conditional write, the other is told who has it. Raises Refused."""
    principal.require(Act.JUDGE)
    case = _open_case(tx, case_id)
    _refuse_second_word(tx, case, principal)
    if not store.claim(tx, case_id, principal.name):
        raise Refused(CASE_TAKEN, case=case_id, holder=_case(tx, case_id).holder)
    return _case(tx, case_id)


def judge(tx: Transaction, case_id: CaseId, opinion: Opinion, *, by: Principal) -> CaseState:
    """Give one opinion; it is immutable, and the last one needed decides the case. Raises Refused."""
    by.require(Act.JUDGE)
    store.lock_case(tx, case_id)
    case = _open_case(tx, case_id)
    _refuse_second_word(tx, case, by)
    if case.holder not in (None, by.name):
        raise Refused(CASE_TAKEN, case=case_id, holder=case.holder)
    if not opinion.reason.strip():
        raise Refused(NEEDS_REASON)
    candidates = store.candidates_by_letter(tx, case_id)
    identifies = opinion.finding is Finding.IDENTIFICATION
    if identifies != bool(opinion.letters) or not opinion.letters <= candidates.keys():
        wrong = opinion.letters - candidates.keys() or opinion.letters
        raise Refused(NOT_A_CANDIDATE, case=case_id, candidate=", ".join(sorted(wrong)) or "without a letter")
    earlier = store.opinions_of(tx, case_id)
    state = next_state(case.state, earlier, opinion)
    store.insert_opinion(tx, case_id, opinion, number=len(earlier) + 1)
    store.advance(tx, case_id, state)
    ledger.record(tx, CaseJudged(case.submission, case_id, opinion.examiner, opinion.finding.value), actor=by.actor)
    if state is CaseState.DECIDED:
        ledger.record(tx, _decided(tx, case, decision_of([*earlier, opinion])), actor=NODE)
    return state


def decision_on(tx: Transaction, case_id: CaseId) -> CaseDecided | None:
    """The fact that ended a case; None while it is open. Opinions wait until the caller's transaction ends, so that
    what the caller writes on "still open" is there when a decision is told."""
    store.lock_case(tx, case_id)
    case = store.case_named(tx, case_id)
    if case is None or case.state is not CaseState.DECIDED:
        return None
    return _decided(tx, case, decision_of(store.opinions_of(tx, case_id)))


def _decided(tx: Transaction, case: Case, decision: Decision) -> CaseDecided:
    candidates = store.candidates_by_letter(tx, case.case)
    identified = tuple(candidates[letter] for letter in sorted(decision.letters))
    return CaseDecided(case.submission, case.case, case.encounter, identified, decision.finding.value)


def _refuse_second_word(tx: Transaction, case: Case, principal: Principal) -> None:
    if any(o.examiner == principal.name for o in store.opinions_of(tx, case.case)):
        raise Refused(SAME_EXAMINER, examiner=principal.name, case=case.case)


def _open_case(tx: Transaction, case_id: CaseId) -> Case:
    case = _case(tx, case_id)
    if case.state is CaseState.DECIDED:
        raise Refused(CASE_CLOSED, case=case_id, state=case.state.value)
    return case


def _case(tx: Transaction, case_id: CaseId) -> Case:
    case = store.case_named(tx, case_id)
    if case is None:
        raise Refused(NO_SUCH_THING, kind="case", name=case_id)
    return case
