"""What every page stands in: who looks, in which language, what exists for the role, and how a page is shown.

Guards three invariants: a page that a role may not see answers exactly as an address that does not exist; a poll never
prolongs a session; a change is taken only from the node's own pages.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from openbitmap.node import exchange
from openbitmap.node.access import Act, Principal, Theme
from openbitmap.node.console.reads import note_page
from openbitmap.node.console.rooms import Room, menu_of
from openbitmap.node.console.words import LANGUAGES, SHARED, Spoken, Words, cited
from openbitmap.node.doorway import Context, Here, context_of, is_own, refuse_other_origins, session_in
from openbitmap.node.problems import NO_SUCH_PAGE, STEP_UP_NEEDED, Refused
from openbitmap.vocabulary import nation_words

HERE = Path(__file__).parent
LIVE_SECONDS = 4
LOCAL = re.compile(r"/(?![/\\])[^\x00-\x20\\]*")

TEMPLATES = Jinja2Templates(
    env=Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
)
for macro in ("button", "chip", "facts", "history", "empty", "notice", "keys"):
    TEMPLATES.env.globals[macro] = getattr(TEMPLATES.env.get_template("parts/macros.html").module, macro)


class SignInNeeded(Exception):
    """Nobody is signed in, or the session ended."""


@dataclass(frozen=True)
class Viewer:
    """Who looks at a page. `fresh` says whether they proved who they are a short while ago."""

    principal: Principal
    session: str
    title: str
    language: str
    theme: Theme
    fresh: bool

    @property
    def name(self) -> str:
        return self.principal.name


def seen_by(*acts: Act) -> Callable[..., Viewer]:
    """A dependency: the viewer, if the role allows any of the acts; to others the page does not exist."""

    def viewer(request: Request, context: Here) -> Viewer:
        return _viewer(request, context, acts)

    return viewer


def fresh_viewer(*acts: Act) -> Callable[..., Viewer]:
    """The same for decisions and exports: the viewer must have proved who they are a short while ago."""

    def viewer(request: Request, context: Here) -> Viewer:
        found = _viewer(request, context, acts)
        if not found.fresh:
            raise Refused(STEP_UP_NEEDED)
        return found

    return viewer


def anybody(request: Request) -> None:
    """A dependency of pages before signing in: whoever it is, the request comes from our own pages."""
    refuse_other_origins(request)


def _viewer(request: Request, context: Context, acts: tuple[Act, ...]) -> Viewer:
    refuse_other_origins(request)
    now = datetime.now(UTC)
    session = session_in(request, context)
    if session is None:
        raise SignInNeeded
    if acts and not any(session.principal.may(act) for act in acts):
        raise Refused(NO_SUCH_PAGE)
    language = request.query_params.get("lang", session.language)
    return Viewer(
        session.principal,
        session.session,
        session.title,
        language=language if language in LANGUAGES else session.language,
        theme=session.theme,
        fresh=session.is_fresh(now),
    )


@dataclass(frozen=True)
class Page:
    """A template with the words it speaks."""

    template: str
    words: Words


def show(request: Request, viewer: Viewer | None, page: Page, /, **values: Any) -> Response:
    """The page of a template. `status` among the values is the response's; the rest stand in the template beside `w`
    (the page's words), `say`, `clock`, `until`, `ago`, `nation`, `nation_list`, `cite`, `icon`, `live` and `nav`."""
    context, status = context_of(request), values.pop("status", 200)
    if viewer and status == 200:
        note_page(request, viewer.principal)
    language = viewer.language if viewer else language_of(request, context.settings.language)
    spoken = Spoken(language, SHARED, page.words)
    now = datetime.now(UTC)
    spanish = "es" if language == "pt" else language

    def nation(name: str) -> str:
        return nation_words(name, spanish)

    frame = {
        "w": spoken,
        "say": spoken.say,
        "language": language,
        "languages": LANGUAGES,
        "viewer": viewer,
        "node": context.settings.node,
        "nav": _menu(request, viewer),
        "path": request.url.path,
        "theme": viewer.theme.value if viewer else "system",
        "now": now,
        "clock": lambda at, **more: exchange.clock(at, spanish, **more),
        "until": lambda at: until(at, now, spoken),
        "ago": lambda at: ago(at, now, spoken),
        "nation": nation,
        "nation_list": lambda names: ", ".join(sorted({nation(name) for name in names})),
        "cite": lambda clause, agreement="": cited(spoken, clause, agreement),
        "icon": icon,
        "live": lambda part="list", seconds=LIVE_SECONDS: _live(request, part, seconds),
    }
    return TEMPLATES.TemplateResponse(request, page.template, frame | values, status_code=status)


def done(address: str) -> Response:
    """After a change: look at what it made (POST, redirect, GET)."""
    return RedirectResponse(address, status_code=303)


def icon(name: str) -> Markup:
    """The picture of one icon, hidden from readers: a word always stands beside it."""
    svg = TEMPLATES.env.loader.get_source(TEMPLATES.env, f"parts/icons/{name}.svg")[0]  # type: ignore[union-attr]  # the loader is set above
    return Markup(f'<span class="icon" aria-hidden="true">{svg}</span>')  # our own committed drawings


def until(at: datetime, now: datetime, spoken: Spoken) -> str:
    """How long there is until a time, or how late it is."""
    seconds = (at - now).total_seconds()
    return _span(abs(seconds), "in" if seconds >= 0 else "late", spoken)


def ago(at: datetime, now: datetime, spoken: Spoken) -> str:
    return _span(max(0.0, (now - at).total_seconds()), "ago", spoken)


def _span(seconds: float, kind: str, spoken: Spoken) -> str:
    minutes = int(seconds // 60)
    if minutes < 100:
        return spoken.say(f"{kind}_minutes", n=minutes)
    if minutes < 48 * 60:
        return spoken.say(f"{kind}_hours", n=minutes // 60)
    return spoken.say(f"{kind}_days", n=minutes // (24 * 60))


def language_of(request: Request, default: str) -> str:
    """`?lang=` of the address, else the first of the browser's languages we speak, else the node's."""
    asked = request.query_params.get("lang", "")
    browser = [part.strip()[:2] for part in request.headers.get("accept-language", "").split(",")]
    return next((code for code in [asked, *browser] if code in LANGUAGES), default)


def sign_in_address(request: Request) -> str:
    """Where to sign in, and come back from to the page that was asked for, or on which the form stands."""
    return f"/sign-in?next={quote(way_back(request), safe='/')}"


def way_back(request: Request) -> str:
    """The page that was asked for; for a change, which nobody can ask for again, the page on which its form stands."""
    if request.method == "GET":
        return safe_next(_with_query(quote(request.url.path), request.url.query))
    return page_before(request) or "/"


def page_before(request: Request) -> str:
    """The page of this node from which the request came, its query included; empty where the browser says none."""
    origin, _, rest = request.headers.get("referer", "").partition("//")
    host, _, local = rest.partition("/")
    return safe_next(f"/{local.partition('#')[0]}") if is_own(request, f"{origin}//{host}") else ""


def _with_query(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def safe_next(address: str | None) -> str:
    """An address of this node to go on to; the first page for anything that could lead elsewhere. Browsers drop tabs
    and line ends out of an address and read a backslash as a slash, so none of them may stand in it."""
    return address if address and LOCAL.fullmatch(address) else "/"


def _menu(request: Request, viewer: Viewer | None) -> list[dict[str, object]]:
    """Lines of the bar: rooms, and wings with the rooms in them, of which `here` is the one this page stands in."""
    if viewer is None:
        return []
    path = request.url.path

    def line(room: Room) -> dict[str, object]:
        return {"address": room.address, "word": room.word, "icon": room.icon, "current": room.is_at(path)}

    return [
        line(one)
        if isinstance(one, Room)
        else {
            "word": one.word,
            "icon": one.icon,
            "rooms": [line(room) for room in one.rooms],
            "here": next((room.word for room in one.rooms if room.is_at(path)), ""),
        }
        for one in menu_of(viewer.principal, request.app.state.pages)
    ]


def _live(request: Request, part: str, seconds: int) -> Markup:
    """Attributes of a part that renews itself: the page's own address, this part of it, morphed so that focus stays."""
    address = _with_query(request.url.path, request.url.query)
    return Markup(
        'hx-get="{}" hx-trigger="every {}s" hx-select="#{}" hx-target="this" hx-swap="morph:outerHTML"'
    ).format(address, seconds, part)
