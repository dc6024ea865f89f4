"""Charts as SVG made on the server: bars, shares with their intervals, bars over time. No script, no colour that means
anything alone; every number stands beside its mark. A page gives the finding as the figure's title, the table one click
away."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

WIDTH, NARROW, WIDE = 640, 420, 1200
"""Units of a chart in half a sheet, a third and a whole one: words come out in one size everywhere."""

ROW = 30
LABEL, FIGURE = 136, 130
"""Room for the words on the left and the number on the right."""

BAR = 16
TICKS = 5


@dataclass(frozen=True)
class Bar:
    """`figure` is the number in words; `value` None is a withheld one; `mark` a line to hold the bar against."""

    label: str
    value: float | None
    figure: str
    mark: float | None = None


@dataclass(frozen=True)
class Span:
    """A share between 0 and 1 with the interval around it."""

    label: str
    value: float
    low: float
    high: float
    figure: str


def bars(rows: Sequence[Bar], *, title: str, width: int = WIDTH) -> Markup:
    """One horizontal bar a row, all from zero."""
    largest = max([r.value or 0 for r in rows] + [r.mark or 0 for r in rows] + [1e-9])
    room = width - LABEL - FIGURE
    parts = []
    for n, row in enumerate(rows):
        top = n * ROW + (ROW - BAR) / 2
        parts.append(_words(row.label, row.figure, n, width=width))
        if row.value is not None:
            length = max(1.0, room * row.value / largest)
            parts.append(
                Markup('<rect class="bar-mark" x="{}" y="{:.1f}" width="{:.1f}" height="{}"/>').format(
                    LABEL, top, length, BAR
                )
            )
        if row.mark is not None:
            at = LABEL + room * row.mark / largest
            parts.append(
                Markup('<line class="clock-mark" x1="{0:.1f}" x2="{0:.1f}" y1="{1:.1f}" y2="{2:.1f}"/>').format(
                    at, top - 5, top + BAR + 5
                )
            )
    axis = Markup('<line class="axis" x1="{0}" x2="{0}" y1="0" y2="{1}"/>').format(LABEL, len(rows) * ROW)
    return _svg(Markup("").join([*parts, axis]), (width, len(rows) * ROW), title)


def spans(rows: Sequence[Span], *, title: str) -> Markup:
    """A dot for each share and a line for its interval, on one axis in per cent."""
    step = _step(max([r.high for r in rows] + [0.01]) / TICKS)
    highest = step * math.ceil(max([r.high for r in rows] + [step]) / step)
    room = WIDTH - LABEL - FIGURE
    bottom = len(rows) * ROW
    parts = []
    for n, row in enumerate(rows):
        middle = n * ROW + ROW / 2
        low, at, high = (LABEL + room * v / highest for v in (row.low, row.value, row.high))
        parts.append(_words(row.label, row.figure, n, width=WIDTH))
        parts.append(
            Markup(
                '<line class="span-mark" x1="{:.1f}" x2="{:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>'
                '<circle class="dot" cx="{:.1f}" cy="{y:.1f}" r="6"/>'
            ).format(low, high, at, y=middle)
        )
    ticks = [step * n for n in range(round(highest / step) + 1)]
    parts += [
        Markup('<text class="soft" x="{:.1f}" y="{}" text-anchor="middle">{}</text>').format(
            LABEL + room * tick / highest, bottom + 18, f"{100 * tick:.3g} %"
        )
        for tick in ticks
    ]
    parts.append(Markup('<line class="axis" x1="{}" x2="{}" y1="{y}" y2="{y}"/>').format(LABEL, LABEL + room, y=bottom))
    return _svg(Markup("").join(parts), (WIDTH, bottom + 26), title)


def hours(counts: Sequence[int], *, title: str, first: str, last: str) -> Markup:
    """One upright bar an hour, the oldest on the left; first and last hour are named."""
    height, foot = 90, 22
    largest, step = max([*counts, 1]), WIDE / max(1, len(counts))
    parts = [
        Markup('<rect class="bar-mark" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(
            n * step + 2, height - height * count / largest, step - 4, height * count / largest
        )
        for n, count in enumerate(counts)
        if count
    ]
    parts.append(Markup('<line class="axis" x1="0" x2="{}" y1="{y}" y2="{y}"/>').format(WIDE, y=height))
    parts.append(Markup('<text class="soft" x="0" y="{}">{}</text>').format(height + foot - 4, first))
    parts.append(
        Markup('<text class="soft" x="{}" y="{}" text-anchor="end">{}</text>').format(WIDE, height + foot - 4, last)
    )
    return _svg(Markup("").join(parts), (WIDE, height + foot), title)


def _step(least: float) -> float:
    """The next of 1, 2, 5, 10, 20, 50 ... per cent and their parts."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * nice for nice in (1, 2, 5, 10) if power * nice >= least * 0.999)


def _words(label: str, figure: str, row: int, *, width: int) -> Markup:
    base = row * ROW + ROW / 2 + 5
    return Markup('<text x="{}" y="{:.1f}" text-anchor="end">{}</text><text x="{}" y="{:.1f}">{}</text>').format(
        LABEL - 10, base, label, width - FIGURE + 10, base, figure
    )


def _svg(inside: Markup, size: tuple[float, float], title: str) -> Markup:
    return Markup('<svg viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}">{}</svg>').format(
        *size, escape(title), inside
    )
