"""A partner that fishes is noticed within a minute, with the evidence; and the figures behind the alarm."""

from datetime import timedelta

import pytest
from tests.rooms import NOON, Rooms

from openbitmap.node import inquiries, ledger
from openbitmap.node.inquiries import FEWEST, Measure, measures_of


def asked(rooms: Rooms, count: int, *, bare: bool = False, before: timedelta = timedelta()) -> None:
    """So many questions of a partner, a second apart."""
    with rooms.database.transaction() as tx:
        tx.run(
            "INSERT INTO inquiry (inquiry, side, partner, state, purpose, category, stated_case, asked_at, due_at)"
            " SELECT 'inq-' || %(before)s || '-' || n, 'answerer', 'US', 'no_hit', 'border_check',"
            " 'third_country_traveller', %(case)s, %(at)s - n * interval '1 second', %(at)s"
            " FROM generate_series(1, %(count)s) n",
            before=f"{before.total_seconds()}-{bare}",
            case="" if bare else "CASE-1",
            at=NOON - before,
            count=count,
        )


def alarms(rooms: Rooms) -> list[Measure]:
    with rooms.database.transaction() as tx:
        return [a.measure for a in inquiries.look_for_fishing(tx, at=NOON)]


def test_three_times_its_own_baseline_raises_an_alarm_once_with_the_questions_as_evidence(rooms: Rooms) -> None:
    for hours in range(2, 30):
        asked(rooms, 10, before=timedelta(hours=hours))
    asked(rooms, 31)
    assert alarms(rooms) == [Measure.RATE]
    assert alarms(rooms) == []
    with rooms.database.reading() as tx:
        (alarm,) = inquiries.alarms(tx, since=NOON - timedelta(days=1))
        assert (alarm.searches, len(alarm.inquiries)) == (31, 31)
        assert 9 < alarm.baseline < 11
        assert [type(e.event).__name__ for e in ledger.history(tx, "US")][-1] == "FishingSuspected"


def test_a_fifth_without_a_case_raises_another(rooms: Rooms) -> None:
    asked(rooms, FEWEST - 5)
    asked(rooms, 5, bare=True)
    assert alarms(rooms) == [Measure.NO_CASE]


@pytest.mark.parametrize(
    ("searches", "bare", "baseline", "expected"),
    [
        (20, 4, 100.0, []),
        (20, 5, 100.0, [Measure.NO_CASE]),
        (300, 0, 100.0, []),
        (301, 0, 100.0, [Measure.RATE]),
        (21, 0, 0.0, [Measure.RATE]),
        (20, 0, 0.0, []),
    ],
)
def test_the_measures(searches: int, bare: int, baseline: float, expected: list[Measure]) -> None:
    assert measures_of(searches, bare, baseline) == expected


def test_a_busy_hour_like_every_other_is_no_alarm(rooms: Rooms) -> None:
    for hours in range(1, 30):
        asked(rooms, 25, before=timedelta(hours=hours))
    asked(rooms, 40)
    assert alarms(rooms) == []
