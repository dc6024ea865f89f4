"""Traditional encoding (Annex B): bytes into records and back. Knows separators and lengths, not what fields mean.

Linear in the size of the file: every byte is looked at a bounded number of times and copied once, into its field.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace

from openbitmap.itl.contents import announced
from openbitmap.itl.dictionary import DATA_TYPES, RECORDS, Form
from openbitmap.itl.encodings.resync import Marks, is_mark
from openbitmap.itl.findings import Findings, Place
from openbitmap.itl.records import DATA, FS, IDC, LENGTH, Field, Record


@dataclass(frozen=True)
class Limits:
    """Caps that keep a hostile file from costing memory: bytes and records of a file, fields of a record and in all."""

    bytes: int = 64 * 1024 * 1024
    records: int = 1_000
    fields: int = 10_000
    all_fields: int = 100_000


LIMITS = Limits()

_TAG = re.compile(rb"(\d{1,2})\.(\d{1,9}):")
_STATED = re.compile(rb"\d{1,2}\.0{0,2}1:(\d{1,10})[\x1c\x1d]")
_SEPARATOR = re.compile(rb"[\x1c\x1d]")
# Some files write field 999 twice: first a number, then the image (NBIS valid1.5.an2). No image begins like this.
_DATA_AGAIN = re.compile(rb"[\x20-\x7e]{0,64}\x1d\d{1,2}\.999:")


@dataclass(frozen=True)
class _Source:
    data: bytes
    limits: Limits
    found: Findings
    marks: Marks


def split(data: bytes, found: Findings, *, limits: Limits = LIMITS) -> tuple[Record, ...]:
    """Cuts a file that begins with a Type-1 record into records that keep every byte."""
    source = _Source(data, limits, found, Marks(data))
    records = [_tagged(source, Place(0, 1, None, 0))]
    types = [entry.type for entry in announced(records[0])]
    binary = Counter(kind for kind in types if kind in RECORDS and RECORDS[kind].form is Form.BINARY)
    offset, fields_left = _size(records[0]), limits.all_fields - len(records[0].fields)
    while offset < len(data):
        expected = types[len(records) - 1] if len(records) <= len(types) else None
        record, offset = _next(source, Place(len(records), None, None, offset), expected=expected, binary=binary)
        records.append(record)
        fields_left -= len(record.fields)
        source = replace(source, limits=replace(limits, fields=max(0, min(limits.fields, fields_left))))
    return tuple(records)


def begins_with_header(data: bytes) -> bool:
    """True when the data begin as a Type-1 record in traditional encoding must."""
    match = _TAG.match(data)
    return match is not None and int(match[1]) == 1 and int(match[2]) == LENGTH


def lay_out(record: Record) -> Record:
    """The same record with its length field (001) set to its true length, digits of the length itself included."""
    if record.form is Form.BINARY:
        length = sum(len(field.value) for field in record.fields)
        return replace(record, fields=(replace(record.fields[0], value=length.to_bytes(4, "big")), *record.fields[1:]))
    rest = len(record.encoded()) - len(record.fields[0].value)
    digits = 1
    while len(str(rest + digits)) > digits:
        digits += 1
    return replace(record, fields=(replace(record.fields[0], value=str(rest + digits).encode()), *record.fields[1:]))


def _next(source: _Source, place: Place, *, expected: int | None, binary: Counter[int]) -> tuple[Record, int]:
    """The record at `place` and the offset behind it; `binary` holds the announced binary records not yet met."""
    offset, index = place.offset or 0, place.record or 0
    if index >= source.limits.records:
        source.found.add("too-many-records", place, limit=source.limits.records)
        return _opaque(source.data, offset, len(source.data)), len(source.data)
    match = _TAG.match(source.data, offset)
    if match is not None:
        record = _tagged(source, place._replace(record_type=int(match[1])))
        return record, offset + _size(record)
    kind = expected if expected in binary else next(iter(+binary), None)
    if kind is None:
        return _unrecognised(source, place, expected)
    binary[kind] -= 1
    record = _binary(source, place._replace(record_type=kind))
    return record, offset + _size(record)


def _tagged(source: _Source, place: Place) -> Record:
    start, kind = place.offset or 0, place.record_type or 0
    match = _STATED.match(source.data, start)
    stated = None if match is None else int(match[1])
    fields, ending = _fields(source, place, None if stated is None else start + stated)
    record = Record(kind, tuple(fields), Form.TAGGED, ending, start)
    _check_length(record, place, source.found, stated=stated)
    _check_tags(record, place, source.found)
    return record


def _fields(source: _Source, place: Place, stated_end: int | None) -> tuple[list[Field], bytes]:
    """The fields of a tagged record and its ending. Text ends at FS; only binary data need the length."""
    data, position, fields = source.data, place.offset or 0, list[Field]()
    while True:
        tag = _TAG.match(data, position)
        if tag is not None and _is_data(tag, place.record_type, data):
            value_end, ending = _data_end(source, tag.end(), stated_end)
            fields.append(_field(tag, data[tag.end() : value_end], position))
            return fields, ending
        separator = _SEPARATOR.search(data, position)
        end = len(data) if separator is None else separator.start()
        if len(fields) >= source.limits.fields:
            source.found.add("too-many-fields", place._replace(offset=position), limit=source.limits.fields)
            close = data.find(FS, position)
            end = len(data) if close < 0 else close
            fields.append(Field(place.record_type, None, data[position:end], None, position))
            return fields, data[end : end + 1]
        if tag is None or tag.end() > end:
            fields.append(Field(place.record_type, None, data[position:end], None, position))
        else:
            fields.append(_field(tag, data[tag.end() : end], position))
        if separator is None or separator[0] == FS:
            return fields, data[end : end + 1]
        position = end + 1


def _field(tag: re.Match[bytes], value: bytes, offset: int) -> Field:
    return Field(int(tag[1]), int(tag[2]), value, tag[0][:-1], offset)


def _is_data(tag: re.Match[bytes], kind: int | None, data: bytes) -> bool:
    holds_data = kind in DATA_TYPES or kind not in RECORDS
    return holds_data and int(tag[2]) == DATA and _DATA_AGAIN.match(data, tag.end()) is None


def _data_end(source: _Source, start: int, stated_end: int | None) -> tuple[int, bytes]:
    """End of binary data and what closes the record: the stated length if FS stands there, else the next record.

    An FS within the image may stand where a wrong length points: then no record begins behind it, but later one does.
    """
    data, marks = source.data, source.marks
    at_separator = stated_end is not None and start < stated_end <= len(data) and data[stated_end - 1] == FS[0]
    if (
        stated_end is not None
        and at_separator
        and (_plausible(data, stated_end) or marks.next(stated_end) == len(data))
    ):
        return stated_end - 1, FS
    end = marks.next(start)
    closed = end > start and data[end - 1 : end] == FS
    return (end - 1, FS) if closed else (end, b"")


def _binary(source: _Source, place: Place) -> Record:
    """A record of Types 3 to 8: fixed header, data to the stated length, or to the next record when the length lies."""
    data, start, kind = source.data, place.offset or 0, place.record_type or 0
    layout = RECORDS[kind]
    header = sum(field.length[0] for field in layout.fields)
    stated = int.from_bytes(data[start : start + 4], "big")
    end = start + stated
    if stated < header or end > len(data) or not _plausible(data, end):
        end = source.marks.next(min(start + header, len(data)))
        actual = end - start
        code = "record-truncated" if end == len(data) and stated > actual else "record-length-wrong"
        source.found.add(code, place, stated=stated, actual=actual, have=actual, need=stated)
    fields, position = [], start
    for item in layout.fields:
        width = item.length[0] if item.length[1] is not None else end - position
        fields.append(Field(kind, item.number, data[position : min(position + width, end)], None, position))
        position = min(position + width, end)
    return Record(kind, tuple(fields), Form.BINARY, b"", start)


def _plausible(data: bytes, offset: int) -> bool:
    """True when a record may begin here, or the file may end; binary records other than 3 to 6 begin with a length."""
    if offset == len(data) or is_mark(data, offset):
        return True
    length = int.from_bytes(data[offset : offset + 4], "big")
    return 5 <= length <= len(data) - offset


def _unrecognised(source: _Source, place: Place, expected: int | None) -> tuple[Record, int]:
    start = place.offset or 0
    end = source.marks.next(start + 1)
    code = "trailing-bytes" if expected is None and end == len(source.data) else "record-unrecognised"
    source.found.add(code, place, count=end - start)
    return _opaque(source.data, start, end), end


def _opaque(data: bytes, start: int, end: int) -> Record:
    return Record(None, (Field(None, None, data[start:end], None, start),), Form.OPAQUE, b"", start)


def _size(record: Record) -> int:
    separators = len(record.fields) - 1 if record.form is Form.TAGGED else 0
    tags = sum(len(field.tag) + 1 for field in record.fields if field.tag is not None)
    return separators + tags + sum(len(field.value) for field in record.fields) + len(record.ending)


def _check_length(record: Record, place: Place, found: Findings, *, stated: int | None) -> None:
    actual = _size(record)
    first = record.fields[0]
    at = place._replace(field=f"{place.record_type}.001")
    if first.number != LENGTH:
        found.add("field-order", at, tag=first.tag or b"nothing")
    elif stated is None:
        found.add("record-length-unreadable", at, value=first.value)
    elif not record.ending and stated >= actual:
        found.add("record-truncated", at, have=actual, need=stated)
    elif stated != actual or not record.ending:
        found.add("record-length-wrong", at, stated=stated, actual=actual + (not record.ending))


def _check_tags(record: Record, place: Place, found: Findings) -> None:
    old_form = False
    previous = 0
    for position, field in enumerate(record.fields):
        if field.tag is None or field.number is None:
            found.add("field-unreadable", place._replace(offset=field.offset), value=field.value)
            continue
        where = Place(place.record, place.record_type, field.name, field.offset)
        if field.record_type != record.type:
            found.add("field-of-other-record", where, tag=field.tag)
        elif not old_form and field.tag != field.name.encode():
            found.add("tag-form", where, tag=field.tag)
            old_form = True
        if position == 1 and field.number != IDC and record.type in RECORDS:
            found.add("field-order", where, tag=field.tag)
        if record.type == 1 and position > 1 and field.number <= previous:
            found.add("header-order", where)
        previous = field.number
