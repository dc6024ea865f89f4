"""The prints themselves: at their own size, charted, and the marks in figures."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from xml.sax.saxutils import escape

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Spacer, Table

from openbitmap.node.reports.drawing.facts import whose
from openbitmap.node.reports.drawing.prints import PPI, Charted, OriginalSize
from openbitmap.node.reports.drawing.sheet import UPRIGHT, WIDE, table, text, turn_to
from openbitmap.node.reports.drawing.speech import column, finger, many, say
from openbitmap.node.reports.drawing.words import KINDS
from openbitmap.node.reports.model import PROBE, Chart, Content, Exhibit, Issue, Mark

MILLIMETRES = 25.4


def originals(content: Content, issue: Issue, pictures: Mapping[str, bytes]) -> Iterator[Flowable]:
    """Probe and candidates beside each other, finger by finger."""
    language = issue.language
    if not content.exhibits:
        return
    yield CondPageBreak(80 * mm)
    yield text(say("h_originals", language), "heading")
    yield text(say("originals", language))
    for position in dict.fromkeys(e.position for e in content.exhibits):
        same = [e for e in content.exhibits if e.position == position]
        drawn = [_original(e, language, pictures) for e in same]
        for row in _rows(drawn):
            yield KeepTogether([row, Spacer(1, 4 * mm)])


def charts(content: Content, issue: Issue, pictures: Mapping[str, bytes]) -> Iterator[Flowable]:
    """A wide page for every chart. Without any, the first finger of probe and candidate without marks."""
    language = issue.language
    drawn = content.charts or tuple(_unmarked(content))
    if not drawn:
        return
    yield turn_to(WIDE)
    for chart in drawn:
        yield PageBreak()
        if chart is drawn[0]:
            yield text(say("h_charts", language), "heading")
            yield text(say("charts" if content.charts else "no_charts", language))
        if chart.examiner:
            yield text(_chart_title(chart, language), "chart")
        exhibits = content.exhibit(chart.probe), content.exhibit(chart.candidate)
        titles = _exhibit_title(exhibits[0], language), _exhibit_title(exhibits[1], language)
        caption = say("caption", language, times="{times}")
        yield Charted(chart, exhibits, pictures).titled(titles, caption, comma=language == "es")
    yield turn_to(UPRIGHT)
    yield PageBreak()


def pairs(content: Content, issue: Issue) -> Iterator[Flowable]:
    language = issue.language
    if not content.charts:
        return
    yield text(say("h_pairs", language), "heading")
    yield text(say("pairs", language))
    for chart in content.charts:
        yield text(_chart_title(chart, language), "chart")
        sides = content.exhibit(chart.probe), content.exhibit(chart.candidate)
        head = [column(key, language) for key in ("pair", "on_probe", "on_candidate")]
        yield table(head, list(_pair_rows(chart, sides, language)), (14, 78, 78))
        paired = len(chart.pairs)
        spare = {"probe": len(chart.probe_marks) - paired, "candidate": len(chart.candidate_marks) - paired}
        yield text(say("unpaired", language, **spare), "small")


def _original(e: Exhibit, language: str, pictures: Mapping[str, bytes]) -> OriginalSize:
    return OriginalSize(e, pictures[e.digest], words=(_exhibit_title(e, language), say("ruler", language)))


def _rows(drawn: Sequence[OriginalSize]) -> Iterator[Table]:
    """As many beside each other as a page of either paper is wide."""
    row: list[OriginalSize] = []
    for flowable in drawn:
        if row and sum(f.width + 8 * mm for f in row) + flowable.width > 168 * mm:
            yield _row(row)
            row = []
        row.append(flowable)
    if row:
        yield _row(row)


def _row(drawn: Sequence[OriginalSize]) -> Table:
    style = [("VALIGN", (0, 0), (-1, -1), "BOTTOM"), ("PADDING", (0, 0), (-1, -1), 0)]
    return Table([list(drawn)], [f.width + 8 * mm for f in drawn], style=style, hAlign="LEFT")


def _unmarked(content: Content) -> Iterator[Chart]:
    """Probe and candidate of the first finger that both have."""
    probes = [e for e in content.exhibits if e.whose == PROBE]
    for probe in probes:
        for other in content.exhibits:
            if other.whose != PROBE and other.position == probe.position:
                yield Chart(
                    "", other.whose, probe.position, probe=probe.number, candidate=other.number,
                    probe_marks=(), candidate_marks=(), pairs=(),
                )  # fmt: skip
                return


def _chart_title(chart: Chart, language: str) -> str:
    values = {"examiner": escape(chart.examiner), "finger": finger(chart.position, language), "letter": chart.letter}
    return say("chart", language, pairs=many("pairs", len(chart.pairs), language), **values)


def _exhibit_title(e: Exhibit, language: str) -> str:
    return say("exhibit", language, number=e.number, whose=whose(e, language), finger=finger(e.position, language))


def _pair_rows(chart: Chart, sides: tuple[Exhibit, Exhibit], language: str) -> Iterator[list[str | Flowable]]:
    probe = {m.number: m for m in chart.probe_marks}
    candidate = {m.number: m for m in chart.candidate_marks}
    for pair in chart.pairs:
        cells = zip_longest((probe[pair.probe], candidate[pair.candidate]), sides)
        yield [str(pair.number), *(_mark(mark, side, language) for mark, side in cells)]


def _mark(mark: Mark, exhibit: Exhibit, language: str) -> str:
    scale = MILLIMETRES / (exhibit.ppi or PPI)
    x, y = (f"{value * scale:.1f}".replace(".", "," if language == "es" else ".") for value in (mark.x, mark.y))
    turn = f" · {mark.turn}°" if mark.turn is not None else ""
    separator = "; " if language == "es" else ", "
    return f"{x}{separator}{y} mm{turn} · {KINDS[mark.kind][language]}{' *' if mark.late else ''}"
