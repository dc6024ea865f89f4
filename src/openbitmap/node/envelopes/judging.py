"""What a reader says of a genuine envelope: whether its key may sign it, whether it can be used at all."""

from collections.abc import Sequence
from datetime import datetime

from openbitmap.node.envelopes.model import EXPIRY_TOLERANCE
from openbitmap.node.envelopes.reading import unsealed
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import EnvelopeRefused
from openbitmap.node.partners import Keyring, KeySpan
from openbitmap.vocabulary import Digest
from openbitmap.wire import LetterKind, is_name, ledger_name
from openbitmap.wire.envelope import Envelope, EnvelopeReceipt, Fault, ReceiptState, Unacceptable, signed_by


def receipt_for(envelope: Envelope, fault: Fault | None, *, received: Digest, at: datetime) -> EnvelopeReceipt:
    """For a genuine envelope: what can never be used is refused for good, so that its sender does not offer it for
    ever."""
    return EnvelopeReceipt(
        envelope.header.envelope,
        envelope.header.route,
        ReceiptState.REFUSED if fault else ReceiptState.ACCEPTED,
        reason=fault.value if fault else "",
        digest=envelope.digest,
        received=received,
        received_at=at,
    )


def require_signature(envelope: Envelope, keys: Sequence[KeySpan]) -> None:
    """Signed by a key of its sender that is good for this number. Raises Unacceptable."""
    span = next((span for span in keys if span.key == envelope.signed.key), None)
    if span is None:
        raise Unacceptable(Fault.UNKNOWN_KEY, f"key {envelope.signed.key[:16]} was not introduced")
    if not signed_by(envelope.signed, bytes(span.public)):
        raise Unacceptable(Fault.BAD_SIGNATURE, "the signature is not that of the key it names")
    if not span.covers(envelope.header.route.sequence):
        last = span.until_sequence
        raise Unacceptable(Fault.REVOKED_KEY, f"key {span.key[:16]} is good for {span.from_sequence} to {last}")


def fault_inside(equipment: Equipment, envelope: Envelope, *, at: datetime) -> Fault | None:
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


def refusal_of(envelope: Envelope, fault: Fault) -> EnvelopeRefused:
    header, route = envelope.header, envelope.header.route
    correlation = ledger_name(header.correlation)
    return EnvelopeRefused(
        header.envelope, route.sender, header.kind, route.sequence, correlation, route.recipient, fault.value
    )
