"""Which clocks a worker looks at, whichever second its looks fall on."""

from datetime import UTC, datetime, timedelta

from tests.rooms import NOON, Rooms
from tests.unit.node.test_inquiry_alarms import asked

from openbitmap.node import inquiries
from openbitmap.node.running import LOOKS, LOOKS_EACH_MINUTE, looks_due

START = datetime(2026, 11, 30, 12, 0, 0, 400_000, tzinfo=UTC)


def test_what_is_due_each_minute_is_looked_at_once_in_each_though_looks_drift() -> None:
    """Looks 1.7 s apart pass by the second 0 of most minutes."""
    minute, seen = 0, []
    for n in range(212):
        at = START + timedelta(seconds=1.7 * n)
        due, minute = looks_due(at, minute)
        assert due[: len(LOOKS)] == LOOKS
        if due != LOOKS:
            assert due == LOOKS + LOOKS_EACH_MINUTE
            seen.append(at.minute)
    assert seen == [0, 1, 2, 3, 4, 5]


def test_what_cannot_be_taken_back_rests_while_the_clock_is_not_believed() -> None:
    due, _ = looks_due(START, 0, believed=False)
    rests = {look.__name__ for look in LOOKS + LOOKS_EACH_MINUTE if look not in due}
    assert {"_forget_in_time", "_recall_over", "_end_entries", "_end_watches", "_end_expired_agreements"} <= rests
    assert {"_keep_evidence", "_look_for_fishing", "_let_results_out"} <= {look.__name__ for look in due}


def test_fishing_is_noticed_by_the_first_look_of_a_clock(rooms: Rooms) -> None:
    """Looks are a second apart: far within the sixty seconds of the alarm."""
    now = datetime.now(UTC)
    asked(rooms, 90, before=NOON - now)
    for look in looks_due(now, int(now.timestamp() // 60))[0]:
        with rooms.database.transaction() as tx:
            look(tx, rooms.equipment, now)
    with rooms.database.reading() as tx:
        assert [alarm.partner for alarm in inquiries.alarms(tx, since=now - timedelta(minutes=1))] == ["US"]
