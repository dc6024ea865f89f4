"""Images of a transaction with what the standard says about them: position, impression, compression, size, resolution.

Resolution in pixels per inch. It comes from the scale fields of tagged records (xx.008 to xx.010) and, for binary
records, from the transaction's 1.011 and 1.012 (clauses 8.1.11, 8.1.12, 8.4.5).
"""

from dataclasses import dataclass

from openbitmap.itl.dictionary import Form
from openbitmap.itl.records import Record, whole_number
from openbitmap.vocabulary import Compression, FingerPosition, Impression, MissingReason

PER_MILLIMETRE, PER_CENTIMETRE = 25.4, 2.54
# 19.69 pixels per millimetre and 197 per centimetre both mean 500 ppi: within this much, the round value is meant.
_ROUNDING = 0.005
_NOMINAL = (500.0, 600.0, 1000.0, 1200.0, 2000.0)

# Table 7 tells optical from other sensors (20-27); for matching they are the plain, rolled or contactless kind.
_IMPRESSIONS = {int(member): member for member in Impression} | {
    20: Impression.LIVE_PLAIN,
    21: Impression.LIVE_ROLLED,
    22: Impression.LIVE_PLAIN,
    23: Impression.LIVE_ROLLED,
    26: Impression.LIVE_CONTACTLESS_PLAIN,
    27: Impression.LIVE_CONTACTLESS_ROLLED,
}
_OLD_NAMES = {"WSQ": Compression.WSQ, "JPEG": Compression.JPEG}
_KNOWN_POSITIONS = {int(member): member for member in FingerPosition}


@dataclass(frozen=True)
class EncodedImage:
    """An image as sent. `compression` is None when its code is not defined, `ppi` when the file gives no resolution."""

    data: bytes
    compression: Compression | None
    width: int
    height: int
    ppi: float | None


@dataclass(frozen=True)
class Segment:
    """Where one finger lies in a slap image (14.021): left, right, top and bottom in pixels."""

    position: FingerPosition
    left: int
    right: int
    top: int
    bottom: int


@dataclass(frozen=True)
class FingerImage:
    """One finger or slap image. `record` counts from 0; `missing` is what 14.018 says of this very position."""

    record: int
    position: FingerPosition
    impression: Impression
    image: EncodedImage
    missing: MissingReason | None = None
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True)
class FaceImage:
    """One Type-10 image of the face; other body parts and marks are in `Transaction.marks()`."""

    record: int
    kind: str
    pose: str | None
    image: EncodedImage


@dataclass(frozen=True)
class RidgeImage:
    """A latent (Type-13) or palm (Type-15) image; `positions` are codes of table 8, several when unsure."""

    record: int
    positions: tuple[int, ...]
    impression: Impression
    image: EncodedImage


@dataclass(frozen=True)
class IrisImage:
    """One Type-17 image; `eye` is 0 unknown, 1 the subject's right, 2 the subject's left (17.003)."""

    record: int
    eye: int
    image: EncodedImage


def image_of(record: Record, header: Record) -> EncodedImage | None:
    """The record's image, or None when it carries none. Numbers that cannot be read become 0 (the reader reports)."""
    data = record.data
    if not data or record.type is None:
        return None
    if record.form is Form.BINARY:
        compression = Compression.from_binary_code(record.integer(8) or 0)
        return EncodedImage(data, compression, record.integer(6) or 0, record.integer(7) or 0, ppi_of(record, header))
    compression = compression_named(record.text(11))
    return EncodedImage(data, compression, record.integer(6) or 0, record.integer(7) or 0, ppi_of(record, header))


def ppi_of(record: Record, header: Record) -> float | None:
    """Pixels per inch of the record's image, or None when the file does not say."""
    if record.form is Form.BINARY:
        per_millimetre = _decimal(header.text(11 if record.integer(5) == 1 else 12)) or _decimal(header.text(11))
        return _nominal(per_millimetre * PER_MILLIMETRE) if per_millimetre else None
    units, scale = record.integer(8), record.integer(9)
    if units not in (1, 2) or not scale:
        return None
    return _nominal(scale * (1.0 if units == 1 else PER_CENTIMETRE))


def finger_of(record: Record, index: int, header: Record) -> FingerImage | None:
    """The finger image of a Type-4 or Type-14 record, or None when it carries no image."""
    image = image_of(record, header)
    if image is None:
        return None
    numbers = positions_of(record)
    position = _KNOWN_POSITIONS.get(numbers[0] if numbers else 0, FingerPosition.UNKNOWN)
    missing = None if record.form is Form.BINARY else missing_in(record.subfields(18)).get(position)
    return FingerImage(index, position, impression_of(record), image, missing, _segments(record))


def impression_of(record: Record) -> Impression:
    """The kind of impression (table 7); UNKNOWN when the code is missing or means nothing to us."""
    code = record.integer(3)
    return Impression.UNKNOWN if code is None else _IMPRESSIONS.get(code, Impression.UNKNOWN)


def positions_of(record: Record) -> tuple[int, ...]:
    """Codes of table 8 in the record; in binary records 255 means "unused"."""
    if record.form is Form.BINARY:
        field = record.field(4)
        return tuple(code for code in (field.value if field else b"") if code != 255)
    numbers = (whole_number(parts[0]) for parts in record.subfields(13))
    return tuple(number for number in numbers if number is not None)


def missing_in(subfields: tuple[tuple[str, ...], ...]) -> dict[FingerPosition, MissingReason]:
    """Fingers that 2.084 or 14.018 declare missing; a code other than XX is read as "unable to print"."""
    missing = {}
    for parts in subfields:
        number = whole_number(parts[0]) or 0
        if 1 <= number <= 10 and len(parts) > 1:
            amputated = parts[1] == MissingReason.AMPUTATED
            missing[FingerPosition(number)] = MissingReason.AMPUTATED if amputated else MissingReason.UNABLE_TO_PRINT
    return missing


def compression_named(text: str | None) -> Compression | None:
    """The compression of a CGA field; older files number it as binary records do."""
    if text is None:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 2:
        return Compression.from_binary_code(int(text))
    return next((member for member in Compression if member.value == text), _OLD_NAMES.get(text))


def _segments(record: Record) -> tuple[Segment, ...]:
    if record.form is Form.BINARY:
        return ()
    segments = []
    for parts in record.subfields(21):
        numbers = [number for part in parts if (number := whole_number(part)) is not None]
        if len(numbers) == 5 and 1 <= numbers[0] <= 10:
            segments.append(Segment(FingerPosition(numbers[0]), *numbers[1:]))
    return tuple(segments)


def _decimal(text: str | None) -> float:
    try:
        value = float(text or 0)
    except ValueError:
        return 0.0
    return value if 0.0 < value < 1_000.0 else 0.0


def _nominal(ppi: float) -> float:
    return next((value for value in _NOMINAL if abs(ppi - value) <= value * _ROUNDING), ppi)
