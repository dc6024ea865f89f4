"""Any script to small Latin letters, word by word, keeping what a script says about the name."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from openbitmap.names.tables import ARABIC_LETTERS, ARABIC_WORDS, COMPOUND_SURNAMES, CYRILLIC, UKRAINIAN

_UKRAINIAN_ONLY = frozenset("іїєґ")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_MARKS = re.compile("[\u064b-\u0652\u0640\u200e\u200f]")
_SYLLABLE = re.compile("[A-Z][a-z]*")
_NOT_LETTERS = re.compile("[^a-z]+")


def latin(text: str) -> str:
    """The text in small unaccented Latin letters; spaces and hyphens stay. A Chinese surname stands apart."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text)
    ukrainian = not _UKRAINIAN_ONLY.isdisjoint(text.lower())
    return " ".join(_word(word, ukrainian) for word in text.split())


@lru_cache(maxsize=131072)
def _word(word: str, ukrainian: bool) -> str:
    if word.isascii():
        return word.lower()
    if _HAN.search(word):
        return _chinese(word)
    if _ARABIC.search(word):
        return _arabic(_MARKS.sub("", word))
    low = word.lower()
    if "\u0400" <= low[0] <= "\u04ff":
        return _cyrillic(low, ukrainian)
    return anyascii(low).lower()


def _cyrillic(word: str, ukrainian: bool) -> str:
    letters = CYRILLIC | UKRAINIAN if ukrainian else CYRILLIC
    return "".join(letters.get(c, c if c.isascii() else anyascii(c).lower()) for c in word)


def _arabic(word: str) -> str:
    """Known words with their vowels, others by their letters: what the script leaves out stays out."""
    if word in ARABIC_WORDS:
        return ARABIC_WORDS[word]
    for article in ("ال", "وال"):
        if word.startswith(article) and len(word) > len(article) + 1:
            bare = word[len(article) :]
            return "al-" + ARABIC_WORDS.get(bare, _by_letters(bare))
    if word.startswith("عبد") and word[3:] in ARABIC_WORDS:
        return "abdul " + ARABIC_WORDS[word[3:]]
    return _by_letters(word)


def _by_letters(word: str) -> str:
    """Marked with a 0: its short vowels are unknown."""
    return "".join(ARABIC_LETTERS.get(c, "") for c in word) + "0"


def _chinese(word: str) -> str:
    split = 2 if word[:2] in COMPOUND_SURNAMES and len(word) > 2 else 1
    family, given = (_pinyin(part) for part in (word[:split], word[split:]))
    return f"{family} {given}".strip()


def _pinyin(characters: str) -> str:
    return _NOT_LETTERS.sub("", "".join(_SYLLABLE.findall(anyascii(characters))).lower())
