"""The standard as data: one table per record type, and the few questions that readers ask of all of them.

Promise: reader, writer, validator and the reference documents know layouts only from here.
"""

from openbitmap.itl.dictionary import (
    named,
    type01,
    type02,
    type09,
    type10,
    type13,
    type14,
    type15,
    type17,
    type98,
    type99,
)
from openbitmap.itl.dictionary.binary import TYPE_3, TYPE_4, TYPE_5, TYPE_6, TYPE_7, TYPE_8
from openbitmap.itl.dictionary.codes import REPOSITORY_NAMES
from openbitmap.itl.dictionary.layout import FieldLayout, Form, Item, Kind, Presence, RecordLayout

_TAGGED = (type01, type02, type09, type10, type13, type14, type15, type17, type98, type99)

RECORDS: dict[int, RecordLayout] = {
    layout.type: layout
    for layout in sorted(
        (*(module.LAYOUT for module in _TAGGED), TYPE_3, TYPE_4, TYPE_5, TYPE_6, TYPE_7, TYPE_8, *named.LAYOUTS),
        key=lambda layout: layout.type,
    )
}
"""Layouts by record type, in ascending order."""

KNOWN_TYPES = frozenset(RECORDS) - frozenset(named.NAMES)
"""Types whose fields are checked; the others of RECORDS are named and kept whole."""

DATA_TYPES = frozenset({10, 11, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 99})
"""Tagged types whose field 999 holds binary data up to the end of the record."""

__all__ = [
    "DATA_TYPES",
    "KNOWN_TYPES",
    "RECORDS",
    "REPOSITORY_NAMES",
    "FieldLayout",
    "Form",
    "Item",
    "Kind",
    "Presence",
    "RecordLayout",
]
