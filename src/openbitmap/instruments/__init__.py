"""Agreements between nations as text that lawyers can diff and machines can decide by.

Promises: no clock, database or network; `parse(render(x)) == x`, and the hash is over that canonical text, so comments
and white space never change it; `decide` denies by default, lets a prohibition win, and names the clause or the lack of
one; a signature is Ed25519 over the hash, the same for both parties.
"""

from openbitmap.instruments.asking import (
    Expected,
    UnreadableQuestion,
    expectations,
    question_of,
    said_decision,
    said_question,
)
from openbitmap.instruments.comparing import Change, Difference, Finding, Remark, check, diff
from openbitmap.instruments.deciding import Book, Spending, Standing, decide
from openbitmap.instruments.explaining import explain
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
from openbitmap.instruments.questions import BY_KIND, Barred, BarredReason, Granted, Question, Terms
from openbitmap.instruments.reading import parse
from openbitmap.instruments.rehearsing import Foreseen, Met, rehearse
from openbitmap.instruments.rendering import digest, render
from openbitmap.instruments.signing import sign, signed_words, verify
from openbitmap.instruments.values import said
from openbitmap.instruments.words import (
    ACTS,
    CATEGORIES,
    FIELDS,
    GALLERIES,
    GATES,
    KINDS,
    MODALITIES,
    ONWARDS,
    PHASES,
    PURPOSES,
    listed,
)

__all__ = [
    "ACTS",
    "BY_KIND",
    "CATEGORIES",
    "FIELDS",
    "GALLERIES",
    "GATES",
    "KINDS",
    "MODALITIES",
    "ONWARDS",
    "PHASES",
    "PURPOSES",
    "Barred",
    "BarredReason",
    "Book",
    "Change",
    "Clause",
    "Conditions",
    "Difference",
    "Edition",
    "Effect",
    "Expected",
    "Fault",
    "Finding",
    "Foreseen",
    "Gate",
    "Granted",
    "Instrument",
    "InstrumentKind",
    "Limit",
    "Met",
    "Onward",
    "Party",
    "Phase",
    "Question",
    "Remark",
    "Scope",
    "Spending",
    "Standing",
    "Term",
    "Terms",
    "Titles",
    "UnreadableAgreement",
    "UnreadableQuestion",
    "check",
    "decide",
    "diff",
    "digest",
    "expectations",
    "explain",
    "listed",
    "parse",
    "question_of",
    "rehearse",
    "render",
    "said",
    "said_decision",
    "said_question",
    "sign",
    "signed_words",
    "verify",
]
