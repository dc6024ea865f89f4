"""Messages that cross machines: what a station receives for what it sent. Fields are only ever added, with a default.

An answer has one JSON form (`to_json`, `answer_from_json`); terminal, page and ITL bytes are written from the same
value. What nations write to each other is a `Letter`; how it travels is behind the door `openbitmap.wire.envelope`.
"""

from openbitmap.wire.answer import (
    Answer,
    CaseNote,
    Chance,
    Clock,
    Control,
    GalleryCoverage,
    NextStep,
    PrintQuality,
    Refusal,
    answer_from_json,
)
from openbitmap.wire.letter import Letter, LetterKind
from openbitmap.wire.reading import is_name, ledger_name, moment, rate, words
from openbitmap.wire.receipt import Receipt, Status, SubmissionState, receipt_from_json, status_from_json
from openbitmap.wire.signature import BadSignature, signed_headers, verify_signed
from openbitmap.wire.text import to_json

__all__ = [
    "Answer",
    "BadSignature",
    "CaseNote",
    "Chance",
    "Clock",
    "Control",
    "GalleryCoverage",
    "Letter",
    "LetterKind",
    "NextStep",
    "PrintQuality",
    "Receipt",
    "Refusal",
    "Status",
    "SubmissionState",
    "answer_from_json",
    "is_name",
    "ledger_name",
    "moment",
    "rate",
    "receipt_from_json",
    "signed_headers",
    "status_from_json",
    "to_json",
    "verify_signed",
    "words",
]
