"""Many envelopes and receipts in one piece: the body of a push, the answer to a pull, the file on a stick."""

import json
from dataclasses import dataclass

from openbitmap.vocabulary import PartnerId, digest_of
from openbitmap.wire.envelope.faults import Fault, Unacceptable

MARK = b"OBBUN1\n"
_LENGTH_BYTES = 4
_LARGEST_INDEX = 64 * 1024 * 1024


@dataclass(frozen=True)
class Bundle:
    """`envelopes` are the bytes that would travel singly, untouched; `receipts` are signed texts. The bundle itself is
    not signed: it proves nothing and hides nothing."""

    sender: PartnerId
    recipient: PartnerId
    envelopes: tuple[bytes, ...] = ()
    receipts: tuple[str, ...] = ()


def pack_bundle(bundle: Bundle) -> bytes:
    index = {
        "version": 1,
        "from": bundle.sender,
        "to": bundle.recipient,
        "envelopes": [{"size": len(data), "sha256": digest_of(data)} for data in bundle.envelopes],
        "receipts": list(bundle.receipts),
    }
    text = json.dumps(index, separators=(",", ":")).encode()
    return b"".join((MARK, len(text).to_bytes(_LENGTH_BYTES, "big"), text, *bundle.envelopes))


def unpack_bundle(data: bytes) -> Bundle:
    """Envelopes as they lie there, however damaged each may be: each is judged by itself. Raises Unacceptable where the
    index cannot be read."""
    if not data.startswith(MARK):
        raise Unacceptable(Fault.NOT_AN_ENVELOPE, "no bundle")
    begin = len(MARK) + _LENGTH_BYTES
    length = int.from_bytes(data[len(MARK) : begin], "big")
    if length > _LARGEST_INDEX or len(data) < begin + length:
        raise Unacceptable(Fault.TRUNCATED, "the bundle's index is not whole")
    try:
        index = json.loads(data[begin : begin + length])
        sizes = [int(entry["size"]) for entry in index["envelopes"]]
        receipts = tuple(str(receipt) for receipt in index["receipts"])
        ends = PartnerId(str(index["from"])), PartnerId(str(index["to"]))
    except (ValueError, KeyError, TypeError) as trouble:
        raise Unacceptable(Fault.NOT_AN_ENVELOPE, f"the bundle's index cannot be read: {trouble}") from None
    if any(size < 0 for size in sizes):
        raise Unacceptable(Fault.NOT_AN_ENVELOPE, "the bundle's index names a size below zero")
    return Bundle(*ends, envelopes=_cut(data, begin + length, sizes), receipts=receipts)


def _cut(data: bytes, at: int, sizes: list[int]) -> tuple[bytes, ...]:
    """A bundle cut short gives the envelopes that are there, the last one perhaps not whole."""
    envelopes = []
    for size in sizes:
        if at >= len(data):
            break
        envelopes.append(data[at : at + size])
        at += size
    return tuple(envelopes)
