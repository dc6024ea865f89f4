"""What a person may do to the own account: never more than to enter it and to see it. Role and station are changed by
the administrator only."""

from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import JSONResponse

from openbitmap.node import access
from openbitmap.node.access import Account, Ending, Means, Purpose, Theme
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.account.words import WORDS
from openbitmap.node.console.pages.sign_in.page import Said, answered, begun, elsewhere
from openbitmap.node.console.pages.sign_in.provider import provider_name, send_to_provider
from openbitmap.node.console.pages.step_up.page import own_session
from openbitmap.node.console.words import LANGUAGES, SHARED, Spoken
from openbitmap.node.database import Transaction
from openbitmap.node.doorway import Here, terms_of
from openbitmap.node.problems import NO_SUCH_THING, STEP_UP_NEEDED, Refused

router = APIRouter(include_in_schema=False)
Owner = Annotated[Viewer, Depends(seen_by())]
FreshOwner = Annotated[Viewer, Depends(fresh_viewer())]


def registrant(request: Request, context: Here, viewer: Owner) -> Viewer:
    """Who may register a passkey: whoever proved it a short while ago, and whoever came by a link just now: a lost
    device is why there are links. Raises Refused."""
    own, terms = own_session(request, context, viewer), terms_of(context.settings)
    by_link = own.means is Means.LINK and datetime.now(UTC) < own.started_at + terms.fresh
    if not viewer.fresh and not by_link:
        raise Refused(STEP_UP_NEEDED)
    return viewer


Registrant = Annotated[Viewer, Depends(registrant)]


class PasskeyAct(StrEnum):
    RENAME = "rename"
    REMOVE = "remove"


class ProviderAct(StrEnum):
    CONNECT = "connect"
    DISCONNECT = "disconnect"


@router.get("/account")
def account_page(request: Request, context: Here, viewer: Owner) -> Response:
    now = datetime.now(UTC)
    with context.database.reading() as tx:
        account = access.account_named(tx, viewer.name)
        passkeys = access.passkeys_of(tx, viewer.name)
        bound = access.provider_of(tx, viewer.name)
        sessions = [line for line in access.running_sessions(tx, at=now) if line.account == viewer.name]
    assert account is not None
    return show(
        request,
        viewer,
        Page("pages/account/page.html", WORDS),
        account=account,
        who=_who(account, viewer),
        passkeys=passkeys,
        sessions=sessions,
        bound=bound,
        provider=provider_name(context),
        elsewhere=elsewhere(request, context),
        themes=list(Theme),
    )


@router.post("/account/appearance")
def change_appearance(
    context: Here, viewer: Owner, language: Annotated[str, Form()], theme: Annotated[Theme, Form()]
) -> Response:
    with context.database.transaction() as tx:
        known = _own(access.account_named(tx, viewer.name))
        kept = language if language in LANGUAGES else known.language
        access.change_appearance(tx, replace(known, language=kept, theme=theme))
    return done("/account")


@router.post("/account/passkeys/begin")
def begin(request: Request, context: Here, viewer: Registrant) -> Response:
    return begun(request, context, Purpose.REGISTER, session=own_session(request, context, viewer))


@router.post("/account/passkeys/finish")
def finish(request: Request, context: Here, viewer: Registrant, said: Said) -> Response:
    answer = answered(context, said, Purpose.REGISTER)
    with context.database.transaction() as tx:
        session = own_session(request, context, viewer)
        access.register_passkey(tx, session, answer, title=said.title, at=datetime.now(UTC))
    return JSONResponse({"next": "/account"})


@router.post("/account/passkeys/{passkey}")
def change_passkey(
    context: Here,
    viewer: FreshOwner,
    passkey: str,
    act: Annotated[PasskeyAct, Form()],
    title: Annotated[str, Form()] = "",
) -> Response:
    with context.database.transaction() as tx:
        if act is PasskeyAct.RENAME:
            access.rename_passkey(tx, viewer.name, passkey, title=title)
        else:
            access.remove_passkey(tx, viewer.name, passkey, at=datetime.now(UTC), actor=viewer.principal.actor)
    return done("/account")


@router.post("/account/provider")
def change_provider(context: Here, viewer: FreshOwner, act: Annotated[ProviderAct, Form()]) -> Response:
    if act is ProviderAct.CONNECT:
        return send_to_provider(context, Purpose.PROVIDER_CONNECT, session=viewer.session, next_address="/account")
    with context.database.transaction() as tx:
        access.unbind_subject(tx, viewer.name, actor=viewer.principal.actor)
    return done("/account")


@router.post("/account/sessions/end")
def end_others(context: Here, viewer: Owner) -> Response:
    now = datetime.now(UTC)
    with context.database.transaction() as tx:
        for line in access.running_sessions(tx, at=now):
            if line.account == viewer.name and line.session != viewer.session:
                _end(tx, viewer, line.session, at=now)
    return done("/account")


@router.post("/account/sessions/{session}/end")
def end_one(context: Here, viewer: Owner, session: str) -> Response:
    now = datetime.now(UTC)
    with context.database.transaction() as tx:
        running = access.session_numbered(tx, session, at=now)
        if running is None or running.principal.name != viewer.name:
            raise Refused(NO_SUCH_THING, kind="session", name=session)
        _end(tx, viewer, session, at=now)
    return done("/account")


def _end(tx: Transaction, viewer: Viewer, session: str, *, at: datetime) -> None:
    access.end_session(tx, session, at=at, actor=viewer.principal.actor, ending=Ending.ENDED_BY_OWNER)


def _who(account: Account, viewer: Viewer) -> list[tuple[str, str]]:
    spoken = Spoken(viewer.language, SHARED, WORDS)
    rows = [(spoken["name"], account.name), (spoken["role"], spoken[f"role_{account.role.value}"])]
    return rows + ([(spoken["station"], account.station)] if account.station else [])


def _own(account: Account | None) -> Account:
    assert account is not None  # the viewer's session would not run without it
    return account
