"""Take what came: store it once, receipt it, give it to the rooms when its number is next.

Guards two invariants: nothing is receipted that is not stored, and the rooms hear of a number only after all numbers
before it. Whoever takes from a partner holds that partner's row, so two carriers never disagree.
"""

from dataclasses import dataclass
from datetime import datetime

from openbitmap.node import ledger, partners
from openbitmap.node.database import Transaction
from openbitmap.node.envelopes import store
from openbitmap.node.envelopes.model import EXPIRY_TOLERANCE, Incoming, InState
from openbitmap.node.envelopes.reading import content_of, unsealed
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import BytesRejected, EnvelopeAccepted, EnvelopeRefused
from openbitmap.node.partners import Keyring
from openbitmap.vocabulary import Actor, Digest, EnvelopeId, PartnerId, digest_of
from openbitmap.wire import LetterKind, is_name, ledger_name
from openbitmap.wire.envelope import (
    Envelope,
    EnvelopeReceipt,
    Fault,
    ReceiptState,
    Route,
    Unacceptable,
    open_frame,
    signed_by,
    signed_receipt,
)

NODE = Actor("node", "envelopes")


@dataclass(frozen=True)
class Arrival:
    """Bytes as they came. `channel` is the partner whose certificate stood behind them, None where nobody's did (a
    stick). `shown`: the sender gets the receipt by the same way at once."""

    data: bytes
    at: datetime
    channel: PartnerId | None = None
    shown: bool = True


def accept(
    tx: Transaction, equipment: Equipment, data: bytes, *, at: datetime, channel: PartnerId | None = None
) -> bytes:  # fmt: skip
    """The signed receipt for these bytes, to be handed over once the caller has committed. Never raises for what came:
    a receipt says REJECTED for bytes that are no envelope, REFUSED for an envelope that can never be used."""
    return take(tx, equipment, Arrival(data, at, channel))


def take(tx: Transaction, equipment: Equipment, arrival: Arrival) -> bytes:
    """The same, for carriers that show receipts later."""
    envelope: Envelope | None = None
    try:
        envelope = open_frame(arrival.data)
        return _take(tx, equipment, arrival, envelope=envelope)
    except Unacceptable as fault:
        return _reject(tx, equipment, arrival, fault=fault, route=envelope)


def _take(tx: Transaction, equipment: Equipment, arrival: Arrival, *, envelope: Envelope) -> bytes:
    route = envelope.header.route
    if arrival.channel and arrival.channel != route.sender:
        raise Unacceptable(Fault.WRONG_SENDER, f"the channel is {arrival.channel}'s")
    if partners.partner_named(tx, route.sender) is None:
        raise Unacceptable(Fault.UNKNOWN_SENDER, "nobody of this name was introduced")
    last = store.hold_taken(tx, route.sender)
    _require_signature(tx, envelope)
    if route.recipient != partners.me(tx):
        raise Unacceptable(Fault.WRONG_RECIPIENT, f"it is for {route.recipient}")
    before = store.incoming_at(tx, route.sender, route.sequence)
    if before:
        return _again(tx, before, envelope, shown=arrival.shown)
    if route.sequence <= last:
        raise Unacceptable(Fault.TWO_OF_ONE_NUMBER, f"number {route.sequence} was passed over after a restore")
    if store.incoming_named(tx, envelope.header.envelope):
        raise Unacceptable(Fault.TWO_OF_ONE_NUMBER, f"envelope {envelope.header.envelope} came under another number")
    fault = _fault_inside(equipment, envelope, at=arrival.at)
    receipt = _receipt(tx, equipment, arrival, envelope=envelope, fault=fault)
    store.insert_in(tx, envelope, receipt, at=arrival.at, state=InState.REFUSED if fault else InState.WAITING)
    if not arrival.shown:
        store.owe_receipt(tx, route.sender, route.sequence)
    if fault:
        _record_refusal(tx, envelope, fault)
    deliver(tx, equipment, route.sender, after=last, at=arrival.at)
    return receipt.encode()


def _again(tx: Transaction, before: Incoming, envelope: Envelope, *, shown: bool) -> bytes:
    """The same envelope gets the same receipt, whoever carries it how often."""
    if before.digest != envelope.digest:
        raise Unacceptable(Fault.TWO_OF_ONE_NUMBER, f"number {before.sequence} is envelope {before.envelope}")
    if not shown:
        store.owe_receipt(tx, before.partner, before.sequence)
    return before.receipt.encode()


