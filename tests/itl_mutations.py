"""Seeded damage to transaction files: raw (bytes anywhere) and mended (record lengths made to fit the damage again)."""

import random
import re
from collections.abc import Callable

from openbitmap.itl import Field, Form, Record, Transaction, join, read

SEPARATORS = (b"\x1c", b"\x1d", b"\x1e", b"\x1f")
TOKENS = (*SEPARATORS, b":", b".", b"0", b"9", b"\x00", b"\xff", b"-", b" ")

Mutation = Callable[[random.Random, bytes, tuple[bytes, ...]], bytes]


def mutate(rng: random.Random, data: bytes, others: tuple[bytes, ...]) -> bytes:
    """One to five mutations, one in three of them mended so that no length field gives the damage away."""
    for _ in range(rng.choice((1, 1, 1, 2, 5))):
        if not data:
            return data
        data = _mended(rng, data) if rng.random() < 0.33 else rng.choice(_RAW)(rng, data, others)
    return data


def _span(rng: random.Random, data: bytes) -> tuple[int, int]:
    start = rng.randrange(len(data))
    return start, min(len(data), start + 1 + int(rng.expovariate(0.05)))


def _flip(rng: random.Random, data: bytes, others: tuple[bytes, ...]) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]


def _delete(rng: random.Random, data: bytes, others: tuple[bytes, ...]) -> bytes:
    start, end = _span(rng, data)
    return data[:start] + data[end:]


def _insert(rng: random.Random, data: bytes, others: tuple[bytes, ...]) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(TOKENS) * rng.randrange(1, 4) + data[at:]


def _double(rng: random.Random, data: bytes, others: tuple[bytes, ...]) -> bytes:
    start, end = _span(rng, data)
    return data[:end] + data[start:end] + data[end:]


def _truncate(rng: random.Random, data: bytes, others: tuple[bytes, ...]) -> bytes:
    return data[: rng.randrange(len(data))]


def _splice(rng: random.Random, data: bytes, others: tuple[bytes, ...]) -> bytes:
    other = rng.choice(others)
    start = rng.randrange(len(other))
    at = rng.randrange(len(data) + 1)
    return data[:at] + other[start : start + rng.randrange(400)] + data[at:]


def _exchange_separator(rng: random.Random, data: bytes, others: tuple[bytes, ...]) -> bytes:
    places = [at for at, byte in enumerate(data) if 0x1C <= byte <= 0x1F] or [0]
    at = rng.choice(places)
    return data[:at] + rng.choice(SEPARATORS) + data[at + 1 :]


def _change_digit(rng: random.Random, data: bytes, others: tuple[bytes, ...]) -> bytes:
    places = [at for at, byte in enumerate(data[:600]) if 0x30 <= byte <= 0x39] or [0]
    at = rng.choice(places)
    return data[:at] + b"%d" % rng.randrange(10) + data[at + 1 :]


def _scramble(rng: random.Random, data: bytes, others: tuple[bytes, ...]) -> bytes:
    start, end = _span(rng, data)
    return data[:start] + rng.randbytes(end - start) + data[end:]


def _append(rng: random.Random, data: bytes, others: tuple[bytes, ...]) -> bytes:
    return data + rng.randbytes(rng.randrange(1, 30))


def _odd_number(rng: random.Random, data: bytes, others: tuple[bytes, ...]) -> bytes:
    """Puts a number that `int` chokes on, or takes though it is none of ours, where a value begins."""
    places = [at + 1 for at, byte in enumerate(data[:900]) if byte in b":\x1e\x1f"] or [0]
    at = rng.choice(places)
    return data[:at] + rng.choice((b"9" * 5_000, "٣".encode(), "²".encode(), b"-", b"+", b"1_", b"1e")) + data[at:]


_RAW: tuple[Mutation, ...] = (
    _flip,
    _delete,
    _insert,
    _double,
    _truncate,
    _splice,
    _exchange_separator,
    _change_digit,
    _scramble,
    _append,
    _odd_number,
)


def _mended(rng: random.Random, data: bytes) -> bytes:
    """Damage to one record's fields, or to the order of records, after which every length is true again."""
    transaction = read(data).transaction
    if transaction is None:
        return data
    records = list(transaction.records)
    at = rng.randrange(len(records))
    action = rng.randrange(4)
    if action == 0:
        records.insert(at + 1, records[at])
    elif action == 1 and len(records) > 1:
        other = rng.randrange(len(records))
        records[at], records[other] = records[other], records[at]
    elif action == 2 and len(records) > 1:
        del records[at]
    else:
        records[at] = _damaged(rng, records[at])
    return join(tuple(_true_length(record) for record in records))


def _damaged(rng: random.Random, record: Record) -> Record:
    fields = list(record.fields)
    at = rng.randrange(len(fields))
    action = rng.randrange(6)
    field = fields[at]
    if action == 0:
        fields.insert(at, field)
    elif action == 1 and len(fields) > 1:
        del fields[at]
    elif action == 2:
        other = rng.randrange(len(fields))
        fields[at], fields[other] = fields[other], fields[at]
    elif action == 3 and field.tag is not None:
        tag = rng.choice((b"%d.%d", b"%02d.%03d", b"%d.%04d", b"%d.%02d")) % (record.type or 0, rng.randrange(60))
        fields[at] = Field(field.record_type, field.number, field.value, tag)
    elif field.value:
        value = rng.choice(_RAW[:5])(rng, field.value, (field.value,))
        fields[at] = Field(field.record_type, field.number, value, field.tag)
    return Record(record.type, tuple(fields), record.form, record.ending)


def _true_length(record: Record) -> Record:
    encoded = record.encoded()
    if record.form is Form.BINARY:
        first = Field(record.type, 1, len(encoded).to_bytes(4, "big"))
        return Record(record.type, (first, *record.fields[1:]), record.form, record.ending)
    match = re.match(rb"\d{1,2}\.0{0,2}1", record.fields[0].tag or b"")
    if record.form is Form.OPAQUE or match is None:
        return record
    rest = len(encoded) - len(record.fields[0].value)
    digits = next(n for n in range(1, 12) if len(str(rest + n)) <= n)
    first = Field(record.type, 1, str(rest + digits).encode(), record.fields[0].tag)
    return Record(record.type, (first, *record.fields[1:]), record.form, record.ending)


def silently_wrong(data: bytes) -> str | None:
    """Why these bytes were accepted silently wrong, or None.

    A file is accepted silently when reading gives no finding at all. Then everything in it must have been understood:
    written anew from types, field numbers and values alone, with lengths and 1.003 computed from what was read, it must
    give exactly the same bytes.
    """
    from openbitmap.itl import assemble

    reading = read(data)
    if reading.findings or reading.transaction is None:
        return None
    anew = join(assemble(Transaction(reading.transaction.records)).records)
    if anew == data:
        return None
    at = next((i for i, (a, b) in enumerate(zip(anew, data, strict=False)) if a != b), min(len(anew), len(data)))
    return f"byte {at}: read {data[max(0, at - 30) : at + 20]!r}, understood {anew[max(0, at - 30) : at + 20]!r}"
