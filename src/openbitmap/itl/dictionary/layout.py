"""Shapes in which a record type is declared; every other module of this library reads its layouts, none repeats them.

Lengths count characters of one value (bytes in binary headers); `None` as an upper bound means "no limit".
"""

from dataclasses import dataclass
from enum import StrEnum


class Presence(StrEnum):
    """Condition code of the standard's layout tables: mandatory, dependent, optional."""

    MANDATORY = "M"
    DEPENDENT = "D"
    OPTIONAL = "O"


class Kind(StrEnum):
    """Character types of the standard's layout tables, with dates and binary numbers told apart."""

    ALPHA = "A"
    NUMERIC = "N"
    ALPHANUMERIC = "AN"
    ALPHA_SPECIAL = "AS"
    NUMERIC_SPECIAL = "NS"
    PRINTABLE = "ANS"
    UNICODE = "U"
    HEXADECIMAL = "H"
    BASE64 = "B64"
    DATE = "DATE"
    UTC = "UTC"
    UNSIGNED = "UINT"
    BINARY = "B"
    ANY = "any"


class Form(StrEnum):
    """How a record is laid out in bytes: tagged text fields, a fixed binary header, or not known to us."""

    TAGGED = "tagged"
    BINARY = "binary"
    OPAQUE = "opaque"


Bounds = tuple[int, int | None]


@dataclass(frozen=True)
class Item:
    """One information item of a subfield. `repeats` marks the last item, which may go on to the subfield's end."""

    mnemonic: str
    name: str
    presence: Presence
    kind: Kind
    length: Bounds
    codes: frozenset[str] | None = None
    repeats: bool = False


@dataclass(frozen=True)
class FieldLayout:
    """One field: `occurs` bounds its subfields; `items` is empty when a subfield is a single value."""

    number: int
    mnemonic: str
    name: str
    presence: Presence
    kind: Kind
    length: Bounds
    clause: str
    occurs: Bounds = (1, 1)
    items: tuple[Item, ...] = ()
    codes: frozenset[str] | None = None


@dataclass(frozen=True)
class RecordLayout:
    """One record type: its name, the clause that defines it, its fields in order, and the free ranges of numbers."""

    type: int
    name: str
    clause: str
    form: Form
    fields: tuple[FieldLayout, ...]
    user_defined: tuple[tuple[int, int], ...] = ()

    def field(self, number: int) -> FieldLayout | None:
        """The layout of the field with this number, or None when the standard does not define it."""
        return next((field for field in self.fields if field.number == number), None)

    def number_of(self, mnemonic: str) -> int | None:
        """The field number of a mnemonic such as "NAM", or None."""
        return next((field.number for field in self.fields if field.mnemonic == mnemonic), None)

    def is_user_defined(self, number: int) -> bool:
        """True for numbers that the standard leaves to the users of a domain."""
        return any(first <= number <= last for first, last in self.user_defined)
