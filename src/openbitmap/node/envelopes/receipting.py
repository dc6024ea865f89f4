"""Take the receipts of a reader: what it stored is delivered, what it refused for ever is told to a person.

Guards the invariant that only a receipt of the very bytes we signed, by a key that the reader may still use, settles an
envelope. Receipts that came together are settled together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from openbitmap.node import ledger, partners
from openbitmap.node.database import Transaction
from openbitmap.node.envelopes import store
from openbitmap.node.envelopes.model import Held, OutState, Settled
from openbitmap.node.events import EnvelopeDelivered, EnvelopeRefused
from openbitmap.node.partners import KeySpan
from openbitmap.vocabulary import Actor, PartnerId, digest_of
from openbitmap.wire.envelope import (
    EnvelopeReceipt,
    Fault,
    ReceiptState,
    Signed,
    Unacceptable,
    receipt_from,
    signed_by,
)

NODE = Actor("node", "envelopes")
_Receipt = tuple[Signed, EnvelopeReceipt]


def note_receipt(tx: Transaction, data: bytes, *, at: datetime) -> ReceiptState | None:
    """Take a reader's receipt; the second time changes nothing. None for one that is no receipt of ours by a partner
    whose key holds."""
    return note_all(tx, [data], at=at)[0]


def note_all(tx: Transaction, receipts: Sequence[bytes], *, at: datetime) -> list[ReceiptState | None]:
    """The same for all that came together, in its order."""
    read = [_read(data) for data in receipts]
    readers: dict[PartnerId, _Reader] = {}
    for name in sorted({receipt.route.recipient for _, receipt in filter(None, read)}):
        numbers = [r.route.sequence for _, r in filter(None, read) if r.route.recipient == name]
        readers[name] = _Reader(tx, partners.keys_of(tx, name), numbers)
    me = partners.me(tx)
    states = [readers[one[1].route.recipient].note(*one) if one and one[1].route.sender == me else None for one in read]
    for reader in readers.values():
        reader.settle(at)
    return states


def _read(data: bytes) -> _Receipt | None:
    try:
        return receipt_from(data.decode("ascii"))
    except (Unacceptable, UnicodeDecodeError):
        return None


def _was_forgotten(out: Held, receipt: EnvelopeReceipt) -> bool:
    """Whether the reader signed it before it was set back to a backup, as far as its clock tells."""
    return out.receipted_from is not None and receipt.received_at < out.receipted_from


@dataclass
class _Reader:
    """A partner whose receipts one transaction takes. `numbers` are those it speaks of."""

    tx: Transaction
    keys: list[KeySpan]
    numbers: Sequence[int]
    _waiting: dict[int, Held] | None = None
    _settled: list[Settled] = field(default_factory=list)
    _facts: list[EnvelopeDelivered | EnvelopeRefused] = field(default_factory=list)

    def note(self, signed: Signed, receipt: EnvelopeReceipt) -> ReceiptState | None:
        span = next((span for span in self.keys if span.key == signed.key), None)
        if span is None or span.revoked_at is not None or not signed_by(signed, bytes(span.public)):
            return None
        out = self._held(receipt.route.recipient).get(receipt.route.sequence)
        if out is None or out.state is not OutState.QUEUED:
            return receipt.state
        if not partners.signs_still(self.keys, span, since=out.queued_at) or _was_forgotten(out, receipt):
            return None
        if receipt.state is ReceiptState.REJECTED:
            self._note_rejection(out, receipt)
        elif receipt.digest != digest_of(bytes(out.header)):
            # It settled this number with something else: ours must not pass for delivered. A person has to look.
            store.note_fault(self.tx, out.envelope, Fault.TWO_OF_ONE_NUMBER)
        else:
            self._take(out, receipt, signed)
        return receipt.state

    def settle(self, at: datetime) -> None:
        settled = store.settle(self.tx, self._settled, at=at)
        ledger.record_all(self.tx, [fact for fact in self._facts if fact.envelope in settled], actor=NODE)

    def _held(self, partner: PartnerId) -> dict[int, Held]:
        """Ours that it speaks of, by number, held from the first receipt on that is the partner's."""
        if self._waiting is None:
            self._waiting = {out.sequence: out for out in store.hold_out(self.tx, partner, self.numbers)}
        return self._waiting

    def _take(self, out: Held, receipt: EnvelopeReceipt, signed: Signed) -> None:
        taken = receipt.state is ReceiptState.ACCEPTED
        state = OutState.DELIVERED if taken else OutState.REFUSED
        self._settled.append(Settled(out.envelope, state, signed.text, receipt.reason))
        self._held(out.partner).pop(out.sequence)  # a second receipt for it changes nothing
        named = (out.envelope, out.partner, out.kind, out.sequence, out.correlation)
        if taken:
            self._facts.append(EnvelopeDelivered(*named, digest_of(signed.text.encode())))
        else:
            self._facts.append(EnvelopeRefused(*named, out.partner, receipt.reason))

    def _note_rejection(self, out: Held, receipt: EnvelopeReceipt) -> None:
        """The bytes were of no use to the reader: they are sent again. A key that it holds to be revoked is replaced by
        the one in use now; what was signed stays the same."""
        store.note_fault(self.tx, out.envelope, receipt.reason)
        if receipt.reason == Fault.REVOKED_KEY:
            store.sign_by(self.tx, out.envelope, partners.current_key(self.tx))
