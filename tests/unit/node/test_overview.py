"""The overview of a supervisor: small groups that cannot be worked out, clocks, rates, and nothing discreet."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.discreet_days import identify_silently, reverse_cases
from tests.lists import listed_by_prints
from tests.rooms import NOON, Rooms, fingers_of

from openbitmap.node import cases, views
from openbitmap.node.cases import Finding
from openbitmap.node.views import suppressed
from openbitmap.node.watchlists import Handling

LATER = NOON + timedelta(hours=3)
groups = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 12), max_size=8)


@given(groups, st.integers(1, 6))
def test_no_small_group_is_shown_or_can_be_had_by_subtraction(counts: dict[str, int], least: int) -> None:
    told = suppressed(counts, least)
    total = sum(counts.values())
    if told.total is None:
        assert (0 < total < least, told.cells) == (True, ())
        return
    assert told.total == total
    shown = {cell.name: cell.count for cell in told.cells if cell.count is not None}
    assert all(count >= least for count in shown.values())
    hidden = [cell.name for cell in told.cells if cell.count is None]
    rest = total - sum(shown.values())
    if told.cells:
        assert rest == sum(counts[name] for name in hidden)
    if hidden:
        assert rest >= least, "what is withheld together is no small group either"
        assert len(hidden) > 1


@given(groups, st.integers(2, 6))
def test_a_withheld_group_can_have_several_sizes(counts: dict[str, int], least: int) -> None:
    """From what is told, no withheld group's size follows: at least two fit."""
    told = suppressed(counts, least)
    hidden = [cell.name for cell in told.cells if cell.count is None]
    small = [name for name in hidden if counts[name] < least]
    rest = (told.total or 0) - sum(cell.count or 0 for cell in told.cells)
    if small:
        others = len(hidden) - 1
        fits = [n for n in range(1, rest + 1) if rest - n >= others]
        assert len(fits) > 1


def test_small_cells_by_example() -> None:
    cells = suppressed({"PER": 40, "VEN": 12, "COL": 7, "HTI": 2}, 5)
    assert [(c.name, c.count) for c in cells.cells] == [("PER", 40), ("VEN", 12), ("COL", None), ("HTI", None)]
    assert (cells.total, cells.withheld) == (61, 2)
    assert suppressed({"PER": 3}, 5).total is None
    assert suppressed({}, 5).total == 0


def test_what_waits_is_late_and_how_often_it_hits(rooms: Rooms) -> None:
    rooms.meet(fingers_of(7, 1))
    met = rooms.meet(fingers_of(7, 2))
    case = cases.case_id_of(rooms.found(met)[0].search)
    now = datetime.now(UTC)
    with rooms.database.reading() as tx:
        before = views.overview(tx, at=now + timedelta(seconds=1), least=1)
        late = views.overview(tx, at=now + timedelta(days=1), least=1)
    assert (before.hits.hit.count, before.hits.hit.of, before.hits.false_hit.of) == (1, 2, 0)
    assert (before.cases.waiting, before.cases.late, late.cases.late) == (1, 0, 1)
    assert before.dead == ()
    rooms.judge(case, "ana", Finding.EXCLUSION)
    with rooms.database.reading() as tx:
        after = views.overview(tx, at=datetime.now(UTC) + timedelta(seconds=1), least=1)
    assert (after.cases.waiting, after.hits.false_hit.count, after.hits.false_hit.of) == (0, 1, 1)


def test_people_are_counted_to_the_last_full_hour_and_by_group(rooms: Rooms) -> None:
    for person in range(3):
        rooms.meet(fingers_of(20 + person, 1))
    with rooms.database.reading() as tx:
        within = views.overview(tx, at=NOON + timedelta(minutes=40), least=2)
        after = views.overview(tx, at=LATER, least=2)
    assert within.people.by_post.total == 0, "they arrived in the hour that is not over"
    assert (after.people.by_post.total, after.people.as_of) == (3, LATER)
    assert [(c.name, c.count) for c in after.people.by_post.cells] == [("Arica", 3)]


def test_nothing_discreet_moves_a_number(rooms: Rooms) -> None:
    rooms.meet(fingers_of(8, 1))
    listed_by_prints(rooms, fingers_of(7, 1), handling=Handling.DISCREET)
    rooms.meet(fingers_of(7, 2))
    with rooms.database.reading() as tx:
        silent = tx.scalar("SELECT count(*) FROM adjudication_case")
        told = views.overview(tx, at=datetime.now(UTC) + timedelta(seconds=1), least=1)
    assert silent == 1, "the examiners have a case"
    assert (told.cases.waiting, told.hits.hit.count, told.hits.hit.of) == (0, 0, 2)
    assert told.jobs.waiting == 0
    identify_silently(rooms)
    with rooms.database.reading() as tx:
        decided = views.overview(tx, at=datetime.now(UTC) + timedelta(seconds=1), least=1)
    assert (decided.hits, decided.cases) == (told.hits, told.cases)


def test_a_discreet_exclusion_is_no_false_hit(rooms: Rooms) -> None:
    listed_by_prints(rooms, fingers_of(7, 1), handling=Handling.DISCREET)
    rooms.meet(fingers_of(7, 2))
    (silent,) = reverse_cases(rooms)
    rooms.judge(silent, "ana", Finding.EXCLUSION)
    with rooms.database.reading() as tx:
        told = views.overview(tx, at=datetime.now(UTC) + timedelta(seconds=1), least=1)
    assert (told.hits.false_hit.count, told.hits.false_hit.of) == (0, 0)


def test_ages_by_year_of_birth() -> None:
    told = [
        views.age_group(born, 2026) for born in ("2020", "2010", "2000", "1990", "1970", "1950", "", "abcd", "2030")
    ]
    assert told == ["0-11", "12-17", "18-29", "30-44", "45-59", "60+", "", "", ""]
