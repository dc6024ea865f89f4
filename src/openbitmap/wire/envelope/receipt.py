"""What the reader of an envelope signs: that it has it for good, that it will never take it, or that these bytes are
none."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from openbitmap.vocabulary import Digest, EnvelopeId
from openbitmap.wire.envelope.faults import Fault, Unacceptable
from openbitmap.wire.envelope.header import Route
from openbitmap.wire.envelope.keys import SigningKey
from openbitmap.wire.envelope.signing import Signed, sign_text, signed_from

KIND = "receipt"


class ReceiptState(StrEnum):
    """`ACCEPTED` and `REFUSED` settle a number for ever; `REJECTED` says that bytes were of no use: send again."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    REJECTED = "rejected"


@dataclass(frozen=True)
class EnvelopeReceipt:
    """`route` is the envelope's own, as far as it could be read; `digest` is that of its signed header, `received` that
    of all the bytes as they came."""

    envelope: EnvelopeId
    route: Route
    state: ReceiptState
    reason: str
    digest: Digest
    received: Digest
    received_at: datetime


def signed_receipt(receipt: EnvelopeReceipt, key: SigningKey) -> str:
    route = receipt.route
    fields = {
        "version": 1,
        "envelope": receipt.envelope,
        "from": route.sender,
        "to": route.recipient,
        "sequence": route.sequence,
        "state": receipt.state.value,
        "reason": receipt.reason,
        "digest": receipt.digest,
        "received": receipt.received,
        "received_at": receipt.received_at.astimezone(UTC).isoformat(timespec="microseconds"),
    }
    return sign_text(json.dumps(fields, separators=(",", ":")).encode(), key, kind=KIND)


def receipt_from(text: str) -> tuple[Signed, EnvelopeReceipt]:
    """Its signature is for the caller to check, with the keys of the envelope's recipient. Raises Unacceptable."""
    signed = signed_from(text, kind=KIND)
    try:
        f = json.loads(signed.payload)
        receipt = EnvelopeReceipt(
            EnvelopeId(str(f["envelope"])),
            Route(f["from"], f["to"], int(f["sequence"])),
            ReceiptState(f["state"]),
            reason=str(f["reason"]),
            digest=Digest(str(f["digest"])),
            received=Digest(str(f["received"])),
            received_at=datetime.fromisoformat(f["received_at"]),
        )
    except (ValueError, KeyError, TypeError) as trouble:
        raise Unacceptable(Fault.NOT_AN_ENVELOPE, f"no receipt: {trouble}") from None
    return signed, receipt
