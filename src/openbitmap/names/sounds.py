"""How a written word sounds, in letters that are compared: one key for most spellings, one for French read aloud, one
for Kreyol, which is written as it sounds."""

import re
from functools import lru_cache

_GENERAL: tuple[tuple[str, str], ...] = (
    # first match at each place wins, so the longer spelling stands first
    ("^est(?=[aeiou])", "st"),
    ("^es(?=[bcdfgklmnpqtvz])", "s"),
    ("shch|schtsch|chtch|tsch|sch|tch|sh|ch|cz", "x"),
    ("ph", "f"),
    ("kh", "h"),
    ("^gui(?=l)", "wi"),
    ("^gu(?=[ao])|^hu(?=[aeo])|^ou(?=[aei])", "w"),
    ("gu(?=[ei])|gh", "g"),
    ("qu(?=[ei])|ck|cq|q", "k"),
    ("dzh|dj|jh|zh|g(?=[ei])", "j"),
    ("th", "t"),
    ("dh", "d"),
    ("(?<=[aeiouy])x", "ks"),
    ("c(?=[eiy])|z|x|ss", "s"),
    ("c", "k"),
    ("^ll", "i"),
    ("^h(?=[aeiouy])", ""),
    ("yi|iy|ii|ee|ij(?=$)|y", "i"),
    ("oo|ou", "u"),
    ("ay|ai|ey", "ei"),
    ("aw", "au"),
    ("v", "b"),
    ("nh", "n"),
    ("lh", "l"),
    ("n(?=[bp])", "m"),
    ("h$", ""),
)
_GENERAL_PATTERN = re.compile("|".join(f"(?P<r{i}>{pattern})" for i, (pattern, _) in enumerate(_GENERAL)))
_GENERAL_SOUNDS = {f"r{i}": sound for i, (_, sound) in enumerate(_GENERAL)}
_VOWELS = re.compile("[aeiouyw0]|h$")
_DOUBLED = re.compile(r"(.)\1+")
_LOOSE = str.maketrans({"o": "u", "e": "i"})

_FRENCH: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        # Q ends a word whose last consonant is heard; A, E, O are the nasal vowels, U is ou, G is hard, C is ch
        ("^h", ""),
        ("^(saint|sainte|st|ste)(?=[^aeiouh]{1,2}[aeiouy]|$)", "sE"),
        ("jean", "jA"),
        ("noel", "nowel"),
        ("franco(?=i)", "franso"),
        ("^des(?=[bcdfgjklmnpqrtvz])", "de"),
        ("(?<=[^aeiouy])ie$", "i"),
        ("(?<=[^aeiouA])es?$", "Q"),
        ("pt", "t"),
        ("st(?=Q|$)", "ss"),
        ("oeu", "e"),
        ("eaux?|aux?$|au", "o"),
        ("ti(?=on)", "ss"),
        ("ph", "f"),
        ("ch(?=[rl])|qu|q|ck", "k"),
        ("gu(?=[eiy])|gh", "G"),
        ("gn", "ny"),
        ("ch", "C"),
        ("g(?=[eiy])", "j"),
        ("c(?=[eiy])", "ss"),
        ("x(?=[aeiou])", "gz"),
        ("x(?=.)", "ks"),
        ("c", "k"),
        ("(?<=[aeiouy])s(?=[aeiouyQ])", "z"),
        ("oi|oy", "wa"),
        ("ill(?=[aeo])|(?<=[aeu])il$", "y"),
        ("ou(?=[aei])|oue", "w"),
        ("ou", "U"),
        ("(ai|ei|yi|i|y)[nm](?![aeiouUymnQ])[tsd]?(?![aeiouUyr])", "E"),
        ("(?<=[iy])en(?![aeiouUynQ])[ts]*", "E"),
        ("[ea][nm](?![aeiouUymnQ])[tsd]*$|[ea][nm](?![aeiouUymnQ])", "A"),
        ("o[nm](?![aeiouUymnQ])[tsd]*$|o[nm](?![aeiouUymnQ])", "O"),
        ("er[ts]?$|ez$", "e"),
        ("[tdsxzp]+$", ""),
        ("ai|ei|eu|oe|ay|ey", "e"),
        ("(?<=[aeiouAEOU])r+(?=[^aeiouyAEOUr]|$)", ""),
        ("[iy](?=[aeouEAOU])", "y"),
        ("y(?![aeiouEAOU])", "i"),
        ("u(?=[iy])", "w"),
        ("u", "i"),
        ("^r(?=[oOU])|(?<=[aeiouAEO])r(?=[oOU])", "w"),
        ("hQ?|Q", ""),
    )
)
_KREYOL: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("ch", "C"),
        ("ou", "U"),
        ("u", "i"),
        ("y(?![aeiouU])", "i"),
        ("(?<=[^aeiouU])i(?=[aeouU])", "y"),
        ("h", ""),
    )
)
_ALIKE = str.maketrans({"A": "an", "E": "en", "O": "on", "G": "g"})


@lru_cache(maxsize=131072)
def general(word: str) -> str:
    """The key most spellings of a name share: b and v, s, z and soft c, initial h, doubled letters."""
    key = _GENERAL_PATTERN.sub(lambda m: _GENERAL_SOUNDS[m.lastgroup or ""], word)
    return _DOUBLED.sub(r"\1", key)


def loose(key: str) -> str:
    """The key with o and u, e and i taken as one: what transliterations from Arabic leave to chance."""
    return _DOUBLED.sub(r"\1", key.translate(_LOOSE))


def yod(key: str) -> str:
    """The key with j and consonant y in front taken as one: Yesid and Jesid, Yerson and Gerson."""
    return "j" + key[1:] if key[:1] == "i" and key[1:2] in ("a", "e", "o", "u") else key


@lru_cache(maxsize=16384)
def skeleton(word: str) -> str:
    """Consonants only: all that unvowelled Arabic script says for sure."""
    return _VOWELS.sub("", general(word))


@lru_cache(maxsize=131072)
def french(word: str) -> str:
    """A French word as it is said in Haiti: final letters silent, nasal vowels one sound."""
    return _through(_FRENCH, word)


@lru_cache(maxsize=131072)
def kreyol(word: str) -> str:
    """A Kreyol word in the same letters as `french`."""
    return _through(_KREYOL, word)


def _through(rules: tuple[tuple[re.Pattern[str], str], ...], word: str) -> str:
    for pattern, sound in rules:
        word = pattern.sub(sound, word)
    word = _DOUBLED.sub(r"\1", word.translate(_ALIKE)).removesuffix("e")  # a mute e and a closed one look alike here
    return "v" + word[1:] if word.startswith("w") else word
