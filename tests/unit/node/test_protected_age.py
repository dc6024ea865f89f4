"""Whether somebody is a minor, by what was asserted at each encounter and by nothing else."""

from datetime import UTC, datetime

import pytest

from openbitmap.node.identities import Asserted
from openbitmap.node.protection import is_minor


@pytest.mark.parametrize(
    ("born", "met", "at", "minor"),
    [
        ("20081130", "2026-11-29", "2026-11-29", True),  # the day before the eighteenth birthday
        ("20081130", "2026-11-30", "2026-11-30", False),
        ("20081130", "2020-01-01", "2030-01-01", True),  # was one when met
        ("20080000", "2026-06-01", "2026-06-01", True),  # may have been born in December
        ("20080600", "2026-06-30", "2026-06-30", False),  # not after June
        ("20080200", "2026-02-28", "2026-02-28", True),  # 29 February
        ("20080229", "2026-02-28", "2026-02-28", True),
        ("20080229", "2026-03-01", "2026-03-01", False),
        ("20081399", "2026-06-01", "2026-06-01", True),  # no such day: as if only the year were known
        ("00000000", "2026-06-01", "2026-06-01", False),
        ("", "2026-06-01", "2026-06-01", False),
    ],
)
def test_age_is_counted_from_what_was_asserted_alone(born: str, met: str, at: str, *, minor: bool) -> None:
    def day(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)

    assert is_minor([(Asserted("SYNTHETIC", birth_date=born), day(met))], day(at)) is minor
