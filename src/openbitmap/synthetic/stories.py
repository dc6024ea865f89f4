"""The six stories of the demo: files that a border post sends, and what must come of each in a node that holds the
population.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from openbitmap.synthetic.people import POSTS, Identity, Person, assumed_identity
from openbitmap.synthetic.population import FIRST_STRANGER, Enrolment, Population
from openbitmap.synthetic.prints import Condition
from openbitmap.synthetic.ridges import hands_of
from openbitmap.synthetic.transactions import (
    TWO_FINGERS,
    Presentation,
    control_number,
    rapid_query,
    truncated,
)
from openbitmap.vocabulary import ControlNumber, FingerPosition, GalleryKind, Verdict

FIRST_NUMBER = 900_000
"""Submission numbers of the stories begin here, one ten for each round."""


class StoryName(StrEnum):
    STRANGER = "stranger"
    NEW_NAME = "new_name"
    WATCHLISTED = "watchlisted"
    BAD_FILE = "bad_file"
    WORN_FINGER = "worn_finger"
    REPEAT = "repeat"


@dataclass(frozen=True)
class Expectation:
    """What the node must answer. `person` is the number of the enrolled person who must be the first candidate, if
    any.
    """

    verdict: Verdict
    person: int | None = None
    gallery: GalleryKind | None = None
    finding: str | None = None
    """Code of the finding that refuses the file."""
    unusable: tuple[FingerPosition, ...] = ()
    """Fingers that must be reported as not usable."""
    same_receipt_as: StoryName | None = None


@dataclass(frozen=True)
class Story:
    """One file from the post. `titles` are in English and Spanish, under "en" and "es"."""

    name: StoryName
    titles: dict[str, str]
    presented: Presentation
    data: bytes
    expected: Expectation

    @property
    def control_number(self) -> ControlNumber:
        return control_number(self.presented)


TITLES = {
    StoryName.STRANGER: {"en": "A stranger", "es": "Una persona desconocida"},
    StoryName.NEW_NAME: {"en": "A known person under a new name", "es": "Una persona conocida con otro nombre"},
    StoryName.WATCHLISTED: {"en": "A watchlisted person", "es": "Una persona en lista de alerta"},
    StoryName.BAD_FILE: {"en": "A bad file", "es": "Un archivo dañado"},
    StoryName.WORN_FINGER: {"en": "Worn fingers", "es": "Dedos gastados"},
    StoryName.REPEAT: {"en": "The same file again", "es": "El mismo archivo otra vez"},
}
POST = next(post for post in POSTS if post.name == "Colchane")


@dataclass(frozen=True)
class _Scene:
    """Where and when the stories play; every round has other strangers and other captures of the known people."""

    people: Population
    at: datetime
    round: int

    def shown(self, someone: Person, identity: Identity, order: int) -> Presentation:
        number = FIRST_NUMBER + 10 * self.round + order
        return Presentation(someone, identity, POST, self.at, number)


def stories(people: Population, at: datetime, *, round_number: int = 0) -> tuple[Story, ...]:
    """The six stories in the order in which they are told, at a moment (UTC) after everybody was enrolled.

    A node keeps whom it has met: tell the stories once more with another `round_number`, or the stranger is known.
    """
    scene = _Scene(people, at, round_number)
    renamed = _new_name(scene)
    return (
        _stranger(scene),
        renamed,
        _watchlisted(scene),
        _bad_file(scene),
        _worn_finger(scene),
        Story(
            StoryName.REPEAT,
            TITLES[StoryName.REPEAT],
            renamed.presented,
            renamed.data,
            Expectation(
                renamed.expected.verdict,
                renamed.expected.person,
                renamed.expected.gallery,
                same_receipt_as=StoryName.NEW_NAME,
            ),
        ),
    )


def _stranger(scene: _Scene) -> Story:
    someone = _whole_person(scene.people, FIRST_STRANGER + 100 * scene.round)
    shown = scene.shown(someone, someone.identity, 0)
    return _told(StoryName.STRANGER, shown, Expectation(Verdict.NO_CANDIDATE))


def _new_name(scene: _Scene) -> Story:
    known = _enrolled(scene.people, GalleryKind.ENCOUNTER, 0)
    someone = scene.people.person(known.number)
    other = assumed_identity(someone, 1 + scene.round, as_of=scene.people.as_of)
    shown = scene.shown(someone, other, 1)
    return _told(StoryName.NEW_NAME, shown, Expectation(Verdict.POSSIBLE_MATCH, known.number, known.gallery))


def _watchlisted(scene: _Scene) -> Story:
    known = _enrolled(scene.people, GalleryKind.WATCHLIST, 0)
    someone = scene.people.person(known.number)
    shown = scene.shown(someone, someone.identity, 2)
    return _told(StoryName.WATCHLISTED, shown, Expectation(Verdict.POSSIBLE_MATCH, known.number, known.gallery))


def _bad_file(scene: _Scene) -> Story:
    someone = _whole_person(scene.people, FIRST_STRANGER + 100 * scene.round + 50)
    shown = scene.shown(someone, someone.identity, 3)
    expected = Expectation(Verdict.REFUSED, finding="record-truncated")
    return Story(StoryName.BAD_FILE, TITLES[StoryName.BAD_FILE], shown, truncated(shown), expected)


def _worn_finger(scene: _Scene) -> Story:
    """Somebody who is enrolled, but has hardly a ridge left that day: saying "no candidate" would be a lie."""
    known = _enrolled(scene.people, GalleryKind.ENCOUNTER, 1)
    someone = scene.people.person(known.number)
    shown = scene.shown(someone, someone.identity, 4)
    worn: Mapping[FingerPosition, Condition] = dict.fromkeys(TWO_FINGERS, Condition.WORN_OUT)
    shown = replace(shown, conditions=worn)
    return _told(StoryName.WORN_FINGER, shown, Expectation(Verdict.QUALITY, unusable=TWO_FINGERS))


def _told(name: StoryName, shown: Presentation, expected: Expectation) -> Story:
    return Story(name, TITLES[name], shown, rapid_query(shown, face=True), expected)


def _enrolled(people: Population, gallery: GalleryKind, which: int) -> Enrolment:
    """Of the adults with images in this gallery, the one of this place in the order."""
    found = [e for e in people.with_images if e.gallery is gallery]
    adults = [e for e in found if not people.person(e.number).is_minor(e.on)]
    return adults[which]


def _whole_person(people: Population, number: int) -> Person:
    """The next adult from this number on who has both index fingers."""
    someone = people.person(number)
    while someone.is_minor(people.as_of) or set(TWO_FINGERS) & hands_of(someone).missing:
        number += 1
        someone = people.person(number)
    return someone
