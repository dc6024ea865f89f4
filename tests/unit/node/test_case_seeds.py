"""Cases of known outcome: planted among the others, told apart by nobody, touching nobody; and what they measure."""

import itertools
import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.cast import BRIGADA
from tests.rooms import TEST, Met, Rooms, fingers_of

from openbitmap.node import cases, identities, ledger
from openbitmap.node.cases import CaseKind, CaseState, ErrorRecord, Finding, Opinion, SeedPlan, Share
from openbitmap.node.events import CaseDecided, SeedDecided, SeedPlanted
from openbitmap.node.problems import NO_SUCH_THING, NOT_ALLOWED, UNFIT_SEED, Refused
from openbitmap.vocabulary import CaseId, EncounterId, StationId

NOBODY = frozenset[EncounterId]()


@pytest.fixture
def people(rooms: Rooms) -> dict[str, EncounterId]:
    """Two encounters of one person and one of another, none searched."""
    made = {"seven": (7, 1), "seven again": (7, 2), "eight": (8, 1), "nine": (9, 1)}
    return {name: rooms.enrol(fingers_of(*who), BRIGADA).encounter for name, who in made.items()}


def plan_of(people: dict[str, EncounterId], probe: str, *candidates: str, mates: tuple[str, ...] = ()) -> SeedPlan:
    return SeedPlan(people[probe], tuple(people[c] for c in candidates), frozenset(people[m] for m in mates))


def plant(rooms: Rooms, plan: SeedPlan) -> CaseId:
    with rooms.database.transaction() as tx:
        return cases.plant_seed(tx, plan, by=rooms.principal("elsa"))


def record(rooms: Rooms, examiner: str, asked_by: str = "elsa") -> ErrorRecord:
    with rooms.database.reading() as tx:
        return cases.error_record(tx, rooms.principal(asked_by), examiner)


def letter(rooms: Rooms, case: CaseId, encounter: EncounterId) -> str:
    with rooms.database.reading() as tx:
        return next(k for k, e in cases.candidates_by_letter(tx, case).items() if e == encounter)


def test_a_seed_takes_the_way_of_every_case_and_ends_in_its_own_fact(
    rooms: Rooms, people: dict[str, EncounterId]
) -> None:
    case = plant(rooms, plan_of(people, "seven", "seven again", "eight", mates=("seven again",)))
    named = letter(rooms, case, people["seven again"])
    assert rooms.judge(case, "ana", Finding.IDENTIFICATION, letters=named) is CaseState.SECOND_OPINION
    assert rooms.judge(case, "bruno", Finding.IDENTIFICATION, letters=named) is CaseState.DECIDED
    rooms.drain()
    facts = rooms.facts(case)
    assert facts[0] == "SeedPlanted" and facts[-1] == "SeedDecided"
    assert "CaseDecided" not in facts and "CaseOpened" not in facts
    pair = [people["seven"], people["seven again"]]
    with rooms.database.transaction() as tx:
        assert cases.decision_on(tx, case) is None
        assert identities.persons_of(tx, pair) == {p: p for p in pair}  # nobody was joined to anybody
        assert tx.scalar("SELECT (SELECT count(*) FROM alert) + (SELECT count(*) FROM answer)") == 0


@pytest.mark.parametrize("name", ["ana", "vera", "aldo", "adela"])
def test_only_a_supervisor_plants(rooms: Rooms, people: dict[str, EncounterId], name: str) -> None:
    with pytest.raises(Refused) as refusal, rooms.database.transaction() as tx:
        cases.plant_seed(tx, plan_of(people, "seven", "eight"), by=rooms.principal(name))
    assert refusal.value.problem is NOT_ALLOWED


def test_a_question_without_sense_is_refused(rooms: Rooms, people: dict[str, EncounterId]) -> None:
    sound = plan_of(people, "seven", "eight")
    for broken in (
        replace(sound, candidates=()),
        replace(sound, candidates=sound.candidates * 2),
        replace(sound, candidates=(sound.probe,)),
        replace(sound, mates=frozenset({people["nine"]})),
        replace(sound, probe=EncounterId("enc-none")),
    ):
        with pytest.raises(Refused) as refusal:
            plant(rooms, broken)
        assert refusal.value.problem is UNFIT_SEED


def met_again(rooms: Rooms, impression: int, station: StationId = BRIGADA) -> Met:
    return rooms.meet(fingers_of(7, impression), station, retained=False)


def seeds_planted(rooms: Rooms) -> list[CaseId]:
    with rooms.database.reading() as tx:
        rows = tx.all(
            "SELECT leaf::jsonb -> 'body' ->> 'case' FROM ledger_entries WHERE kind = 'SeedPlanted' ORDER BY seq"
        )
    return [CaseId(row[0]) for row in rows]


