"""Where the encounters of a person stand on a line of time: numbered points, gaps, and what a search did not reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WIDTH = 760
MARGIN = 24
APART = 23
"""Drawing units between two numbered points, so that the numbers can be read."""
LONG_GAP = timedelta(days=90)


@dataclass(frozen=True)
class Point:
    """`at` is where the time lies, `x` where the numbered point stands: beside it where several come close."""

    number: int
    at: int
    x: int
    met_at: datetime
    barred: bool


@dataclass(frozen=True)
class Gap:
    """A stretch without an encounter; `days` long."""

    left: int
    right: int
    days: int

    @property
    def middle(self) -> int:
        return (self.left + self.right) // 2


@dataclass(frozen=True)
class Timeline:
    points: tuple[Point, ...]
    gaps: tuple[Gap, ...]


def timeline_of(times: Sequence[datetime], barred: frozenset[int]) -> Timeline:
    """Of encounters in the order of time; `barred` are the numbers (from 1) whose search did not reach everything."""
    if not times:
        return Timeline((), ())
    first, span = times[0], max(times[-1] - times[0], timedelta(hours=1))
    room = WIDTH - 2 * MARGIN
    places = [MARGIN + round((t - first) / span * room) for t in times]
    points = tuple(
        Point(n, at, x, met_at, barred=n in barred)
        for n, (at, x, met_at) in enumerate(zip(places, _spread(places), times, strict=True), 1)
    )
    pairs = zip(times, times[1:], places, places[1:], strict=False)
    gaps = tuple(Gap(a, b, (later - earlier).days) for earlier, later, a, b in pairs if later - earlier >= LONG_GAP)
    return Timeline(points, gaps)


def _spread(places: Sequence[int]) -> list[int]:
    """The same places, no two closer than `APART` where the line has room for that."""
    apart = min(APART, (WIDTH - 2 * MARGIN) // max(1, len(places) - 1)) if len(places) > 1 else APART
    spread: list[int] = []
    for place in places:
        spread.append(max(place, spread[-1] + apart) if spread else place)
    limit = WIDTH - MARGIN
    for i in reversed(range(len(spread))):
        spread[i] = min(spread[i], limit)
        limit = spread[i] - apart
    return spread
