"""One word of a name with all that is known about it; made once and kept, for words come again and again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from openbitmap.names.lexicon import Bearer, bearer, is_surname, is_transliterated
from openbitmap.names.sounds import general, loose
from openbitmap.names.tables import (
    ARABIC_GIVEN,
    ARABIC_SURNAMES,
    EAST_ASIAN_SURNAMES,
    FREQUENT,
    NICKNAMES,
    ROMANISATIONS,
    VARIANTS,
)

_SERVANT = re.compile(r"^(?:abd[aeou]?l|abd[aeou]?(?=([rsnztd])\1)(?:[rsnztd]))[-]?([a-z]{3,})$")
_SERVANT_OF_GOD = re.compile(r"^abd[aeou]{0,2}ll?ah?$")
_FAITH = re.compile(r"^([a-z]{2,}?)[aeiou]?[dl]?d(?:i|ee|ii)ne?$")
_SYLLABLES = re.compile(
    r"(?:(?:[zcs]h|ng?|tr|ph|th|kh|gi|[bpmfdtlgkhjqxrzcsywv])?[aeiouy]{1,3}(?:ng|nh|ch|[nrmptc])?)+$"
)
_PATRONYMIC = re.compile(r"(?:ovich|evich|yevich|ovych|evych|ovna|evna|ivna|yivna|ivich|inichna|ichna)$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as compared: `family` numbers the line of spellings it stands on, 0 for none; `full` the lines of names it
    is short for; `weight` how much its agreement says."""

    text: str
    sound: str
    family: int
    full: frozenset[int]
    bearer: Bearer | None
    surname: bool
    spelled_freely: bool
    weight: float

    @property
    def initial(self) -> bool:
        return len(self.text) == 1

    @property
    def known(self) -> bool:
        """Whether it is an established name, so that another established name beside it is no slip of the pen."""
        return self.bearer is not None or self.surname or self.family != 0

    @property
    def written(self) -> str:
        """The word for a reader."""
        return self.text.removesuffix("0")

    @property
    def unvowelled(self) -> bool:
        return self.text.endswith("0")

    @property
    def given(self) -> bool:
        return self.bearer is not None

    @property
    def patronymic(self) -> bool:
        return _PATRONYMIC.search(self.text) is not None

    @property
    def syllabic(self) -> bool:
        """Whether it may be Chinese or Vietnamese, where every letter tells names apart."""
        return _SYLLABLES.match(self.text) is not None

    @property
    def east_asian_surname(self) -> bool:
        return self.text in EAST_ASIAN_SURNAMES


@lru_cache(maxsize=131072)
def token(word: str) -> Token:
    """The token of a word in small Latin letters."""
    text = _joined_forms(word)
    sound = general(text)
    family = _families().get(text) or _families_by_sound().get(sound) or _arabic_by_loose_sound().get(loose(sound), 0)
    full = frozenset(n for name in NICKNAMES.get(text, "").split() for n in _numbers(name))
    return Token(
        text,
        sound,
        family,
        full=full,
        bearer=_bearer(text, family),
        surname=is_surname(text),
        spelled_freely=is_transliterated(text),
        weight=_weight(text, family),
    )


def _joined_forms(word: str) -> str:
    """Abd with what follows, and -eddin, in one spelling: Abdulrahman, Abderrahmane; Noureddine, Nuraldin."""
    if _SERVANT_OF_GOD.match(word):
        return "abdallah"
    if match := _SERVANT.match(word):
        return "abd" + match[2]
    if len(word) > 5 and (match := _FAITH.match(word)) and word[-6:-3] != "ard":
        return match[1] + "din"
    return word


def _weight(text: str, family: int) -> float:
    if len(text) == 1:
        return 0.2
    if text in FREQUENT or family in _frequent_families():
        return 0.7
    return 1.0 if is_surname(text) or bearer(text) else 1.3


def _bearer(text: str, family: int) -> Bearer | None:
    """Arabic and Chinese given names are missing from the lists: the spelling tables know many of them."""
    if 0 < family <= len(ARABIC_GIVEN):
        return bearer(text) or Bearer.EITHER
    return bearer(text) or (Bearer.EITHER if text in _families() and not is_surname(text) else None)


def _numbers(name: str) -> Iterator[int]:
    """The line of a full name: of the table of spellings, or one of its own."""
    yield _families().get(name) or _own_number(name)


def _own_number(name: str) -> int:
    """A number for a full name without other spellings, below zero so that it meets no line of the table."""
    return -1 - _full_names().index(name)


@cache
def _full_names() -> tuple[str, ...]:
    return tuple(sorted({name for names in NICKNAMES.values() for name in names.split()}))


@cache
def _families() -> dict[str, int]:
    """Word to number; full names of nicknames that stand on no line get numbers of their own."""
    found: dict[str, int] = {}
    for number, line in enumerate((*ARABIC_GIVEN, *ARABIC_SURNAMES, *VARIANTS, *ROMANISATIONS), 1):
        for word in line.split():
            found.setdefault(word, number)
    for name in _full_names():
        found.setdefault(name, _own_number(name))
    return found


@cache
def _families_by_sound() -> dict[str, int]:
    """Sound to number, where all words of that sound stand on one line."""
    found: dict[str, int] = {}
    for word, number in _families().items():
        sound = general(word)
        found[sound] = number if found.get(sound, number) == number else 0
    return found


@cache
def _arabic_by_loose_sound() -> dict[str, int]:
    """The same with vowels taken loosely, for Arabic names only: elsewhere Pena and Pina would fall together."""
    found: dict[str, int] = {}
    for line in (*ARABIC_GIVEN, *ARABIC_SURNAMES):
        for word in line.split():
            number, sound = _families()[word], loose(general(word))
            found[sound] = number if found.get(sound, number) == number else 0
    return found


@cache
def _frequent_families() -> frozenset[int]:
    return frozenset(_families()[word] for word in FREQUENT if word in _families())
