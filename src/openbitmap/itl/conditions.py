"""Conditions between fields of one record, where the layout tables say "dependent" (D).

Image records (clauses 8.10, 8.13 to 8.15, 8.17): with an image, size, scale and compression are mandatory; without one,
something must say why (14.018, 15.018, 17.028, xx.994). Type-9: one of its feature sets must be there.
"""

from typing import Protocol

from openbitmap.itl.dictionary import RECORDS, Form
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
_EXCUSES = {10: (994,), 13: (994,), 14: (18, 994), 15: (18, 994), 17: (28,)}


class Report(Protocol):
    """How a condition states a finding about this record, at one of its fields or at the record itself."""

    def __call__(self, code: str, field: str | None, **details: object) -> None: ...


def check_conditions(record: Record, report: Report) -> None:
    """Reports unmet conditions between the fields of this record."""
    if record.form is Form.TAGGED and record.type in _NEEDED_WITH_IMAGE:
        _check_image(record, record.type, report)
    if record.type == 9:
        _check_minutiae(record, report)


def _check_image(record: Record, kind: int, report: Report) -> None:
    if record.field(DATA) is None:
        if all(record.field(excuse) is None for excuse in _EXCUSES[kind]):
            report("image-missing", None)
        return
    for number in _NEEDED_WITH_IMAGE[kind]:
        if record.field(number) is None:
            _report_needed(kind, number, report, when="with an image")
    if kind in (13, 14, 15) and ppi_of(record, record) is None:
        scale = {"units": record.text(8) or "none", "scale": record.text(9) or "none"}
        report("resolution-missing", f"{kind}.009", **scale)


def _check_minutiae(record: Record, report: Report) -> None:
    """9.003 and 9.004 are mandatory without extended features, 9.300 and 9.302 with them (clauses 8.9.3 to 8.9.7)."""
    extended = any(field.number is not None and field.number in _EXTENDED for field in record.fields)
    needed, when = ((300, 302), "with extended features") if extended else ((3, 4), "without extended features")
    for number in needed:
        if record.field(number) is None:
            _report_needed(9, number, report, when=when)


def _report_needed(kind: int, number: int, report: Report, *, when: str) -> None:
    layout = RECORDS[kind].field(number)
    if layout is not None:
        report("field-needed", f"{kind}.{number:03d}", name=layout.name, mnemonic=layout.mnemonic, when=when)