def test_about_every_nth_case_brings_one_from_the_stock_the_longest_unused_first(
    rooms: Rooms, people: dict[str, EncounterId]
) -> None:
    """Twenty cases with `seed_every` 2: 20 seeds or none come once in half a million each."""
    for plan in (plan_of(people, "eight", "nine"), plan_of(people, "nine", "eight")):
        with rooms.database.transaction() as tx:
            assert cases.stock_seed(tx, plan, by=rooms.principal("elsa")) is not None
            assert cases.stock_seed(tx, plan, by=rooms.principal("elsa")) is None  # there already
    met = met_again(rooms, 3)
    opened = cases.case_id_of(rooms.found(met)[0].search)
    now = datetime.now(UTC)
    moments = [now + timedelta(seconds=n) for n in range(20)]
    with rooms.database.transaction() as tx:
        planted = [c for at in moments if (c := cases.plant_now_and_then(tx, opened, every=2, at=at))]
        real = cases.case_named(tx, opened)
        made = [cases.case_named(tx, c) for c in planted]
        assert cases.plant_now_and_then(tx, opened, every=0, at=now) is None
        assert cases.plant_now_and_then(tx, CaseId("case-none"), every=1, at=now) is None
    assert 0 < len(planted) < 20
    assert seeds_planted(rooms) == planted
    assert real is not None
    for seed in made:
        assert seed is not None
        assert (seed.kind, seed.submission, seed.search) == (CaseKind.SEED, None, None)
        assert seed.urgent == real.urgent
        assert seed.due_at - seed.opened_at == real.due_at - real.opened_at
        assert now <= seed.opened_at <= moments[-1] + (real.due_at - real.opened_at)
    probes = [s.encounter for s in made if s]
    assert all(a != b for a, b in itertools.pairwise(probes)), "the two questions take turns"


def test_a_seed_comes_to_light_at_its_own_moment(rooms: Rooms, people: dict[str, EncounterId]) -> None:
    with rooms.database.transaction() as tx:
        later = datetime.now(UTC) + timedelta(minutes=10)
        case = cases.plant_seed(tx, plan_of(people, "seven", "eight"), by=rooms.principal("elsa"), at=later)
        assert cases.next_case(tx, rooms.principal("ana")) is None
        with pytest.raises(Refused) as refusal:
            cases.take(tx, rooms.principal("ana"), case)
        assert refusal.value.problem is NO_SUCH_THING
        found = cases.next_case(tx, rooms.principal("ana"), at=later)
    assert found is not None and found.case == case


def test_an_open_case_plants_by_the_flow_and_only_once(rooms: Rooms, people: dict[str, EncounterId]) -> None:
    with rooms.database.transaction() as tx:
        cases.stock_seed(tx, plan_of(people, "eight", "nine"), by=rooms.principal("elsa"))
    desk = rooms.equipment.settings.desk
    eager = replace(desk, bench=replace(desk.bench, seed_every=1))
    often = replace(rooms, equipment=replace(rooms.equipment, settings=replace(rooms.equipment.settings, desk=eager)))
    met_again(often, 3)
    often.drain()
    assert len(seeds_planted(rooms)) == 1
    met_again(rooms, 4)
    assert len(seeds_planted(rooms)) == 1  # off by default


def test_nobody_gets_a_question_whose_answer_they_gave_before(rooms: Rooms, people: dict[str, EncounterId]) -> None:
    """A decided case becomes a question; the examiners who decided it are never asked it."""
    met = met_again(rooms, 3)
    case = cases.case_id_of(rooms.found(met)[0].search)
    with rooms.database.reading() as tx:
        letters = "".join(cases.candidates_by_letter(tx, case))
    for name in ("ana", "bruno"):
        rooms.judge(case, name, Finding.IDENTIFICATION, letters=letters)
    with rooms.database.transaction() as tx:
        assert cases.stock_from_case(tx, case, by=rooms.principal("elsa")) is not None
        seed = cases.plant_now_and_then(tx, case, every=1, at=datetime.now(UTC) - timedelta(hours=1))
    assert seed is not None
    with rooms.database.transaction() as tx:
        assert cases.next_case(tx, rooms.principal("ana")) is None
        for act in (cases.take, cases.desk_of):
            with pytest.raises(Refused) as refusal:
                act(tx, rooms.principal("bruno"), seed)
            assert refusal.value.problem is NO_SUCH_THING
        found = cases.next_case(tx, rooms.principal("carla"))
        assert found is not None and found.case == seed


def test_only_an_identification_by_two_becomes_truth(rooms: Rooms, people: dict[str, EncounterId]) -> None:
    excluded, waiting = met_again(rooms, 3), met_again(rooms, 4)
    for met, finding, letters in ((excluded, Finding.EXCLUSION, ""), (waiting, Finding.IDENTIFICATION, "A")):
        case = cases.case_id_of(rooms.found(met)[0].search)
        rooms.judge(case, "ana", finding, letters=letters)
        with pytest.raises(Refused) as refusal, rooms.database.transaction() as tx:
            cases.stock_from_case(tx, case, by=rooms.principal("elsa"))
        assert refusal.value.problem is UNFIT_SEED


