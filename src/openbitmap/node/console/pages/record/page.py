"""`/record`: how often an examiner was wrong in cases of known outcome, in words, with denominators and intervals. The
supervisor sees everybody's, and lays in further questions."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from openbitmap.node import cases
from openbitmap.node.access import Act
from openbitmap.node.cases import ErrorRecord, Share
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.record.words import WORDS
from openbitmap.node.doorway import Context, Here
from openbitmap.vocabulary import CaseId

router = APIRouter(include_in_schema=False)

DRAWN = 200
"""Width of the drawing of a rate from 0 to 100 %, in units of its own."""

MEASURES = (
    "false_identifications",
    "false_exclusions",
    "inconclusive_with_mate",
    "inconclusive_without_mate",
    "unsuitable",
)


@dataclass(frozen=True)
class Row:
    """One measure: its share, the share in words, and where its dot and its interval are drawn."""

    measure: str
    share: Share
    words: str
    dot: float
    low: float
    high: float


@router.get("/record")
def record(
    request: Request,
    context: Here,
    viewer: Annotated[Viewer, Depends(seen_by(Act.JUDGE, Act.OVERSEE))],
    *,
    examiner: str = "",
    laid: str = "",
) -> Response:
    """`laid` says what became of the question just laid in: new or known."""
    oversees = viewer.principal.may(Act.OVERSEE)
    if oversees and not examiner:
        return _everybody(request, context, viewer, laid=laid)
    with context.database.reading() as tx:
        found = cases.error_record(tx, viewer.principal, examiner or viewer.name)
    values = {"record": found, "rows": rows_of(found, viewer.language), "drawn": DRAWN, "own": not oversees}
    return show(request, viewer, Page("pages/record/page.html", WORDS), **values)


@router.post("/record/questions")
def lay_in(
    context: Here, viewer: Annotated[Viewer, Depends(fresh_viewer(Act.SEED_CASES))], case: Annotated[str, Form()]
) -> Response:
    with context.database.transaction() as tx:
        laid = cases.stock_from_case(tx, CaseId(case.strip()), by=viewer.principal)
    return done(f"/record?laid={'new' if laid else 'known'}")


def _everybody(request: Request, context: Context, viewer: Viewer, *, laid: str) -> Response:
    with context.database.reading() as tx:
        records = cases.error_records(tx, viewer.principal)
        stock = cases.seed_stock(tx, viewer.principal)
    table = [(r, rows_of(r, viewer.language)) for r in records]
    every = context.settings.desk.bench.seed_every
    values = {"table": table, "stock": stock, "every": every, "measures": MEASURES, "drawn": DRAWN}
    laid = laid if laid in ("new", "known") else ""
    return show(request, viewer, Page("pages/record/board.html", WORDS), laid=laid, **values)


def rows_of(record: ErrorRecord, language: str) -> tuple[Row, ...]:
    shares = (
        record.false_identifications,
        record.false_exclusions,
        record.inconclusive_with_mate,
        record.inconclusive_without_mate,
        record.unsuitable,
    )
    return tuple(_row(measure, share, language) for measure, share in zip(MEASURES, shares, strict=True))


def _row(measure: str, share: Share, language: str) -> Row:
    low, high = share.interval or (0.0, 0.0)
    value = share.value or 0.0
    words = f"{percent(value, language)} ({percent(low, language)} – {percent(high, language)})" if share.of else ""
    return Row(measure, share, words, dot=value * DRAWN, low=low * DRAWN, high=high * DRAWN)


def percent(value: float, language: str) -> str:
    """Two digits say all that such denominators bear."""
    text = f"{100 * value:.0f}" if value == 0 or value >= 0.1 else f"{100 * value:.1f}"  # ten per cent
    return f"{text if language == 'en' else text.replace('.', ',')} %"
