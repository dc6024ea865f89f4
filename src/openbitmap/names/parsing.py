"""A written name into its words: titles off, particles aside, Abd, Abu and Bin with what they belong to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from openbitmap.names.scripts import latin
from openbitmap.names.tables import ABBREVIATIONS, GENERATIONS, LEADING_PARTICLES, PARTICLES, TITLES
from openbitmap.names.tokens import Token, token

_APOSTROPHES = re.compile("['\u2018\u2019`\u02bb\u02bc\u00b4]")
_BREAKS = re.compile(r"[^a-z0-9]+")
_SERVANTS = frozenset(("abd", "abdul", "abdel", "abdal", "abdur", "abder", "abdus", "abdun"))
_FATHERS = frozenset(("abu", "abou", "abo", "aboul", "abul", "abi"))
_ARTICLES = frozenset(re.findall("..", "alelulaededudarerurasesusazezuzanenatet")) | {"ash", "esh"}
_FAITHS = frozenset(("din", "deen", "dine", "ddin"))
_SMALL = PARTICLES | {"e", "i"}
_ASIDE = _SMALL | LEADING_PARTICLES | frozenset(GENERATIONS)
_BELONGING = _SERVANTS | _FATHERS | _FAITHS | {"allah", "ullah"}
LONGEST = 12
"""Words of a name that are compared; a longer text is no name, and cost grows with the square."""


@dataclass(frozen=True)
class Name:
    """A parsed name: `words` as written in Latin letters, particles included; `tokens` what is compared, and `places`
    the word each of them begins at."""

    text: str
    words: tuple[str, ...]
    tokens: tuple[Token, ...]
    places: tuple[int, ...]

    @cached_property
    def east_asian(self) -> bool:
        """Whether it reads as Chinese or Vietnamese: a family name at one end, and nothing but such syllables."""
        ends = self.tokens and (self.tokens[0].east_asian_surname or self.tokens[-1].east_asian_surname)
        return bool(ends) and all(t.syllabic for t in self.tokens)


def parse(text: str) -> Name:
    """The words of a name in any script. `SURNAME, GIVEN` is turned round; what is no letter is dropped."""
    plain = _APOSTROPHES.sub("", latin(text))
    if "," in plain:
        family, _, given = plain.partition(",")
        if family.strip() and given.strip():
            plain = f"{given} {family}"
    words = [ABBREVIATIONS.get(w, w) for w in _BREAKS.split(plain) if w and not w[0].isdigit()]
    if not TITLES.isdisjoint(words):
        words = [w for w in words if w not in TITLES] or words
    if not _BELONGING.isdisjoint(words):
        words = _with_belonging(words[: 2 * LONGEST])
    every = list(range(min(len(words), LONGEST)))
    if _ASIDE.isdisjoint(words):
        kept = every
    else:
        kept = [i for i, w in enumerate(words) if _counts(w, i, words)][:LONGEST] or every
    return Name(text, tuple(words), tuple(token(words[i]) for i in kept), tuple(kept))


def _counts(word: str, place: int, words: Sequence[str]) -> bool:
    if place == 0:
        return word not in LEADING_PARTICLES or len(words) < 3
    return word not in _SMALL and not (word in GENERATIONS and place >= 2)


def _with_belonging(words: Sequence[str]) -> list[str]:
    """Abd al-Rahman, Abu Bakr, Nur al-Din and Sayf Allah are one name each."""
    joined: list[str] = []
    i = 0
    while i < len(words):
        word, rest = words[i], words[i + 1 :]
        skip = 1 if len(rest) > 1 and rest[0] in _ARTICLES else 0
        if word in _SERVANTS and len(rest) > skip:
            joined.append("abdul" + rest[skip] if rest[skip] != "lah" else "abdallah")
            i += 2 + skip
        elif word in _FATHERS and len(rest) > skip:
            joined.append("abu" + token(rest[skip]).text)
            i += 2 + skip
        elif skip and rest[1] in _FAITHS:
            joined.append(word + "uddin")
            i += 3
        elif rest and rest[0] in ("allah", "ullah") and word not in _ARTICLES:
            joined.append(word + "ullah")
            i += 2
        else:
            joined.append(word)
            i += 1
    return joined
