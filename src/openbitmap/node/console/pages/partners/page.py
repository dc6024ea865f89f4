"""`/partners`: nodes of other nations, their keys, and how the traffic with each stands. An administrator introduces,
rotates and revokes; supervisors and auditors read."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from openbitmap.biometrics import FingerGallery
from openbitmap.node import envelopes, partners, witness
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.partners.words import WORDS
from openbitmap.node.database import Transaction
from openbitmap.node.doorway import Context, Here
from openbitmap.node.envelopes import Outgoing, Rejected, Traffic
from openbitmap.node.equipment import Equipment
from openbitmap.node.partners import KeySpan, KeyUse, OwnKey, Partner, Revocation
from openbitmap.node.problems import NO_IDENTITY, NO_SUCH_THING, Refused
from openbitmap.node.witness import Restore
from openbitmap.vocabulary import PartnerId
from openbitmap.wire.envelope import Card

router = APIRouter(include_in_schema=False)
Reader = Annotated[Viewer, Depends(seen_by(Act.READ_PARTNERS))]
FreshAdministrator = Annotated[Viewer, Depends(fresh_viewer(Act.ADMINISTER))]

TROUBLED_SHOWN = 20


@dataclass(frozen=True)
class Line:
    """One partner with its traffic."""

    partner: Partner
    traffic: Traffic


@dataclass(frozen=True)
class Sheet:
    """One partner's details: keys, what came that was no envelope, what it refused or could not use, and whose history
    went back to a backup."""

    line: Line
    fingerprint: str
    keys: list[KeySpan]
    rejected: list[Rejected]
    troubled: list[Outgoing]
    restores: list[Restore]


@dataclass(frozen=True)
class Own:
    """What this node shows of itself."""

    text: str
    card: Card
    fingerprint: str
    keys: list[OwnKey]


@router.get("/partners")
def all_partners(request: Request, context: Here, viewer: Reader) -> Response:
    return _page(request, context, viewer)


@router.get("/partners/{partner}")
def one(request: Request, context: Here, viewer: Reader, partner: PartnerId) -> Response:
    return _page(request, context, viewer, chosen=partner)


@router.post("/partners")
def introduce(
    context: Here,
    viewer: FreshAdministrator,
    card: Annotated[str, Form(max_length=20_000)],
    fingerprint: Annotated[str, Form(max_length=200)],
) -> Response:
    at, actor = datetime.now(UTC), viewer.principal.actor
    with context.database.transaction() as tx:
        made = partners.introduce(tx, card, fingerprint=fingerprint, at=at, actor=actor)
    return done(f"/partners/{made.partner}")


@router.post("/partners/keys/rotate")
def rotate(context: Here, viewer: FreshAdministrator) -> Response:
    equipment = Equipment(context.settings, context.vault, context.decoder, FingerGallery())
    with context.database.transaction() as tx:
        envelopes.rotate_keys(tx, equipment, at=datetime.now(UTC), actor=viewer.principal.actor)
    return done("/partners")


@router.post("/partners/{partner}/revoke")
def revoke(
    context: Here,
    viewer: FreshAdministrator,
    partner: PartnerId,
    key: Annotated[str, Form(max_length=64)],
    since: Annotated[int, Form(ge=1, le=2**62)],
    reason: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    revocation = Revocation(key, since, reason)
    with context.database.transaction() as tx:
        envelopes.revoke_key(tx, partner, revocation, at=datetime.now(UTC), actor=viewer.principal.actor)
    return done(f"/partners/{partner}")


@router.post("/partners/{partner}/settle")
def settle(
    context: Here, viewer: FreshAdministrator, partner: PartnerId, words: Annotated[str, Form(max_length=2_000)]
) -> Response:
    """After this node was restored from a backup; goes out over the line."""
    equipment = Equipment(context.settings, context.vault, context.decoder, FingerGallery())
    statement = witness.Statement(partner, words, viewer.principal, datetime.now(UTC))
    witness.settle_by_line(context.database, equipment, statement)
    return done(f"/partners/{partner}")


def _page(request: Request, context: Context, viewer: Viewer, *, chosen: PartnerId | None = None) -> Response:
    """The list, and beside it one partner, or this node's own card."""
    with context.database.reading() as tx:
        traffic = {t.partner: t for t in envelopes.traffic_with(tx)}
        lines = [Line(p, traffic[p.partner]) for p in partners.all_partners(tx)]
        sheet = _sheet(tx, lines, chosen) if chosen else None
        own = _own(tx)
    return show(
        request,
        viewer,
        Page("pages/partners/page.html", WORDS),
        lines=lines,
        sheet=sheet,
        own=own,
        may_change=viewer.principal.may(Act.ADMINISTER),
        grouped=grouped,
    )


def _sheet(tx: Transaction, lines: list[Line], chosen: PartnerId) -> Sheet:
    line = next((line for line in lines if line.partner.partner == chosen), None)
    if line is None:
        raise Refused(NO_SUCH_THING, kind="partner", name=chosen)
    _, fingerprint = partners.read_card(partners.cards_of(tx, chosen)[-1])
    return Sheet(
        line,
        fingerprint,
        partners.keys_of(tx, chosen),
        envelopes.rejected_from(tx, chosen, limit=TROUBLED_SHOWN),
        envelopes.troubled_of(tx, chosen, limit=TROUBLED_SHOWN),
        witness.restores_with(tx, chosen),
    )


def _own(tx: Transaction) -> Own | None:
    """None for a node that was never started as one."""
    try:
        text = partners.own_card(tx)
    except Refused as refused:
        if refused.problem is NO_IDENTITY:
            return None
        raise
    card, fingerprint = partners.read_card(text)
    keys = [key for key in partners.own_keys(tx) if key.use is KeyUse.SIGNING]
    return Own(text, card, fingerprint, keys)


def grouped(key: str) -> str:
    """Enough of a key's name to tell it from others, as people read it."""
    return " ".join(key[i : i + 4] for i in range(0, 16, 4))
