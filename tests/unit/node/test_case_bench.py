"""The method at the bench: drafts that survive, the analysis before the candidates, marks that hold, superseding."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import psycopg
import pytest
from tests.rooms import UNMARKED, Rooms, fingers_of

from openbitmap.node import cases, ledger
from openbitmap.node.cases import (
    GROUNDS,
    Analysis,
    CaseState,
    Comparison,
    Draft,
    Finding,
    Ground,
    Mark,
    MarkKind,
    Opinion,
    Pair,
    Stage,
    Suitability,
    Unmarked,
    View,
    Worth,
)
from openbitmap.node.events import AnalysisLocked, CaseJudged
from openbitmap.node.problems import (
    ALREADY_ANALYSED,
    CASE_TAKEN,
    MARKS_UNUSABLE,
    NEEDS_PAIRS,
    NEEDS_REASON,
    NO_SUCH_THING,
    NOT_A_CANDIDATE,
    NOT_ALLOWED,
    NOT_ANALYSED,
    NOT_HELD,
    OPINION_STANDS,
    SAME_EXAMINER,
    UNFIT_GROUND,
    Problem,
    Refused,
)
from openbitmap.vocabulary import CaseId

ENDING = Mark(1, "2", 2, 120.5, 340.0, MarkKind.RIDGE_ENDING, 45)
FORK = Mark(2, "2", 2, 200.0, 310.0, MarkKind.BIFURCATION)
MARKED = Analysis(datetime.now(UTC), (ENDING, FORK), (Suitability("2", 2, Worth.SUITABLE),))
ON_A = (replace(ENDING, x=90.0), replace(FORK, x=170.0))
COMPARED = Comparison("A", ON_A, (Pair(1, 1), Pair(2, 2)))


@pytest.fixture
def case(rooms: Rooms) -> CaseId:
    """A case with two candidates in ana's hands, not analysed yet."""
    rooms.meet(fingers_of(7, 1))
    rooms.enrol(fingers_of(7, 2))
    case = cases.case_id_of(rooms.found(rooms.meet(fingers_of(7, 3)))[0].search)
    take(rooms, case, "ana")
    return case


def take(rooms: Rooms, case: CaseId, name: str) -> None:
    with rooms.database.transaction() as tx:
        cases.take(tx, rooms.principal(name), case)


def lock(rooms: Rooms, case: CaseId, name: str, analysis: Analysis = MARKED) -> None:
    with rooms.database.transaction() as tx:
        cases.lock_analysis(tx, case, analysis, by=rooms.principal(name))


def save(rooms: Rooms, case: CaseId, name: str, counter: int, *, body: str = "{}") -> Draft:
    with rooms.database.transaction() as tx:
        return cases.save_draft(tx, case, Draft(counter, body, datetime.now(UTC)), by=rooms.principal(name))


def give(
    rooms: Rooms,
    case: CaseId,
    name: str,
    *comparisons: Comparison,
    finding: Finding = Finding.IDENTIFICATION,
    ground: Ground = Ground.OTHER,
) -> CaseState:
    letters = frozenset("A") if finding is Finding.IDENTIFICATION else frozenset[str]()
    opinion = Opinion(name, finding, letters, reason="as marked", given_at=datetime.now(UTC), ground=ground)
    with rooms.database.transaction() as tx:
        return cases.judge(tx, case, opinion, by=rooms.principal(name), comparisons=comparisons)


def supersede(rooms: Rooms, case: CaseId, name: str, finding: Finding) -> CaseState:
    opinion = Opinion(name, finding, frozenset(), reason="I looked again", given_at=datetime.now(UTC))
    with rooms.database.transaction() as tx:
        return cases.supersede(tx, case, opinion, by=rooms.principal(name))


def stage(rooms: Rooms, case: CaseId, name: str) -> Stage:
    with rooms.database.reading() as tx:
        return cases.desk_of(tx, rooms.principal(name), case).stage


def refused(act: Callable[[], object]) -> Problem:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.problem


