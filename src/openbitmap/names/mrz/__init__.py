"""Machine-readable zones of travel documents (ICAO 9303 parts 3 to 7): read with check digits, and written.

Promises: every finding names line and column, counted from 1 as a person counts; a zone with a wrong digit is still
read, and says so; dates keep two digits of the year, for the century is the caller's knowledge."""

from openbitmap.names.mrz.documents import DocumentKey, asserted_key, document_key
from openbitmap.names.mrz.layouts import Format
from openbitmap.names.mrz.reading import Fault, Finding, Reading, read_mrz
from openbitmap.names.mrz.values import Holder, MrzDate, Zone
from openbitmap.names.mrz.writing import write_mrz

__all__ = [
    "DocumentKey",
    "Fault",
    "Finding",
    "Format",
    "Holder",
    "MrzDate",
    "Reading",
    "Zone",
    "asserted_key",
    "document_key",
    "read_mrz",
    "write_mrz",
]
