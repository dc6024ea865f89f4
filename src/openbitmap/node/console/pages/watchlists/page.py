"""`/watchlists`: the lists and their entries; `/watchlists/{entry}`: one of them, with what may be done to it."""

from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response

from openbitmap.node import views, watchlists
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.watchlists import importing, nominating
from openbitmap.node.console.pages.watchlists.forms import Sent, clocks_from, sent
from openbitmap.node.console.pages.watchlists.words import WORDS
from openbitmap.node.database import Transaction
from openbitmap.node.doorway import Here
from openbitmap.node.problems import TERM_TOO_LONG, Refused
from openbitmap.node.views import EntryFilter, EntrySheet
from openbitmap.node.watchlists import EntryId, EntryState, Kept, Precision, clocks_for

router = APIRouter(include_in_schema=False)
# Before the entries: "new" and "import" are no entry's number.
router.include_router(nominating.router)
router.include_router(importing.router)

Reader = Annotated[Viewer, Depends(seen_by(Act.READ_WATCHLISTS))]
Decider = Annotated[Viewer, Depends(fresh_viewer(Act.APPROVE_ENTRIES))]
Form = Annotated[Sent, Depends(sent)]

SHOWS: dict[str, EntryFilter] = {
    "all": EntryFilter(),
    "nominated": EntryFilter(state=EntryState.NOMINATED),
    "due": EntryFilter(due=True),
    "active": EntryFilter(state=EntryState.ACTIVE),
}
ICONS = {
    EntryState.NOMINATED: ("attention", "hourglass"),
    EntryState.ACTIVE: ("neutral", "shield-alert"),
    EntryState.REFUSED: ("neutral", "x"),
    EntryState.EXPIRED: ("neutral", "timer"),
    EntryState.REMOVED: ("neutral", "x"),
}
OUTCOMES = {
    "pending": ("neutral", "hourglass"),
    "true": ("attention", "check"),
    "false": ("neutral", "x"),
    "undecided": ("attention", "circle-question-mark"),
}


@router.get("/watchlists")
def lists(request: Request, context: Here, viewer: Reader) -> Response:
    with context.database.reading() as tx:
        left = _left(tx, request, viewer)
    return show(request, viewer, Page("pages/watchlists/page.html", WORDS), sheet=None, **left)


@router.get("/watchlists/{entry}")
def one_entry(request: Request, context: Here, viewer: Reader, entry: str) -> Response:
    now = datetime.now(UTC)
    with context.database.reading() as tx:
        sheet = views.entry_sheet(tx, viewer.principal, EntryId(entry))
        left = _left(tx, request, viewer)
    most = clocks_for(sheet.entry.nomination.grounds, at=now)
    values = {"sheet": sheet, "most": most, "outcomes": OUTCOMES, "own": _is_own(sheet, viewer)}
    return show(request, viewer, Page("pages/watchlists/page.html", WORDS), **left, **values)


@router.post("/watchlists/{entry}/approve")
def approve(context: Here, viewer: Decider, entry: str) -> Response:
    with context.database.transaction() as tx:
        watchlists.approve(tx, EntryId(entry), by=viewer.principal, at=datetime.now(UTC))
    return done(f"/watchlists/{entry}")


@router.post("/watchlists/{entry}/refuse")
def refuse(context: Here, viewer: Decider, entry: str, form: Form) -> Response:
    reason, at = form.cells.get("reason", ""), datetime.now(UTC)
    with context.database.transaction() as tx:
        watchlists.refuse(tx, EntryId(entry), by=viewer.principal, at=at, reason=reason)
    return done(f"/watchlists/{entry}")


@router.post("/watchlists/{entry}/keep")
def keep(context: Here, viewer: Decider, entry: str, form: Form) -> Response:
    reason, at = form.cells.get("reason", ""), datetime.now(UTC)
    with context.database.transaction() as tx:
        found = watchlists.entry_for(tx, EntryId(entry), viewer.principal)
        most = clocks_for(found.nomination.grounds, at=at)
        clocks = clocks_from(form.cells, found.clocks)
        if clocks is None:
            raise Refused(TERM_TOO_LONG, expires=f"{most.expires_at:%Y-%m-%d}", review=f"{most.review_at:%Y-%m-%d}")
        watchlists.review(tx, EntryId(entry), Kept(clocks, reason), by=viewer.principal, at=at)
    return done(f"/watchlists/{entry}")


@router.post("/watchlists/{entry}/remove")
def remove(context: Here, viewer: Decider, entry: str, form: Form) -> Response:
    reason, at = form.cells.get("reason", ""), datetime.now(UTC)
    with context.database.transaction() as tx:
        watchlists.remove(tx, EntryId(entry), by=viewer.principal, at=at, reason=reason)
    return done(f"/watchlists/{entry}")


def _is_own(sheet: EntrySheet, viewer: Viewer) -> bool:
    return sheet.entry.life.nominator == viewer.name


def _left(tx: Transaction, request: Request, viewer: Viewer) -> dict[str, object]:
    """The list on the left, narrowed by words of the address."""
    asked = {k: request.query_params.get(k, "") for k in ("show", "list", "q")}
    chosen = asked["show"] if asked["show"] in SHOWS else "all"
    which = SHOWS[chosen]
    narrowed = EntryFilter(asked["list"], which.state, which.due, asked["q"])
    now = datetime.now(UTC)
    return {
        "desk": views.watchlist_desk(tx, viewer.principal, at=now, narrowed=narrowed),
        "shows": tuple(SHOWS),
        "chosen": chosen,
        "asked": asked,
        "icons": ICONS,
        "query": _query(asked),
        "address": lambda **other: _query(asked | other),
        "may_nominate": viewer.principal.may(Act.NOMINATE),
        "may_decide": viewer.principal.may(Act.APPROVE_ENTRIES),
        "shares": _shares,
    }


def _query(words: dict[str, str]) -> str:
    kept = {k: v for k, v in words.items() if v and (k, v) != ("show", "all")}
    return f"?{urlencode(kept)}" if kept else ""


def _shares(precision: Precision) -> dict[str, int] | None:
    """Whole per cents for the page's words; None where nothing was decided."""
    if precision.share is None or precision.interval is None:
        return None
    low, high = precision.interval
    values = {"share": precision.share, "low": low, "high": high}
    return {"true": precision.true, "n": precision.decided} | {k: round(v * 100) for k, v in values.items()}
