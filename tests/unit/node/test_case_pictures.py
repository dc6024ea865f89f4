"""An analysis is held against the probe's pictures: a word does not stand in for marks where there is a print."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.benchwork import ENDING, MARKED, case_of_two, lock, refused
from tests.pictured import card
from tests.rooms import Rooms

from openbitmap.node import cases, identities
from openbitmap.node.cases import Analysis, CaseKind, Clock, Comparison, OpenPlan, Suitability, Unmarked, Worth
from openbitmap.node.identities import PictureKind
from openbitmap.node.problems import MARKS_UNUSABLE, Refused, Why
from openbitmap.vocabulary import CaseId, EncounterId


@pytest.fixture
def encounters(rooms: Rooms) -> tuple[EncounterId, EncounterId]:
    receipts = [rooms.receive(card(number)) for number in (5, 6)]
    rooms.drain()
    with rooms.database.reading() as tx:
        first, second = (identities.encounter_of(tx, r.submission) for r in receipts)
    assert first
    assert second
    return first.encounter, second.encounter


@pytest.fixture
def case(rooms: Rooms, encounters: tuple[EncounterId, EncounterId]) -> CaseId:
    """In ana's hands; the probe has fingers, a slap and a face."""
    clock = Clock(timedelta(minutes=30))
    plan = OpenPlan(CaseKind.REVERSE, encounters[1], encounters[:1], opened_at=datetime.now(UTC), clock=clock)
    with rooms.database.transaction() as tx:
        opened = cases.open_case(tx, plan)
        cases.take(tx, rooms.principal("ana"), opened)
    return opened


def test_no_word_stands_in_for_marks_where_there_is_a_print(
    rooms: Rooms, case: CaseId, encounters: tuple[EncounterId, EncounterId]
) -> None:
    now = datetime.now(UTC)
    with rooms.database.reading() as tx:
        pictures = identities.pictures_of(tx, rooms.equipment.vault, encounters[1])
    finger = next(p for p in pictures if p.kind is PictureKind.FINGER)
    mark = replace(ENDING, picture=finger.name, position=finger.position)
    for wrong in (
        Analysis(now, unmarked=Unmarked.NO_PICTURE),
        Analysis(now, unmarked=Unmarked.NOT_A_PRINT),
        Analysis(now, (replace(mark, picture="99"),)),
        Analysis(now, (mark,), (Suitability("99", 2, Worth.SUITABLE),)),
    ):
        assert refused(lambda wrong=wrong: lock(rooms, case, "ana", wrong)) is MARKS_UNUSABLE  # type: ignore[misc]  # bound now
    right = Analysis(now, (mark,), (Suitability(finger.name, finger.position, Worth.SUITABLE),))
    lock(rooms, case, "ana", right)
    with rooms.database.reading() as tx:
        assert cases.analysis_of(tx, case, "ana") == right


def test_a_comparison_shows_pictures_that_the_two_sides_have(
    rooms: Rooms, case: CaseId, encounters: tuple[EncounterId, EncounterId]
) -> None:
    with rooms.database.reading() as tx:
        theirs, own = (identities.pictures_of(tx, rooms.equipment.vault, e)[0] for e in encounters)
    probe = replace(ENDING, picture=own.name, position=own.position)
    mark = replace(ENDING, picture=theirs.name, position=theirs.position)
    right = Comparison("A", (mark,), (), (replace(probe, number=9),))
    wrong = (replace(right, marks=(replace(mark, picture="99"),)), replace(right, added=(replace(mark, picture="99"),)))
    assert said_of(rooms, case, wrong[0]) is None  # before the analysis nothing is said of a candidate
    lock(rooms, case, "ana", Analysis(datetime.now(UTC), (probe,)))
    assert said_of(rooms, case, right) is None
    assert said_of(rooms, case, replace(right, letter="Z")) is None
    candidate, added = (said_of(rooms, case, each) for each in wrong)
    assert candidate == ("candidate A has no picture 99", "candidato A: no hay imagen 99")
    assert added == ("the probe has no picture 99", "la dubitada: no hay imagen 99")


def said_of(rooms: Rooms, case: CaseId, comparison: Comparison) -> tuple[str, str] | None:
    """Why a comparison is refused, in both languages; None where it is not."""
    try:
        with rooms.database.reading() as tx:
            by, vault = rooms.principal("ana"), rooms.equipment.vault
            cases.check_comparisons(tx, case, [comparison], by=by, vault=vault)
    except Refused as refused:
        assert refused.problem is MARKS_UNUSABLE
        why = refused.details["why"]
        assert isinstance(why, Why)
        assert refused.said("es")[0] == f"Estas marcas no se pueden guardar: {why.spanish}."
        return why.english, why.spanish
    return None


def test_marks_made_elsewhere_on_prints_held_as_templates_are_taken(rooms: Rooms) -> None:
    lock(rooms, case_of_two(rooms), "ana", MARKED)
