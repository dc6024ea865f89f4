"""A national population of synthetic people: who is enrolled in which gallery, some with images, most as templates
only.

Galleries are kept apart (R41): a person stands in one of them. Minors are in no watchlist, wanted or prison gallery.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from openbitmap.synthetic.galleries import TWO_FINGERS, TemplateBatch, template_gallery
from openbitmap.synthetic.people import POSTS, Person, Post, person
from openbitmap.synthetic.ridges import hands_of
from openbitmap.synthetic.seeds import Stream, generator
from openbitmap.synthetic.transactions import Presentation
from openbitmap.vocabulary import GalleryKind

FIRST_TEMPLATE = 1_000_000
"""Numbers of the people who are enrolled as templates begin here; index 0 of the template gallery has this number."""
FIRST_STRANGER = 2_000_000
"""Numbers of people who are enrolled nowhere begin here."""

# Shares of a practice population: enough of every kind to search, no statement about any country.
TEMPLATE_SHARES = {
    GalleryKind.WATCHLIST: 0.02,
    GalleryKind.WANTED: 0.03,
    GalleryKind.PRISON: 0.10,
    GalleryKind.ENCOUNTER: 0.85,
}
IMAGE_SHARES = {
    GalleryKind.WATCHLIST: 0.10,
    GalleryKind.WANTED: 0.10,
    GalleryKind.PRISON: 0.20,
    GalleryKind.ENCOUNTER: 0.60,
}
LONGEST_AGO = 1500


@dataclass(frozen=True)
class Enrolment:
    """One person in one gallery: when and where the prints were taken. `number` is that of `people.person`."""

    number: int
    gallery: GalleryKind
    post: Post
    on: date

    @property
    def template_index(self) -> int | None:
        """Person index in the template gallery; None for a person with images."""
        return self.number - FIRST_TEMPLATE if self.number >= FIRST_TEMPLATE else None


@dataclass(frozen=True)
class Population:
    """Everybody who is enrolled as of a day. Biographies and prints are made when asked for."""

    seed: int
    as_of: date
    with_images: tuple[Enrolment, ...]
    as_templates: tuple[Enrolment, ...]

    def person(self, number: int) -> Person:
        """The person of this number, enrolled or not."""
        return person(self.seed, number, as_of=self.as_of)

    def presentation(self, enrolment: Enrolment) -> Presentation:
        """How a person with images stood before the post when enrolled, under the true name."""
        someone = self.person(enrolment.number)
        at = datetime.combine(enrolment.on, time(12), tzinfo=UTC)
        return Presentation(someone, someone.identity, enrolment.post, at, enrolment.number + 1)

    def templates(self) -> Iterator[TemplateBatch]:
        """Templates of both index fingers of everybody else; person i of a batch is `as_templates[i]`."""
        return template_gallery(self.seed, len(self.as_templates), TWO_FINGERS)

    def sizes(self) -> dict[GalleryKind, int]:
        """How many people each gallery holds."""
        everybody = (*self.with_images, *self.as_templates)
        return {kind: sum(e.gallery is kind for e in everybody) for kind in TEMPLATE_SHARES}


def population(seed: int, *, as_of: date, with_images: int = 50, templates: int = 10_000) -> Population:
    """The people enrolled as of a day; the first ones of a larger population are those of a smaller one of the same
    seed.

    ValueError for more than a million templates: their numbers would be those of strangers.
    """
    if templates > FIRST_STRANGER - FIRST_TEMPLATE:
        most = FIRST_STRANGER - FIRST_TEMPLATE
        raise ValueError(
            f"{templates} people as templates: from {FIRST_STRANGER} on are strangers, ask for at most {most}"
        )
    rng = generator(Stream.POPULATION, seed, 1)
    kinds = _in_shares(with_images)
    numbers = _numbers_with_images(seed, kinds, as_of)
    shown = tuple(_enrolment(rng, n, kind, as_of=as_of) for n, kind in zip(numbers, kinds, strict=True))
    rng = generator(Stream.POPULATION, seed, 2)
    rest = []
    for number in range(FIRST_TEMPLATE, FIRST_TEMPLATE + templates):
        kind = _drawn(float(rng.random()))
        if kind is not GalleryKind.ENCOUNTER and person(seed, number, as_of=as_of).is_minor(as_of):
            kind = GalleryKind.ENCOUNTER
        rest.append(_enrolment(rng, number, kind, as_of=as_of))
    return Population(seed, as_of, shown, tuple(rest))


def _enrolment(rng: np.random.Generator, number: int, kind: GalleryKind, *, as_of: date) -> Enrolment:
    post = POSTS[int(rng.integers(len(POSTS)))]
    return Enrolment(number, kind, post, as_of - timedelta(days=int(rng.integers(30, LONGEST_AGO))))


def _drawn(uniform: float) -> GalleryKind:
    for kind, share in TEMPLATE_SHARES.items():
        if uniform < share:
            return kind
        uniform -= share
    return GalleryKind.ENCOUNTER


def _in_shares(count: int) -> list[GalleryKind]:
    """Exactly the shares, spread evenly over the list, at least one of each kind from ten people on."""
    kinds: list[GalleryKind] = []
    for n in range(count):
        lacking = {kind: share * (n + 1) - kinds.count(kind) for kind, share in IMAGE_SHARES.items()}
        kinds.append(max(lacking, key=lambda kind: lacking[kind]))
    return kinds


def _numbers_with_images(seed: int, kinds: list[GalleryKind], as_of: date) -> list[int]:
    """Numbers from 0 up: people who have both index fingers, and who were adults when a list other than encounters
    took them.
    """
    numbers: list[int] = []
    number = 0
    for kind in kinds:
        while not _fits(person(seed, number, as_of=as_of), kind, as_of):
            number += 1
        numbers.append(number)
        number += 1
    return numbers


def _fits(someone: Person, kind: GalleryKind, as_of: date) -> bool:
    youngest = 5 if kind is GalleryKind.ENCOUNTER else 18
    enrolled = as_of - timedelta(days=LONGEST_AGO)
    return not set(TWO_FINGERS) & hands_of(someone).missing and someone.age(enrolled) >= youngest
