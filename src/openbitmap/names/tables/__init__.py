"""Tables of names written from general knowledge: spellings of one name, short forms, particles, scripts.

Promises: nothing but data; every word is in small unaccented Latin letters unless it is the key of a script."""

from openbitmap.names.tables.chinese import COMPOUND_SURNAMES, EAST_ASIAN_SURNAMES, ROMANISATIONS
from openbitmap.names.tables.nicknames import NICKNAMES
from openbitmap.names.tables.particles import ABBREVIATIONS, GENERATIONS, LEADING_PARTICLES, PARTICLES, TITLES
from openbitmap.names.tables.scripts import ARABIC_LETTERS, ARABIC_WORDS, CYRILLIC, UKRAINIAN
from openbitmap.names.tables.variants import ARABIC_GIVEN, ARABIC_SURNAMES, FREQUENT, VARIANTS

__all__ = [
    "ABBREVIATIONS",
    "ARABIC_GIVEN",
    "ARABIC_LETTERS",
    "ARABIC_SURNAMES",
    "ARABIC_WORDS",
    "COMPOUND_SURNAMES",
    "CYRILLIC",
    "EAST_ASIAN_SURNAMES",
    "FREQUENT",
    "GENERATIONS",
    "LEADING_PARTICLES",
    "NICKNAMES",
    "PARTICLES",
    "ROMANISATIONS",
    "TITLES",
    "UKRAINIAN",
    "VARIANTS",
]
