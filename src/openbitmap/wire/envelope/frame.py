"""The bytes of one envelope: a mark, then length and content of the signed header, the sealed key and each part."""

from dataclasses import dataclass

from openbitmap.vocabulary import Digest
from openbitmap.wire.envelope.content import BUCKETS, MOST_ATTACHMENTS, Binding, Sealed
from openbitmap.wire.envelope.faults import Fault, Unacceptable
from openbitmap.wire.envelope.header import Header, header_from
from openbitmap.wire.envelope.signing import Signed, signed_from

MARK = b"OBENV1\n"
LARGEST = 128 * 1024 * 1024
_LENGTH_BYTES = 4
_FEWEST = 3
_LARGEST_PIECE = BUCKETS[-1] + 64


@dataclass(frozen=True)
class Envelope:
    """Taken apart, its digests checked against its header, its signature not: nothing in it is to be believed before
    `signed_by` says yes."""

    signed: Signed
    header: Header
    sealed: Sealed

    @property
    def digest(self) -> Digest:
        return self.signed.digest

    @property
    def binding(self) -> Binding:
        return Binding(self.header.envelope, self.header.route.sender, self.header.route.recipient)


def write_frame(signed: str, sealed: Sealed) -> bytes:
    pieces = (signed.encode("ascii"), sealed.key, *sealed.parts)
    return MARK + b"".join(len(piece).to_bytes(_LENGTH_BYTES, "big") + piece for piece in pieces)


def open_frame(data: bytes) -> Envelope:
    """Raises Unacceptable for anything that `write_frame` would not have written."""
    if len(data) > LARGEST:
        raise Unacceptable(Fault.TOO_LARGE, f"{len(data)} bytes; {LARGEST} at most")
    if not data.startswith(MARK):
        raise Unacceptable(Fault.NOT_AN_ENVELOPE, "it does not begin as one")
    pieces = _pieces(memoryview(data)[len(MARK) :])
    try:
        signed = signed_from(pieces[0].decode("ascii"), kind="envelope")
    except UnicodeDecodeError:
        raise Unacceptable(Fault.NOT_AN_ENVELOPE, "its signed header is no text") from None
    header = header_from(signed.payload)
    sealed = Sealed(pieces[1], tuple(pieces[2:]))
    if sealed.digests != header.parts:
        raise Unacceptable(Fault.ALTERED, "a part is not the one that was signed for")
    return Envelope(signed, header, sealed)


def _pieces(rest: memoryview) -> list[bytes]:
    pieces: list[bytes] = []
    while rest:
        length = int.from_bytes(rest[:_LENGTH_BYTES], "big")
        piece, after = bytes(rest[_LENGTH_BYTES : _LENGTH_BYTES + length]), rest[_LENGTH_BYTES + length :]
        if len(rest) < _LENGTH_BYTES or len(piece) != length or length > _LARGEST_PIECE:
            raise Unacceptable(Fault.TRUNCATED, f"piece {len(pieces)} is not as long as it says")
        pieces.append(piece)
        rest = after
        if len(pieces) > _FEWEST + MOST_ATTACHMENTS:
            raise Unacceptable(Fault.TOO_LARGE, "too many pieces")
    if len(pieces) < _FEWEST:
        raise Unacceptable(Fault.TRUNCATED, f"{len(pieces)} pieces")
    return pieces
