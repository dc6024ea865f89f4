"""Queue a letter with its cause, write the bytes of what waits.

Guards the invariant that numbers to one partner have no gap and follow the order of commits: a number is given under
the ledger's lock, after the fact is recorded, and rolls back with it. Signing waits until the bytes leave, for it needs
a private key; it is deterministic, so the bytes are the same whenever and however they leave.
"""

from datetime import datetime
from typing import TypedDict, Unpack

from openbitmap.node import ledger, partners
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.envelopes import store
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import EnvelopeQueued
from openbitmap.node.partners import Keyring, Partner, PartnerState
from openbitmap.node.problems import NO_SUCH_THING, PARTNER_STOPPED, Refused
from openbitmap.vocabulary import Actor, EnvelopeId, PartnerId, digest_of
from openbitmap.wire import Letter, is_name
from openbitmap.wire.envelope import (
    Binding,
    Content,
    Header,
    Route,
    key_id_of,
    seal_content,
    sign_header,
    write_frame,
)

MOST_BYTES = 8 * 1024 * 1024
"""Of one batch, unless a single envelope is larger."""


class Sending(TypedDict):
    """How a letter is sent: the clause that permits it ("" for one that discloses nothing), when, by whom, and the act
    it belongs to, which is sent once."""

    permit_clause: str
    at: datetime
    actor: Actor
    key: str


def send(tx: Transaction, letter: Letter, **how: Unpack[Sending]) -> EnvelopeId:
    """Queue a letter in the caller's transaction; the same `key` to the same partner is the same envelope.

    Raises ValueError for a letter that discloses without a clause, belongs to no name, or is too large; Refused for a
    partner that is unknown or stopped.
    """
    clause = how["permit_clause"]
    if letter.kind.discloses and not clause:
        raise ValueError(f"a letter of kind {letter.kind.value} discloses; name the clause that permits it")
    if letter.correlation and not is_name(letter.correlation):
        raise ValueError(f"{letter.correlation!r} is no name; no reader takes a letter about it")
    known = store.queued_under(tx, letter.partner, how["key"])
    if known:
        return known
    partner, own = _reader(tx, letter.partner), partners.me(tx)
    envelope = EnvelopeId(new_id("env"))
    content = Content(letter.body, letter.attachments)
    sealed = seal_content(content, Binding(envelope, own, partner.partner), bytes(partner.reading))
    queued = EnvelopeQueued(
        envelope, partner.partner, letter.kind.value, letter.correlation, clause, digest_of(sealed.parts[0])
    )
    ledger.record(tx, queued, actor=how["actor"])
    # From here on under the ledger's lock: numbers follow the order of commits, and no two locks cross.
    header = Header(
        envelope,
        letter.kind.value,
        Route(own, partner.partner, store.next_number(tx, partner.partner)),
        how["at"],
        clause=clause,
        correlation=letter.correlation,
        reader=key_id_of(bytes(partner.reading)),
        parts=sealed.digests,
        expires_at=letter.expires_at,
    )
    store.insert_out(tx, header, sealed, signer=partners.current_key(tx), key=how["key"])
    return envelope


def outbound(
    tx: Transaction, equipment: Equipment, partner: PartnerId, *, after: int = 0, limit: int = 64
) -> list[bytes]:
    """The bytes of what waits for a partner behind a number, in order; as many as one batch holds."""
    return [data for _, data in numbered(tx, equipment, partner, after=after, limit=limit)]


def numbered(
    tx: Transaction, equipment: Equipment, partner: PartnerId, *, after: int, limit: int
) -> list[tuple[int, bytes]]:
    """The same with their numbers."""
    keyring = Keyring.of(equipment.settings.home)
    batch: list[tuple[int, bytes]] = []
    size = 0
    for ready in store.ready_for(tx, partner, after=after, limit=limit):
        data = write_frame(sign_header(bytes(ready.header), keyring.signing(ready.signer)), ready.sealed)
        if batch and size + len(data) > MOST_BYTES:
            break
        batch.append((ready.sequence, data))
        size += len(data)
    return batch


def _reader(tx: Transaction, name: PartnerId) -> Partner:
    partner = partners.partner_named(tx, name)
    if partner is None:
        raise Refused(NO_SUCH_THING, kind="partner", name=name)
    if partner.state is PartnerState.STOPPED:
        raise Refused(PARTNER_STOPPED, partner=name)
    return partner
