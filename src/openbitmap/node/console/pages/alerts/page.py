"""`/alerts`: the desk's list; `/alerts/{alert}`: one alert, and what an officer does with it."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from openbitmap.node import alerts, connectors, exchange, notices, views
from openbitmap.node.access import Act
from openbitmap.node.alerts import AlertState, Moment, Outcome, Report, Rule, Rung
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.alerts import delivery, quality
from openbitmap.node.console.pages.alerts.telling import SENTENCES, told
from openbitmap.node.console.pages.alerts.words import WORDS
from openbitmap.node.console.pages.persons.page import Face, faces_of
from openbitmap.node.database import Transaction
from openbitmap.node.doorway import Context, Here, is_poll
from openbitmap.node.views import AlertSheet, Show
from openbitmap.node.watchlists import EntryState

router = APIRouter(include_in_schema=False)
# Before the address of one alert, which would take these words for a name.
router.include_router(quality.router)
router.include_router(delivery.router)
Reader = Annotated[Viewer, Depends(seen_by(Act.READ_ALERTS))]
# Taking an alert asks for no new proof: seconds count, nothing is decided by it, and the proof comes with what follows.
Officer = Annotated[Viewer, Depends(seen_by(Act.HANDLE_ALERTS))]
FreshOfficer = Annotated[Viewer, Depends(fresh_viewer(Act.HANDLE_ALERTS))]
Text = Annotated[str, Form(max_length=2000)]

ALL_WORDS = WORDS | SENTENCES
STEPS = (
    AlertState.RAISED,
    AlertState.ACKNOWLEDGED,
    AlertState.VERIFIED,
    AlertState.HANDED_OVER,
    AlertState.OUTCOME,
    AlertState.CLOSED,
)
ICONS: dict[AlertState, tuple[str, str]] = {
    AlertState.RAISED: ("attention", "bell-ring"),
    AlertState.ACKNOWLEDGED: ("neutral", "eye"),
    AlertState.VERIFIED: ("adverse", "user-check"),
    AlertState.HANDED_OVER: ("neutral", "send"),
    AlertState.OUTCOME: ("neutral", "flag"),
    AlertState.CLOSED: ("neutral", "check"),
    AlertState.WITHDRAWN: ("neutral", "x"),
    AlertState.REOPENED: ("attention", "rotate-ccw"),
}
"""Tone and icon of each state. Red stands only where people have decided."""


@router.get("/alerts")
def desk(request: Request, context: Here, viewer: Reader) -> Response:
    now = datetime.now(UTC)
    with context.database.reading() as tx:
        left = _left(tx, request, viewer, now=now)
    return show(request, viewer, Page("pages/alerts/page.html", ALL_WORDS), sheet=None, **left)


@router.get("/alerts/{alert}")
def one_alert(request: Request, context: Here, viewer: Reader, alert: str) -> Response:
    """Opening it is the receipt of having been told; a page that renews itself is nobody's opening."""
    now = datetime.now(UTC)
    faces: list[Face] = []
    with context.database.transaction() as tx:
        sheet = views.alert_sheet(tx, alert, by=viewer.principal, at=now)
        if not is_poll(request):
            alerts.outbox.seen(tx, alert, viewer.name, at=now, actor=viewer.principal.actor)
            sheet = views.alert_sheet(tx, alert, by=viewer.principal, at=now)
            pair = {sheet.alert.encounter: 1, sheet.alert.listed: 2}
            faces = faces_of(tx, context.vault, pair) if viewer.principal.may(Act.READ_PERSONS) else []
        left = _left(tx, request, viewer, now=now)
        touched = list({sheet.alert.encounter, sheet.alert.listed})
        abroad = notices.told_of(tx, touched, by=viewer.principal)
        posts = notices.posts_warned(tx, alert)
        late = _late_repository(tx, sheet, viewer.language)
    right = _right(sheet, viewer) | {"faces": faces, "abroad": abroad, "posts": posts, "late_repository": late}
    return show(request, viewer, Page("pages/alerts/page.html", ALL_WORDS), **left, **right)


@router.post("/alerts/duty/on")
def sign_on(context: Here, viewer: Reader, rung: Annotated[int, Form(ge=0, le=2)]) -> Response:
    with context.database.transaction() as tx:
        alerts.rota.sign_on(tx, Rung(rung), by=viewer.principal, at=datetime.now(UTC))
    return done("/alerts")


@router.post("/alerts/duty/off")
def sign_off(context: Here, viewer: Reader, note: Text = "") -> Response:
    with context.database.transaction() as tx:
        alerts.rota.sign_off(tx, note, by=viewer.principal, at=datetime.now(UTC))
    return done("/alerts")


@router.post("/alerts/{alert}/acknowledge")
def acknowledge(context: Here, viewer: Officer, alert: str, seen: Annotated[AlertState, Form()]) -> Response:
    with context.database.transaction() as tx:
        alerts.desk.acknowledge(tx, alert, seen=seen, by=viewer.principal, moment=_now(context))
    return done(f"/alerts/{alert}")


