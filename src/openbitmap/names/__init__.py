"""Names of people compared across scripts, spellings and orders, with the reason for every score.

Promises: pure functions of text, no clock, database or network; `compare` gives the same whichever name comes first;
a score never stands without its lines. A name alone is a lead: nothing here identifies anybody."""

from openbitmap.names.alignment import Alignment, Order
from openbitmap.names.comparison import THRESHOLD, AlignedPair, Comparison, Flag, compare
from openbitmap.names.keys import Keys, asked_keys, filed_under, filed_words, nearness
from openbitmap.names.pairing import Kind
from openbitmap.names.parsing import Name, parse
from openbitmap.names.words import (
    BAND_WORDS,
    FLAG_WORDS,
    KIND_WORDS,
    ORDER_WORDS,
    SIDE_WORDS,
    Band,
    band_of,
    explain,
    side_of,
)

__all__ = [
    "BAND_WORDS",
    "FLAG_WORDS",
    "KIND_WORDS",
    "ORDER_WORDS",
    "SIDE_WORDS",
    "THRESHOLD",
    "AlignedPair",
    "Alignment",
    "Band",
    "Comparison",
    "Flag",
    "Keys",
    "Kind",
    "Name",
    "Order",
    "asked_keys",
    "band_of",
    "compare",
    "explain",
    "filed_under",
    "filed_words",
    "nearness",
    "parse",
    "side_of",
]
