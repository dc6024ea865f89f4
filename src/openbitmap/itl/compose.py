"""Building transactions from values: records first, then `compose`, which numbers them and computes lengths.

Times are arguments; this library has no clock. Values must not contain the separators FS, GS, RS, US.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from openbitmap.itl.dictionary import RECORDS, Form
from openbitmap.itl.encodings.traditional import lay_out
from openbitmap.itl.prints import PER_MILLIMETRE, EncodedImage, Segment
from openbitmap.itl.records import FS, IDC, Field, Record
from openbitmap.itl.transactions import Transaction
from openbitmap.vocabulary import Compression, FingerPosition, Impression, MissingReason, Priority

VERSION = "0502"
MOST_RECORDS = 100
MOST_IN_TWO_BYTES = 65_535
_SEPARATORS = "\x1c\x1d\x1e\x1f"

Value = str | bytes | int | date | Sequence[str] | Sequence[Sequence[str]]
"""A field's value: text, a number, a date, a list of subfields, or of lists of items; bytes only for image data."""


@dataclass(frozen=True)
class Header:
    """Values of the Type-1 record. `ppi` goes into 1.011 and 1.012; None writes 500 with Type-4 records, else 0."""

    tot: str
    control_number: str
    date: date
    destination: str
    originator: str
    priority: Priority | None = None
    reference: str | None = None
    time: datetime | None = None
    domain: tuple[str, str] | None = None
    ppi: float | None = None


@dataclass(frozen=True)
class Capture:
    """Who captured an image (SRC), when, and with which device (make, model, serial number)."""

    source: str
    date: date
    device: tuple[str, str, str] | None = None


def compose(header: Header, records: Sequence[Record]) -> Transaction:
    """A transaction of these records in this order, IDCs counted from 00, 1.003 and all lengths computed.

    ValueError for more than 100 records, because IDCs end at 99 (clause 7.3.1).
    """
    if len(records) > MOST_RECORDS:
        raise ValueError(f"a transaction holds at most {MOST_RECORDS} records besides Type-1, not {len(records)}")
    numbered = [_with_idc(record, idc) for idc, record in enumerate(records)]
    has_binary = any(record.type == 4 for record in numbered)
    ppi = header.ppi if header.ppi is not None else (500.0 if has_binary else 0.0)
    resolution = f"{ppi / PER_MILLIMETRE:05.2f}"
    values: dict[int, Value | None] = {
        1: "0",
        2: VERSION,
        3: "0",
        4: header.tot,
        5: header.date,
        6: None if header.priority is None else int(header.priority),
        7: header.destination,
        8: header.originator,
        9: header.control_number,
        10: header.reference,
        11: resolution,
        12: resolution,
        13: None if header.domain is None else [list(header.domain)],
        14: None if header.time is None else header.time.astimezone(UTC).strftime("%Y%m%d%H%M%SZ"),
        15: [["003", "UTF-8"]],
    }
    first = _tagged(1, values)
    return assemble(Transaction((first, *numbered)))


def assemble(transaction: Transaction) -> Transaction:
    """The same fields with 1.003 and every length computed anew; tags in their standard form, offsets forgotten."""
    others = [_clean(record) for record in transaction.records[1:]]
    pairs = [f"{record.type}\x1f{record.idc or 0:02d}" for record in others]
    contents = "\x1e".join([f"1\x1f{len(others)}", *pairs]).encode()
    header = _clean(transaction.header)
    fields = tuple(replace(f, value=contents) if f.number == 3 else f for f in header.fields)
    records = (lay_out(replace(header, fields=fields)), *(lay_out(record) for record in others))
    return Transaction(records)


def type_2(values: Mapping[str | int, Value | None]) -> Record:
    """Descriptive text; keys are mnemonics ("NAM") or field numbers (18), None leaves a field out."""
    return tagged(2, values)


def tagged(kind: int, values: Mapping[str | int, Value | None]) -> Record:
    """A tagged record of any type from values by mnemonic or field number, in ascending order of number."""
    layout = RECORDS[kind]
    numbered: dict[int, Value | None] = {1: "0", 2: "00"}
    for key, value in values.items():
        number = key if isinstance(key, int) else layout.number_of(key)
        if number is None:
            raise KeyError(f"Type-{kind} has no field {key}")
        numbered[number] = value
    return _tagged(kind, dict(sorted(numbered.items())))


