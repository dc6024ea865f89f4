"""ANSI/NIST-ITL 1-2011 Update 2015 in traditional encoding, read and written; a library that stands alone.

Promise: `read` never raises because of content, keeps every byte and reports each departure from the standard with
record, field and byte offset; `write` gives an unchanged transaction back byte for byte and refuses, with findings, to
write one that is not conformant. No clock, no network, no image codec: times and codestream sizes are arguments.
"""

from openbitmap.itl.biographics import Biographics, Document
from openbitmap.itl.catalogue import CATALOGUE, Severity
from openbitmap.itl.compose import (
    Capture,
    Header,
    Value,
    assemble,
    compose,
    tagged,
    type_2,
    type_4,
    type_10_face,
    type_14,
    type_14_missing,
)
from openbitmap.itl.dictionary import KNOWN_TYPES, RECORDS, REPOSITORY_NAMES, FieldLayout, Form, RecordLayout
from openbitmap.itl.encodings import LIMITS, Limits
from openbitmap.itl.findings import Finding, InvalidTransaction
from openbitmap.itl.prints import EncodedImage, FaceImage, FingerImage, IrisImage, RidgeImage, Segment
from openbitmap.itl.profiles import EBTS, Profile, check
from openbitmap.itl.reading import Reading, read, write
from openbitmap.itl.records import Field, Record, join
from openbitmap.itl.transactions import Transaction

__all__ = [
    "CATALOGUE",
    "EBTS",
    "KNOWN_TYPES",
    "LIMITS",
    "RECORDS",
    "REPOSITORY_NAMES",
    "Biographics",
    "Capture",
    "Document",
    "EncodedImage",
    "FaceImage",
    "Field",
    "FieldLayout",
    "Finding",
    "FingerImage",
    "Form",
    "Header",
    "InvalidTransaction",
    "IrisImage",
    "Limits",
    "Profile",
    "Reading",
    "Record",
    "RecordLayout",
    "RidgeImage",
    "Segment",
    "Severity",
    "Transaction",
    "Value",
    "assemble",
    "check",
    "compose",
    "join",
    "read",
    "tagged",
    "type_2",
    "type_4",
    "type_10_face",
    "type_14",
    "type_14_missing",
    "write",
]
