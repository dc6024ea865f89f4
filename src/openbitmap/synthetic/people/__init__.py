"""Seeded people: names as their cultures make them, sex, age, nationality, papers and the posts they passed.

Promises: person `number` of a seed is the same whoever asks and however many are asked for; all dates are relative to
`as_of`; every document number begins with SYN. The people are combinations of common names: any likeness to a real
person is chance.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from openbitmap.synthetic.people.cultures import COUNTRIES, Country, Culture, Sex
from openbitmap.synthetic.people.given_names import GIVEN_NAMES
from openbitmap.synthetic.people.naming import Name, compose_name, other_spellings
from openbitmap.synthetic.people.papers import MARK, Paper, PaperKind, chilean_check_digit, issue_papers
from openbitmap.synthetic.people.routes import POSTS, Post, Stop, travel
from openbitmap.synthetic.people.surnames import SURNAMES
from openbitmap.synthetic.seeds import Stream, generator

__all__ = [
    "COUNTRIES",
    "GIVEN_NAMES",
    "MARK",
    "POSTS",
    "SURNAMES",
    "Country",
    "Culture",
    "Identity",
    "Name",
    "Paper",
    "PaperKind",
    "Person",
    "Post",
    "Sex",
    "Stop",
    "assumed_identity",
    "chilean_check_digit",
    "people",
    "person",
]

ADULT_DAYS = 18 * 365 + 5
OLDEST_DAYS = 84 * 365
MINORS = 0.13


@dataclass(frozen=True)
class Identity:
    """What a person says and shows at a post: asserted, not proven."""

    name: Name
    aliases: tuple[Name, ...]
    birth_date: date
    nationality: str
    birth_place: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class Person:
    """One synthetic person; `number` also seeds the fingers, so that the prints stay while identities change."""

    seed: int
    number: int
    sex: Sex
    identity: Identity
    route: tuple[Stop, ...]

    def age(self, on: date) -> int:
        """Full years on that day, by the true birth date."""
        born = self.identity.birth_date
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))

    def is_minor(self, on: date) -> bool:
        return self.age(on) < 18


def people(seed: int, count: int, *, as_of: date, first: int = 0) -> Iterator[Person]:
    """Persons `first` to `first + count - 1` of this seed."""
    for number in range(first, first + count):
        yield person(seed, number, as_of=as_of)


def person(seed: int, number: int, *, as_of: date) -> Person:
    """Person `number` of this seed as of a day: nothing in the life of a person lies after it."""
    rng = generator(Stream.BIOGRAPHY, seed, number)
    country = _country(rng)
    sex = Sex.MALE if rng.random() < 0.58 else Sex.FEMALE
    born = as_of - timedelta(days=_age_in_days(rng))
    return Person(seed, number, sex, _identity(rng, country, sex, life=(born, as_of)), travel(rng, country.code, as_of))


def assumed_identity(someone: Person, number: int, *, as_of: date) -> Identity:
    """Another identity of the same person: new name, new papers, a birth date some years off, often another country.

    Different numbers from 1 up give different identities; the sex stays.
    """
    if number < 1:
        raise ValueError("assumed identities are numbered from 1")
    rng = generator(Stream.IDENTITY, someone.seed, someone.number, number)
    same = next(c for c in COUNTRIES if c.code == someone.identity.nationality)
    country = same if rng.random() < 0.6 else _neighbour(rng, same)
    off = int(rng.integers(-1500, 1501)) or 1
    born = min(someone.identity.birth_date + timedelta(days=off), as_of - timedelta(days=300))
    return _identity(rng, country, someone.sex, life=(born, as_of))


def _identity(rng: np.random.Generator, country: Country, sex: Sex, *, life: tuple[date, date]) -> Identity:
    name = compose_name(rng, country.culture, sex)
    aliases = other_spellings(rng, name, int(rng.choice(4, p=[0.55, 0.25, 0.15, 0.05])))
    town = country.towns[int(rng.integers(len(country.towns)))]
    return Identity(name, aliases, life[0], country.code, town, issue_papers(rng, country.code, life))


def _country(rng: np.random.Generator) -> Country:
    shares = np.array([c.share for c in COUNTRIES])
    return COUNTRIES[int(rng.choice(len(COUNTRIES), p=shares / shares.sum()))]


def _neighbour(rng: np.random.Generator, country: Country) -> Country:
    """A country whose names sound alike, if there is one."""
    alike = [c for c in COUNTRIES if c.culture is country.culture and c.code != country.code]
    return alike[int(rng.integers(len(alike)))] if alike else country


def _age_in_days(rng: np.random.Generator) -> int:
    """Minors one in eight, then most between 20 and 40, few beyond 60."""
    if rng.random() < MINORS:
        return int(rng.integers(200, ADULT_DAYS))
    return int(min(ADULT_DAYS + rng.gamma(2.0, 3300.0), OLDEST_DAYS))
