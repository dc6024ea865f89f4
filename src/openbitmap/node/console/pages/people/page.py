"""Accounts: who may enter, as what, and who is signed in. Nothing of a person's prints, cases or alerts is here; every
change asks for a recent proof of who the administrator is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from openbitmap.node import access, ledger
from openbitmap.node.access import Account, Act, Ending, Identified, Passkey, Role, SessionLine
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.people.telling import told
from openbitmap.node.console.pages.people.words import WORDS
from openbitmap.node.console.pages.sign_in.provider import provider_name
from openbitmap.node.database import Transaction
from openbitmap.node.doorway import Context, Here
from openbitmap.node.ledger import Entry
from openbitmap.node.problems import NO_PROVIDER, NO_SUCH_THING, Refused
from openbitmap.vocabulary import StationId

router = APIRouter(include_in_schema=False)
Administrator = Annotated[Viewer, Depends(seen_by(Act.ADMINISTER))]
FreshAdministrator = Annotated[Viewer, Depends(fresh_viewer(Act.ADMINISTER))]

ROLES = [role for role in Role if role is not Role.STATION]
LINK_HOURS = (1, 24, 72)
BLANK: Mapping[str, str] = dict.fromkeys(("name", "title", "role", "station", "language"), "")
"""The form for a new account before anything was filled in."""


class Which(StrEnum):
    ALL = "all"
    SIGNED_IN = "in"
    OFF = "off"


@dataclass(frozen=True)
class Link:
    """A one-time link just made."""

    address: str
    until: datetime


@dataclass(frozen=True)
class Chosen:
    """What the page is asked to show: an account or none, which lines of the list, a link that was just made; and a
    form for a new account that was refused, as it was filled in."""

    name: str = ""
    which: Which = Which.ALL
    link: Link | None = None
    given: Mapping[str, str] = field(default_factory=lambda: BLANK)
    refused: Refused | None = None


@dataclass(frozen=True)
class Line:
    """One account in the list."""

    account: Account
    sessions: int
    ways_in: int


@dataclass(frozen=True)
class Sheet:
    """One account with everything that opens it."""

    account: Account
    sessions: list[SessionLine]
    passkeys: list[Passkey]
    bound: str | None
    keys: int
    history: tuple[Entry, ...]


@router.get("/people")
def people(request: Request, context: Here, viewer: Administrator, which: Which = Which.ALL) -> Response:
    return _page(request, context, viewer, chosen=Chosen(which=which))


@router.post("/people")
def make(
    request: Request,
    context: Here,
    viewer: FreshAdministrator,
    name: Annotated[str, Form()],
    title: Annotated[str, Form()],
    role: Annotated[Role, Form()],
    station: Annotated[str, Form()] = "",
    language: Annotated[str, Form()] = "",
) -> Response:
    stands_at = StationId(station) if station and role is Role.OFFICER else None
    made = Account(name.strip(), title.strip(), role, stands_at, language or context.settings.language)
    try:
        with context.database.transaction() as tx:
            access.make_account(tx, made, at=datetime.now(UTC), actor=viewer.principal.actor)
    except Refused as refused:
        given = {"name": name, "title": title, "role": role.value, "station": station, "language": language}
        return _page(request, context, viewer, chosen=Chosen(given=given, refused=refused))
    return done(f"/people/{made.name}")


@router.get("/people/{name}")
def person(request: Request, context: Here, viewer: Administrator, name: str, which: Which = Which.ALL) -> Response:
    return _page(request, context, viewer, chosen=Chosen(name, which))


@router.post("/people/{name}/link")
def make_link(
    request: Request, context: Here, viewer: FreshAdministrator, name: str, hours: Annotated[int, Form()] = 1
) -> Response:
    """The link is shown in the answer to this very request, and nowhere again."""
    now, within = datetime.now(UTC), timedelta(hours=hours if hours in LINK_HOURS else LINK_HOURS[0])
    with context.database.transaction() as tx:
        token = access.make_link(tx, name, at=now, within=within, actor=viewer.principal.actor)
    link = Link(f"{context.settings.web.origin}/enter/{token}", now + within)
    return _page(request, context, viewer, chosen=Chosen(name, link=link))


@router.post("/people/{name}/role")
def change_role(
    context: Here,
    viewer: FreshAdministrator,
    name: str,
    role: Annotated[Role, Form()],
    station: Annotated[str, Form()] = "",
) -> Response:
    with context.database.transaction() as tx:
        known = _account(tx, name)
        stands_at = StationId(station) if station and role is Role.OFFICER else None
        changed = replace(known, role=role, station=stands_at)
        access.change_role(tx, changed, at=datetime.now(UTC), actor=viewer.principal.actor)
    return done(f"/people/{name}")


@router.post("/people/{name}/switch")
def switch(context: Here, viewer: FreshAdministrator, name: str, active: Annotated[bool, Form()]) -> Response:
    with context.database.transaction() as tx:
        access.switch_account(tx, name, active=active, at=datetime.now(UTC), actor=viewer.principal.actor)
    return done(f"/people/{name}")


@router.post("/people/{name}/sessions/end")
def end_sessions(context: Here, viewer: FreshAdministrator, name: str) -> Response:
    ending, actor = Ending.ENDED_BY_ADMINISTRATOR, viewer.principal.actor
    with context.database.transaction() as tx:
        access.end_sessions_of(tx, name, at=datetime.now(UTC), actor=actor, ending=ending)
    return done(f"/people/{name}")


@router.post("/people/{name}/passkeys/{passkey}/remove")
def remove_passkey(context: Here, viewer: FreshAdministrator, name: str, passkey: str) -> Response:
    with context.database.transaction() as tx:
        access.remove_passkey(tx, name, passkey, at=datetime.now(UTC), actor=viewer.principal.actor)
    return done(f"/people/{name}")


@router.post("/people/{name}/provider")
def connect(context: Here, viewer: FreshAdministrator, name: str, subject: Annotated[str, Form()] = "") -> Response:
    """With a subject the account is bound to it; without one it is set free."""
    issuer, actor = context.settings.sign_in.oidc_issuer, viewer.principal.actor
    if not issuer:
        raise Refused(NO_PROVIDER)
    with context.database.transaction() as tx:
        known = _account(tx, name)
        if subject.strip():
            who = Identified(issuer, access.subject_hash(issuer, subject.strip()), None)
            access.bind_subject(tx, known.name, who, at=datetime.now(UTC), actor=actor)
        else:
            access.unbind_subject(tx, known.name, actor=actor)
    return done(f"/people/{name}")


@router.post("/people/{name}/keys/revoke")
def revoke_keys(context: Here, viewer: FreshAdministrator, name: str) -> Response:
    with context.database.transaction() as tx:
        known = _account(tx, name)
        access.revoke_keys(tx, known.name, at=datetime.now(UTC), actor=viewer.principal.actor)
    return done(f"/people/{name}")


def _page(request: Request, context: Context, viewer: Viewer, *, chosen: Chosen) -> Response:
    """The list, and beside it the account that was chosen, or the form for a new one."""
    with context.database.reading() as tx:
        lines = [line for line in _lines(tx) if _is_shown(line, chosen.which)]
        sheet = _sheet(tx, chosen.name) if chosen.name else None
        stations = access.all_stations(tx)
    return show(
        request,
        viewer,
        Page("pages/people/page.html", WORDS),
        lines=lines,
        sheet=sheet,
        stations=[s for s in stations if s.active],
        which=chosen.which,
        whiches=list(Which),
        roles=ROLES,
        hours=LINK_HOURS,
        link=chosen.link,
        given=chosen.given,
        refused=chosen.refused.said("en" if viewer.language == "en" else "es") if chosen.refused else None,
        status=chosen.refused.problem.status if chosen.refused else 200,
        provider=provider_name(context),
        claim=context.settings.sign_in.oidc_claim,
        told=told,
    )


def _lines(tx: Transaction) -> list[Line]:
    sessions = [line.account for line in access.running_sessions(tx, at=datetime.now(UTC))]
    ways = access.ways_in_by_account(tx)
    return [Line(a, sessions.count(a.name), ways.get(a.name, 0)) for a in access.all_accounts(tx)]


def _is_shown(line: Line, which: Which) -> bool:
    return which is Which.ALL or (bool(line.sessions) if which is Which.SIGNED_IN else not line.account.active)


def _sheet(tx: Transaction, name: str) -> Sheet:
    account = _account(tx, name)
    return Sheet(
        account,
        [line for line in access.running_sessions(tx, at=datetime.now(UTC)) if line.account == name],
        access.passkeys_of(tx, name),
        bound=access.provider_of(tx, name),
        keys=sum(k.keys for k in access.working_keys(tx) if k.name == name and k.role is not Role.STATION),
        history=ledger.history(tx, name),
    )


def _account(tx: Transaction, name: str) -> Account:
    account = access.account_named(tx, name)
    if account is None:
        raise Refused(NO_SUCH_THING, kind="account", name=name)
    return account