@router.post("/alerts/{alert}/hand-over")
def hand_over(context: Here, viewer: FreshOfficer, alert: str, contact: Text = "") -> Response:
    with context.database.transaction() as tx:
        alerts.desk.hand_over(tx, alert, contact, by=viewer.principal, moment=_now(context))
    return done(f"/alerts/{alert}")


@router.post("/alerts/{alert}/outcome")
def record_outcome(
    context: Here,
    viewer: FreshOfficer,
    alert: str,
    seen: Annotated[AlertState, Form()],
    outcome: Annotated[Outcome, Form()],
    words: Text = "",
) -> Response:
    with context.database.transaction() as tx:
        report = Report(outcome, words, seen)
        alerts.desk.record_outcome(tx, alert, report, by=viewer.principal, moment=_now(context))
    return done(f"/alerts/{alert}")


@router.post("/alerts/{alert}/close")
def close(context: Here, viewer: FreshOfficer, alert: str) -> Response:
    with context.database.transaction() as tx:
        alerts.desk.close(tx, alert, by=viewer.principal, moment=_now(context))
    return done(f"/alerts/{alert}")


@router.post("/alerts/{alert}/told")
def mark_told(context: Here, viewer: FreshOfficer, alert: str, delivery: Text) -> Response:
    with context.database.transaction() as tx:
        alerts.desk.told_again(tx, alert, delivery, by=viewer.principal, moment=_now(context))
    return done(f"/alerts/{alert}")


def _now(context: Context) -> Moment:
    return Moment(datetime.now(UTC), alerts.clocks_of(context.settings))


def _left(tx: Transaction, request: Request, viewer: Viewer, *, now: datetime) -> dict[str, object]:
    """The list and who is on duty: the same beside every alert. The words of the filter stand in the address."""
    asked = request.query_params.get("show", "")
    chosen = Show(asked) if asked in set(Show) else Show.OPEN
    duty = alerts.on_duty(tx)
    return {
        "lines": views.alert_list(tx, chosen, by=viewer.principal, at=now),
        "counts": views.alert_counts(tx, by=viewer.principal, at=now),
        "shows": tuple(Show),
        "chosen": chosen,
        "query": f"?show={chosen}" if asked else "",
        "icons": ICONS,
        "duty": duty,
        "own_duty": next((d for d in duty if d.officer == viewer.name), None),
        "rungs": _rungs(viewer),
        "note": alerts.last_note(tx),
        "may_handle": viewer.principal.may(Act.HANDLE_ALERTS),
    }


def _rungs(viewer: Viewer) -> tuple[Rung, ...]:
    """Where this viewer may sign on."""
    if viewer.principal.may(Act.HANDLE_ALERTS):
        return (Rung.DESK, Rung.SECOND)
    return (Rung.SUPERVISOR,) if viewer.principal.may(Act.OVERSEE) else ()


def _late_repository(tx: Transaction, sheet: AlertSheet, language: str) -> str:
    """The repository of our own whose answer came late; "" for a partner's, which its question names."""
    asked = sheet.alert.submission if sheet.alert.rule is Rule.LATE else None
    found = connectors.outcomes_of(tx, asked) if asked else []
    named = (one.repository for one in found if one.consultation == sheet.ground.change)
    return next((exchange.repository_words(name, language) for name in named), "")


def _right(sheet: AlertSheet, viewer: Viewer) -> dict[str, object]:
    over = _is_over(sheet)
    verified = sheet.standing.verified_by is not None and not over
    return {
        "sheet": sheet,
        "over": over,
        "head": _head(sheet),
        "steps": STEPS,
        "told": told,
        "outcomes": [o for o in Outcome if verified or not o.is_adverse or o is sheet.standing.outcome],
        "untold": [t for t in sheet.told if t.channel.value == "voice" and t.told_at is None],
        "may_open_subscription": viewer.principal.may(Act.SUBSCRIBE) or viewer.principal.may(Act.SEE_DISCREET),
        "may_open_person": viewer.principal.may(Act.READ_PERSONS),
        "may_open_inquiry": viewer.principal.may(Act.READ_INQUIRIES),
        "may_open_entry": viewer.principal.may(Act.READ_WATCHLISTS),
    }


def _is_over(sheet: AlertSheet) -> bool:
    """Whether the entry a listing rests on is no longer in force: then its instructions hold no more."""
    listing = sheet.alert.rule is Rule.LISTING
    return listing and sheet.entry is not None and sheet.entry.state is not EntryState.ACTIVE


def _head(sheet: AlertSheet) -> str:
    """The word of what is so."""
    if sheet.standing.wrong:
        return "head_wrong"
    if sheet.standing.state is AlertState.WITHDRAWN:
        return "head_withdrawn"
    if sheet.alert.rule.value == "listing":
        return "head_listing_verified" if sheet.standing.verified_by else "head_listing_raised"
    if sheet.alert.rule in (Rule.FOREIGN, Rule.LATE, Rule.UNASKED):
        return f"head_{sheet.alert.rule.value}"
    return f"head_status_{sheet.ground.change}" if sheet.ground.change else "head_subscription"
