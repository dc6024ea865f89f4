"""Where a person was met, on outlines kept with the node: no tile server, nothing leaves the machine.

The outlines are static/map.svg, in hundredths of a degree, x to the east and y to the south; a chart moves and scales a
window of them into a picture of its own units, so that letters and points keep their size.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openbitmap.node.views import Meeting

SCALE = 100
WIDTH, HEIGHT = 760, 420
SMALLEST = 2200
"""The narrowest window, in the outlines' units: a country and its neighbours, for a single place too."""
MARGIN = 1.5

Place = tuple[float, float]


@dataclass(frozen=True)
class Spot:
    """A station's place with the numbers of the encounters there; `left` turns the label to the other side."""

    x: int
    y: int
    title: str
    numbers: str
    left: bool


@dataclass(frozen=True)
class Chart:
    """`move` brings the outlines' window into the picture; `way` is the line from encounter to encounter; the
    `unplaced` cannot be drawn."""

    move: str
    spots: tuple[Spot, ...]
    way: str
    unplaced: tuple[int, ...]


def chart_of(meetings: Sequence[Meeting]) -> Chart:
    """Of encounters in the order of time, numbered from 1."""
    placed = [(n, m.station or "", place) for n, m in enumerate(meetings, 1) if (place := _place(m))]
    left, top, scale = _window([place for _, _, place in placed])
    drawn: dict[tuple[int, int], list[int]] = {}
    titles: dict[tuple[int, int], str] = {}
    for number, title, (x, y) in placed:
        at = round((x - left) * scale), round((y - top) * scale)
        drawn.setdefault(at, []).append(number)
        titles[at] = title
    spots = tuple(
        Spot(x, y, titles[x, y], ranges_of(numbers), left=x > WIDTH * 0.6) for (x, y), numbers in drawn.items()
    )
    there = {n: at for at, numbers in drawn.items() for n in numbers}
    way = " ".join(f"{x},{y}" for x, y in _once(there[n] for n in sorted(there)))
    unplaced = tuple(n for n in range(1, len(meetings) + 1) if n not in there)
    return Chart(f"scale({scale:.5f}) translate({-left:.1f} {-top:.1f})", spots, way, unplaced)


def ranges_of(numbers: Sequence[int]) -> str:
    """1, 2, 3, 7 as "1-3, 7"."""
    runs: list[list[int]] = []
    for n in numbers:
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)


def _place(meeting: Meeting) -> Place | None:
    if meeting.latitude is None or meeting.longitude is None:
        return None
    return meeting.longitude * SCALE, -meeting.latitude * SCALE


def _once(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for place in places:
        if not kept or kept[-1] != place:
            kept.append(place)
    return kept


def _window(places: Sequence[Place]) -> tuple[float, float, float]:
    """Left and upper edge of the outlines' window around all places, and how far it is scaled."""
    xs, ys = [x for x, _ in places] or [0.0], [y for _, y in places] or [0.0]
    width = max((max(xs) - min(xs)) * MARGIN, (max(ys) - min(ys)) * MARGIN * WIDTH / HEIGHT, SMALLEST)
    scale = WIDTH / width
    return (max(xs) + min(xs) - width) / 2, (max(ys) + min(ys) - HEIGHT / scale) / 2, scale
