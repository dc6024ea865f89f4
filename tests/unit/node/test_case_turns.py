"""Who has a case in hand: claims at once, leases, the next case, skills and sites."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from tests.cast import ARICA, BRIGADA
from tests.rooms import UNMARKED, Met, Rooms, fingers_of

from openbitmap.node import cases, ledger
from openbitmap.node.cases import Analysis, Case, CaseKind, Clock, Competence, Finding, OpenPlan, Skill, Work
from openbitmap.node.events import CaseReleased, CaseTaken
from openbitmap.node.problems import CASE_TAKEN, NO_SUCH_THING, NOT_ALLOWED, NOT_HELD, Problem, Refused
from openbitmap.vocabulary import CaseId

HOUR = timedelta(hours=1)
LEASE = timedelta(minutes=45)


@pytest.fixture
def met(rooms: Rooms) -> Met:
    """Somebody whom the node has met before: a case with one candidate."""
    rooms.meet(fingers_of(7, 1))
    return rooms.meet(fingers_of(7, 2))


@pytest.fixture
def case(rooms: Rooms, met: Met) -> CaseId:
    return cases.case_id_of(rooms.found(met)[0].search)


def take(rooms: Rooms, case: CaseId, examiner: str, *, at: datetime | None = None) -> Case:
    with rooms.database.transaction() as tx:
        return cases.take(tx, rooms.principal(examiner), case, at=at, lease=LEASE)


def next_for(rooms: Rooms, examiner: str) -> CaseId | None:
    with rooms.database.transaction() as tx:
        found = cases.next_case(tx, rooms.principal(examiner))
    return found.case if found else None


def refused(act: Callable[[], object]) -> Problem:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.problem


def opened(rooms: Rooms, met: Met, *, minutes: int = 30, urgent: bool = False, work: Work | None = None) -> CaseId:
    """Another case of the same two encounters, as another room would open it."""
    candidates = tuple(c.encounter for c in rooms.found(met)[1])
    clock = Clock(timedelta(minutes=minutes), urgent)
    plan = OpenPlan(CaseKind.REVERSE, met.encounter, candidates, datetime.now(UTC) - HOUR, clock, work or Work())
    with rooms.database.transaction() as tx:
        return cases.open_case(tx, plan)


def at_once(rooms: Rooms, names: tuple[str, ...], act: Callable[[str], object]) -> dict[str, object]:
    """What each person's act ended in, all begun at one moment; a refusal by its words."""
    start = threading.Barrier(len(names))
    ends: dict[str, object] = {}

    def one(name: str) -> None:
        rooms.principal(name)
        start.wait()
        try:
            ends[name] = act(name)
        except Refused as refusal:
            ends[name] = refusal.what

    threads = [threading.Thread(target=one, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def test_of_two_claims_at_once_one_wins_and_the_other_is_told_who(rooms: Rooms, case: CaseId) -> None:
    ends = at_once(rooms, ("ana", "bruno"), lambda name: take(rooms, case, name).holder)
    with rooms.database.reading() as tx:
        now = cases.case_named(tx, case)
    assert now is not None and now.holder in ("ana", "bruno")
    other = "bruno" if now.holder == "ana" else "ana"
    assert ends == {now.holder: now.holder, other: f"Case {case} is in the hands of {now.holder}."}


def test_two_who_want_the_next_case_at_once_get_two(rooms: Rooms, met: Met, case: CaseId) -> None:
    other = opened(rooms, met)
    ends = at_once(rooms, ("ana", "bruno"), lambda name: next_for(rooms, name))
    assert set(ends.values()) == {case, other}


def test_a_claim_is_repeated_without_effect_and_the_next_case_is_the_one_in_hand(
    rooms: Rooms, met: Met, case: CaseId
) -> None:
    opened(rooms, met)
    mine = next_for(rooms, "ana")
    assert mine is not None
    take(rooms, mine, "ana")
    assert next_for(rooms, "ana") == mine
    with rooms.database.reading() as tx:
        taken = [e for subject in (met.submission, mine) for e in ledger.history(tx, subject)]
    assert len([e for e in taken if isinstance(e.event, CaseTaken)]) == 1


def test_a_case_given_back_waits_on_its_old_clock(rooms: Rooms, met: Met, case: CaseId) -> None:
    before = take(rooms, case, "ana")
    with rooms.database.transaction() as tx:
        cases.release(tx, rooms.principal("ana"), case)
        now = cases.case_named(tx, case)
    assert now is not None
    assert (now.holder, now.due_at) == (None, before.due_at)
    assert rooms.facts(met.submission)[-2:] == ["CaseTaken", "CaseReleased"]
    with rooms.database.transaction() as tx:
        assert refused(lambda: cases.release(tx, rooms.principal("ana"), case)) is NOT_HELD
    assert take(rooms, case, "bruno").holder == "bruno"


def test_a_lease_holds_others_off_until_it_runs_out_and_activity_prolongs_it(
    rooms: Rooms, met: Met, case: CaseId
) -> None:
    noon = datetime.now(UTC)
    take(rooms, case, "ana", at=noon)
    assert refused(lambda: take(rooms, case, "bruno", at=noon + LEASE - timedelta(seconds=1))) is CASE_TAKEN
    later = noon + timedelta(minutes=40)
    with rooms.database.transaction() as tx:
        analysis = Analysis(later, unmarked=UNMARKED.unmarked)
        cases.lock_analysis(tx, case, analysis, by=rooms.principal("ana"), vault=rooms.equipment.vault)
    assert refused(lambda: take(rooms, case, "bruno", at=noon + LEASE)) is CASE_TAKEN
    assert take(rooms, case, "bruno", at=later + LEASE).holder == "bruno"
    with rooms.database.reading() as tx:
        ended = [e.event for e in ledger.history(tx, met.submission) if isinstance(e.event, CaseReleased)]
        assert [(e.examiner, e.cause) for e in ended] == [("ana", "idle")]
        assert cases.analysis_of(tx, case, "ana") == analysis


def test_who_was_away_goes_on_while_nobody_else_wants_the_case(rooms: Rooms, case: CaseId) -> None:
    take(rooms, case, "ana", at=datetime.now(UTC) - 0 * HOUR)
    with rooms.database.transaction() as tx:
        analysis = Analysis(datetime.now(UTC) + 2 * HOUR, unmarked=UNMARKED.unmarked)
        cases.lock_analysis(tx, case, analysis, by=rooms.principal("ana"), vault=rooms.equipment.vault)
    assert refused(lambda: take(rooms, case, "bruno", at=datetime.now(UTC) + 2 * HOUR)) is CASE_TAKEN


def test_the_urgent_one_comes_first_then_the_one_whose_clock_ends_first(rooms: Rooms, met: Met, case: CaseId) -> None:
    slow, quick, urgent = (
        opened(rooms, met, minutes=900),
        opened(rooms, met, minutes=10),
        opened(rooms, met, urgent=True),
    )
    order = []
    while (got := next_for(rooms, "ana")) is not None:
        order.append(got)
        rooms.judge(got, "ana", Finding.EXCLUSION)
    # `case` came with a rapid query: urgent, and opened an hour after the others.
    assert order == [urgent, case, quick, slow]


def test_a_case_exists_only_for_who_has_its_skills_and_works_at_its_site(rooms: Rooms, met: Met) -> None:
    palms = opened(rooms, met, work=Work(frozenset({Skill.FINGER, Skill.PALM})))
    assert refused(lambda: take(rooms, palms, "ana")) is NO_SUCH_THING
    with rooms.database.reading() as tx:
        assert refused(lambda: cases.desk_of(tx, rooms.principal("ana"), palms)) is NO_SUCH_THING
    with rooms.database.transaction() as tx:
        able = Competence("ana", frozenset({Skill.FINGER, Skill.PALM}), frozenset({ARICA}))
        cases.set_competence(tx, able, by=rooms.principal("elsa"))
    assert take(rooms, palms, "ana").holder == "ana"
    rooms.judge(palms, "ana", Finding.EXCLUSION)
    elsewhere = opened(rooms, met, work=Work(site=BRIGADA))
    assert refused(lambda: take(rooms, elsewhere, "ana")) is NO_SUCH_THING
    assert take(rooms, elsewhere, "bruno").holder == "bruno"
    assert rooms.facts("ana").count("CompetenceSet") == 1


def test_who_holds_a_case_keeps_it_when_their_competence_is_narrowed(rooms: Rooms, case: CaseId) -> None:
    assert next_for(rooms, "ana") == case
    with rooms.database.transaction() as tx:
        narrowed = Competence("ana", frozenset({Skill.LATENT}), frozenset({BRIGADA}))
        cases.set_competence(tx, narrowed, by=rooms.principal("elsa"))
    assert next_for(rooms, "ana") == case
    rooms.judge(case, "ana", Finding.EXCLUSION)
    assert next_for(rooms, "ana") is None


@pytest.mark.parametrize("name", ["ana", "aldo", "vera"])
def test_only_who_oversees_says_what_an_examiner_may_take(rooms: Rooms, name: str) -> None:
    able = Competence("ana", frozenset({Skill.LATENT}), frozenset())
    with rooms.database.transaction() as tx:
        assert refused(lambda: cases.set_competence(tx, able, by=rooms.principal(name))) is NOT_ALLOWED


def test_no_case_waits_where_all_are_judged(rooms: Rooms, case: CaseId) -> None:
    assert next_for(rooms, "ana") == case
    rooms.judge(case, "ana", Finding.IDENTIFICATION, letters="A")
    assert next_for(rooms, "ana") is None
    assert next_for(rooms, "bruno") == case


def test_an_identifier_of_a_case_tells_no_time(rooms: Rooms, met: Met) -> None:
    """Other identifiers begin with the time; by it an old case in the queue would be known as one that came back."""
    numbers = [opened(rooms, met).removeprefix("case-") for _ in range(12)]
    assert {len(n) for n in numbers} == {18}
    assert len({n[0] for n in numbers}) > 1
    assert sorted(numbers) != numbers