def type_4(position: FingerPosition, image: EncodedImage, *, impression: Impression = Impression.LIVE_PLAIN) -> Record:
    """A finger image in a binary record; its resolution is the transaction's (1.011).

    ValueError if a side has more than 65,535 pixels: fields 4.006 HLL and 4.007 VLL are two bytes each.
    """
    if max(image.width, image.height) > MOST_IN_TWO_BYTES:
        raise ValueError(
            f"an image of {image.width} x {image.height} pixels does not fit a Type-4 record (at most "
            f"{MOST_IN_TWO_BYTES} on a side): send it as Type-14"
        )
    code = BINARY_CODES[_compression(image)]
    parts = (
        bytes(4),
        b"\0",
        bytes([int(impression)]),
        bytes([int(position)]) + b"\xff" * 5,
        b"\1",
        image.width.to_bytes(2, "big"),
        image.height.to_bytes(2, "big"),
        bytes([code]),
        image.data,
    )
    fields = tuple(Field(4, number, value) for number, value in enumerate(parts, start=1))
    return Record(4, fields, Form.BINARY, b"")


def type_14(
    position: FingerPosition,
    image: EncodedImage,
    capture: Capture,
    *,
    impression: Impression = Impression.LIVE_PLAIN,
    segments: Sequence[Segment] = (),
) -> Record:
    """A finger or slap image in a tagged record; `segments` says where the fingers of a slap lie."""
    boxes = [[str(int(s.position)), *(str(n) for n in (s.left, s.right, s.top, s.bottom))] for s in segments]
    values: dict[str | int, Value | None] = {
        "IMP": int(impression),
        "FGP": int(position),
        "SEG": boxes or None,
        **_image_values(image, capture, "FCD"),
        "BPX": 8,
    }
    return tagged(14, values)


def type_14_missing(position: FingerPosition, reason: MissingReason, capture: Capture) -> Record:
    """A Type-14 record without image that says why the finger was not printed."""
    values: dict[str | int, Value | None] = {
        "IMP": int(Impression.LIVE_PLAIN),
        "SRC": capture.source,
        "FCD": capture.date,
        "FGP": int(position),
        "AMP": [[str(int(position)), reason.value]],
    }
    return tagged(14, values)


def type_10_face(image: EncodedImage, capture: Capture, *, pose: str = "F", colour_space: str = "SRGB") -> Record:
    """A photograph of the face; `pose` F is full frontal (10.020)."""
    values: dict[str | int, Value | None] = {
        "IMT": "FACE",
        **_image_values(image, capture, "PHD"),
        "CSP": colour_space,
        "SAP": 0,
        "POS": pose,
    }
    return tagged(10, values)


BINARY_CODES = {
    compression: code for code in range(7) if (compression := Compression.from_binary_code(code)) is not None
}


def _compression(image: EncodedImage) -> Compression:
    if image.compression is None:
        raise ValueError("the compression of the image is not known; written as uncompressed it would be unreadable")
    return image.compression


def _image_values(image: EncodedImage, capture: Capture, date_field: str) -> dict[str | int, Value | None]:
    scale = 0 if image.ppi is None else round(image.ppi)
    return {
        "SRC": capture.source,
        date_field: capture.date,
        "HLL": image.width,
        "VLL": image.height,
        "SLC": 0 if image.ppi is None else 1,
        "THPS": scale or 1,
        "TVPS": scale or 1,
        "CGA": _compression(image).value,
        "MMS": None if capture.device is None else [list(capture.device)],
        "DATA": image.data,
    }


def _tagged(kind: int, values: Mapping[int, Value | None]) -> Record:
    fields = tuple(
        Field(kind, number, _encode(value), f"{kind}.{number:03d}".encode())
        for number, value in values.items()
        if value is not None
    )
    return Record(kind, fields)


def _encode(value: Value) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, date):
        return value.strftime("%Y%m%d").encode()
    if isinstance(value, str | int):
        return _plain(str(value)).encode()
    subfields = (part if isinstance(part, str) else "\x1f".join(_plain(item) for item in part) for part in value)
    return "\x1e".join(_plain(part, allowed="\x1f") for part in subfields).encode()


def _plain(text: str, *, allowed: str = "") -> str:
    """The text itself, refused when it holds a separator that would change the structure of the record."""
    if any(separator in text for separator in _SEPARATORS if separator not in allowed):
        raise ValueError(f"a value must not contain FS, GS, RS or US: {text!r}")
    return text


def _with_idc(record: Record, idc: int) -> Record:
    value = bytes([idc]) if record.form is Form.BINARY else f"{idc:02d}".encode()
    return replace(record, fields=tuple(replace(f, value=value) if f.number == IDC else f for f in record.fields))


def _clean(record: Record) -> Record:
    fields = tuple(
        replace(f, tag=f"{record.type}.{f.number:03d}".encode() if f.tag is not None else None, offset=None)
        for f in record.fields
    )
    return Record(record.type, fields, record.form, FS if record.form is Form.TAGGED else b"")
