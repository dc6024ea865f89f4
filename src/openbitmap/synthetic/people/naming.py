"""Composes full names as each culture does, and the other spellings under which the same person may be written down."""

import unicodedata
from dataclasses import dataclass, replace

import numpy as np

from openbitmap.synthetic.people.cultures import Culture, Sex
from openbitmap.synthetic.people.given_names import GIVEN_NAMES
from openbitmap.synthetic.people.surnames import SPELLINGS, SURNAMES

TWO_GIVEN = {
    Culture.HISPANIC: 0.65,
    Culture.LUSOPHONE: 0.4,
    Culture.HAITIAN: 0.3,
    Culture.ARABIC: 0.25,
    Culture.AFRICAN: 0.2,
}
TWO_SURNAMES = {Culture.HISPANIC: 0.93, Culture.LUSOPHONE: 0.7}
WITHOUT_ACCENT = {"Ø": "O", "ø": "o", "Æ": "AE", "ß": "ss", "Ł": "L", "ł": "l", "đ": "d", "Đ": "D"}


@dataclass(frozen=True)
class Name:
    """A name as its bearer writes it in Latin letters: one or more given names, one or two surnames."""

    given: str
    surname: str

    def __str__(self) -> str:
        return f"{self.given} {self.surname}"

    @property
    def ebts(self) -> str:
        """As field 2.018 wants it: SURNAME,GIVEN in capital letters without accents, at most 30 characters."""
        text = f"{plain_letters(self.surname)},{plain_letters(self.given)}".upper()
        return text[:30].rstrip(" -")


def plain_letters(text: str) -> str:
    """The text in unaccented Latin letters."""
    spelt = "".join(WITHOUT_ACCENT.get(c, c) for c in text)
    return "".join(c for c in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(c))


def compose_name(rng: np.random.Generator, culture: Culture, sex: Sex) -> Name:
    """A full name of this culture, drawn from its lists."""
    given = _draw(rng, GIVEN_NAMES[culture][sex])
    if rng.random() < TWO_GIVEN.get(culture, 0.0):
        given = f"{given} {_draw(rng, GIVEN_NAMES[culture][sex], without=given)}"
    surname = _draw(rng, SURNAMES[culture])
    if rng.random() < TWO_SURNAMES.get(culture, 0.0):
        surname = f"{surname} {_draw(rng, SURNAMES[culture], without=surname)}"
    return Name(given, _for_sex(surname, culture, sex))


def other_spellings(rng: np.random.Generator, name: Name, count: int) -> tuple[Name, ...]:
    """Up to `count` different names that a register may hold for the same bearer: transliterated, shortened, turned
    round.
    """
    changes = [_transliterate, _drop_second_surname, _drop_second_given, _slip, _swap_surnames]
    found: list[Name] = []
    for change in rng.permutation(len(changes)):
        changed = changes[int(change)](rng, name)
        if changed != name and changed not in found:
            found.append(changed)
    return tuple(found[:count])


def _draw(rng: np.random.Generator, words: tuple[str, ...], *, without: str | None = None) -> str:
    choice = [w for w in words if w != without]
    return choice[int(rng.integers(len(choice)))]


def _for_sex(surname: str, culture: Culture, sex: Sex) -> str:
    """Russian surnames in -ov and -ev take an a for women."""
    if culture is Culture.SLAVIC and sex is Sex.FEMALE and surname.endswith(("ov", "ev")):
        return surname + "a"
    return surname


def _transliterate(rng: np.random.Generator, name: Name) -> Name:
    known = [w for w in SPELLINGS if w in name.given.split(" ") or w in name.surname.split(" ") or w == name.given]
    if not known:
        return Name(plain_letters(name.given), plain_letters(name.surname))
    word = known[int(rng.integers(len(known)))]
    other = _draw(rng, SPELLINGS[word])
    if word in name.given.split(" ") or word == name.given:
        return replace(name, given=name.given.replace(word, other, 1))
    return replace(name, surname=name.surname.replace(word, other, 1))


def _surnames(name: Name) -> list[str]:
    """The surnames one by one; particles stay with what follows."""
    parts: list[str] = []
    particle = ""
    for word in name.surname.split(" "):
        if word.lower() in PARTICLES:
            particle += word + " "
        else:
            parts.append(particle + word)
            particle = ""
    return parts


PARTICLES = {"de", "la", "los", "las", "del", "da", "do", "dos", "san", "montes", "ben", "bin", "abu", "el"}


def _drop_second_surname(rng: np.random.Generator, name: Name) -> Name:
    return replace(name, surname=_surnames(name)[0])


def _drop_second_given(rng: np.random.Generator, name: Name) -> Name:
    words = name.given.split(" ")
    return name if words[0] == "Abdul" else replace(name, given=words[0])


def _swap_surnames(rng: np.random.Generator, name: Name) -> Name:
    return replace(name, surname=" ".join(reversed(_surnames(name))))


def _slip(rng: np.random.Generator, name: Name) -> Name:
    """One slip of the pen in a long enough surname: two neighbours change places."""
    letters = list(name.surname)
    places = [i for i in range(1, len(letters) - 2) if letters[i].isalpha() and letters[i + 1].isalpha()]
    if not places:
        return name
    i = places[int(rng.integers(len(places)))]
    letters[i], letters[i + 1] = letters[i + 1], letters[i]
    return replace(name, surname="".join(letters))
