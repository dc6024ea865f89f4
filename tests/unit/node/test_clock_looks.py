"""Which clocks a worker looks at, whichever second its looks fall on."""

from datetime import UTC, datetime, timedelta

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
