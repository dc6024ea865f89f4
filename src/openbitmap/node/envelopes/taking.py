"""Take what came: store it once, receipt it, give it to the rooms when its number is next.

Guards two invariants: nothing is receipted that is not stored, and the rooms hear of a number only after all numbers
before it. Whoever takes from a partner holds that partner's row, so two carriers never disagree. What came together is
taken together: one look at what is stored, one move, one append to the ledger for all of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from openbitmap.node import ledger, partners
from openbitmap.node.database import Transaction
from openbitmap.node.envelopes import store
from openbitmap.node.envelopes.judging import fault_inside, receipt_for, refusal_of, require_signature
from openbitmap.node.envelopes.model import Incoming, InState
from openbitmap.node.envelopes.reading import content_of
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import BytesRejected, EnvelopeAccepted, EnvelopeVouched, Event
from openbitmap.node.partners import Keyring, KeySpan
from openbitmap.vocabulary import Actor, Digest, EnvelopeId, PartnerId, digest_of
from openbitmap.wire import LetterKind
from openbitmap.wire.envelope import (
    Envelope,
    EnvelopeReceipt,
    Fault,
    ReceiptState,
    Route,
    SigningKey,
    Unacceptable,
    open_frame,
    receipt_from,
    signed_receipt,
)

NODE = Actor("node", "envelopes")
NEXT_AT_ONCE = 500
"""Letters that are given to the rooms in one piece, where more wait behind a gap."""


@dataclass(frozen=True)
class Arrival:
    """Bytes as they came. `channel` is the partner whose certificate stood behind them, None where nobody's did (a
    stick). `shown`: the sender gets the receipt by the same way at once."""

    data: bytes
    at: datetime
    channel: PartnerId | None = None
    shown: bool = True

    def receipt(self, envelope: Envelope, fault: Fault | None) -> EnvelopeReceipt:
        """For these bytes, which are this envelope."""
        return receipt_for(envelope, fault, received=digest_of(self.data), at=self.at)


def accept(
    tx: Transaction, equipment: Equipment, data: bytes, *, at: datetime, channel: PartnerId | None = None
) -> bytes:  # fmt: skip
    """The signed receipt for these bytes, to be handed over once the caller has committed. Never raises for what came:
    a receipt says REJECTED for bytes that are no envelope, REFUSED for an envelope that can never be used."""
    return take_all(tx, equipment, [Arrival(data, at, channel)])[0]


def take_all(tx: Transaction, equipment: Equipment, arrivals: Sequence[Arrival]) -> list[bytes]:
    """The same for all that came together, in its order."""
    frames = [_opened(arrival.data) for arrival in arrivals]
    sitting = _Sitting(tx, equipment, [frame for frame in frames if isinstance(frame, Envelope)])
    receipts = [sitting.take(arrival, frame) for arrival, frame in zip(arrivals, frames, strict=True)]
    sitting.close()
    return receipts


def _opened(data: bytes) -> Envelope | Unacceptable:
    try:
        return open_frame(data)
    except Unacceptable as fault:
        return fault


@dataclass
class _Sender:
    """What one sitting knows of a partner whose row it holds: the last number given to the rooms, its keys, and what is
    stored under the numbers and names that came. `refused` are facts that wait for the end; `at` is the last arrival's
    time. `is_careful`: new keys came, or may wait for a number, so that each arrival is delivered by itself."""

    name: PartnerId
    last: int
    keys: list[KeySpan]
    stored: list[Incoming]
    at: datetime
    refused: list[Event] = field(default_factory=list)
    is_new: bool = False
    is_careful: bool = False

    @property
    def has_lost_a_key(self) -> bool:
        """Whether any of its letters can ever have been in dispute."""
        return any(span.revoked_at is not None for span in self.keys)

    def under(self, sequence: int) -> Incoming | None:
        return next((one for one in self.stored if one.partner == self.name and one.sequence == sequence), None)


@dataclass
class _Sitting:
    """Envelopes that one transaction takes. `coming` are all that will be shown to it."""

    tx: Transaction
    equipment: Equipment
    coming: Sequence[Envelope]
    _senders: dict[PartnerId, _Sender] = field(default_factory=dict)
    _signer: SigningKey | None = None

    def take(self, arrival: Arrival, frame: Envelope | Unacceptable) -> bytes:
        """The receipt for one arrival."""
        if isinstance(frame, Unacceptable):
            return self._reject(arrival, frame, route=None)
        try:
            return self._take(arrival, frame)
        except Unacceptable as fault:
            return self._reject(arrival, fault, route=frame)

    def close(self) -> None:
        """What came is given to the rooms."""
        for sender in self._senders.values():
            self._deliver(sender)

    def _take(self, arrival: Arrival, envelope: Envelope) -> bytes:
        route = envelope.header.route
        if arrival.channel and arrival.channel != route.sender:
            raise Unacceptable(Fault.WRONG_SENDER, f"the channel is {arrival.channel}'s")
        sender = self._sender(route.sender, at=arrival.at)
        require_signature(envelope, sender.keys)
        if route.recipient != partners.me(self.tx):
            raise Unacceptable(Fault.WRONG_RECIPIENT, f"it is for {route.recipient}")
        before = sender.under(route.sequence)
        if before:
            return self._again(before, envelope, shown=arrival.shown)
        if sender.has_lost_a_key and store.was_let_go(self.tx, route.sender, route.sequence):
            return self._signed(arrival.receipt(envelope, Fault.TWO_OF_ONE_NUMBER)).encode()
        if route.sequence <= sender.last:
            raise Unacceptable(Fault.TWO_OF_ONE_NUMBER, f"number {route.sequence} was passed over after a restore")
        known = store.disputed_like(self.tx, envelope) if sender.has_lost_a_key else None
        if known:
            return self._vouched(known, envelope)
        if any(one.envelope == envelope.header.envelope for one in sender.stored):
            raise Unacceptable(
                Fault.TWO_OF_ONE_NUMBER, f"envelope {envelope.header.envelope} came under another number"
            )
        fault = fault_inside(self.equipment, envelope, at=arrival.at)
        incoming = self._store(arrival, envelope, fault=fault)
        sender.stored.append(incoming)
        sender.is_new, sender.at = True, arrival.at
        if fault:
            sender.refused.append(refusal_of(envelope, fault))
        sender.is_careful |= incoming.kind == LetterKind.KEYS
        if sender.is_careful:
            self._deliver(sender)
            sender.keys = partners.keys_of(self.tx, sender.name)
        return incoming.receipt.encode()

    def _sender(self, name: PartnerId, *, at: datetime) -> _Sender:
        """Its row is held from here on."""
        if name not in self._senders:
            if partners.partner_named(self.tx, name) is None:
                raise Unacceptable(Fault.UNKNOWN_SENDER, "nobody of this name was introduced")
            last = store.hold_taken(self.tx, name)
            headers = [e.header for e in self.coming if e.header.route.sender == name]
            numbers, names = [h.route.sequence for h in headers], [h.envelope for h in headers]
            stored = store.incoming_among(self.tx, name, numbers, names=names)
            is_careful = len(headers) > 1 and bool(store.next_in(self.tx, name, after=last, limit=1))
            self._senders[name] = _Sender(
                name, last, partners.keys_of(self.tx, name), stored, at, is_careful=is_careful
            )  # fmt: skip
        return self._senders[name]

    def _store(self, arrival: Arrival, envelope: Envelope, *, fault: Fault | None) -> Incoming:
        header, route = envelope.header, envelope.header.route
        state = InState.REFUSED if fault else InState.WAITING
        signed = self._signed(arrival.receipt(envelope, fault))
        store.insert_in(self.tx, envelope, signed, at=arrival.at, state=state)
        if not arrival.shown:
            store.owe_receipt(self.tx, route.sender, route.sequence)
        return Incoming(
            header.envelope, route.sender, route.sequence, header.kind, header.correlation, envelope.digest, state,
            signed, arrival.at, disputed=False,
        )  # fmt: skip

    def _again(self, before: Incoming, envelope: Envelope, *, shown: bool) -> bytes:
        """The same envelope gets the same receipt, whoever carries it how often: signed by the key in use, for its
        sender may have learned since that the one before was in other hands."""
        if before.digest != envelope.digest:
            raise Unacceptable(Fault.TWO_OF_ONE_NUMBER, f"number {before.sequence} is envelope {before.envelope}")
        if not shown:
            store.owe_receipt(self.tx, before.partner, before.sequence)
        signed, receipt = receipt_from(before.receipt)
        if signed.key == partners.current_key(self.tx):
            return before.receipt.encode()
        said = self._signed(receipt)
        store.sign_receipt(self.tx, before.envelope, said)
        return said.encode()

    def _vouched(self, before: Incoming, envelope: Envelope) -> bytes:
        """What the key that was in other hands had signed comes under another one, word for word: its partner says that
        it is its own. The room that froze it lets it count; until then it is stored, and its receipt is the same."""
        said = self._signed(receipt_from(before.receipt)[1])
        if store.vouch(self.tx, envelope, said):
            about = (before.envelope, before.partner, before.kind, before.sequence, before.correlation)
            ledger.record(self.tx, EnvelopeVouched(*about), actor=NODE)
        return said.encode()

    def _deliver(self, sender: _Sender) -> None:
        """What came of one sender, refused or not, is told; its keys may be others afterwards."""
        if not sender.is_new:
            return
        ledger.record_all(self.tx, sender.refused, actor=NODE)
        sender.last = deliver(self.tx, self.equipment, sender.name, after=sender.last, at=sender.at)
        sender.refused, sender.is_new = [], False

    def _reject(self, arrival: Arrival, fault: Unacceptable, *, route: Envelope | None) -> bytes:
        """Keep the bytes as evidence and say why; nothing else changes."""
        claimed = route.header.route if route else Route(arrival.channel or PartnerId(""), partners.me(self.tx), 0)
        who = arrival.channel or claimed.sender
        digest = digest_of(arrival.data)
        if store.keep_rejected(self.tx, who, arrival.data, fault=fault, at=arrival.at):
            ledger.record(self.tx, BytesRejected(digest, who, fault.fault.value), actor=NODE)
        receipt = EnvelopeReceipt(
            route.header.envelope if route else EnvelopeId(""),
            claimed,
            ReceiptState.REJECTED,
            reason=fault.fault.value,
            digest=route.digest if route else Digest(""),
            received=digest,
            received_at=arrival.at,
        )
        return self._signed(receipt).encode()

    def _signed(self, receipt: EnvelopeReceipt) -> str:
        if self._signer is None:
            self._signer = partners.signing_key(self.tx, Keyring.of(self.equipment.settings.home))
        return signed_receipt(receipt, self._signer)


def deliver(tx: Transaction, equipment: Equipment, sender: PartnerId, *, after: int, at: datetime) -> int:
    """Give the rooms every number that is next; refused ones are passed over, and those that a restore left empty. The
    last number that was next."""
    last, moved = after, NEXT_AT_ONCE
    while moved == NEXT_AT_ONCE:
        last, moved = _deliver_some(tx, equipment, sender, after=last, at=at)
    return last


def _deliver_some(
    tx: Transaction, equipment: Equipment, sender: PartnerId, *, after: int, at: datetime
) -> tuple[int, int]:
    """The last number that was next, and how many were."""
    ready = list(_in_a_row(tx, store.next_in(tx, sender, after=after, limit=NEXT_AT_ONCE), after))
    if not ready:
        return after, 0
    waiting = [incoming for incoming in ready if incoming.state is InState.WAITING]
    store.move_in(tx, sender, [incoming.sequence for incoming in waiting], state=InState.DELIVERED)
    for incoming in waiting:
        if incoming.kind == LetterKind.KEYS:
            body = content_of(tx, Keyring.of(equipment.settings.home), incoming).body
            partners.take_card(tx, incoming.partner, str(body.get("card", "")), sequence=incoming.sequence, at=at)
    ledger.record_all(tx, [_acceptance(incoming) for incoming in waiting], actor=NODE)
    store.keep_taken(tx, sender, ready[-1].sequence, at=at)
    return ready[-1].sequence, len(ready)


def _in_a_row(tx: Transaction, stored: Sequence[Incoming], last: int) -> Iterator[Incoming]:
    """Those behind a number, up to the first gap under which something may come."""
    for incoming in stored:
        number = incoming.sequence
        if number != last + 1 and number != store.voided_until(tx, incoming.partner, last + 1) + 1:
            return
        last = number
        yield incoming


def _acceptance(incoming: Incoming) -> EnvelopeAccepted:
    return EnvelopeAccepted(
        incoming.envelope, incoming.partner, incoming.kind, incoming.sequence, incoming.correlation, incoming.digest
    )
