"""Which words are known as given names, and of whom, and which as surnames.

Promises: the lists are read once, on first use. They come from the name lists of Faker 40.63.0 (MIT, see NOTICE) with
accents removed; that a word is missing says nothing, that two words are both known says that they are two names."""

from enum import StrEnum
from functools import cache
from pathlib import Path

__all__ = ["Bearer", "bearer", "is_surname", "is_transliterated"]


class Bearer(StrEnum):
    """Who bears a given name."""

    MEN = "male"
    WOMEN = "female"
    EITHER = "either"


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset((Path(__file__).parent / f"{name}.txt").read_text(encoding="ascii").split())


def bearer(word: str) -> Bearer | None:
    """None for a word that is not known as a given name."""
    return next((who for who in Bearer if word in _words(who.value)), None)


def is_surname(word: str) -> bool:
    return word in _words("surnames")


def is_transliterated(word: str) -> bool:
    """Known, but only from languages that others write down as they hear them: two such words that differ in a vowel
    may well be one name."""
    return word in _words("transliterated")
