"""What everybody may read of an envelope: who writes to whom, as which number, what belongs to it."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from openbitmap.vocabulary import Digest, EnvelopeId, PartnerId
from openbitmap.wire.envelope.faults import Fault, Unacceptable
from openbitmap.wire.envelope.keys import KeyId
from openbitmap.wire.reading import is_name, moment

VERSION = 1
LAST_SEQUENCE = 2**62
LONGEST = 400
"""Characters of a name in a header."""
PADDED_TO = 2048
"""A header's length is a multiple of this, so that the length of a clause's name tells nothing."""


@dataclass(frozen=True)
class Route:
    """`sequence` counts a sender's envelopes to one recipient from 1, without a gap. Order is by it, never by time."""

    sender: PartnerId
    recipient: PartnerId
    sequence: int


@dataclass(frozen=True)
class Header:
    """`reader` is the recipient's key that opens it; `parts` are SHA-256 of the sealed key, the sealed letter and each
    sealed attachment, in this order. `clause` names what permits it, "" where nothing is disclosed. `kind` is the
    word of a LetterKind, perhaps of a later version than ours."""

    envelope: EnvelopeId
    kind: str
    route: Route
    issued_at: datetime
    clause: str
    correlation: str
    reader: KeyId
    parts: tuple[Digest, ...]
    expires_at: datetime | None = None

    def to_bytes(self) -> bytes:
        """Canonical JSON, padded; equal values give equal bytes."""
        fields = {
            "version": VERSION,
            "envelope": self.envelope,
            "kind": self.kind,
            "from": self.route.sender,
            "to": self.route.recipient,
            "sequence": self.route.sequence,
            "issued_at": _time(self.issued_at),
            "expires_at": _time(self.expires_at) if self.expires_at else "",
            "clause": self.clause,
            "correlation": self.correlation,
            "reader": self.reader,
            "parts": list(self.parts),
            "pad": "",
        }
        short = len(_json(fields)) % PADDED_TO
        return _json(fields | {"pad": "." * (-short % PADDED_TO)})


def header_from(payload: bytes) -> Header:
    """Fields of later versions are left unread. Raises Unacceptable."""
    try:
        fields: dict[str, Any] = json.loads(payload)
        if fields["version"] != VERSION:
            raise Unacceptable(Fault.UNKNOWN_VERSION, f"version {fields['version']!r}")
        return _header(fields)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as trouble:
        if isinstance(trouble, Unacceptable):
            raise
        raise Unacceptable(Fault.NOT_AN_ENVELOPE, f"its header lacks something: {trouble}") from None


def _header(fields: dict[str, Any]) -> Header:
    sequence = fields["sequence"]
    if type(sequence) is not int or not 1 <= sequence <= LAST_SEQUENCE:
        raise Unacceptable(Fault.NOT_AN_ENVELOPE, "its number is no number")
    for name in ("envelope", "kind", "from", "to", "clause", "correlation", "reader", "expires_at"):
        if not isinstance(fields[name], str) or len(fields[name]) > LONGEST or not fields[name].isprintable():
            raise Unacceptable(Fault.NOT_AN_ENVELOPE, f"{name} is no text of {LONGEST} characters at most")
    for name in ("envelope", "kind", "from", "to", "reader"):
        if not is_name(fields[name]):
            raise Unacceptable(Fault.NOT_AN_ENVELOPE, f"{name} is no name")
    issued_at = moment(fields["issued_at"])
    if issued_at is None:
        raise Unacceptable(Fault.NOT_AN_ENVELOPE, "nobody says when it was written")
    return Header(
        EnvelopeId(fields["envelope"]),
        fields["kind"],
        Route(PartnerId(fields["from"]), PartnerId(fields["to"]), sequence),
        issued_at,
        clause=fields["clause"],
        correlation=fields["correlation"],
        reader=KeyId(fields["reader"]),
        parts=tuple(Digest(str(part)) for part in fields["parts"]),
        expires_at=moment(fields["expires_at"] or None),
    )


def _json(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields, ensure_ascii=True, separators=(",", ":")).encode()


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
