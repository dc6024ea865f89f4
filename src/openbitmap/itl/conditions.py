"""Conditions between fields of one record, where the layout tables say "dependent" (D).

Image records (clauses 8.10, 8.13 to 8.15, 8.17): with an image, size, scale and compression are mandatory; without one,
something must say why (14.018, 15.018, 17.028, 10.994). Type-9: one of its feature sets must be there.
"""

from dataclasses import replace
from typing import Protocol

from openbitmap.itl.dictionary import RECORDS, Form
from openbitmap.itl.findings import Place
from openbitmap.itl.prints import ppi_of
from openbitmap.itl.records import DATA, Record

_NEEDED_WITH_IMAGE = {
    10: (6, 7, 8, 9, 10, 11, 12),
    13: (6, 7, 8, 9, 10, 11, 12),
    14: (6, 7, 8, 9, 10, 11, 12),
    15: (6, 7, 8, 9, 10, 11, 12),
    17: (6, 7, 8, 9, 10, 11, 12, 13),
}
_EXTENDED = range(300, 400)
_EXCUSES = {14: 18, 15: 18, 17: 28, 10: 994}


class Report(Protocol):
    """How a condition states a finding."""

    def __call__(self, code: str, place: Place, **details: object) -> None: ...


def check_conditions(record: Record, place: Place, report: Report) -> None:
    """Reports unmet conditions between the fields of this record."""
    if record.form is Form.TAGGED and record.type in _NEEDED_WITH_IMAGE:
        _check_image(record, record.type, place, report)
    if record.type == 9:
        _check_minutiae(record, place, report)


def _check_image(record: Record, kind: int, place: Place, report: Report) -> None:
    if record.field(DATA) is None:
        excuse = _EXCUSES.get(kind)
        if excuse is None or record.field(excuse) is None:
            report("image-missing", place)
        return
    for number in _NEEDED_WITH_IMAGE[kind]:
        if record.field(number) is None:
            _report_needed(kind, number, place, report)
    if kind in (13, 14, 15) and ppi_of(record, record) is None:
        where = replace(place, field=f"{kind}.009")
        report("resolution-missing", where, units=record.text(8) or "none", scale=record.text(9) or "none")


def _check_minutiae(record: Record, place: Place, report: Report) -> None:
    """9.003 and 9.004 are mandatory without extended features, 9.300 and 9.302 with them (clauses 8.9.3 to 8.9.7)."""
    if any(field.number is not None and field.number in _EXTENDED for field in record.fields):
        for number in (300, 302):
            if record.field(number) is None:
                _report_needed(9, number, place, report, when="with extended features")
        return
    for number in (3, 4):
        if record.field(number) is None:
            _report_needed(9, number, place, report, when="without extended features")


def _report_needed(kind: int, number: int, place: Place, report: Report, when: str = "with an image") -> None:
    layout = RECORDS[kind].field(number)
    if layout is not None:
        where = replace(place, field=f"{kind}.{number:03d}")
        report("field-needed", where, name=layout.name, mnemonic=layout.mnemonic, when=when)
