"""`/notices`: what we watch for partners and they for us, and what was told of later encounters; `/ahead`: whom a post
may still meet. A partner's watch is discreet; what protection keeps does not exist here for others."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from openbitmap.biometrics import FingerGallery
from openbitmap.node import access, exchange, notices
from openbitmap.node.access import Act, Station
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.notices.words import WORDS
from openbitmap.node.database import Transaction
from openbitmap.node.doorway import Context, Here
from openbitmap.node.equipment import Equipment
from openbitmap.node.notices import Watch, WatchState
from openbitmap.node.problems import NO_SUCH_THING, Refused

router = APIRouter(include_in_schema=False)
Reader = Annotated[Viewer, Depends(seen_by(Act.READ_ALERTS))]
Officer = Annotated[Viewer, Depends(fresh_viewer(Act.NOMINATE))]
Posted = Annotated[Viewer, Depends(seen_by(Act.READ_OWN_ANSWERS, Act.READ_ALERTS))]
Text = Annotated[str, Form(max_length=2000)]
QUICK = "RPIS"
MET_AT = "met_at"


@router.get("/notices")
def all_notices(request: Request, context: Here, viewer: Reader) -> Response:
    return _show(request, context, viewer, chosen="")


@router.get("/notices/{name}")
def one(request: Request, context: Here, viewer: Reader, name: str) -> Response:
    return _show(request, context, viewer, chosen=name)


@router.post("/notices/{watch}/accept")
def accept(context: Here, viewer: Officer, watch: str) -> Response:
    with context.database.transaction() as tx:
        notices.accept(tx, _equipment(context), watch, by=viewer.principal, at=datetime.now(UTC))
    return done(f"/notices/{watch}")


@router.post("/notices/{watch}/decline")
def decline(context: Here, viewer: Officer, watch: str, reason: Text = "") -> Response:
    with context.database.transaction() as tx:
        notices.decline(tx, watch, reason, by=viewer.principal, at=datetime.now(UTC))
    return done(f"/notices/{watch}")


@router.post("/notices/{watch}/end")
def end(context: Here, viewer: Officer, watch: str, reason: Text = "") -> Response:
    with context.database.transaction() as tx:
        notices.end(tx, watch, reason, by=viewer.principal, at=datetime.now(UTC))
    return done(f"/notices/{watch}")


@router.post("/notices/{notice}/release")
def release(context: Here, viewer: Officer, notice: str) -> Response:
    with context.database.transaction() as tx:
        notices.release(tx, notice, by=viewer.principal, at=datetime.now(UTC))
    return done("/notices")


@router.get("/ahead")
def ahead(request: Request, context: Here, viewer: Posted, station: str = "") -> Response:
    """An officer sees the own post; whoever reads alerts, any."""
    with context.database.reading() as tx:
        stations = _posts(tx) if viewer.principal.may(Act.READ_ALERTS) else []
        first = stations[0].station if stations else viewer.principal.station
        chosen = viewer.principal.station or next((s.station for s in stations if s.station == station), first)
        awaited = []
        if chosen:
            awaited = notices.awaited_at(tx, chosen, by=viewer.principal, at=datetime.now(UTC))
        found = access.station_named(tx, chosen) if chosen else None
    values = {"awaited": awaited, "stations": stations, "station": found}
    return show(request, viewer, Page("pages/notices/ahead.html", WORDS), **values)


def _posts(tx: Transaction) -> list[Station]:
    """Where people stand before an officer: stations that ask quickly, and those on a route. Not who only enrols."""
    on_route = {place for leg in notices.legs(tx) for place in (leg.station, leg.ahead)}
    return [s for s in access.all_stations(tx) if QUICK in s.tots or s.station in on_route]


def _show(request: Request, context: Context, viewer: Viewer, *, chosen: str) -> Response:
    by = viewer.principal
    words: dict[str, object] = {}
    with context.database.reading() as tx:
        watches, told = notices.watches_for(tx, by=by), notices.notices_for(tx, by=by)
        watch = next((w for w in watches if w.watch == chosen), None)
        notice = next((n for n in told if n.notice == chosen), None)
        if chosen and watch is None and notice is None:
            raise Refused(NO_SUCH_THING, kind="notice", name=chosen)
        if notice:
            words = notices.words_of(tx, context.vault, notice.notice, by=by)
        kept = notices.outcome_kept(tx, notice.notice, by=by) if notice else None
    language = "en" if viewer.language == "en" else "es"
    values = {
        "watches": watches,
        "told": told,
        "watch": watch,
        "notice_shown": notice,
        "kept": kept,
        "why": lambda code: exchange.reason_words(code, language),
        "said": _told(words, viewer.language),
        "about": [n for n in told if watch and n.watch == watch.watch],
        "may_act": by.may(Act.NOMINATE),
        "is_waiting": _is_waiting(watch),
        "is_due": bool(notice and notice.state is notices.NoticeState.DUE),
    }
    return show(request, viewer, Page("pages/notices/page.html", WORDS), **values)


def _is_waiting(watch: Watch | None) -> bool:
    return bool(watch and watch.side is notices.Side.TAKEN and watch.state is WatchState.WAITING)


def _told(said: dict[str, object], language: str) -> list[tuple[str, str]]:
    """What a partner's notice says, field by field, for a list of facts; a time as clocks here say it."""
    lines = []
    for group, what in said.items():
        parts = what if isinstance(what, dict) else {"": what}
        texts = [_time(str(p), language) if name == MET_AT else _text(p) for name, p in parts.items()]
        if text := " · ".join(t for t in texts if t):
            lines.append((group, text))
    return lines


def _text(part: object) -> str:
    return ", ".join(map(str, part)) if isinstance(part, list) else str(part)


def _time(text: str, language: str) -> str:
    """As the partner wrote it where it is no time."""
    try:
        return exchange.clock(datetime.fromisoformat(text).astimezone(UTC), "en" if language == "en" else "es")
    except ValueError:
        return text


def _equipment(context: Context) -> Equipment:
    return Equipment(context.settings, context.vault, context.decoder, FingerGallery())
