"""An examiner's acts at the bench, for the tests of the method: one line each, each a transaction of its own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.rooms import Rooms, fingers_of

from openbitmap.node import cases
from openbitmap.node.cases import (
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
    Worth,
)
from openbitmap.node.problems import (
    Problem,
    Refused,
)
from openbitmap.vocabulary import CaseId

ENDING = Mark(1, "2", 2, 120.5, 340.0, MarkKind.RIDGE_ENDING, 45)
FORK = Mark(2, "2", 2, 200.0, 310.0, MarkKind.BIFURCATION)
MARKED = Analysis(datetime.now(UTC), (ENDING, FORK), (Suitability("2", 2, Worth.SUITABLE),))
ON_A = (replace(ENDING, x=90.0), replace(FORK, x=170.0))
COMPARED = Comparison("A", ON_A, (Pair(1, 1), Pair(2, 2)))


def case_of_two(rooms: Rooms) -> CaseId:
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
        cases.lock_analysis(tx, case, analysis, by=rooms.principal(name), vault=rooms.equipment.vault)


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
