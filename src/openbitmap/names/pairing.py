"""Two words side by side: what kind of agreement they are, and what it costs in evidence."""

from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from openbitmap.names.lexicon import Bearer
from openbitmap.names.sounds import french, kreyol, loose, skeleton, yod
from openbitmap.names.tokens import Token, token


class Kind(StrEnum):
    """How two words, or a word and its absence, stand to each other."""

    SAME = "same"
    SPELLING = "spelling"
    VARIANT = "variant"
    ALOUD = "aloud"
    NICKNAME = "nickname"
    INITIAL = "initial"
    TYPO = "typo"
    GLUED = "glued"
    ABSENT = "absent"
    LOOK_ALIKE = "look_alike"
    GENDER = "gender"
    DIFFERENT = "different"


Pairing = tuple[Kind, float]
"""Kind and cost; the cost is what is taken from the log-odds that two names are one person's."""

CONFLICTS = frozenset((Kind.LOOK_ALIKE, Kind.GENDER, Kind.DIFFERENT))
_DIFFERENT: Pairing = (Kind.DIFFERENT, 4.5)
_LOOK_ALIKE: Pairing = (Kind.LOOK_ALIKE, 3.6)
_GENDER: Pairing = (Kind.GENDER, 4.0)
_WORTH_A_LOOK = 0.6
_WORTH_HEARING = 0.45  # Auguste and Ogis; below it what sounds alike in Kreyol is Mahmud and Yamir
_ENDINGS = tuple(
    (ending.partition("/")[0], ending.partition("/")[2])
    for ending in (
        "o/a",
        "/a",
        "e/a",
        "ov/ova",
        "ev/eva",
        "in/ina",
        "y/aya",
        "iy/aya",
        "/e",
        "/ne",
        "/le",
        "el/elle",
        "/ine",
    )
)
"""His ending, her ending."""
_PREFIXES = ("abd", "abu")
_KREYOL_LETTERS = frozenset("kwyz")


@lru_cache(maxsize=262144)
def pair(first: str, second: str) -> Pairing:
    """How two words agree. Kept, for the words of names repeat; the same whichever comes first."""
    if first == second:
        return (Kind.SAME, 0.0)
    a, b = token(first), token(second)
    if a.text == b.text:
        return (Kind.SPELLING, 0.1)
    if a.initial or b.initial:
        return _initial(a, b)
    if a.unvowelled or b.unvowelled:
        return _unvowelled(a.text, b.text)
    return _table(a, b) or _prefixed(a, b) or _letters(a, b)


def _initial(a: Token, b: Token) -> Pairing:
    if a.text[0] == b.text[0] or a.sound[:1] == b.sound[:1]:
        return (Kind.INITIAL, 0.7)
    return _DIFFERENT


def _unvowelled(first: str, second: str) -> Pairing:
    """A word of Arabic script whose short vowels nobody wrote."""
    x, y = skeleton(first), skeleton(second)
    if x == y:
        return (Kind.SPELLING, 0.5 if len(x) > 2 else 0.9)
    return (Kind.TYPO, 1.8) if min(len(x), len(y)) >= 4 and OSA.distance(x, y, score_cutoff=1) == 1 else _DIFFERENT


def _table(a: Token, b: Token) -> Pairing | None:
    """What the tables say."""
    if a.family and a.family == b.family:
        return (Kind.VARIANT, 0.15)
    if (a.full and b.family in a.full) or (b.full and a.family in b.full):
        return (Kind.NICKNAME, 0.5)
    if _gender_pair(a, b):
        return _GENDER
    return (Kind.SPELLING, 0.2) if a.sound == b.sound else None


def _prefixed(a: Token, b: Token) -> Pairing | None:
    """Abd and Abu are the same in many names: only what follows tells them apart."""
    if not (a.text.startswith(_PREFIXES) or b.text.startswith(_PREFIXES)):
        return None
    for prefix in _PREFIXES:
        both = a.text.startswith(prefix), b.text.startswith(prefix)
        rest = a.text.removeprefix(prefix), b.text.removeprefix(prefix)
        if any(both) and min(map(len, rest)) > 2 and rest != (a.text, b.text):
            kind, cost = pair(*rest)
            if all(both):
                return kind, cost
            if kind not in CONFLICTS:
                return kind, cost + 0.9
    return None


