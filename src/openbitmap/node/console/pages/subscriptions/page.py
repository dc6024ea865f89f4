"""`/subscriptions`: whom somebody must know about; `/subscriptions/new?encounter=`: a new one, from a person's page."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from openbitmap.node import alerts, identities, views
from openbitmap.node.access import Act
from openbitmap.node.alerts import LONGEST_TERM, Mandate, Urgency
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.alerts import telling
from openbitmap.node.console.pages.alerts.page import ALL_WORDS, ICONS
from openbitmap.node.console.pages.subscriptions.words import WORDS
from openbitmap.node.database import Transaction
from openbitmap.node.doorway import Here
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.vocabulary import EncounterId

router = APIRouter(include_in_schema=False)
# Whoever may see what is discreet may read them all; only the watch makes, renews and ends them.
Reader = Annotated[Viewer, Depends(seen_by(Act.SUBSCRIBE, Act.SEE_DISCREET))]
Officer = Annotated[Viewer, Depends(seen_by(Act.SUBSCRIBE))]
FreshOfficer = Annotated[Viewer, Depends(fresh_viewer(Act.SUBSCRIBE))]
Text = Annotated[str, Form(max_length=2000)]
Day = Annotated[date, Form()]

SHOWS = ("in_force", "own", "over")
USUAL_TERM = timedelta(days=90)
PAGE_WORDS = ALL_WORDS | WORDS


@router.get("/subscriptions")
def subscriptions(request: Request, context: Here, viewer: Reader) -> Response:
    with context.database.reading() as tx:
        left = _left(tx, request, viewer)
    return show(request, viewer, Page("pages/subscriptions/page.html", PAGE_WORDS), sheet=None, **left)


@router.get("/subscriptions/new")
def ask(request: Request, context: Here, viewer: Officer, encounter: str = "") -> Response:
    now = datetime.now(UTC)
    with context.database.reading() as tx:
        members = identities.members_of(tx, EncounterId(encounter))
        if not members:
            raise Refused(NO_SUCH_THING, kind="encounter", name=encounter)
        asserted = identities.asserted_of(tx, EncounterId(encounter))
    values = {
        "encounter": encounter,
        "members": members,
        "name": asserted.name if asserted else "",
        "suggested": (now + USUAL_TERM).date(),
        **_days(now),
    }
    return show(request, viewer, Page("pages/subscriptions/new.html", PAGE_WORDS), **values)


@router.get("/subscriptions/{subscription}")
def one_subscription(request: Request, context: Here, viewer: Reader, subscription: str) -> Response:
    now = datetime.now(UTC)
    with context.database.reading() as tx:
        sheet = views.subscription_sheet(tx, subscription, by=viewer.principal, at=now)
        left = _left(tx, request, viewer)
    values = {"sheet": sheet, "told": telling.told, "icons": ICONS, "days": LONGEST_TERM.days, **_days(now)}
    return show(request, viewer, Page("pages/subscriptions/page.html", PAGE_WORDS), **left, **values)


@router.post("/subscriptions")
def subscribe(
    context: Here,
    viewer: FreshOfficer,
    *,
    encounter: Text,
    until: Day,
    purpose: Text = "",
    authority: Text = "",
    instructions: Text = "",
    urgency: Annotated[Urgency, Form()] = Urgency.ROUTINE,
    discreet: Annotated[bool, Form()] = False,
) -> Response:
    mandate = Mandate(purpose, authority, instructions, _end_of(until), urgency, discreet)
    with context.database.transaction() as tx:
        made = alerts.subscriptions.subscribe(
            tx, EncounterId(encounter), mandate, by=viewer.principal, at=datetime.now(UTC)
        )
    return done(f"/subscriptions/{made}")


@router.post("/subscriptions/{subscription}/renew")
def renew(context: Here, viewer: FreshOfficer, subscription: str, until: Day) -> Response:
    with context.database.transaction() as tx:
        now = datetime.now(UTC)
        alerts.subscriptions.renew(tx, subscription, until=_end_of(until), by=viewer.principal, at=now)
    return done(f"/subscriptions/{subscription}")


@router.post("/subscriptions/{subscription}/end")
def end(context: Here, viewer: Officer, subscription: str, because: Text = "") -> Response:
    with context.database.transaction() as tx:
        alerts.subscriptions.end(tx, subscription, because, by=viewer.principal, at=datetime.now(UTC))
    return done(f"/subscriptions/{subscription}")


def _end_of(day: date) -> datetime:
    """A last day counts whole."""
    return datetime.combine(day, time(23, 59, 59), UTC)


def _days(now: datetime) -> dict[str, date]:
    """The first and the last day that a term may end on."""
    return {"earliest": (now + timedelta(days=1)).date(), "latest": (now + LONGEST_TERM - timedelta(days=1)).date()}


def _left(tx: Transaction, request: Request, viewer: Viewer) -> dict[str, object]:
    asked = request.query_params.get("show", "")
    chosen = asked if asked in SHOWS else SHOWS[0]
    mine = viewer.name if chosen == "own" else None
    now = datetime.now(UTC)
    return {
        "lines": views.subscription_list(tx, over=chosen == "over", mine=mine, at=now),
        "shows": SHOWS,
        "chosen": chosen,
        "query": f"?show={chosen}" if asked else "",
        "may_subscribe": viewer.principal.may(Act.SUBSCRIBE),
    }