def test_a_draft_survives_and_an_older_one_never_replaces_a_newer(rooms: Rooms, case: CaseId) -> None:
    assert save(rooms, case, "ana", 1, body='{"marks":[1]}').body == '{"marks":[1]}'
    assert save(rooms, case, "ana", 7, body='{"marks":[1,2]}').counter == 7
    late = save(rooms, case, "ana", 3, body="{}")
    assert (late.counter, late.body) == (7, '{"marks":[1,2]}')
    assert save(rooms, case, "ana", 7, body="{}").body == '{"marks":[1,2]}'
    with rooms.database.transaction() as tx:
        cases.release(tx, rooms.principal("ana"), case)
    take(rooms, case, "bruno")
    with rooms.database.reading() as tx:
        kept, other = cases.draft_of(tx, case, "ana"), cases.draft_of(tx, case, "bruno")
    assert kept is not None
    assert (kept.counter, other) == (7, None)


def test_a_draft_on_its_way_when_the_case_went_to_another_is_kept(rooms: Rooms, case: CaseId) -> None:
    with rooms.database.transaction() as tx:
        cases.release(tx, rooms.principal("ana"), case)
    take(rooms, case, "bruno")
    assert save(rooms, case, "ana", 2).counter == 2
    assert refused(lambda: save(rooms, case, "carla", 1)) is NOT_HELD
    assert refused(lambda: save(rooms, case, "elsa", 1)) is NOT_ALLOWED


@pytest.mark.parametrize("body", ["not json", '"' + "x" * 1_000_000 + '"', '"\x00"'])
def test_a_draft_is_json_of_bounded_length(rooms: Rooms, case: CaseId, body: str) -> None:
    assert refused(lambda: save(rooms, case, "ana", 1, body=body)) is MARKS_UNUSABLE


def test_no_candidate_exists_before_the_own_analysis_is_locked(rooms: Rooms, case: CaseId) -> None:
    with rooms.database.reading() as tx:
        before = cases.desk_of(tx, rooms.principal("ana"), case)
    assert (before.stage, before.candidates, before.probe is None) == (Stage.ANALYSIS, {}, False)
    assert refused(lambda: give(rooms, case, "ana", COMPARED)) is NOT_ANALYSED
    look = View("A", "2", 2, datetime.now(UTC))
    with rooms.database.transaction() as tx:
        assert refused(lambda: cases.note_view(tx, case, look, by=rooms.principal("ana"))) is NOT_ANALYSED
    lock(rooms, case, "ana")
    with rooms.database.reading() as tx:
        after = cases.desk_of(tx, rooms.principal("ana"), case)
        others = cases.desk_of(tx, rooms.principal("bruno"), case)
    assert (after.stage, sorted(after.candidates)) == (Stage.COMPARISON, ["A", "B"])
    assert (others.stage, others.candidates, others.probe, others.holder) == (Stage.CLAIM, {}, None, "ana")


def test_a_locked_analysis_stays_as_it_is(rooms: Rooms, case: CaseId) -> None:
    lock(rooms, case, "ana")
    assert refused(lambda: lock(rooms, case, "ana", UNMARKED)) is ALREADY_ANALYSED
    with rooms.database.reading() as tx:
        assert cases.analysis_of(tx, case, "ana") == MARKED
        submission = cases.case_named(tx, case)
        assert submission is not None and submission.submission is not None
        (locked,) = (e.event for e in ledger.history(tx, submission.submission) if isinstance(e.event, AnalysisLocked))
    assert (locked.marks, locked.digest) == (2, MARKED.digest)
    assert replace(MARKED, marks=(ENDING,)).digest != MARKED.digest


@pytest.mark.parametrize("table", ["opinion", "case_analysis", "case_comparison", "case_view"])
def test_even_the_database_refuses_to_change_what_is_immutable(rooms: Rooms, case: CaseId, table: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege), rooms.database.transaction() as tx:
        tx.run(f"UPDATE {table} SET case_id = 'case-x'")  # names of this list only


