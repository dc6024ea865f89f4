"""The door for nodes of other nations, on a port of its own: bring envelopes, fetch envelopes, bring receipts.

Guards the line between channel and content: who holds the connection is read from its certificate, and may only bring
what is signed by the same nation, and only fetch what is for it.
"""

import logging
from typing import Annotated

from fastapi import Depends, FastAPI, Query, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from openbitmap.node import envelopes, partners, witness
from openbitmap.node.database import OUTAGES, Database
from openbitmap.node.envelopes import carrying
from openbitmap.node.equipment import Equipment
from openbitmap.node.problems import FOREIGN_CERTIFICATE, TOO_LARGE, UNFIT_BUNDLE, Refused
from openbitmap.vocabulary import PartnerId
from openbitmap.wire.envelope import LARGEST, Bundle, pack_bundle

_log = logging.getLogger(__name__)

CONTENT_TYPE = "application/vnd.openbitmap.bundle"
MOST = LARGEST + 1024 * 1024
CERTIFICATE = "openbitmap.certificate"
"""Where the server puts the certificate (DER) that its connection was opened with, in the scope's extensions."""


class PartnerDoor:
    """What the routes need: the rooms' database and equipment."""

    def __init__(self, database: Database, equipment: Equipment) -> None:
        self.database = database
        self.equipment = equipment


def create_partner_app(database: Database, equipment: Equipment) -> FastAPI:
    app = FastAPI(title="OpenBITMAP, the door for partners", openapi_url=None, docs_url=None, redoc_url=None)
    app.state.door = PartnerDoor(database, equipment)
    app.add_api_route("/partners/v1/envelopes", take_bundle, methods=["POST"])
    app.add_api_route("/partners/v1/feed", give_feed, methods=["GET"])
    app.add_api_route("/partners/v1/receipts", take_receipts, methods=["POST"])
    app.add_api_route("/partners/v1/restores", answer_restore, methods=["POST"])
    app.add_exception_handler(Refused, _say_refused)
    app.add_exception_handler(ClientDisconnect, _note_cut)
    for outage in OUTAGES:
        app.add_exception_handler(outage, _say_outage)
    return app


def door_of(request: Request) -> PartnerDoor:
    door = request.app.state.door
    assert isinstance(door, PartnerDoor)
    return door


def caller(request: Request) -> PartnerId:
    """The partner whose certificate opened the connection; asked anew for each request, so that one who was stopped a
    moment ago is out. Raises Refused."""
    certificate = request.scope.get("extensions", {}).get(CERTIFICATE, b"")
    with door_of(request).database.reading() as tx:
        partner = envelopes.channel.holder_of(certificate, partners.all_partners(tx))
    if partner is None:
        raise Refused(FOREIGN_CERTIFICATE)
    return partner


Caller = Annotated[PartnerId, Depends(caller)]
Door = Annotated[PartnerDoor, Depends(door_of)]


async def take_bundle(request: Request, door: Door, partner: Caller) -> Response:
    """Receipts for every envelope of the body, after all are stored."""
    bundle = await _bundle_in(request, partner)
    return await run_in_threadpool(_take, door, bundle, partner)


async def take_receipts(request: Request, door: Door, partner: Caller) -> Response:
    bundle = await _bundle_in(request, partner)
    return await run_in_threadpool(_note, door, bundle, partner)


def give_feed(
    door: Door,
    partner: Caller,
    *,
    after: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=carrying.AT_ONCE)] = carrying.AT_ONCE,
) -> Response:
    """What waits for the caller behind a number, one batch."""
    with door.database.transaction() as tx:
        bundle = carrying.bundle_for(tx, door.equipment, partner, after=after, limit=limit)
        carrying.receipts_shown(tx, partner, bundle.receipts)
    return _answer(bundle)


async def answer_restore(request: Request, door: Door, partner: Caller) -> Response:
    """What this node holds of the caller, which was restored from a backup."""
    claim = await _body_of(request, witness.LARGEST_CLAIM)
    return await run_in_threadpool(_answer_restore, door, claim, partner)


def _answer_restore(door: PartnerDoor, claim: bytes, partner: PartnerId) -> Response:
    with door.database.transaction() as tx:
        said = witness.answer_claim(tx, door.equipment, claim, at=door.equipment.now(), channel=partner)
    return Response(said, media_type="text/plain")


def _take(door: PartnerDoor, bundle: Bundle, partner: PartnerId) -> Response:
    receipts: list[str] = []
    for pieces in carrying.portions(bundle.envelopes):
        with door.database.transaction() as tx:
            at = door.equipment.now()
            receipts += carrying.take_envelopes(tx, door.equipment, pieces, at=at, channel=partner)
    _note(door, bundle, partner)
    return _answer(Bundle(bundle.recipient, partner, receipts=tuple(receipts)))


def _note(door: PartnerDoor, bundle: Bundle, partner: PartnerId) -> Response:
    for receipts in carrying.portions(bundle.receipts):
        with door.database.transaction() as tx:
            carrying.note_receipts(tx, receipts, at=door.equipment.now())
    return _answer(Bundle(bundle.recipient, partner))


def _answer(bundle: Bundle) -> Response:
    return Response(pack_bundle(bundle), media_type=CONTENT_TYPE)


async def _body_of(request: Request, most: int) -> bytes:
    """Counted while it comes. Raises Refused."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise Refused(TOO_LARGE, size=len(body), limit=most)
    return bytes(body)


async def _bundle_in(request: Request, partner: PartnerId) -> Bundle:
    """Raises Refused."""
    bundle = carrying.opened_file(await _body_of(request, MOST))
    if len(bundle.envelopes) > carrying.AT_ONCE:
        raise Refused(UNFIT_BUNDLE, why=f"{len(bundle.envelopes)} envelopes at once; {carrying.AT_ONCE} at most")
    if bundle.sender != partner:
        raise Refused(FOREIGN_CERTIFICATE)
    return bundle


async def _say_refused(_request: Request, refused: Exception) -> Response:
    assert isinstance(refused, Refused)
    return Response(str(refused), status_code=refused.problem.status, media_type="text/plain")


async def _note_cut(request: Request, _cut: Exception) -> Response:
    """Nobody is there to be answered; what was cut comes again."""
    _log.info("%s was cut while it came", request.url.path)
    return Response(status_code=400)


async def _say_outage(_request: Request, _outage: Exception) -> Response:
    return Response("the database is away; try again", status_code=503, media_type="text/plain")
