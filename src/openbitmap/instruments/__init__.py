"""Agreements between nations as text that lawyers can diff and machines can decide by.

Promises: no clock, database or network; `parse(render(x)) == x`, and the hash is over that canonical text, so comments
and white space never change it; `decide` denies by default, lets a prohibition win, and names the clause or the lack of
one; a signature is Ed25519 over the hash, the same for both parties.
"""

from openbitmap.instruments.deciding import Book, Spending, Standing, decide
from openbitmap.instruments.lines import Fault, UnreadableAgreement
from openbitmap.instruments.model import (
    Clause,
    Conditions,
    Edition,
    Effect,
    Gate,
    Instrument,
    InstrumentKind,
    Limit,
    Onward,
    Party,
    Phase,
    Scope,
    Term,
    Titles,
)
from openbitmap.instruments.questions import BY_KIND, OF_A_RECORD, Barred, BarredReason, Granted, Question, Terms
from openbitmap.instruments.reading import parse
from openbitmap.instruments.rendering import digest, render
from openbitmap.instruments.signing import sign, signed_words, verify

__all__ = [
    "BY_KIND",
    "OF_A_RECORD",
    "Barred",
    "BarredReason",
    "Book",
    "Clause",
    "Conditions",
    "Edition",
    "Effect",
    "Fault",
    "Gate",
    "Granted",
    "Instrument",
    "InstrumentKind",
    "Limit",
    "Onward",
    "Party",
    "Phase",
    "Question",
    "Scope",
    "Spending",
    "Standing",
    "Term",
    "Terms",
    "Titles",
    "UnreadableAgreement",
    "decide",
    "digest",
    "parse",
    "render",
    "sign",
    "signed_words",
    "verify",
]