@pytest.mark.parametrize(
    "broken",
    [
        replace(MARKED, marks=(ENDING, replace(FORK, number=1))),
        replace(MARKED, marks=(replace(ENDING, x=float("nan")),)),
        replace(MARKED, marks=(replace(ENDING, y=-1.0),)),
        replace(MARKED, marks=(replace(ENDING, x=20_001.0),)),
        replace(MARKED, marks=(replace(ENDING, position=99),)),
        replace(MARKED, marks=(replace(ENDING, picture=""),)),
        replace(MARKED, marks=(replace(ENDING, picture="2\x00"),)),
        replace(MARKED, marks=(replace(ENDING, turn=360),)),
        replace(MARKED, marks=(replace(ENDING, number=0),)),
        replace(MARKED, marks=tuple(replace(ENDING, number=n) for n in range(1, 402))),
        replace(MARKED, marks=()),
        replace(MARKED, unmarked=Unmarked.NO_PICTURE),
        replace(MARKED, suitability=MARKED.suitability * 2),
        replace(MARKED, suitability=(Suitability("2", -1, Worth.LIMITED),)),
    ],
)
def test_marks_that_cannot_be_are_refused(rooms: Rooms, case: CaseId, broken: Analysis) -> None:
    assert refused(lambda: lock(rooms, case, "ana", broken)) is MARKS_UNUSABLE
    assert stage(rooms, case, "ana") is Stage.ANALYSIS


@pytest.mark.parametrize(
    ("comparison", "problem"),
    [
        (replace(COMPARED, pairs=(Pair(1, 9),)), MARKS_UNUSABLE),
        (replace(COMPARED, pairs=(Pair(9, 1),)), MARKS_UNUSABLE),
        (replace(COMPARED, pairs=(Pair(1, 1), Pair(1, 2))), MARKS_UNUSABLE),
        (replace(COMPARED, pairs=(Pair(1, 1), Pair(2, 1))), MARKS_UNUSABLE),
        (replace(COMPARED, marks=(replace(ENDING, position=3), FORK)), MARKS_UNUSABLE),
        (replace(COMPARED, added=(replace(ENDING, x=5.0),)), MARKS_UNUSABLE),
        (replace(COMPARED, letter="Z"), NOT_A_CANDIDATE),
        (replace(COMPARED, letter="B"), NEEDS_PAIRS),
        (replace(COMPARED, pairs=()), NEEDS_PAIRS),
    ],
)
def test_pairs_join_marks_that_are_there(rooms: Rooms, case: CaseId, comparison: Comparison, problem: Problem) -> None:
    lock(rooms, case, "ana")
    assert refused(lambda: give(rooms, case, "ana", comparison)) is problem


def test_one_candidate_is_compared_once(rooms: Rooms, case: CaseId) -> None:
    lock(rooms, case, "ana")
    assert refused(lambda: give(rooms, case, "ana", COMPARED, COMPARED)) is NOT_A_CANDIDATE


def test_a_comparison_is_kept_with_its_opinion_and_marks_added_in_it_apart(rooms: Rooms, case: CaseId) -> None:
    lock(rooms, case, "ana")
    seen_later = Mark(3, "2", 2, 50.0, 60.0, MarkKind.OTHER)
    compared = replace(COMPARED, marks=(*ON_A, seen_later), pairs=(Pair(1, 1), Pair(3, 3)), added=(seen_later,))
    looked = Comparison("B", (), ())
    assert give(rooms, case, "ana", looked, compared, ground=Ground.FEATURES_AGREE) is CaseState.SECOND_OPINION
    with rooms.database.reading() as tx:
        assert cases.comparisons_of(tx, case, 1) == (compared, looked)
        assert cases.analysis_of(tx, case, "ana") == MARKED
        now = cases.case_named(tx, case)
        assert now is not None and now.submission is not None
        (judged,) = (e.event for e in ledger.history(tx, now.submission) if isinstance(e.event, CaseJudged))
    assert (judged.pairs, judged.ground, judged.supersedes) == (2, "features_agree", 0)
    assert judged.digest == cases.digest_of_comparisons([compared, looked])


