"""Field 1.003, transaction content (CNT): what the file says it holds, compared with what it holds (clause 8.1.3)."""

from collections import Counter
from typing import NamedTuple

from openbitmap.itl.dictionary import KNOWN_TYPES
from openbitmap.itl.findings import Findings, Place
from openbitmap.itl.records import Record, whole_number

CONTENTS = 3
# The standard allows 999; more are not looked at, so that a hostile list costs little.
MAX_ANNOUNCED = 1_000


class Announced(NamedTuple):
    """One record that 1.003 announces; None stands for a number that cannot be read."""

    type: int | None
    idc: int | None


def announced(header: Record) -> tuple[Announced, ...]:
    """The records that the Type-1 record announces, in order, the Type-1 record itself left out."""
    return tuple(Announced(_number(pair, 0), _number(pair, 1)) for pair in _pairs(header))


def _pairs(header: Record) -> tuple[tuple[str, ...], ...]:
    return header.subfields(CONTENTS)[1 : MAX_ANNOUNCED + 1]


def check_contents(records: tuple[Record, ...], found: Findings) -> None:
    """Reports every difference between 1.003 and the records, each at the record (or entry) it concerns."""
    header = records[0]
    contents = header.field(CONTENTS)
    if contents is None:
        found.add("contents-missing", Place(0, 1, "1.003", header.offset))
        return
    place = Place(0, 1, "1.003", contents.offset)
    expected = announced(header)
    _check_entries(header, expected, found)
    entries, missing = _pair(records, expected)
    for index, record in enumerate(records[1:], start=1):
        at_place = expected[index - 1] if index <= len(expected) else None
        if record.type is not None:
            _check_record(record, index, found, entry=entries.get(index), at_place=at_place)
    for entry in missing:
        if entry.type is not None:
            found.add("record-missing", place, type=entry.type)


def _pair(records: tuple[Record, ...], expected: tuple[Announced, ...]) -> tuple[dict[int, Announced], list[Announced]]:
    """The entry of each record, and the entries left over: exact ones (type and IDC) first, then those of the type."""
    remaining = Counter(expected)
    entries: dict[int, Announced] = {}
    for index, record in enumerate(records[1:], start=1):
        entry = Announced(record.type, record.idc)
        if remaining[entry] > 0:
            entries[index] = entry
            remaining[entry] -= 1
    by_type: dict[int | None, list[Announced]] = {}
    for entry in (+remaining).elements():
        by_type.setdefault(entry.type, []).append(entry)
    for index, record in enumerate(records[1:], start=1):
        if index not in entries and record.type is not None and by_type.get(record.type):
            entries[index] = by_type[record.type].pop(0)
    return entries, [entry for left in by_type.values() for entry in left]


def _check_entries(header: Record, expected: tuple[Announced, ...], found: Findings) -> None:
    contents = header.field(CONTENTS)
    place = Place(0, 1, "1.003", None if contents is None else contents.offset)
    first = header.subfields(CONTENTS)[0]
    stated = _number(first, 1)
    if _number(first, 0) != 1 or stated is None or len(first) != 2:
        found.add("contents-unreadable", place, value="\x1f".join(first))
    elif stated != len(expected):
        found.add("contents-count", place, stated=stated, listed=len(expected))
    for entry, pair in zip(expected, _pairs(header), strict=True):
        if entry.type is None or entry.idc is None or len(pair) != 2:
            found.add("contents-unreadable", place, value="\x1f".join(pair))


def _check_record(
    record: Record, index: int, found: Findings, *, entry: Announced | None, at_place: Announced | None
) -> None:
    place = Place(index, record.type, None, record.offset)
    if entry is None:
        found.add("record-unannounced", place, type=record.type)
        return
    if record.idc is None and record.type in KNOWN_TYPES:
        found.add("idc-missing", place)
    elif entry.idc != record.idc and record.type in KNOWN_TYPES:
        found.add("idc-differs", place, expected=entry.idc, actual=record.idc)
    if at_place is not None and at_place != entry:
        found.add("record-order", place, expected=at_place.type, idc=at_place.idc)


def _number(pair: tuple[str, ...], position: int) -> int | None:
    return whole_number(pair[position]) if position < len(pair) else None
