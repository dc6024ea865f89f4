"""The lossless layer: a file is a sequence of records whose bytes, put together, are the file again.

Invariant, for any bytes that were read: `b"".join(record.encoded() for record in records) == data`. Nothing is trimmed,
sorted, decoded or corrected here; what a value means is the business of `transactions.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from openbitmap.itl.dictionary.layout import Form

FS, GS, RS, US = b"\x1c", b"\x1d", b"\x1e", b"\x1f"

LENGTH, IDC, DATA = 1, 2, 999

# Beyond these a field is not taken apart further, so that a hostile file of separators costs no more than its size.
MAX_SUBFIELDS, MAX_ITEMS = 10_000, 256


def whole_number(text: str) -> int | None:
    """The number that up to nine ASCII digits write, else None. `int` would take other digits and fail on many."""
    return int(text) if len(text) <= 9 and text.isascii() and text.isdigit() else None


@dataclass(frozen=True)
class Field:
    """One field as written. `tag` is what stood before the colon; None in binary headers and unreadable stretches."""

    record_type: int | None
    number: int | None
    value: bytes
    tag: bytes | None = None
    offset: int | None = None

    @property
    def name(self) -> str:
        """The field's name as people write it: "14.013"."""
        return f"{self.record_type}.{self.number:03d}" if self.number is not None else "?"

    @property
    def text(self) -> str:
        """The value as text: UTF-8, or Latin-1 where it is not valid UTF-8 (the reader reports that)."""
        try:
            return self.value.decode("utf-8")
        except UnicodeDecodeError:
            return self.value.decode("latin-1")

    @property
    def subfields(self) -> tuple[tuple[str, ...], ...]:
        """Subfields (separated by RS) of information items (separated by US), as text."""
        return tuple(tuple(part.split("\x1f", MAX_ITEMS)) for part in self.text.split("\x1e", MAX_SUBFIELDS))

    @property
    def integer(self) -> int | None:
        """The value as a whole number, or None when it is not one; binary values are big-endian and unsigned."""
        if self.tag is None:
            return int.from_bytes(self.value, "big")
        return int(self.value) if self.value.isdigit() and len(self.value) <= 18 else None

    def encoded(self) -> bytes:
        """The field's bytes as they stand in the file, separators before and after left out."""
        return self.value if self.tag is None else self.tag + b":" + self.value


@dataclass(frozen=True)
class Record:
    """One logical record as written. `ending` is what closes it: FS as a rule, nothing when the file broke off."""

    type: int | None
    fields: tuple[Field, ...]
    form: Form = Form.TAGGED
    ending: bytes = FS
    offset: int | None = None

    def encoded(self) -> bytes:
        """The record's bytes as they stand in the file, ending included."""
        separator = GS if self.form is Form.TAGGED else b""
        return separator.join(field.encoded() for field in self.fields) + self.ending

    def field(self, number: int) -> Field | None:
        """The first field of this number; repetitions are kept in `fields` and reported by the reader."""
        return next((field for field in self.fields if field.number == number), None)

    def all(self, number: int) -> Iterator[Field]:
        """Every field of this number, in the order written."""
        return (field for field in self.fields if field.number == number)

    def text(self, number: int) -> str | None:
        """The field's text, or None when the field is not there."""
        found = self.field(number)
        return None if found is None else found.text

    def integer(self, number: int) -> int | None:
        """The field's whole number, or None when the field is missing or holds none."""
        found = self.field(number)
        return None if found is None else found.integer

    def subfields(self, number: int) -> tuple[tuple[str, ...], ...]:
        """The field's subfields and items; empty when the field is not there."""
        found = self.field(number)
        return () if found is None else found.subfields

    @property
    def idc(self) -> int | None:
        """Information designation character, field 002; None for Type-1 and unreadable records."""
        return None if self.type == 1 else self.integer(IDC)

    @property
    def data(self) -> bytes | None:
        """The image or other binary data (field 999, or the data of a binary record); of several, the last."""
        if self.form is Form.BINARY:
            return self.fields[-1].value
        values = [field.value for field in self.all(DATA)]
        return values[-1] if values else None


def join(records: tuple[Record, ...]) -> bytes:
    """The bytes of the file that these records make."""
    return b"".join(record.encoded() for record in records)
