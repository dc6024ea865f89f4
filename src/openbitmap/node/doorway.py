"""The way in over HTTP: what a request needs, and who asks. Pages and machine doors share it, deny by default.

A machine shows a key (`Authorization: Bearer`), a person's browser a session cookie. What a browser sends by itself is
trusted only from the node's own pages.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import Depends, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from openbitmap.images import DecoderBox
from openbitmap.node import access, witness
from openbitmap.node.access import Act, Principal, Session, SessionTerms
from openbitmap.node.database import Database
from openbitmap.node.problems import CROSS_ORIGIN, STEP_UP_NEEDED, Refused
from openbitmap.node.settings import Settings
from openbitmap.node.vault import Vault

SAFE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""On every response: nothing of a case stays in a cache, and no page can be framed or leak its address to another site.
(With `no-referrer` a browser would send our own forms as from nowhere, `Origin: null`, and they would be refused.)"""

SESSION_COOKIE = "openbitmap_session"


@dataclass(frozen=True)
class Context:
    database: Database
    vault: Vault
    settings: Settings
    decoder: DecoderBox


def context_of(request: Request) -> Context:
    context = request.app.state.context
    assert isinstance(context, Context)
    return context


_bearer = HTTPBearer(auto_error=False, description="The key that the administrator issued.")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
Here = Annotated[Context, Depends(context_of)]


def allowed_to(act: Act) -> Callable[..., Principal]:
    """A dependency of machine doors: the holder of the request's key, or the person of its session, if the role allows
    the act; else a problem. With a session a change is taken only from the node's own pages, and only while the
    sign-in is fresh."""

    def holder(context: Here, request: Request, bearer: Bearer) -> Principal:
        session = None if bearer else session_in(request, context)
        if session is None:
            with context.database.transaction(aside=True) as tx:
                return access.require(tx, bearer.credentials if bearer else None, act)
        refuse_other_origins(request)
        session.principal.require(act)
        if _changes(request) and not session.is_fresh(datetime.now(UTC)):
            raise Refused(STEP_UP_NEEDED)
        return session.principal

    return holder


def session_in(request: Request, context: Context) -> Session | None:
    """Who is signed in in this browser. A poll is not an act of the person and prolongs nothing."""
    token = request.cookies.get(session_cookie(context.settings))
    if not token:
        return None
    with context.database.transaction(aside=True) as tx:
        return access.session_of(tx, token, at=datetime.now(UTC), touch=not is_poll(request))


def is_poll(request: Request) -> bool:
    """A live part of a page asking for itself, without anybody's hand."""
    return request.method == "GET" and request.headers.get("hx-request") == "true"


def note_read(context: Context, by: Principal, what: str, *, thing: str) -> None:
    """State that somebody is shown a thing, before it leaves: a page that cannot be recorded is not shown. Costs one
    look where it was stated within the last quarter of an hour, one short transaction otherwise."""
    at = datetime.now(UTC)
    with context.database.reading() as tx:
        if witness.is_noted(tx, by, what, thing=thing, at=at):
            return
    with context.database.transaction(aside=True) as tx:
        witness.note_read(tx, by, what, thing=thing, at=at)


def refuse_other_origins(request: Request) -> None:
    """Raises Refused(CROSS_ORIGIN) for a change asked for by another site's page; SameSite=Strict is the other lock."""
    if not _changes(request):
        return
    origin = request.headers.get("origin")
    if (origin and not is_own(request, origin)) or request.headers.get("sec-fetch-site", "same-origin") not in (
        "same-origin",
        "none",
    ):
        raise Refused(CROSS_ORIGIN)


def is_own(request: Request, origin: str) -> bool:
    """Whether an origin is the node's own, by the name that the browser asked or the one it is known by."""
    host = request.headers.get("host")
    return origin in (f"http://{host}", f"https://{host}", context_of(request).settings.web.origin)


def session_cookie(settings: Settings) -> str:
    """The cookie's name. Under https the prefix makes browsers refuse one that a neighbouring host has set."""
    return f"__Host-{SESSION_COOKIE}" if settings.web.is_secure else SESSION_COOKIE


def keep_session(response: Response, context: Context, token: str) -> None:
    """Hand a session's token to the browser: out of reach of scripts, never sent along from another site."""
    response.set_cookie(
        session_cookie(context.settings),
        token,
        max_age=context.settings.sign_in.session_hours * 3600,
        path="/",
        secure=context.settings.web.is_secure,
        httponly=True,
        samesite="strict",
    )


def drop_session(response: Response, context: Context) -> None:
    response.delete_cookie(
        session_cookie(context.settings), path="/", secure=context.settings.web.is_secure, httponly=True
    )


def terms_of(settings: Settings) -> SessionTerms:
    """How long a session may be, as this node is set."""
    s = settings.sign_in
    return SessionTerms(
        idle=timedelta(minutes=s.session_idle_minutes),
        longest=timedelta(hours=s.session_hours),
        fresh=timedelta(minutes=s.fresh_minutes),
    )


def _changes(request: Request) -> bool:
    return request.method not in ("GET", "HEAD")
