"""Stations and their keys. What a station sent or was answered is not here: an administrator enrols, no more."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from openbitmap.node import access, identities, ledger
from openbitmap.node.access import Account, Act, KeyLine, Principal, Role, Station
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.people.telling import told
from openbitmap.node.console.pages.stations.words import WORDS
from openbitmap.node.database import Transaction
from openbitmap.node.doorway import Context, Here
from openbitmap.node.ledger import Entry
from openbitmap.node.problems import NO_SUCH_THING, UNFIT_STATION, Refused
from openbitmap.vocabulary import StationId

router = APIRouter(include_in_schema=False)
Administrator = Annotated[Viewer, Depends(seen_by(Act.ADMINISTER))]
FreshAdministrator = Annotated[Viewer, Depends(fresh_viewer(Act.ADMINISTER))]

USUAL_TOTS = "RPIS CAR"


@dataclass(frozen=True)
class Sheet:
    """One station with its keys and the officers who stand there."""

    station: Station
    keys: KeyLine | None
    officers: list[Account]
    history: tuple[Entry, ...]


@router.get("/stations")
def stations(request: Request, context: Here, viewer: Administrator) -> Response:
    return _page(request, context, viewer)


@router.post("/stations")
def enrol(
    context: Here,
    viewer: FreshAdministrator,
    name: Annotated[str, Form()],
    title: Annotated[str, Form()],
    originator: Annotated[str, Form()],
    gallery: Annotated[str, Form()],
    tots: Annotated[str, Form()] = "",
    language: Annotated[str, Form()] = "",
) -> Response:
    made = Station(
        StationId(name.strip()),
        title.strip(),
        originator.strip(),
        gallery,
        tots=tuple(tots.upper().split()),
        language=language or context.settings.language,
        active=True,
    )
    with context.database.transaction() as tx:
        if gallery not in [g.gallery for g in identities.all_galleries(tx)]:
            raise Refused(UNFIT_STATION, station=made.station)
        access.add_station(tx, made, actor=viewer.principal.actor)
    return done(f"/stations/{made.station}")


@router.get("/stations/{station}")
def station(request: Request, context: Here, viewer: Administrator, station: StationId) -> Response:
    return _page(request, context, viewer, chosen=station)


@router.post("/stations/{station}/key")
def issue_key(
    request: Request,
    context: Here,
    viewer: FreshAdministrator,
    station: StationId,
    alone: Annotated[bool, Form()] = False,
) -> Response:
    """The key is shown in the answer to this very request, and nowhere again."""
    with context.database.transaction() as tx:
        known = _station(tx, station)
        holder = Principal(Role.STATION, known.station, known.station)
        key = access.issue_key(tx, holder, at=datetime.now(UTC), actor=viewer.principal.actor, alone=alone)
    return _page(request, context, viewer, chosen=station, key=key)


@router.post("/stations/{station}/keys/revoke")
def revoke_keys(context: Here, viewer: FreshAdministrator, station: StationId) -> Response:
    with context.database.transaction() as tx:
        known = _station(tx, station)
        access.revoke_keys(tx, known.station, at=datetime.now(UTC), actor=viewer.principal.actor)
    return done(f"/stations/{station}")


@router.post("/stations/{station}/switch")
def switch(context: Here, viewer: FreshAdministrator, station: StationId, active: Annotated[bool, Form()]) -> Response:
    with context.database.transaction() as tx:
        access.switch_station(tx, station, active=active, actor=viewer.principal.actor)
    return done(f"/stations/{station}")


def _page(
    request: Request, context: Context, viewer: Viewer, *, chosen: StationId | None = None, key: str = ""
) -> Response:
    """The list, and beside it the station that was chosen, or the form for a new one."""
    with context.database.reading() as tx:
        known = access.all_stations(tx)
        keys = {k.station: k for k in access.working_keys(tx) if k.role is Role.STATION}
        galleries = identities.all_galleries(tx)
        sheet = _sheet(tx, chosen, keys) if chosen else None
    return show(
        request,
        viewer,
        Page("pages/stations/page.html", WORDS),
        lines=known,
        keys=keys,
        galleries=galleries,
        sheet=sheet,
        key=key,
        usual=USUAL_TOTS,
        told=told,
    )


def _sheet(tx: Transaction, station: StationId, keys: dict[StationId | None, KeyLine]) -> Sheet:
    known = _station(tx, station)
    officers = [a for a in access.all_accounts(tx) if a.station == station]
    return Sheet(known, keys.get(station), officers, ledger.history(tx, station))


def _station(tx: Transaction, station: StationId) -> Station:
    known = access.station_named(tx, station)
    if known is None:
        raise Refused(NO_SUCH_THING, kind="station", name=station)
    return known
