"""Judge a case, supersede one's own opinion, and what follows when enough examiners have spoken."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from openbitmap.node import ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.cases import bench_store, seed_store, store, turns
from openbitmap.node.cases.desk import TurnEnd
from openbitmap.node.cases.marks import Analysis, Comparison, Unmarked, check_comparison, digest_of_comparisons
from openbitmap.node.cases.model import (
    GROUNDS,
    Case,
    CaseKind,
    CaseState,
    Decision,
    Finding,
    Opinion,
    decision_of,
    standing,
)
from openbitmap.node.cases.transitions import next_state
from openbitmap.node.database import Transaction
from openbitmap.node.events import CaseDecided, CaseJudged, Event, SeedDecided
from openbitmap.node.problems import (
    NEEDS_PAIRS,
    NEEDS_REASON,
    NO_SUCH_THING,
    NOT_A_CANDIDATE,
    NOT_ANALYSED,
    OPINION_STANDS,
    UNFIT_GROUND,
    Refused,
)
from openbitmap.vocabulary import Actor, CaseId, EncounterId

NODE = Actor("node", "cases")
LONGEST_REASON = 4_000


def judge(
    tx: Transaction, case_id: CaseId, opinion: Opinion, *, by: Principal, comparisons: Sequence[Comparison] = ()
) -> CaseState:
    """Give one opinion; it is immutable, and the last one needed decides the case. It needs the examiner's own locked
    analysis, unless the probe is unsuitable; an identification shows its pairs. Raises Refused."""
    by.require(Act.JUDGE)
    store.lock_case(tx, case_id)
    case = turns.require_held(tx, case_id, by, at=opinion.given_at)
    _check(tx, case, opinion, comparisons=comparisons)
    given = store.opinions_of(tx, case_id)
    numbered = replace(opinion, number=len(given) + 1, supersedes=None)
    state = next_state(case.state, standing(given), numbered)
    store.end_turn(tx, case_id, TurnEnd.JUDGED, at=opinion.given_at)
    return _write(tx, case, numbered, comparisons=comparisons, state=state)


def supersede(
    tx: Transaction, case_id: CaseId, opinion: Opinion, *, by: Principal, comparisons: Sequence[Comparison] = ()
) -> CaseState:
    """Replace one's own opinion; the old one stays. Only a first identification can be replaced, before anybody else
    has taken or judged the case: later it would be a word with the others' in the ear. One refusal for all reasons."""
    by.require(Act.JUDGE)
    store.lock_case(tx, case_id)
    case = turns.case_named(tx, case_id)
    given = store.opinions_of(tx, case_id)
    own = [o for o in standing(given) if o.examiner == by.name]
    if not own:
        raise Refused(NO_SUCH_THING, kind="opinion", name=case_id)
    untouched = case.state is CaseState.SECOND_OPINION and standing(given) == own and case.holder is None
    if not untouched:
        raise Refused(OPINION_STANDS, case=case_id)
    _check(tx, case, opinion, comparisons=comparisons)
    numbered = replace(opinion, number=len(given) + 1, supersedes=own[0].number)
    return _write(tx, case, numbered, comparisons=comparisons, state=next_state(CaseState.OPEN, [], numbered))


def decision_on(tx: Transaction, case_id: CaseId) -> CaseDecided | None:
    """The fact that ended a case; None while it is open, and for a seed, which decides nothing. Opinions wait until the
    caller's transaction ends, so that what the caller writes on "still open" is there when a decision is told."""
    store.lock_case(tx, case_id)
    case = store.case_named(tx, case_id)
    if case is None or case.state is not CaseState.DECIDED or case.kind is CaseKind.SEED:
        return None
    return _decided(tx, case, decision_of(standing(store.opinions_of(tx, case_id))))


