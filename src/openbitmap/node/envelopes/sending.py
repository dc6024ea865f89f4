"""Queue a letter with its cause, write the bytes of what waits, take the reader's receipt.

Guards the invariant that numbers to one partner have no gap and follow the order of commits: a number is given under
the ledger's lock, after the fact is recorded, and rolls back with it. Signing waits until the bytes leave, for it needs
a private key; it is deterministic, so the bytes are the same whenever and however they leave.
"""

from datetime import datetime
from typing import TypedDict, Unpack

from openbitmap.node import ledger, partners
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.envelopes import store
from openbitmap.node.envelopes.model import Outgoing, OutState, Settled
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import EnvelopeDelivered, EnvelopeQueued, EnvelopeRefused
from openbitmap.node.partners import Keyring, Partner, PartnerState
from openbitmap.node.problems import NO_SUCH_THING, PARTNER_STOPPED, Refused
from openbitmap.vocabulary import Actor, EnvelopeId, PartnerId, digest_of
from openbitmap.wire import Letter, is_name
from openbitmap.wire.envelope import (
    Binding,
    Content,
    EnvelopeReceipt,
    Fault,
    Header,
    ReceiptState,
    Route,
    Signed,
    Unacceptable,
    key_id_of,
    receipt_from,
    seal_content,
    sign_header,
    signed_by,
    write_frame,
)

NODE = Actor("node", "envelopes")
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


def note_receipt(tx: Transaction, data: bytes, *, at: datetime) -> ReceiptState | None:
    """Take a reader's receipt; the second time changes nothing. None for one that is no receipt of ours by a partner
    whose key holds."""
    try:
        signed, receipt = receipt_from(data.decode("ascii"))
    except (Unacceptable, UnicodeDecodeError):
        return None
    if not _is_partners(tx, signed, receipt):
        return None
    waiting = store.hold_out(tx, receipt.route.recipient, receipt.route.sequence)
    if waiting is None or waiting.state is not OutState.QUEUED:
        return receipt.state
    if not _signs_still(tx, signed, waiting):
        return None
    out, header = waiting, store.header_of(tx, waiting.envelope)
    if receipt.state is ReceiptState.REJECTED:
        _note_rejection(tx, out, receipt)
    elif receipt.digest != digest_of(header):
        # It settled this number with something else: ours must not pass for delivered. A person has to look.
        store.note_fault(tx, out.envelope, Fault.TWO_OF_ONE_NUMBER)
    else:
        _settle(tx, out, receipt, signed=signed, at=at)
    return receipt.state


def _settle(tx: Transaction, out: Outgoing, receipt: EnvelopeReceipt, *, signed: Signed, at: datetime) -> None:
    taken = receipt.state is ReceiptState.ACCEPTED
    state = OutState.DELIVERED if taken else OutState.REFUSED
    if not store.settle(tx, out.envelope, Settled(state, signed.text, receipt.reason), at=at):
        return
    named = (out.envelope, out.partner, out.kind, out.sequence, out.correlation)
    if taken:
        ledger.record(tx, EnvelopeDelivered(*named, digest_of(signed.text.encode())), actor=NODE)
    else:
        ledger.record(tx, EnvelopeRefused(*named, out.partner, receipt.reason), actor=NODE)


def _note_rejection(tx: Transaction, out: Outgoing, receipt: EnvelopeReceipt) -> None:
    """The bytes were of no use to the reader: they are sent again. A key that it holds to be revoked is replaced by the
    one in use now; what was signed stays the same."""
    store.note_fault(tx, out.envelope, receipt.reason)
    if receipt.reason == Fault.REVOKED_KEY:
        store.sign_by(tx, out.envelope, partners.current_key(tx))


def _is_partners(tx: Transaction, signed: Signed, receipt: EnvelopeReceipt) -> bool:
    if receipt.route.sender != partners.me(tx):
        return False
    span = partners.key_for(tx, receipt.route.recipient, signed.key)
    return span is not None and span.revoked_at is None and signed_by(signed, bytes(span.public))


def _signs_still(tx: Transaction, signed: Signed, waiting: Outgoing) -> bool:
    """A key that the reader gave up before the letter was written receipts nothing."""
    span = partners.key_for(tx, waiting.partner, signed.key)
    return span is not None and partners.signs_still(tx, waiting.partner, span, since=waiting.queued_at)


def _reader(tx: Transaction, name: PartnerId) -> Partner:
    partner = partners.partner_named(tx, name)
    if partner is None:
        raise Refused(NO_SUCH_THING, kind="partner", name=name)
    if partner.state is PartnerState.STOPPED:
        raise Refused(PARTNER_STOPPED, partner=name)
    return partner
