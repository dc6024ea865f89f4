"""The ways in without a link, and the way out. Whoever was signed in before in this browser is signed out by a new
sign-in, and gets a new token.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import JSONResponse

from openbitmap.node import access
from openbitmap.node.access import Answer, Ending, Identified, Purpose, Session, Site
from openbitmap.node.console.frame import Page, Viewer, anybody, done, safe_next, seen_by, show
from openbitmap.node.console.pages.sign_in.provider import (
    COOKIE,
    RETURN,
    Returned,
    provider_name,
    provider_of,
    send_to_provider,
    taken_back,
)
from openbitmap.node.console.pages.sign_in.words import WORDS
from openbitmap.node.database import Transaction
from openbitmap.node.doorway import Context, Here, drop_session, keep_session, session_in, terms_of
from openbitmap.node.problems import NO_PROVIDER, PAGES_ELSEWHERE, PROVIDER_REFUSED, SIGN_IN_NEEDED, Refused

router = APIRouter(include_in_schema=False)
OwnPages = Depends(anybody)


@dataclass(frozen=True)
class Said:
    """What a page's script sends after a ceremony: the authenticator's answer as JSON text."""

    ceremony: str
    credential: str
    next: str = "/"
    title: str = ""


@router.get("/sign-in")
def sign_in_page(request: Request, context: Here, next: str = "/") -> Response:
    wanted = safe_next(next)
    if session_in(request, context):
        return done(wanted)
    return show(request, None, Page("pages/sign_in/page.html", WORDS), **ways(request, context, wanted))


@router.get("/sign-in/here")
def signed_in_here(request: Request, context: Here) -> dict[str, bool]:
    """Whether this browser is signed in: a link from another site's page comes without the session's cookie, and the
    sign-in page asks again from here."""
    return {"signed_in": session_in(request, context) is not None}


@router.post("/sign-in/passkey/begin", dependencies=[OwnPages])
def begin(request: Request, context: Here) -> Response:
    return begun(request, context, Purpose.SIGN_IN, session=None)


@router.post("/sign-in/passkey/finish", dependencies=[OwnPages])
def finish(request: Request, context: Here, said: Said) -> Response:
    answer = answered(context, said, Purpose.SIGN_IN)
    with context.database.transaction() as tx:
        now = datetime.now(UTC)
        token = access.sign_in_by_passkey(tx, answer, at=now, terms=terms_of(context.settings))
        replace_session(tx, request, context, at=now)
    response = JSONResponse({"next": safe_next(said.next)})
    keep_session(response, context, token)
    return response


@router.post("/sign-in/provider", dependencies=[OwnPages])
def go_to_provider(context: Here, next: Annotated[str, Form()] = "/") -> Response:
    return send_to_provider(context, Purpose.PROVIDER_SIGN_IN, session=None, next_address=next)


@router.get(RETURN)
def come_back(request: Request, context: Here) -> Response:
    """From the identity provider. The answer is a page that goes on by itself: a redirect would count as sent by the
    other site, and the browser would keep the session's cookie to itself."""
    returned = taken_back(request, context)
    provider = provider_of(context)
    if provider is None:
        raise Refused(NO_PROVIDER)
    if not returned.code:
        raise Refused(PROVIDER_REFUSED)
    now = datetime.now(UTC)
    who = access.identify_at(provider, returned.ceremony, returned.code, at=now)
    with context.database.transaction() as tx:
        token = _use(tx, context, returned, who=who)
        if token:
            replace_session(tx, request, context, at=now)
    response = show(request, None, Page("pages/sign_in/going_on.html", WORDS), next=returned.next)
    response.delete_cookie(COOKIE, path=RETURN)
    if token:
        keep_session(response, context, token)
    return response


@router.post("/sign-out")
def sign_out(request: Request, context: Here, viewer: Annotated[Viewer, Depends(seen_by())]) -> Response:
    with context.database.transaction() as tx:
        access.end_session(tx, viewer.session, at=datetime.now(UTC), actor=viewer.principal.actor)
    response = done("/sign-in")
    drop_session(response, context)
    return response


def ways(request: Request, context: Context, wanted: str) -> dict[str, object]:
    """What the buttons of signing in need."""
    return {
        "next": wanted,
        "elsewhere": elsewhere(request, context),
        "offers_passkey": True,
        "address": "/sign-in/passkey",
        "provider": provider_name(context),
        "provider_address": "/sign-in/provider",
    }


def elsewhere(request: Request, context: Context) -> str:
    """The origin at which passkeys work, if it is not where this browser looks."""
    origin = context.settings.web.origin
    return "" if urlsplit(origin).netloc == request.headers.get("host") else origin


def begun(request: Request, context: Context, purpose: Purpose, *, session: Session | None) -> Response:
    """A ceremony for a page's script: its token, and the options for the authenticator. Raises Refused."""
    if origin := elsewhere(request, context):
        raise Refused(PAGES_ELSEWHERE, origin=origin)
    site = site_of(context)
    with context.database.transaction() as tx:
        number = session.session if session else None
        ceremony = access.begin_ceremony(tx, purpose, session=number, at=datetime.now(UTC))
        if purpose is Purpose.REGISTER and session:
            options = access.registration_options(tx, session, ceremony, site=site)
        else:
            options = access.authentication_options(tx, session, ceremony, site=site)
    return JSONResponse({"ceremony": ceremony.token, "options": options})


def answered(context: Context, said: Said, purpose: Purpose) -> Answer:
    """The answer to a ceremony, which is used up now, whatever the answer is worth. Raises Refused."""
    with context.database.transaction() as tx:
        ceremony = access.take_ceremony(tx, said.ceremony, purpose, at=datetime.now(UTC))
    return Answer(ceremony, said.credential, site_of(context))


def site_of(context: Context) -> Site:
    return Site(context.settings.web.origin, context.settings.node)


def replace_session(tx: Transaction, request: Request, context: Context, *, at: datetime) -> None:
    """End the session that this browser held before it signed in anew."""
    if former := session_in(request, context):
        access.end_session(tx, former.session, at=at, actor=former.principal.actor, ending=Ending.REPLACED)


def _use(tx: Transaction, context: Context, returned: Returned, *, who: Identified) -> str | None:
    """What the ceremony was for; the token of a new session where it was signing in. Raises Refused."""
    now = datetime.now(UTC)
    if returned.ceremony.purpose is Purpose.PROVIDER_SIGN_IN:
        return access.sign_in_by_provider(tx, who, at=now, terms=terms_of(context.settings))
    session = access.session_numbered(tx, returned.ceremony.session or "", at=now)
    if session is None:
        raise Refused(SIGN_IN_NEEDED)
    if returned.ceremony.purpose is Purpose.PROVIDER_STEP_UP:
        access.step_up_by_provider(tx, session, who, at=now)
    else:
        access.bind_subject(tx, session.principal.name, who, at=now, actor=session.principal.actor)
    return None
