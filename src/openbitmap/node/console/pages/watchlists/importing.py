"""`/watchlists/import`: a list that comes as a file; first what would change, then the word to do it."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from openbitmap.node import identities, watchlists
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.watchlists.forms import Sent, batch_from, sent
from openbitmap.node.console.pages.watchlists.nominating import CLOSED, PAGE_WORDS
from openbitmap.node.doorway import Here
from openbitmap.node.watchlists import COLUMNS, Format, RowChange

router = APIRouter(include_in_schema=False)
Importer = Annotated[Viewer, Depends(seen_by(Act.NOMINATE))]
FreshImporter = Annotated[Viewer, Depends(fresh_viewer(Act.NOMINATE))]
Form = Annotated[Sent, Depends(sent)]

MOST_SHOWN = 500
ORDER = (RowChange.REFUSED, RowChange.CHANGED, RowChange.NEW, RowChange.UNCHANGED)
"""What needs a look comes first."""


@router.get("/watchlists/import")
def ask(request: Request, context: Here, viewer: Importer) -> Response:
    with context.database.reading() as tx:
        lists = [g for g in identities.all_galleries(tx) if g.kind.is_derogatory]
    values = {"lists": lists, "formats": tuple(Format), "columns": ", ".join(COLUMNS), "seen": None}
    return show(request, viewer, Page("pages/watchlists/import.html", PAGE_WORDS), **CLOSED, **values)


@router.post("/watchlists/import")
def look(context: Here, viewer: Importer, form: Form) -> Response:
    """Keep the file, and show what it would change; a file that is no list is refused here."""
    batch, now = batch_from(form), datetime.now(UTC)
    with context.database.transaction() as tx:
        watchlists.preview(tx, batch, by=viewer.principal, at=now)
        draft = watchlists.keep_draft(tx, batch, context.vault, by=viewer.principal, at=now)
    return done(f"/watchlists/import/{draft}")


@router.get("/watchlists/import/{draft}")
def preview(request: Request, context: Here, viewer: Importer, draft: str) -> Response:
    with context.database.transaction() as tx:
        batch = watchlists.draft_named(tx, draft, context.vault, by=viewer.principal)
        seen = watchlists.preview(tx, batch, by=viewer.principal, at=datetime.now(UTC))
    rows = sorted(seen.rows, key=lambda row: (ORDER.index(row.change), row.row.number))
    counts = {change: seen.count(change) for change in RowChange}
    values = {"seen": seen, "rows": rows[:MOST_SHOWN], "counts": counts, "draft": draft, "batch": batch}
    return show(request, viewer, Page("pages/watchlists/import.html", PAGE_WORDS), **values)


@router.post("/watchlists/import/{draft}")
def apply(context: Here, viewer: FreshImporter, draft: str) -> Response:
    with context.database.transaction() as tx:
        batch = watchlists.draft_named(tx, draft, context.vault, by=viewer.principal)
    at = datetime.now(UTC)
    watchlists.apply_import(context.database.transaction, batch, context.vault, by=viewer.principal, at=at)
    return done(f"/watchlists/import/{draft}")
