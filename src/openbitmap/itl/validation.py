"""Records against the dictionary: which fields there are, how often, how long, of what characters and codes.

Files that declare a version before 1-2007 (0400) follow other tables; what departs from ours is a warning there.
"""

import re
from collections import Counter
from dataclasses import dataclass

from openbitmap.itl.catalogue import Severity
from openbitmap.itl.conditions import check_conditions
from openbitmap.itl.dictionary import KNOWN_TYPES, RECORDS, FieldLayout, Form, Item, Kind, Presence, RecordLayout
from openbitmap.itl.findings import Findings, Place
from openbitmap.itl.records import LENGTH, Field, Record
from openbitmap.itl.transactions import parse_date, parse_utc

_CHARACTERS = {
    Kind.ALPHA: re.compile(r"[A-Za-z]*"),
    Kind.NUMERIC: re.compile(r"[0-9]*"),
    Kind.ALPHANUMERIC: re.compile(r"[A-Za-z0-9]*"),
    Kind.ALPHA_SPECIAL: re.compile(r"[A-Za-z\x20-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]*"),
    Kind.NUMERIC_SPECIAL: re.compile(r"[0-9\x20-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]*"),
    Kind.PRINTABLE: re.compile(r"[\x20-\x7e]*"),
    Kind.UNICODE: re.compile(r"[^\x00-\x08\x0e-\x1f]*"),
    Kind.HEXADECIMAL: re.compile(r"[0-9A-Fa-f]*"),
    Kind.BASE64: re.compile(r"[A-Za-z0-9+/=]*"),
}
_KIND_NAMES = {
    Kind.ALPHA: "letters",
    Kind.NUMERIC: "digits",
    Kind.ALPHANUMERIC: "letters and digits",
    Kind.ALPHA_SPECIAL: "letters, blanks and punctuation",
    Kind.NUMERIC_SPECIAL: "digits and punctuation",
    Kind.PRINTABLE: "printable ASCII",
    Kind.UNICODE: "text without control characters",
    Kind.HEXADECIMAL: "hexadecimal digits",
    Kind.BASE64: "Base-64 characters",
}
OLDEST_CHECKED = "0400"


# Values checked in one file; more only occur in hostile files of nothing but separators.
MAX_VALUES = 1_000_000


@dataclass
class _Budget:
    """How many values of the file may still be checked."""

    values: int = MAX_VALUES


@dataclass(frozen=True)
class _Judge:
    """One place of the file: where its findings go, how severe departures from the dictionary are in this file."""

    found: Findings
    place: Place
    severity: Severity | None
    budget: _Budget

    def at(self, field: str | None, offset: int | None) -> "_Judge":
        """The judge for a field of the same record."""
        place = Place(self.place.record, self.place.record_type, field, offset)
        return _Judge(self.found, place, self.severity, self.budget)

    def add(self, code: str, **details: object) -> None:
        """A departure from the dictionary: less severe in files of older versions."""
        self.found.add_as(self.severity, code, self.place, **details)

    def add_always(self, code: str, **details: object) -> None:
        """A finding whose severity does not depend on the version."""
        self.found.add(code, self.place, **details)

    def report(self, code: str, field: str | None, **details: object) -> None:
        """A departure at a field that is not there: the place is the record's."""
        self.at(field, self.place.offset).add(code, **details)


def check_records(records: tuple[Record, ...], found: Findings) -> None:
    """Reports every departure of the records from the dictionary and from the conditions between fields."""
    version = records[0].text(2) or ""
    old = version.isdigit() and version < OLDEST_CHECKED
    if old:
        field = records[0].field(2)
        found.add("version-old", Place(0, 1, "1.002", field.offset if field else None), version=version)
    budget = _Budget()
    for index, record in enumerate(records):
        place = Place(index, record.type, None, record.offset)
        judge = _Judge(found, place, Severity.WARNING if old else None, budget)
        layout = RECORDS.get(record.type or 0)
        if record.form is Form.OPAQUE:
            continue
        if layout is None:
            judge.add_always("record-type-unknown", type=record.type)
        elif record.type not in KNOWN_TYPES:
            judge.add_always("record-type-unread", type=record.type)
        else:
            _check_record(record, layout, judge)
            check_conditions(record, judge.report)