def _require_signature(tx: Transaction, envelope: Envelope) -> None:
    """Signed by a key of its sender that is good for this number. Raises Unacceptable."""
    route = envelope.header.route
    span = partners.key_for(tx, route.sender, envelope.signed.key)
    if span is None:
        raise Unacceptable(Fault.UNKNOWN_KEY, f"key {envelope.signed.key[:16]} was not introduced")
    if not signed_by(envelope.signed, bytes(span.public)):
        raise Unacceptable(Fault.BAD_SIGNATURE, "the signature is not that of the key it names")
    if not span.covers(route.sequence):
        last = span.until_sequence
        raise Unacceptable(Fault.REVOKED_KEY, f"key {span.key[:16]} is good for {span.from_sequence} to {last}")


def _fault_inside(equipment: Equipment, envelope: Envelope, *, at: datetime) -> Fault | None:
    """What makes a genuine envelope unusable for ever, if anything does."""
    header = envelope.header
    if header.kind not in {kind.value for kind in LetterKind}:
        return Fault.UNKNOWN_KIND
    if header.correlation and not is_name(header.correlation):
        return Fault.UNREADABLE
    if header.expires_at and at > header.expires_at + EXPIRY_TOLERANCE:
        return Fault.EXPIRED
    try:
        unsealed(Keyring.of(equipment.settings.home), envelope)
    except Unacceptable as fault:
        return fault.fault
    return None


def deliver(tx: Transaction, equipment: Equipment, sender: PartnerId, *, after: int, at: datetime) -> None:
    """Give the rooms every number that is next; refused ones are passed over, and those that a restore left empty."""
    last = after
    for incoming in store.next_in(tx, sender, after=after):
        if incoming.sequence != last + 1 and incoming.sequence != store.voided_until(tx, sender, last + 1) + 1:
            break
        last = incoming.sequence
        if incoming.state is InState.WAITING:
            _hand_over(tx, equipment, incoming, at=at)
    if last > after:
        store.keep_taken(tx, sender, last, at=at)


def _hand_over(tx: Transaction, equipment: Equipment, incoming: Incoming, *, at: datetime) -> None:
    store.move_in(tx, incoming, InState.DELIVERED)
    if incoming.kind == LetterKind.KEYS:
        body = content_of(tx, Keyring.of(equipment.settings.home), incoming).body
        partners.take_card(tx, incoming.partner, str(body.get("card", "")), sequence=incoming.sequence, at=at)
    fact = EnvelopeAccepted(
        incoming.envelope, incoming.partner, incoming.kind, incoming.sequence, incoming.correlation, incoming.digest
    )
    ledger.record(tx, fact, actor=NODE)


def _record_refusal(tx: Transaction, envelope: Envelope, fault: Fault) -> None:
    header, route = envelope.header, envelope.header.route
    correlation = ledger_name(header.correlation)
    fact = EnvelopeRefused(
        header.envelope, route.sender, header.kind, route.sequence, correlation, route.recipient, fault.value
    )
    ledger.record(tx, fact, actor=NODE)


def _receipt(
    tx: Transaction, equipment: Equipment, arrival: Arrival, *, envelope: Envelope, fault: Fault | None
) -> str:  # fmt: skip
    state = ReceiptState.REFUSED if fault else ReceiptState.ACCEPTED
    receipt = EnvelopeReceipt(
        envelope.header.envelope,
        envelope.header.route,
        state,
        reason=fault.value if fault else "",
        digest=envelope.digest,
        received=digest_of(arrival.data),
        received_at=arrival.at,
    )
    return signed_receipt(receipt, partners.signing_key(tx, Keyring.of(equipment.settings.home)))


def _reject(
    tx: Transaction, equipment: Equipment, arrival: Arrival, *, fault: Unacceptable, route: Envelope | None
) -> bytes:  # fmt: skip
    """Keep the bytes as evidence and say why; nothing else changes."""
    claimed = route.header.route if route else Route(arrival.channel or PartnerId(""), partners.me(tx), 0)
    who = arrival.channel or claimed.sender
    digest = digest_of(arrival.data)
    if store.keep_rejected(tx, who, arrival.data, fault=fault, at=arrival.at):
        ledger.record(tx, BytesRejected(digest, who, fault.fault.value), actor=NODE)
    receipt = EnvelopeReceipt(
        route.header.envelope if route else EnvelopeId(""),
        claimed,
        ReceiptState.REJECTED,
        reason=fault.fault.value,
        digest=route.digest if route else Digest(""),
        received=digest,
        received_at=arrival.at,
    )
    return signed_receipt(receipt, partners.signing_key(tx, Keyring.of(equipment.settings.home))).encode()
