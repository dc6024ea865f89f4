"""Prints on paper: at their own size with a ruler, and enlarged with numbered marks and leader lines.

Guards one promise of the paper: one millimetre of skin is one millimetre of print at original size, and the same
enlargement for both sides of a chart. Lines over a print are drawn white first and black on top, so that they show on
ridge and furrow alike and survive copying.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image
from reportlab.lib.units import inch, mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from openbitmap.node.reports.drawing.sheet import BOLD, TEXT
from openbitmap.node.reports.model import Chart, Exhibit, Mark

PPI = 500.0
MARGIN = 11 * mm
"""Beside each enlarged print, for the numbers."""

GAP = 7 * mm
AROUND = 45
"""Pixels shown around the outermost mark of a chart."""

LEAST_CROP = 260
"""Pixels of the smallest part shown: about 13 mm of skin, so that a few marks keep their surroundings."""

MOST_TIMES = 10.0
RING = 2.6
NUMBER_SIZE = 8.0
STEP = 9.5
TICK = 9.0


@dataclass(frozen=True)
class Crop:
    """Left, top, width, height in pixels of the picture."""

    left: int
    top: int
    width: int
    height: int


class OriginalSize(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A print at its own size above a ruler of ten millimetres, by which a copy's scale can be checked."""

    def __init__(self, exhibit: Exhibit, picture: bytes, *, words: tuple[str, str]) -> None:
        super().__init__()
        scale = inch / (exhibit.ppi or PPI)
        self._picture = picture
        self._words = words
        self._size = (exhibit.width * scale, exhibit.height * scale)
        self.hAlign = "LEFT"
        self.width = max(self._size[0], stringWidth(words[0], BOLD, 8))
        self.height = self._size[1] + 12 * mm

    def draw(self) -> None:
        canvas, (width, height) = self.canv, self._size
        base = 12 * mm
        canvas.drawImage(ImageReader(BytesIO(self._picture)), 0, base, width, height)
        canvas.setLineWidth(0.3)
        canvas.rect(0, base, width, height)
        canvas.setFont(BOLD, 8)
        canvas.drawString(0, base - 9, self._words[0])
        _ruler(canvas, (0, base - 20), 10)
        canvas.setFont(TEXT, 7)
        canvas.drawString(12 * mm, base - 21, self._words[1])