def _letters(a: Token, b: Token) -> Pairing:
    """What letters and sounds say where no table speaks."""
    likeness = JaroWinkler.similarity(a.sound, b.sound)
    if likeness < _WORTH_A_LOOK and not _same_letters(a.text, b.text):
        return (likeness >= _WORTH_HEARING and _said_aloud(a, b)) or _DIFFERENT
    two_names = a.known and b.known
    if yod(a.sound) == yod(b.sound) or (a.sound.removeprefix("i") == b.sound.removeprefix("i") and len(a.sound) > 4):
        return (Kind.SPELLING, 0.4)
    if loose(yod(a.sound)) == loose(yod(b.sound)):
        freely = not two_names or a.spelled_freely or b.spelled_freely
        return (Kind.SPELLING, 0.6) if freely else _LOOK_ALIKE
    if _umlaut(a.text) == _umlaut(b.text):
        return (Kind.SPELLING, 0.3)
    slips = min(OSA.distance(a.text, b.text, score_cutoff=3), OSA.distance(a.sound, b.sound, score_cutoff=3))
    shorter = min(len(a.text), len(b.text))
    if not two_names and (said := _said_aloud(a, b)):
        return said
    return _slips(slips, shorter, a=a, b=b)


def _same_letters(first: str, second: str) -> bool:
    return len(first) == len(second) and sorted(first) == sorted(second)


def _slips(slips: int, shorter: int, *, a: Token, b: Token) -> Pairing:
    """A slip of the pen, or another name."""
    two_names = a.known and b.known
    opening = 1.2 if a.sound[:1] != b.sound[:1] else 0.0
    if slips == 1 and not two_names and shorter >= 4:
        return (Kind.TYPO, (0.9 if shorter > 5 else 1.5) + opening)
    if slips == 1 and not two_names and shorter == 3 and _same_letters(a.text, b.text):
        return (Kind.TYPO, 1.8 + opening)
    if slips == 1 and two_names and shorter >= 7 and not opening:
        return (Kind.LOOK_ALIKE, 2.6)
    if slips == 2 and shorter >= 6 and not two_names:
        return (Kind.TYPO, (1.5 if shorter > 8 else 2.2) + opening)
    if slips <= 2:
        return _LOOK_ALIKE
    return _DIFFERENT


def _said_aloud(a: Token, b: Token) -> Pairing | None:
    """A French name and its Kreyol spelling, as long as they are not two established names."""
    return None if a.known and b.known else aloud(a.text, b.text)


def aloud(first: str, second: str) -> Pairing | None:
    """A French name and its Kreyol spelling, whatever else the two words may be."""
    one, other = french(first), french(second)
    written_one, written_other = kreyol(first), kreyol(second)
    if one in (other, written_other) or written_one == other:
        shared = one if one in (other, written_other) else other
        if len(shared) >= 2:
            return (Kind.ALOUD, 0.5)
    if _kreyol_look(first) == _kreyol_look(second):
        return None
    sides = ((one, written_other), (written_one, other), (one, other))
    slipped = any(min(len(x), len(y)) >= 4 and OSA.distance(x, y, score_cutoff=1) == 1 for x, y in sides)
    return (Kind.ALOUD, 1.1) if slipped else None


def strict(first: str, second: str) -> Pairing:
    """Two words of Chinese or Vietnamese names: one spelling, an older romanisation, or two names."""
    kind, cost = pair(first, second)
    if kind in (Kind.SAME, Kind.VARIANT, Kind.INITIAL) or first == second:
        return kind, cost
    if _wade(first) == second or first == _wade(second):
        return (Kind.VARIANT, 0.4)
    return _LOOK_ALIKE if OSA.distance(first, second) <= 2 else _DIFFERENT


def _wade(pinyin: str) -> str:
    """Pinyin in the letters of Wade and Giles, apostrophes left out."""
    for new, old in _WADE:
        pinyin = pinyin.replace(new, old)
    return pinyin


_WADE: tuple[tuple[str, ...], ...] = tuple(
    tuple(change.split(">"))
    for change in [
        "q>ch",
        "zh>ch",
        "j>ch",
        "x>hs",
        "z>ts",
        "c>ts",
        "tsh>ch",
        "b>p",
        "d>t",
        "g>k",
        "nk>ng",
        "ong>ung",
        "ian>ien",
        "r>j",
        "tshu>chu",
    ]
)


def _kreyol_look(word: str) -> bool:
    """Kreyol writes k, w, y and z where French would not."""
    return not _KREYOL_LETTERS.isdisjoint(word)


def _umlaut(text: str) -> str:
    return text.replace("ue", "u").replace("oe", "o").replace("ae", "a")


def _gender_pair(a: Token, b: Token) -> bool:
    """Julian and Juliana, Mario and Maria, Ivanov and Ivanova: one stem, two endings, two people."""
    if a.text[:2] != b.text[:2]:
        return False
    for man, woman in ((a.text, b.text), (b.text, a.text)):
        for his, hers in _ENDINGS:
            if not (woman.endswith(hers) and man.endswith(his)):
                continue
            stem = man.removesuffix(his) if his else man
            if len(stem) >= 2 and stem == woman.removesuffix(hers):
                return his != "" or hers == "a" or _two_sexes(a, b)
    return False


def _two_sexes(a: Token, b: Token) -> bool:
    return {a.bearer, b.bearer} == {Bearer.MEN, Bearer.WOMEN}