def _check_record(record: Record, layout: RecordLayout, judge: _Judge) -> None:
    layouts = {field.number: field for field in layout.fields}
    counts = Counter(field.number for field in record.fields if field.number is not None)
    for field in layout.fields:
        if field.presence is Presence.MANDATORY and field.number not in counts:
            name = f"{layout.type}.{field.number:03d}"
            judge.report("field-missing", name, name=field.name, mnemonic=field.mnemonic)
    seen: set[int] = set()
    for entry in record.fields:
        if entry.number is None:
            continue
        here = judge.at(entry.name, entry.offset)
        if counts[entry.number] > 1 and entry.number not in seen:
            here.add_always("field-repeated", count=counts[entry.number])
        seen.add(entry.number)
        known = layouts.get(entry.number)
        if known is not None:
            _check_field(entry, known, here)
        elif layout.type == 2:
            here.add_always("field-not-in-dictionary")
        elif not layout.is_user_defined(entry.number):
            here.add("field-unknown")


def _check_field(field: Field, layout: FieldLayout, judge: _Judge) -> None:
    if layout.kind in (Kind.BINARY, Kind.ANY) or (layout.number == LENGTH and field.tag is not None):
        return  # binary and free fields are kept whole, the length of a record is the reader's business
    if field.tag is None:
        _check_value(str(field.integer), layout, judge)
        return
    if not _is_utf8(field.value):
        judge.add("text-not-utf8")
    if not field.value:
        if layout.presence is Presence.MANDATORY:
            judge.add("field-empty", name=layout.name, mnemonic=layout.mnemonic)
        return
    subfields = field.subfields
    low, high = layout.occurs
    about = {"name": layout.name, "mnemonic": layout.mnemonic, "count": len(subfields)}
    if high is not None and len(subfields) > high:
        judge.add("too-many-subfields", **about, limit=high)
    elif len(subfields) < low:
        judge.add("too-few-subfields", **about, limit=low)
    for parts in subfields:
        if judge.budget.values <= 0:
            return
        judge.budget.values -= len(parts)
        if judge.budget.values <= 0:
            judge.add_always("too-many-values", limit=MAX_VALUES)
        _check_subfield(parts, layout, judge)


def _check_subfield(parts: tuple[str, ...], layout: FieldLayout, judge: _Judge) -> None:
    items: tuple[FieldLayout | Item, ...] = layout.items or (layout,)
    repeats = bool(layout.items) and layout.items[-1].repeats
    if len(parts) > len(items) and not repeats:
        about = {"name": layout.name, "mnemonic": layout.mnemonic, "count": len(parts)}
        judge.add("too-many-items", **about, limit=len(items))
    for position, item in enumerate(items):
        value = parts[position] if position < len(parts) else ""
        if value or not layout.items:
            _check_value(value, item, judge)
        elif item.presence is Presence.MANDATORY:
            judge.add("item-missing", name=item.name, mnemonic=item.mnemonic)
    for value in parts[len(items) :] if repeats else ():
        _check_value(value, items[-1], judge)


def _check_value(value: str, layout: FieldLayout | Item, judge: _Judge) -> None:
    about = {"name": layout.name, "mnemonic": layout.mnemonic, "value": value}
    if layout.kind in (Kind.DATE, Kind.UTC):
        is_date = layout.kind is Kind.DATE
        if (parse_date(value) if is_date else parse_utc(value)) is None:
            judge.add("value-date", **about, form="YYYYMMDD" if is_date else "YYYYMMDDHHMMSSZ")
        return
    low, high = layout.length
    count = len(value)
    if layout.kind is not Kind.UNSIGNED and (count < low or (high is not None and count > high)):
        limits = str(low) if low == high else f"{low} to {'any number' if high is None else high}"
        judge.add("value-length", **about, count=count, limits=limits)
    pattern = _CHARACTERS.get(layout.kind)
    if pattern is not None and pattern.fullmatch(value) is None:
        judge.add("value-characters", **about, kind=_KIND_NAMES[layout.kind])
    elif layout.codes is not None and value not in layout.codes:
        codes = sorted(code for code in layout.codes if not (len(code) == 2 and code.startswith("0")))
        judge.add("value-code", **about, codes=", ".join(codes))


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