def test_what_was_looked_at_is_noted_in_order(rooms: Rooms, case: CaseId) -> None:
    lock(rooms, case, "ana")
    looks = [View(None, "2", 2, datetime.now(UTC)), View("B", "4-13", 7, datetime.now(UTC))]
    with rooms.database.transaction() as tx:
        for look in looks:
            cases.note_view(tx, case, look, by=rooms.principal("ana"))
        assert cases.views_of(tx, case, "ana") == looks
        by = rooms.principal("ana")
        assert refused(lambda: cases.note_view(tx, case, replace(looks[1], letter="Q"), by=by)) is NOT_A_CANDIDATE
        assert refused(lambda: cases.note_view(tx, case, replace(looks[0], picture=""), by=by)) is MARKS_UNUSABLE
        other = rooms.principal("bruno")
        assert refused(lambda: cases.note_view(tx, case, looks[0], by=other)) is CASE_TAKEN


def test_unsuitable_is_concluded_without_a_candidate_ever_shown(rooms: Rooms, case: CaseId) -> None:
    assert give(rooms, case, "ana", finding=Finding.UNSUITABLE, ground=Ground.SMUDGED) is CaseState.DECIDED
    with rooms.database.reading() as tx:
        assert cases.analysis_of(tx, case, "ana") is None
        assert [v for v in cases.views_of(tx, case, "ana") if v.letter] == []


def test_who_found_nothing_to_mark_identifies_nobody(rooms: Rooms, case: CaseId) -> None:
    lock(rooms, case, "ana", Analysis(datetime.now(UTC), unmarked=Unmarked.NOTHING_TO_MARK))
    assert refused(lambda: give(rooms, case, "ana")) is NEEDS_PAIRS
    assert give(rooms, case, "ana", finding=Finding.INCONCLUSIVE) is CaseState.DECIDED


def test_a_ground_goes_with_its_conclusion(rooms: Rooms, case: CaseId) -> None:
    lock(rooms, case, "ana")
    assert refused(lambda: give(rooms, case, "ana", COMPARED, ground=Ground.PATTERN_DIFFERS)) is UNFIT_GROUND
    assert set(GROUNDS) == set(Finding)
    assert {g for grounds in GROUNDS.values() for g in grounds} == set(Ground)


@pytest.mark.parametrize("reason", ["", " \n", "a\x00b", "x" * 4_001])
def test_a_reason_is_words(rooms: Rooms, case: CaseId, reason: str) -> None:
    lock(rooms, case, "ana")
    opinion = Opinion("ana", Finding.EXCLUSION, frozenset(), reason=reason, given_at=datetime.now(UTC))
    with rooms.database.transaction() as tx:
        assert refused(lambda: cases.judge(tx, case, opinion, by=rooms.principal("ana"))) is NEEDS_REASON


def test_nobody_judges_a_case_that_is_not_in_their_hands(rooms: Rooms, case: CaseId) -> None:
    lock(rooms, case, "ana")
    with rooms.database.transaction() as tx:
        cases.release(tx, rooms.principal("ana"), case)
    assert refused(lambda: give(rooms, case, "ana", COMPARED)) is NOT_HELD
    take(rooms, case, "bruno")
    assert refused(lambda: give(rooms, case, "ana", COMPARED)) is CASE_TAKEN
    assert stage(rooms, case, "ana") is Stage.CLAIM


def test_a_first_identification_is_superseded_by_its_author_and_stays(rooms: Rooms, case: CaseId) -> None:
    lock(rooms, case, "ana")
    give(rooms, case, "ana", COMPARED)
    assert refused(lambda: save(rooms, case, "ana", 9)) is SAME_EXAMINER
    assert refused(lambda: supersede(rooms, case, "bruno", Finding.EXCLUSION)) is NO_SUCH_THING
    assert supersede(rooms, case, "ana", Finding.EXCLUSION) is CaseState.DECIDED
    with rooms.database.transaction() as tx:
        given = cases.opinions_of(tx, case)
        decided = cases.decision_on(tx, case)
        assert cases.comparisons_of(tx, case, 1) == (COMPARED,)
    assert [(o.number, o.finding, o.supersedes) for o in given] == [
        (1, Finding.IDENTIFICATION, None),
        (2, Finding.EXCLUSION, 1),
    ]
    assert cases.standing(given) == given[1:]
    assert decided is not None and decided.conclusion == "exclusion"


