"""What is marked: analyses and comparisons that hold, grounds, and that none of it changes afterwards."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import psycopg
import pytest
from tests.benchwork import (
    COMPARED,
    ENDING,
    FORK,
    MARKED,
    ON_A,
    case_of_two,
    give,
    lock,
    refused,
    stage,
)
from tests.rooms import UNMARKED, Rooms

from openbitmap.node import cases, ledger
from openbitmap.node.cases import (
    GROUNDS,
    Analysis,
    CaseState,
    Comparison,
    Finding,
    Ground,
    Mark,
    MarkKind,
    Opinion,
    Pair,
    Stage,
    Suitability,
    Unmarked,
    Worth,
)
from openbitmap.node.events import AnalysisLocked, CaseJudged
from openbitmap.node.problems import (
    ALREADY_ANALYSED,
    MARKS_UNUSABLE,
    NEEDS_PAIRS,
    NEEDS_REASON,
    NOT_A_CANDIDATE,
    UNFIT_GROUND,
    Problem,
)
from openbitmap.vocabulary import CaseId


@pytest.fixture
def case(rooms: Rooms) -> CaseId:
    return case_of_two(rooms)


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


def test_marks_travel_as_json_and_back(rooms: Rooms, case: CaseId) -> None:
    """What is read from the database is what was locked, number for number."""
    lock(rooms, case, "ana")
    with rooms.database.reading() as tx:
        body = tx.scalar("SELECT body FROM case_analysis WHERE case_id = %(case)s", case=case)
        back = cases.analysis_of(tx, case, "ana")
    assert json.loads(json.dumps(body))["marks"][0]["kind"] == "ridge_ending"
    assert back is not None and back.digest == MARKED.digest
