"""A possible match in the hands of people: every order of opinions, claims, and what a person may not do."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from tests.rooms import Met, Rooms, fingers_of

from openbitmap.node import cases, ledger
from openbitmap.node.cases import Case, CaseKind, CaseState, Clock, Finding, OpenPlan
from openbitmap.node.events import CaseDecided
from openbitmap.node.problems import (
    CASE_CLOSED,
    NEEDS_REASON,
    NO_SUCH_THING,
    NOT_A_CANDIDATE,
    NOT_ALLOWED,
    SAME_EXAMINER,
    Problem,
    Refused,
)
from openbitmap.vocabulary import CaseId

A, B, BOTH = (Finding.IDENTIFICATION, "A"), (Finding.IDENTIFICATION, "B"), (Finding.IDENTIFICATION, "AB")
NOT, UNSURE, BAD = (Finding.EXCLUSION, ""), (Finding.INCONCLUSIVE, ""), (Finding.UNSUITABLE, "")
Word = tuple[Finding, str]
"""A finding with the letters of the candidates identified."""
WORDS = (A, B, BOTH, NOT, UNSURE, BAD)
EXAMINERS = ("ana", "bruno", "carla")


@pytest.fixture
def met(rooms: Rooms) -> Met:
    """Somebody whom the node has met twice before: a case with two candidates."""
    rooms.meet(fingers_of(7, 1))
    rooms.enrol(fingers_of(7, 2))
    return rooms.meet(fingers_of(7, 3))


def case_of(rooms: Rooms, met: Met) -> Case:
    with rooms.database.reading() as tx:
        case = cases.case_named(tx, cases.case_id_of(rooms.found(met)[0].search))
    assert case is not None
    return case


def another_case(rooms: Rooms, met: Met) -> Case:
    """The same question once more: a case of its own about the same person and candidates, without another search."""
    first = case_of(rooms, met)
    with rooms.database.transaction() as tx:
        candidates = tuple(cases.candidates_by_letter(tx, first.case).values())
        clock = Clock(timedelta(hours=1), urgent=False)
        plan = OpenPlan(CaseKind.REVERSE, met.encounter, candidates, datetime.now(UTC), clock)
        case = cases.case_named(tx, cases.open_case(tx, plan))
    assert case is not None
    return case


def judge(rooms: Rooms, case: Case, examiner: str, word: Word, reason: str = "I compared them") -> CaseState:
    return rooms.judge(case.case, examiner, word[0], letters=word[1], reason=reason)


def refusal(rooms: Rooms, case: Case, examiner: str, word: Word, reason: str = "I compared them") -> Problem:
    with pytest.raises(Refused) as refused:
        judge(rooms, case, examiner, word, reason)
    return refused.value.problem


def decisions(rooms: Rooms, subject: str) -> list[CaseDecided]:
    """Those filed under a submission; a case of no submission files them under itself."""
    with rooms.database.reading() as tx:
        events = [entry.event for entry in ledger.history(tx, subject)]
    return [event for event in events if isinstance(event, CaseDecided)]


def expected_decision(words: tuple[Word, ...]) -> Word | None:
    """Who has decided after these opinions, said independently of the code: None while somebody is still needed."""
    if words[0][0] is not Finding.IDENTIFICATION:
        return words[0]
    if len(words) == 1:
        return None
    if words[0] == words[1]:
        return words[0]
    if len(words) == 2:
        return None
    return words[2] if words[2] in words[:2] else UNSURE


def test_a_case_holds_the_candidates_by_letter_and_nothing_that_ranks_them(rooms: Rooms, met: Met) -> None:
    case = case_of(rooms, met)
    with rooms.database.reading() as tx:
        letters = cases.candidates_by_letter(tx, case.case)
    assert sorted(letters) == ["A", "B"]
    assert set(letters.values()) == {c.encounter for c in rooms.found(met)[1]}
    assert (case.state, case.holder, case.submission) == (CaseState.OPEN, None, met.submission)
    assert case.due_at - case.opened_at == timedelta(minutes=rooms.equipment.settings.desk.case_minutes)
    assert (case.kind, case.urgent) == (CaseKind.ARRIVAL, True)


def test_candidates_are_shuffled(rooms: Rooms, met: Met) -> None:
    """Twenty cases over the same two candidates; chance alone leaves them all in one order once in half a million."""
    orders = set()
    for _ in range(20):
        case = another_case(rooms, met)
        with rooms.database.reading() as tx:
            orders.add(tuple(cases.candidates_by_letter(tx, case.case).values()))
    assert len(orders) == 2


def test_a_search_without_candidates_opens_no_case(rooms: Rooms) -> None:
    stranger = rooms.meet(fingers_of(8, 1))
    assert "CaseOpened" not in rooms.facts(stranger.submission)
    with rooms.database.reading() as tx:
        assert cases.case_named(tx, cases.case_id_of(rooms.found(stranger)[0].search)) is None


def test_every_order_of_opinions_ends_as_the_table_says(rooms: Rooms, met: Met) -> None:
    """All 216 triples over A, B, both and three other findings, each on a case of its own, stopped when decided."""
    told: set[tuple[Word, ...]] = set()
    for triple in itertools.product(WORDS, repeat=3):
        needed = next(n for n in (1, 2, 3) if expected_decision(triple[:n]) is not None)
        words = triple[:needed]
        if words in told:
            continue
        told.add(words)
        case = another_case(rooms, met)
        states = [judge(rooms, case, who, word) for who, word in zip(EXAMINERS, words, strict=False)]
        waiting = [CaseState.SECOND_OPINION, CaseState.THIRD_OPINION][: needed - 1]
        assert states == [*waiting, CaseState.DECIDED], words
        finding, letters = expected_decision(words) or UNSURE
        with rooms.database.reading() as tx:
            by_letter = cases.candidates_by_letter(tx, case.case)
            opinions = cases.opinions_of(tx, case.case)
        (decided,) = decisions(rooms, case.case)
        assert (decided.conclusion, decided.candidates) == (finding.value, tuple(by_letter[x] for x in letters)), words
        assert [(o.examiner, o.finding, o.letters) for o in opinions] == [
            (who, word[0], frozenset(word[1])) for who, word in zip(EXAMINERS, words, strict=False)
        ]
    assert len(told) == 3 + 3 + 3 * 5 * 6


def test_a_decided_case_takes_no_opinion_and_no_claim(rooms: Rooms, met: Met) -> None:
    case = case_of(rooms, met)
    judge(rooms, case, "ana", NOT)
    assert refusal(rooms, case, "bruno", A) is CASE_CLOSED
    with pytest.raises(Refused) as refused, rooms.database.transaction() as tx:
        cases.take(tx, rooms.principal("bruno"), case.case)
    assert refused.value.problem is CASE_CLOSED


def test_nobody_gives_two_opinions_on_one_case(rooms: Rooms, met: Met) -> None:
    case = case_of(rooms, met)
    judge(rooms, case, "ana", A)
    assert refusal(rooms, case, "ana", A) is SAME_EXAMINER
    with pytest.raises(Refused) as refused, rooms.database.transaction() as tx:
        cases.take(tx, rooms.principal("ana"), case.case)
    assert refused.value.problem is SAME_EXAMINER
    assert case_of(rooms, met).state is CaseState.SECOND_OPINION


@pytest.mark.parametrize(
    "word",
    [
        (Finding.IDENTIFICATION, ""),
        (Finding.IDENTIFICATION, "Z"),
        (Finding.IDENTIFICATION, "AZ"),
        (Finding.EXCLUSION, "A"),
    ],
)
def test_an_identification_names_candidates_and_nothing_else_does(rooms: Rooms, met: Met, word: Word) -> None:
    assert refusal(rooms, case_of(rooms, met), "ana", word) is NOT_A_CANDIDATE


def test_an_opinion_needs_its_reason(rooms: Rooms, met: Met) -> None:
    assert refusal(rooms, case_of(rooms, met), "ana", A, reason="  ") is NEEDS_REASON


@pytest.mark.parametrize("name", ["elsa", "aldo", "arica"])
def test_only_examiners_judge(rooms: Rooms, met: Met, name: str) -> None:
    assert refusal(rooms, case_of(rooms, met), name, A) is NOT_ALLOWED


def test_a_case_that_is_not_there_is_named(rooms: Rooms) -> None:
    with pytest.raises(Refused) as refused, rooms.database.transaction() as tx:
        cases.take(tx, rooms.principal("ana"), CaseId("case-none"))
    assert refused.value.problem is NO_SUCH_THING


def test_a_refused_opinion_leaves_no_trace(rooms: Rooms, met: Met) -> None:
    case = case_of(rooms, met)
    before = rooms.facts(met.submission)
    refusal(rooms, case, "ana", (Finding.IDENTIFICATION, "Z"))
    assert rooms.facts(met.submission) == before
    assert case_of(rooms, met) == case


def test_examiners_agree_only_when_they_name_the_same_candidates(rooms: Rooms, met: Met) -> None:
    case = case_of(rooms, met)
    assert judge(rooms, case, "ana", BOTH) is CaseState.SECOND_OPINION
    assert judge(rooms, case, "bruno", A) is CaseState.THIRD_OPINION
    assert judge(rooms, case, "carla", (Finding.IDENTIFICATION, "BA")) is CaseState.DECIDED
    with rooms.database.transaction() as tx:
        letters = cases.candidates_by_letter(tx, case.case)
        decided = cases.decision_on(tx, case.case)
    assert [decided] == decisions(rooms, met.submission)
    assert decided is not None
    assert decided.candidates == (letters["A"], letters["B"])


def test_an_open_case_has_no_decision(rooms: Rooms, met: Met) -> None:
    with rooms.database.transaction() as tx:
        assert cases.decision_on(tx, case_of(rooms, met).case) is None
        assert cases.decision_on(tx, CaseId("case-none")) is None