def test_an_opinion_stands_once_somebody_else_has_the_case_or_spoke_and_the_refusal_tells_no_more(
    rooms: Rooms, case: CaseId
) -> None:
    lock(rooms, case, "ana")
    give(rooms, case, "ana", COMPARED)
    take(rooms, case, "bruno")
    words = set()
    for act in (lambda: None, lambda: rooms.judge(case, "bruno", Finding.EXCLUSION)):
        act()
        for name in ("ana", "bruno")[: 1 + (stage(rooms, case, "bruno") is Stage.DONE)]:
            with pytest.raises(Refused) as refusal:
                supersede(rooms, case, name, Finding.INCONCLUSIVE)
            assert refusal.value.problem is OPINION_STANDS
            words.add(str(refusal.value))
    rooms.judge(case, "carla", Finding.EXCLUSION)
    with pytest.raises(Refused) as refusal:
        supersede(rooms, case, "ana", Finding.INCONCLUSIVE)
    assert words | {str(refusal.value)} == words
    assert len(words) == 1


def test_a_superseded_opinion_does_not_count_in_a_later_decision(rooms: Rooms, case: CaseId) -> None:
    lock(rooms, case, "ana")
    give(rooms, case, "ana", COMPARED)
    again = Opinion("ana", Finding.IDENTIFICATION, frozenset("B"), reason="the other one", given_at=datetime.now(UTC))
    with rooms.database.transaction() as tx:
        assert (
            cases.supersede(tx, case, again, by=rooms.principal("ana"), comparisons=(replace(COMPARED, letter="B"),))
            is CaseState.SECOND_OPINION
        )
    assert rooms.judge(case, "bruno", Finding.IDENTIFICATION, letters="A") is CaseState.THIRD_OPINION
    assert rooms.judge(case, "carla", Finding.IDENTIFICATION, letters="B") is CaseState.DECIDED
    with rooms.database.transaction() as tx:
        decided = cases.decision_on(tx, case)
        assert decided is not None
        assert decided.candidates == (cases.candidates_by_letter(tx, case)["B"],)


def test_marks_travel_as_json_and_back(rooms: Rooms, case: CaseId) -> None:
    """What is read from the database is what was locked, number for number."""
    lock(rooms, case, "ana")
    with rooms.database.reading() as tx:
        body = tx.scalar("SELECT body FROM case_analysis WHERE case_id = %(case)s", case=case)
        back = cases.analysis_of(tx, case, "ana")
    assert json.loads(json.dumps(body))["marks"][0]["kind"] == "ridge_ending"
    assert back is not None and back.digest == MARKED.digest


def test_a_decided_case_shows_its_candidates_to_every_examiner(rooms: Rooms, case: CaseId) -> None:
    rooms.judge(case, "ana", Finding.EXCLUSION)
    with rooms.database.reading() as tx:
        desk = cases.desk_of(tx, rooms.principal("carla"), case)
        watched = cases.desk_of(tx, rooms.principal("elsa"), case)
        assert refused(lambda: cases.desk_of(tx, rooms.principal("vera"), case)) is NOT_ALLOWED
    assert (desk.stage, desk.decided, sorted(desk.candidates)) == (Stage.DONE, True, ["A", "B"])
    assert watched == desk


def test_a_supervisor_sees_nothing_of_an_open_case_but_who_has_it(rooms: Rooms, case: CaseId) -> None:
    lock(rooms, case, "ana")
    with rooms.database.reading() as tx:
        desk = cases.desk_of(tx, rooms.principal("elsa"), case)
    assert (desk.stage, desk.holder, desk.probe, desk.candidates) == (Stage.CLAIM, "ana", None, {})


def test_met_is_no_part_of_a_desk(rooms: Rooms, case: CaseId) -> None:
    """The desk has no field for a submission, a search, a kind or a state."""
    with rooms.database.reading() as tx:
        desk = cases.desk_of(tx, rooms.principal("ana"), case)
    assert not {"submission", "search", "kind", "state", "opened_at"} & set(vars(desk))
