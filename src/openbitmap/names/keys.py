"""Keys under which a name is filed, so that a name written otherwise is found: pairs of words by their sound.

One pair of words that sound alike is enough to be found; what is found is then compared. A form is what a word is filed
under: the line of spellings it stands on, else its sound with o and u, e and i taken as one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from zlib import crc32

from openbitmap.names.parsing import Name
from openbitmap.names.sounds import french, general, kreyol, loose, yod
from openbitmap.names.tables import ARABIC_GIVEN, ARABIC_SURNAMES, NICKNAMES, ROMANISATIONS, VARIANTS
from openbitmap.names.tokens import token

_LINES = (*ARABIC_GIVEN, *ARABIC_SURNAMES, *VARIANTS, *ROMANISATIONS)
MOST_FORMS = 8
"""Words of a name that are filed: keys grow with the square."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What a name is filed under: keys of pairs, and of single words for those who know no more than one."""

    pairs: frozenset[int]
    singles: frozenset[int]


@lru_cache(maxsize=131072)
def form(word: str) -> str:
    """What a word is filed under."""
    held = token(word)
    if held.family > 0:
        return "=" + _LINES[held.family - 1].split(" ", 1)[0]
    return _sound(word)


def _sound(word: str) -> str:
    return loose(yod(general(token(word).written)))


@lru_cache(maxsize=131072)
def forms(word: str) -> tuple[str, ...]:
    """The same, and for a short form the names it is short for."""
    full = NICKNAMES.get(word, "").split()
    return tuple(dict.fromkeys((form(word), *(form(name) for name in full[:4]))))


def filed_words(name: Name) -> list[str]:
    """The words that are filed; initials are not, unless there is nothing else."""
    words = [t.text for t in name.tokens if not t.initial] or [t.text for t in name.tokens]
    return words[:MOST_FORMS]


def filed_under(name: Name) -> Keys:
    """All keys of a name as it is written."""
    words = filed_words(name)
    places = [forms(word) for word in words]
    pairs = {pair_key(x, y) for one, other in combinations(places, 2) for x in one for y in other}
    if 2 <= len(words) <= 3:
        pairs |= set(_glued(words))
    singles = {single_key(x) for place in places for x in place}
    return Keys(frozenset(pairs), frozenset(singles))


def _glued(words: Sequence[str]) -> Iterator[int]:
    """Chen Mei Ling is found as Chen Meiling."""
    if len(words) == 3:
        yield pair_key(form(words[0] + words[1]), form(words[2]))
        yield pair_key(form(words[0]), form(words[1] + words[2]))


def asked_keys(name: Name, near: Mapping[str, Sequence[str]]) -> dict[int, float]:
    """Keys to look up with their weight: words as written count 1, less where one word, or both, are only a known form
    near to what was written (`near`, by word). One word alone is asked for by itself."""
    words = filed_words(name)
    if len(words) == 1:
        near_keys = {single_key(y): 0.7 for y in near.get(words[0], ())}
        return near_keys | {single_key(x): 1.0 for x in forms(words[0])}
    asked: dict[int, float] = {}
    for one, other in combinations(words, 2):
        near_one, near_other = near.get(one, ()), near.get(other, ())
        _ask(asked, near_one[:5], near_other[:5], weight=0.6)
        _ask(asked, near_one, forms(other), weight=0.8)
        _ask(asked, forms(one), near_other, weight=0.8)
    return asked | dict.fromkeys(filed_under(name).pairs, 1.0)


def _ask(asked: dict[int, float], first: Sequence[str], second: Sequence[str], *, weight: float) -> None:
    for x in first:
        asked.update((pair_key(x, y), weight) for y in second)


def nearness(word: str) -> dict[str, frozenset[int]]:
    """Numbers of each form of a word: two words that share one are at most a slip apart, or sound alike to a speaker of
    French or Kreyol."""
    heard = {_number("~" + key) for key in (french(word), kreyol(word)) if len(key) > 1}
    near = frozenset(heard) | _deletions(_sound(word))
    return {f: near | {_number(f)} for f in forms(word)}


@lru_cache(maxsize=131072)
def _deletions(sound: str) -> frozenset[int]:
    """Numbers of a sound and of all it becomes without one letter."""
    shorter = (sound[:i] + sound[i + 1 :] for i in range(len(sound))) if len(sound) > 3 else ()
    return frozenset(_number(text) for text in (sound, *shorter))


def pair_key(one: str, other: str) -> int:
    return _number(f"{one}|{other}" if one < other else f"{other}|{one}")


def single_key(one: str) -> int:
    return _number(f"{one}|")


def _number(text: str) -> int:
    """A signed 32-bit number, as the database keeps it."""
    number = crc32(text.encode())
    return number - (1 << 32) if number >= 1 << 31 else number
