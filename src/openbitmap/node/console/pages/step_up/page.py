"""Prove again who you are. The session stays the same one; what is new is how long decisions are taken."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import JSONResponse

from openbitmap.node import access
from openbitmap.node.access import Purpose, Session
from openbitmap.node.console.frame import Page, Viewer, safe_next, seen_by, show
from openbitmap.node.console.pages.sign_in.page import Said, answered, begun, elsewhere
from openbitmap.node.console.pages.sign_in.provider import provider_name, send_to_provider
from openbitmap.node.console.pages.sign_in.words import STEP_UP_WORDS
from openbitmap.node.doorway import Context, Here, session_in
from openbitmap.node.problems import SIGN_IN_NEEDED, Refused

router = APIRouter(include_in_schema=False)
Anyone = Annotated[Viewer, Depends(seen_by())]


@router.get("/step-up")
def step_up_page(request: Request, context: Here, viewer: Anyone, next: str = "/") -> Response:
    with context.database.reading() as tx:
        has_passkey = bool(access.passkeys_of(tx, viewer.name))
        bound = access.provider_of(tx, viewer.name)
    ways = {
        "next": safe_next(next),
        "elsewhere": elsewhere(request, context) if has_passkey else "",
        "offers_passkey": has_passkey,
        "address": "/step-up/passkey",
        "provider": provider_name(context) if bound else "",
        "provider_address": "/step-up/provider",
        "minutes": context.settings.sign_in.fresh_minutes,
    }
    return show(request, viewer, Page("pages/step_up/page.html", STEP_UP_WORDS), **ways)


@router.get("/step-up/state")
def state(viewer: Anyone) -> dict[str, bool]:
    """For a page's script: whether a decision would be taken now, and whether a passkey could make it so in place."""
    return {"fresh": viewer.fresh}


@router.post("/step-up/passkey/begin")
def begin(request: Request, context: Here, viewer: Anyone) -> Response:
    return begun(request, context, Purpose.STEP_UP, session=own_session(request, context, viewer))


@router.post("/step-up/passkey/finish")
def finish(request: Request, context: Here, viewer: Anyone, said: Said) -> Response:
    answer = answered(context, said, Purpose.STEP_UP)
    with context.database.transaction() as tx:
        access.step_up_by_passkey(tx, own_session(request, context, viewer), answer, at=datetime.now(UTC))
    return JSONResponse({"next": safe_next(said.next)})


@router.post("/step-up/provider")
def go_to_provider(context: Here, viewer: Anyone, next: Annotated[str, Form()] = "/") -> Response:
    return send_to_provider(context, Purpose.PROVIDER_STEP_UP, session=viewer.session, next_address=next)


def own_session(request: Request, context: Context, viewer: Viewer) -> Session:
    """The viewer's session itself. Raises Refused if it has just ended."""
    session = session_in(request, context)
    if session is None or session.session != viewer.session:
        raise Refused(SIGN_IN_NEEDED)
    return session