def _write(
    tx: Transaction, case: Case, opinion: Opinion, *, comparisons: Sequence[Comparison], state: CaseState
) -> CaseState:
    store.insert_opinion(tx, case.case, opinion)
    bench_store.insert_comparisons(tx, case.case, opinion.number, comparisons=comparisons)
    store.advance(tx, case.case, state, at=opinion.given_at)
    judged = CaseJudged(
        case.submission or "",
        case.case,
        opinion.examiner,
        opinion.finding.value,
        ground=opinion.ground.value,
        pairs=sum(len(c.pairs) for c in comparisons),
        digest=digest_of_comparisons(comparisons) if comparisons else "",
        supersedes=opinion.supersedes or 0,
    )
    ledger.record(tx, judged, actor=Actor("person", opinion.examiner))
    if state is CaseState.DECIDED:
        ledger.record(tx, _ending(tx, case, opinion), actor=NODE)
    return state


def _ending(tx: Transaction, case: Case, last: Opinion) -> Event:
    decision = decision_of(standing(store.opinions_of(tx, case.case)))
    if case.kind is CaseKind.SEED:
        seed_store.end_planted(tx, case.case, at=last.given_at)
        return SeedDecided(case.case, decision.finding.value)
    return _decided(tx, case, decision)


def _decided(tx: Transaction, case: Case, decision: Decision) -> CaseDecided:
    candidates = store.candidates_by_letter(tx, case.case)
    identified = tuple(candidates[letter] for letter in sorted(decision.letters))
    return CaseDecided(case.submission or "", case.case, case.encounter, identified, decision.finding.value)


def _check(tx: Transaction, case: Case, opinion: Opinion, *, comparisons: Sequence[Comparison]) -> None:
    """Raises Refused for an opinion that the method does not allow."""
    if not opinion.reason.strip() or "\x00" in opinion.reason or len(opinion.reason) > LONGEST_REASON:
        raise Refused(NEEDS_REASON)
    if opinion.ground not in GROUNDS[opinion.finding]:
        raise Refused(UNFIT_GROUND, ground=opinion.ground.value, finding=opinion.finding.value)
    analysis = bench_store.analysis_of(tx, case.case, opinion.examiner)
    candidates = store.candidates_by_letter(tx, case.case)
    if analysis is None and (opinion.finding is not Finding.UNSUITABLE or comparisons):
        raise Refused(NOT_ANALYSED, case=case.case)
    _check_letters(case, opinion, candidates)
    if analysis:
        _check_comparisons(case, candidates, analysis, comparisons=comparisons)
        _check_pairs(opinion, analysis, comparisons)


def _check_letters(case: Case, opinion: Opinion, candidates: Mapping[str, EncounterId]) -> None:
    identifies = opinion.finding is Finding.IDENTIFICATION
    if identifies != bool(opinion.letters) or not opinion.letters <= candidates.keys():
        wrong = opinion.letters - candidates.keys() or opinion.letters
        raise Refused(NOT_A_CANDIDATE, case=case.case, candidate=", ".join(sorted(wrong)) or "without a letter")


def _check_comparisons(
    case: Case, candidates: Mapping[str, EncounterId], analysis: Analysis, *, comparisons: Sequence[Comparison]
) -> None:
    seen: set[str] = set()
    for comparison in comparisons:
        if comparison.letter not in candidates or comparison.letter in seen:
            raise Refused(NOT_A_CANDIDATE, case=case.case, candidate=comparison.letter[:8])
        check_comparison(comparison, analysis)
        seen.add(comparison.letter)


def _check_pairs(opinion: Opinion, analysis: Analysis, comparisons: Sequence[Comparison]) -> None:
    """An identification rests on pairs, where there is something to pair."""
    if analysis.unmarked and analysis.unmarked is not Unmarked.NOTHING_TO_MARK:
        return
    paired = {c.letter for c in comparisons if c.pairs}
    for letter in sorted(opinion.letters - paired):
        raise Refused(NEEDS_PAIRS, candidate=letter)
