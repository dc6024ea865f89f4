"""Bad files, one function for each kind: the same good rapid query, spoilt in exactly one way (the issue's list of
bad input).

Each is deterministic; none is made by chance damage, so a reader's finding can be held against what was done.
"""

import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from openbitmap.itl import Capture, EncodedImage, Field, Record, Transaction, assemble, type_14
from openbitmap.synthetic.transactions.captures import Presentation
from openbitmap.synthetic.transactions.submissions import rapid_transaction
from openbitmap.vocabulary import Compression, FingerPosition

SLAPS = (FingerPosition.PLAIN_RIGHT_FOUR, FingerPosition.PLAIN_LEFT_FOUR)
BOMB_SIDE = 30_000
"""A square of 900 million pixels in about 110 kilobytes of PNG."""
UNKNOWN_TYPE = 77
AGAIN = 500_000
"""Added to a presentation's number for a second capture of the same finger."""
_LENGTH, _SIZE_ACROSS, _DATA, _BIRTH, _POSITION = 1, 6, 999, 22, 13


def truncated(shown: Presentation) -> bytes:
    """The line broke: the last third of the file is missing."""
    data = _bytes(rapid_transaction(shown))
    return data[: len(data) * 2 // 3]


def oversized_length(shown: Presentation) -> bytes:
    """The last record says it is almost ten gigabytes long."""
    return _with_length(rapid_transaction(shown), -1, b"9999999999")


def wrong_length(shown: Presentation) -> bytes:
    """The length of the Type-2 record is seven bytes short."""
    good = rapid_transaction(shown)
    stated = int(_field(good.records[1], _LENGTH).value)
    return _with_length(good, 1, str(stated - 7).encode())


def repeated_record(shown: Presentation) -> bytes:
    """The last record stands twice in the file, but only once in 1.003."""
    good = rapid_transaction(shown)
    return _bytes(Transaction((*good.records, good.records[-1])))


def unknown_record(shown: Presentation) -> bytes:
    """A record of Type-77, which no standard knows, announced like any other."""
    good = rapid_transaction(shown)
    idc = f"{len(good.records) - 1:02d}".encode()
    values = {1: b"0", 2: idc, 3: b"UNKNOWN"}
    fields = tuple(Field(UNKNOWN_TYPE, n, v, f"{UNKNOWN_TYPE}.{n:03d}".encode()) for n, v in values.items())
    body = Record(UNKNOWN_TYPE, fields)
    length = len(body.encoded())
    stated = length + len(str(length + 1)) - 1
    fields = (replace(fields[0], value=str(stated).encode()), *fields[1:])
    whole = assemble(Transaction((*good.records, Record(UNKNOWN_TYPE, fields))))
    return _bytes(whole)


def size_disagrees(shown: Presentation) -> bytes:
    """The first finger's record says that the image is 64 pixels wider than its own codestream does."""
    good = rapid_transaction(shown)
    across = int(_field(good.records[2], _SIZE_ACROSS).value)
    return _bytes(_changed(good, 2, _SIZE_ACROSS, value=str(across + 64).encode()))


def decompression_bomb(shown: Presentation) -> bytes:
    """The first finger is a PNG of 900 million pixels."""
    good = rapid_transaction(shown)
    image = EncodedImage(_bomb(), Compression.PNG, BOMB_SIDE, BOMB_SIDE, 500.0)
    position = FingerPosition(int(_field(good.records[2], _POSITION).value))
    bomb = type_14(position, image, Capture(shown.post.code, shown.day))
    return _bytes(_with_record(good, 2, bomb))


def wrong_hand_slap(shown: Presentation) -> bytes:
    """The slap of the right hand is sent as position 14 and that of the left as 13: conformant, and false."""
    good = rapid_transaction(shown, fingers=SLAPS)
    first, second = good.records[2], good.records[3]
    swapped = _with_record(good, 2, _as_position(first, SLAPS[1]))
    return _bytes(_with_record(swapped, 3, _as_position(second, SLAPS[0])))


def same_print_twice(shown: Presentation) -> bytes:
    """One and the same image under two finger positions."""
    good = rapid_transaction(shown)
    return _bytes(_changed(good, 3, _DATA, value=_field(good.records[2], _DATA).value, sizes_of=2))


def same_finger_twice(shown: Presentation) -> bytes:
    """The second finger is another print of the first one: conformant, and only a comparison can tell."""
    good = rapid_transaction(shown)
    again = rapid_transaction(replace(shown, number=shown.number + AGAIN))
    position = FingerPosition(int(_field(good.records[3], _POSITION).value))
    return _bytes(_with_record(good, 3, _as_position(again.records[2], position)))


def future_birth_date(shown: Presentation) -> bytes:
    """The person is to be born four hundred days after the capture."""
    born = shown.day + timedelta(days=400)
    return _bytes(_changed(rapid_transaction(shown), 1, _BIRTH, value=f"{born:%Y%m%d}".encode()))


DEFECTS: dict[str, Callable[[Presentation], bytes]] = {
    make.__name__: make
    for make in (
        truncated,
        oversized_length,
        wrong_length,
        repeated_record,
        unknown_record,
        size_disagrees,
        decompression_bomb,
        wrong_hand_slap,
        same_print_twice,
        same_finger_twice,
        future_birth_date,
    )
}
"""Every kind by its name."""


def _bytes(transaction: Transaction) -> bytes:
    """What stands in the records, without the checks of the strict writer."""
    return b"".join(record.encoded() for record in transaction.records)


def _field(record: Record, number: int) -> Field:
    found = record.field(number)
    if found is None:
        raise ValueError(f"the good file has no field {record.type}.{number:03d}")
    return found


def _with_record(transaction: Transaction, index: int, record: Record) -> Transaction:
    """The transaction with one record in place of another, its IDC kept and all lengths right."""
    idc = transaction.records[index].idc or 0
    fields = tuple(replace(f, value=f"{idc:02d}".encode()) if f.number == 2 else f for f in record.fields)
    records = list(transaction.records)
    records[index] = replace(record, fields=fields)
    return assemble(Transaction(tuple(records)))


def _changed(
    transaction: Transaction, index: int, number: int, *, value: bytes, sizes_of: int | None = None
) -> Transaction:
    """The transaction with one field changed; with the image sizes of another record where its image is taken."""
    values = {number: value}
    if sizes_of is not None:
        values |= {n: _field(transaction.records[sizes_of], n).value for n in (6, 7)}
    record = transaction.records[index]
    fields = tuple(replace(f, value=values.get(f.number or 0, f.value)) for f in record.fields)
    return _with_record(transaction, index, replace(record, fields=fields))


def _with_length(transaction: Transaction, index: int, length: bytes) -> bytes:
    records = list(transaction.records)
    record = records[index]
    fields = tuple(replace(f, value=length) if f.number == _LENGTH else f for f in record.fields)
    records[index] = replace(record, fields=fields)
    return _bytes(Transaction(tuple(records)))


def _as_position(record: Record, position: FingerPosition) -> Record:
    """The record under another position; the operator's boxes (14.021), which would give it away, are left out."""
    fields = tuple(
        replace(f, value=str(int(position)).encode()) if f.number == _POSITION else f
        for f in record.fields
        if f.number != 21
    )
    return replace(record, fields=fields)


def _bomb() -> bytes:
    """A valid one-bit PNG, all black."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    side = BOMB_SIDE.to_bytes(4, "big")
    packer = zlib.compressobj(9)
    row = bytes(1 + BOMB_SIDE // 8)
    packed = b"".join(packer.compress(row * 300) for _ in range(BOMB_SIDE // 300)) + packer.flush()
    header = side + side + bytes([1, 0, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
