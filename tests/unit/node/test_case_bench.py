"""The method at the bench: drafts that survive, the analysis before the candidates, what a desk shows, superseding."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.benchwork import COMPARED, case_of_two, give, lock, refused, save, stage, supersede, take
from tests.rooms import Rooms

from openbitmap.node import cases
from openbitmap.node.cases import (
    CaseState,
    Finding,
    Ground,
    Opinion,
    Stage,
    View,
)
from openbitmap.node.problems import (
    CASE_TAKEN,
    MARKS_UNUSABLE,
    NO_SUCH_THING,
    NOT_A_CANDIDATE,
    NOT_ALLOWED,
    NOT_ANALYSED,
    NOT_HELD,
    OPINION_STANDS,
    SAME_EXAMINER,
    Refused,
)
from openbitmap.vocabulary import CaseId


@pytest.fixture
def case(rooms: Rooms) -> CaseId:
    return case_of_two(rooms)


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