class Charted(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Probe and candidate side by side, enlarged alike, with the same number at both marks of a pair."""

    def __init__(self, chart: Chart, exhibits: tuple[Exhibit, Exhibit], pictures: Mapping[str, bytes]) -> None:
        super().__init__()
        self._chart = chart
        self._exhibits = exhibits
        self._pictures = pictures
        self._titles = ("", "")
        self._caption, self._comma = "{times}", False

    def titled(self, titles: tuple[str, str], caption: str, *, comma: bool) -> "Charted":
        """`caption` holds {times}, the enlargement, written with a decimal comma or point."""
        self._titles, self._caption, self._comma = titles, caption, comma
        return self

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, height
        return width, height

    def draw(self) -> None:
        pane = (self.width - GAP) / 2
        sides = (
            _Side(self._exhibits[0], self._chart.probe_marks, {p.probe: p.number for p in self._chart.pairs}),
            _Side(self._exhibits[1], self._chart.candidate_marks, {p.candidate: p.number for p in self._chart.pairs}),
        )
        room = (pane - 2 * MARGIN, self.height - 14 * mm)
        crops = [side.crop() for side in sides]
        spans = [_span(side.exhibit, crop) for side, crop in zip(sides, crops, strict=True)]
        times = min([MOST_TIMES, *(room[0] / w for w, _ in spans), *(room[1] / h for _, h in spans)])
        for n, (side, crop, title) in enumerate(zip(sides, crops, self._titles, strict=True)):
            origin = (n * (pane + GAP) + MARGIN, self.height - 6 * mm)
            _Pane(self.canv, side, crop, origin=origin, times=times).draw(self._pictures[side.exhibit.digest], title)
        written = f"{times:.1f}".replace(".", "," if self._comma else ".")
        self.canv.setFont(TEXT, 8)
        _ruler(self.canv, (MARGIN, 3 * mm), 5, times=times)
        self.canv.drawString(MARGIN + 5 * mm * times + 8, 2.6 * mm, self._caption.format(times=written))


@dataclass(frozen=True)
class _Side:
    """One side of a chart; `numbers` of the pairs by the number of the mark."""

    exhibit: Exhibit
    marks: Sequence[Mark]
    numbers: Mapping[int, int]

    def crop(self) -> Crop:
        """The part of the picture that holds all marks with some surroundings; all of it where nothing is marked."""
        shown = [m for m in self.marks if m.number in self.numbers] or list(self.marks)
        if not shown:
            return Crop(0, 0, self.exhibit.width, self.exhibit.height)
        left, width = _stretch([m.x for m in shown], self.exhibit.width)
        top, height = _stretch([m.y for m in shown], self.exhibit.height)
        return Crop(left, top, width, height)


class _Pane:
    """Draws one side: the cut picture, rings with a tick for the direction, numbers outside with leader lines."""

    def __init__(self, canvas: Canvas, side: _Side, crop: Crop, *, origin: tuple[float, float], times: float) -> None:
        self._canvas, self._side, self._crop = canvas, side, crop
        self._left, self._top = origin
        self._scale = inch / (side.exhibit.ppi or PPI) * times
        self._width, self._height = crop.width * self._scale, crop.height * self._scale

    def draw(self, picture: bytes, title: str) -> None:
        canvas, crop = self._canvas, self._crop
        canvas.setFillGray(0)
        canvas.setFont(BOLD, 9)
        canvas.drawString(self._left, self._top + 6, title)
        part = Image.open(BytesIO(picture)).crop((crop.left, crop.top, crop.left + crop.width, crop.top + crop.height))
        base = self._top - self._height
        canvas.drawImage(ImageReader(part), self._left, base, self._width, self._height)
        canvas.setLineWidth(0.3)
        canvas.rect(self._left, base, self._width, self._height)
        inside = [m for m in self._side.marks if self._holds(m)]
        paired = [m for m in inside if m.number in self._side.numbers]
        for mark in inside:
            if mark.number not in self._side.numbers:
                self._cross(mark)
        middle = self._left + self._width / 2
        for on_left in (True, False):
            self._label([m for m in paired if (self._place(m)[0] < middle) is on_left], on_left=on_left)
        for mark in paired:
            self._ring(mark)

    def _holds(self, mark: Mark) -> bool:
        crop = self._crop
        return 0 <= mark.x - crop.left <= crop.width and 0 <= mark.y - crop.top <= crop.height

    def _place(self, mark: Mark) -> tuple[float, float]:
        x = self._left + (mark.x - self._crop.left) * self._scale
        return x, self._top - (mark.y - self._crop.top) * self._scale

    def _label(self, marks: Sequence[Mark], *, on_left: bool) -> None:
        canvas = self._canvas
        ordered = sorted(marks, key=lambda m: -self._place(m)[1])
        heights = _spread([self._place(m)[1] for m in ordered], self._top - 3, self._top - self._height + 3)
        edge = self._left - 3 if on_left else self._left + self._width + 3
        for mark, height in zip(ordered, heights, strict=True):
            x, y = self._place(mark)
            start = x - RING if on_left else x + RING
            for gray, width in ((1.0, 1.8), (0.0, 0.55)):
                canvas.setStrokeGray(gray)
                canvas.setLineWidth(width)
                canvas.line(edge, height, start, y)
            canvas.setFillGray(0)
            canvas.setFont(BOLD, NUMBER_SIZE)
            number = str(self._side.numbers[mark.number])
            if on_left:
                canvas.drawRightString(edge - 1.5, height - NUMBER_SIZE * 0.35, number)
            else:
                canvas.drawString(edge + 1.5, height - NUMBER_SIZE * 0.35, number)

    def _ring(self, mark: Mark) -> None:
        x, y = self._place(mark)
        self._canvas.saveState()
        self._canvas.translate(x, y)
        for gray, width in ((1.0, 2.4), (0.0, 0.9)):
            self._canvas.setStrokeGray(gray)
            self._canvas.setLineWidth(width)
            self._canvas.circle(0, 0, RING)
            if mark.turn is not None:
                self._canvas.saveState()
                self._canvas.rotate(-mark.turn)
                self._canvas.line(RING, 0, TICK, 0)
                self._canvas.restoreState()
        self._canvas.restoreState()

    def _cross(self, mark: Mark) -> None:
        """A mark without a counterpart: there to be seen, without a number."""
        x, y = self._place(mark)
        for gray, width in ((1.0, 2.2), (0.0, 0.8)):
            self._canvas.setStrokeGray(gray)
            self._canvas.setLineWidth(width)
            self._canvas.line(x - 2.2, y - 2.2, x + 2.2, y + 2.2)
            self._canvas.line(x - 2.2, y + 2.2, x + 2.2, y - 2.2)


def _span(exhibit: Exhibit, crop: Crop) -> tuple[float, float]:
    """Size of the part on the skin, in points."""
    scale = inch / (exhibit.ppi or PPI)
    return crop.width * scale, crop.height * scale


def _stretch(values: Sequence[float], size: int) -> tuple[int, int]:
    """Where a part begins and how long it is, so that it holds these values and no less than the smallest part."""
    low, high = min(values) - AROUND, max(values) + AROUND
    short = LEAST_CROP - (high - low)
    if short > 0:
        low, high = low - short / 2, high + short / 2
    low, high = max(0.0, low), min(float(size), high)
    return int(low), max(1, int(high) - int(low))


def _spread(wanted: Sequence[float], top: float, bottom: float) -> list[float]:
    """Heights for labels in falling order, each near its mark and none closer than a step to the next."""
    step = min(STEP, (top - bottom) / max(1, len(wanted) - 1)) if len(wanted) > 1 else STEP
    placed: list[float] = []
    for height in wanted:
        limit = placed[-1] - step if placed else top
        placed.append(min(height, limit))
    lowest = bottom
    for i in range(len(placed) - 1, -1, -1):
        placed[i] = max(placed[i], lowest)
        lowest = placed[i] + step
    return placed


def _ruler(canvas: Canvas, at: tuple[float, float], millimetres: int, *, times: float = 1.0) -> None:
    x, y = at
    canvas.setStrokeGray(0)
    canvas.setLineWidth(0.6)
    length = millimetres * mm * times
    canvas.line(x, y, x + length, y)
    for tick in range(millimetres + 1):
        place = x + tick * mm * times
        canvas.line(place, y, place, y + (4 if tick in (0, millimetres) else 2.2))