def test_error_rates_are_those_counted_by_hand(rooms: Rooms, people: dict[str, EncounterId]) -> None:
    """Ana's seven answers. With the person among two candidates: names them; names both (a false identification);
    excludes (a false exclusion); cannot decide. Without: excludes; names a stranger (false again); unsuitable."""
    mate, other, third = people["seven"], people["eight"], people["nine"]
    answers: list[tuple[bool, Finding, tuple[EncounterId, ...]]] = [
        (True, Finding.IDENTIFICATION, (mate,)),
        (True, Finding.IDENTIFICATION, (mate, other)),
        (True, Finding.EXCLUSION, ()),
        (True, Finding.INCONCLUSIVE, ()),
        (False, Finding.EXCLUSION, ()),
        (False, Finding.IDENTIFICATION, (third,)),
        (False, Finding.UNSUITABLE, ()),
    ]
    for number, (has_mate, finding, named) in enumerate(answers):
        probe = rooms.enrol(fingers_of(7, 10 + number), BRIGADA).encounter
        plan = (
            SeedPlan(probe, (mate, other), frozenset({mate})) if has_mate else SeedPlan(probe, (other, third), NOBODY)
        )
        case = plant(rooms, plan)
        letters = "".join(letter(rooms, case, encounter) for encounter in named)
        for examiner in ("ana", "bruno") if named else ("ana",):
            rooms.judge(case, examiner, finding, letters=letters)
    assert record(rooms, "ana") == ErrorRecord(
        "ana",
        seeds=7,
        false_identifications=Share(2, 7),
        false_exclusions=Share(1, 4),
        inconclusive_with_mate=Share(1, 4),
        inconclusive_without_mate=Share(0, 3),
        unsuitable=Share(1, 7),
    )
    theirs = record(rooms, "bruno")
    assert (theirs.seeds, theirs.false_identifications, theirs.false_exclusions) == (3, Share(2, 3), Share(0, 2))


def test_an_open_seed_counts_for_nobody_and_a_superseded_word_does_not_count(
    rooms: Rooms, people: dict[str, EncounterId]
) -> None:
    case = plant(rooms, plan_of(people, "seven", "eight"))
    rooms.judge(case, "ana", Finding.IDENTIFICATION, letters="A")
    assert record(rooms, "ana").seeds == 0
    again = Opinion("ana", Finding.EXCLUSION, frozenset(), reason="I looked again", given_at=datetime.now(UTC))
    with rooms.database.transaction() as tx:
        cases.supersede(tx, case, again, by=rooms.principal("ana"))
    found = record(rooms, "ana")
    assert (found.seeds, found.false_identifications) == (1, Share(0, 1))


def test_who_may_read_a_record(rooms: Rooms) -> None:
    assert record(rooms, "ana", "ana").seeds == 0
    for name in ("bruno", "aldo", "vera"):
        with pytest.raises(Refused) as refusal:
            record(rooms, "ana", name)
        assert refusal.value.problem is NOT_ALLOWED


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (1, 10, 0.0179, 0.4042),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
        (1, 14, 0.0127, 0.3147),
    ],
)
def test_the_interval_is_wilsons(count: int, of: int, low: float, high: float) -> None:
    """Against values of the published formula, to four digits."""
    interval = Share(count, of).interval
    assert interval is not None
    assert math.isclose(interval[0], low, abs_tol=6e-5) and math.isclose(interval[1], high, abs_tol=6e-5)


def test_without_a_denominator_there_is_no_share() -> None:
    assert (Share(0, 0).value, Share(0, 0).interval) == (None, None)


def test_facts_of_seeds_hold_no_name_and_no_truth_but_counts(rooms: Rooms, people: dict[str, EncounterId]) -> None:
    case = plant(rooms, plan_of(people, "seven", "eight", "nine"))
    rooms.judge(case, "ana", Finding.EXCLUSION)
    with rooms.database.reading() as tx:
        told = [e.event for e in ledger.history(tx, case)]
    assert told[0] == SeedPlanted(case, 2, 0)
    assert told[-1] == SeedDecided(case, "exclusion")
    assert not [e for e in told if isinstance(e, CaseDecided)]


def test_who_was_withdrawn_is_in_no_new_question(rooms: Rooms, people: dict[str, EncounterId]) -> None:
    with rooms.database.transaction() as tx:
        for plan in (plan_of(people, "eight", "nine"), plan_of(people, "seven", "nine")):
            cases.stock_seed(tx, plan, by=rooms.principal("elsa"))
    opened = cases.case_id_of(rooms.found(met_again(rooms, 3))[0].search)
    with rooms.database.transaction() as tx:
        identities.withdraw(tx, people["eight"], reason=identities.WithdrawalReason.RETENTION, actor=TEST)
        now = datetime.now(UTC)
        planted = [cases.plant_now_and_then(tx, opened, every=1, at=now + timedelta(seconds=n)) for n in range(3)]
        made = [cases.case_named(tx, case) for case in planted if case]
    assert [case.encounter for case in made if case] == [people["seven"]] * 3
