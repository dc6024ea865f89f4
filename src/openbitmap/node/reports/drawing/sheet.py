"""Paper, letters and the frame of each page: header with case and node, footer with page x of y.

Black on white only: what a court copies must read the same from the third copy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4, LETTER, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table
from reportlab.platypus.doctemplate import NextPageTemplate

from openbitmap.node.reports.model import Paper

FONTS = Path(__file__).parents[1] / "fonts"
TEXT, BOLD, MONO = "ReportText", "ReportText-Bold", "ReportMono"
UPRIGHT, WIDE = "upright", "wide"
SIZES = {Paper.A4: A4, Paper.LETTER: LETTER}
SIDE, TOP, BOTTOM = 20 * mm, 24 * mm, 18 * mm
HAIR = 0.4

STYLES: dict[str, ParagraphStyle] = {
    "title": ParagraphStyle("title", fontName=BOLD, fontSize=18, leading=22, spaceAfter=2),
    "subtitle": ParagraphStyle("subtitle", fontName=TEXT, fontSize=10, leading=14, spaceAfter=8),
    "heading": ParagraphStyle("heading", fontName=BOLD, fontSize=12, leading=15, spaceBefore=14, spaceAfter=5),
    "text": ParagraphStyle("text", fontName=TEXT, fontSize=9.5, leading=13.2, spaceAfter=5, alignment=TA_LEFT),
    "strong": ParagraphStyle("strong", fontName=BOLD, fontSize=13, leading=17, spaceAfter=4),
    "point": ParagraphStyle(
        "point", fontName=TEXT, fontSize=9.5, leading=13.2, spaceAfter=4, leftIndent=11, bulletIndent=1
    ),
    "cell": ParagraphStyle("cell", fontName=TEXT, fontSize=8.5, leading=11),
    "head": ParagraphStyle("head", fontName=BOLD, fontSize=8.5, leading=11),
    "small": ParagraphStyle("small", fontName=TEXT, fontSize=8, leading=10.5, spaceAfter=4),
    "digest": ParagraphStyle("digest", fontName=MONO, fontSize=6, leading=8),
    "chart": ParagraphStyle("chart", fontName=BOLD, fontSize=9, leading=12, spaceBefore=8, spaceAfter=3),
}


@dataclass(frozen=True)
class Margins:
    """What stands at the edge of every page, in the report's language; `page` holds {page} and {pages}."""

    left: str
    right: str
    foot: str
    page: str


@cache
def load_fonts() -> None:
    """The letters come with the program: a report looks the same wherever it is drawn."""
    registerFont(TTFont(TEXT, FONTS / "noto-sans-regular.ttf"))
    registerFont(TTFont(BOLD, FONTS / "noto-sans-bold.ttf"))
    registerFont(TTFont(MONO, FONTS / "noto-sans-mono-regular.ttf"))
    registerFontFamily(TEXT, normal=TEXT, bold=BOLD, italic=TEXT, boldItalic=BOLD)


def build(story: Sequence[Flowable], paper: Paper, margins: Margins, *, title: str, language: str) -> bytes:
    """The PDF's bytes, without signature. The same story gives the same bytes."""
    into = BytesIO()
    document = BaseDocTemplate(
        into, pagesize=SIZES[paper], title=title, author=margins.left, lang=language, invariant=1
    )
    document.addPageTemplates([_template(UPRIGHT, SIZES[paper]), _template(WIDE, landscape(SIZES[paper]))])

    def numbered(*args: Any, **options: Any) -> Canvas:
        return _Numbered(margins, *args, **options)

    document.build(list(story), canvasmaker=numbered)
    return into.getvalue()


def turn_to(page: str) -> Flowable:
    """The next page is upright or wide."""
    return NextPageTemplate(page)


def text(words: str, style: str = "text") -> Paragraph:
    return Paragraph(words, STYLES[style])


def point(words: str) -> Paragraph:
    return Paragraph(words, STYLES["point"], bulletText="•")


def table(head: Sequence[str], rows: Sequence[Sequence[str | Flowable]], widths: Sequence[float]) -> Table:
    """Hairlines between rows, no boxes; the head repeats on the next page. `widths` in millimetres."""
    cells: list[list[Flowable]] = [[text(word, "head") for word in head]] if any(head) else []
    cells += [[c if isinstance(c, Flowable) else text(c, "cell") for c in row] for row in rows]
    lines = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), HAIR, "black"),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 5),
    ]
    return Table(cells, [w * mm for w in widths], style=lines, repeatRows=1 if any(head) else 0, hAlign="LEFT")


def _template(name: str, size: tuple[float, float]) -> PageTemplate:
    width, height = size
    frame = Frame(SIDE, BOTTOM, width - 2 * SIDE, height - TOP - BOTTOM, 0, 0, 0, 0, id=name)
    return PageTemplate(name, [frame], pagesize=size)


class _Numbered(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Writes the edges of all pages at the end, when their number is known."""

    def __init__(self, margins: Margins, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._margins = margins
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # the name is reportlab's
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._pages, 1):
            self.__dict__.update(page)
            self._edges(number, len(self._pages))
            super().showPage()
        super().save()

    def _edges(self, number: int, count: int) -> None:
        width, height = self._pagesize
        self.setLineWidth(HAIR)
        self.setFont(TEXT, 8)
        line = height - 16 * mm
        self.line(SIDE, line, width - SIDE, line)
        self.drawString(SIDE, line + 4, self._margins.left)
        self.drawRightString(width - SIDE, line + 4, self._margins.right)
        self.line(SIDE, 13 * mm, width - SIDE, 13 * mm)
        self.drawString(SIDE, 13 * mm - 10, self._margins.foot)
        self.drawRightString(width - SIDE, 13 * mm - 10, self._margins.page.format(page=number, pages=count))
