"""What a post captures of a synthetic person: single fingers, rolled fingers and slaps, as marked WSQ images."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from openbitmap.itl import EncodedImage
from openbitmap.synthetic.faces import features_of, portrait
from openbitmap.synthetic.people import Identity, Person, Post
from openbitmap.synthetic.prints import (
    Condition,
    Kind,
    Sensor,
    Slap,
    SlapLook,
    impression,
    in_condition,
    on_skin,
    slap,
    usual_look,
)
from openbitmap.synthetic.ridges import Finger, FingerSpec, Hands, grow_finger, hands_of, size_at
from openbitmap.synthetic.seeds import Stream, generator
from openbitmap.synthetic.transactions.marking import jpeg_image, wsq_image
from openbitmap.vocabulary import SLAP_FINGERS, FingerPosition


@dataclass(frozen=True)
class Presentation:
    """One person in front of one post: what is said and shown, and how the fingers are that day.

    `number` sets the control number and the seed of every impression: another number, another capture.
    """

    person: Person
    identity: Identity
    post: Post
    at: datetime
    number: int
    conditions: Mapping[FingerPosition, Condition] = field(default_factory=dict)
    amputated: frozenset[FingerPosition] = frozenset()
    """Fingers missing besides those that the person lacks anyway."""
    difficulty: float = 0.7
    """How far the captures stray from easy ones; an attended post takes better prints than a volunteer of 2002."""

    @property
    def day(self) -> date:
        return self.at.date()

    @property
    def hands(self) -> Hands:
        return hands_of(self.person)

    @property
    def missing(self) -> frozenset[FingerPosition]:
        return self.hands.missing | self.amputated


def capture_finger(
    shown: Presentation, position: FingerPosition, *, kind: Kind = Kind.PLAIN, sensor: Sensor = Sensor.OPTICAL
) -> EncodedImage:
    """One finger, plain or rolled; the same presentation gives the same bytes. ValueError when it is missing."""
    if position.finger in shown.missing:
        raise ValueError(f"{position.name} is missing")
    look = usual_look(_seed(shown, position, kind), kind, sensor, difficulty=shown.difficulty)
    look = on_skin(look, wet=shown.hands.wet, worn=shown.hands.worn, growth=size_at(shown.person.age(shown.day)))
    look = in_condition(look, shown.conditions.get(position.finger, Condition.USUAL))
    return wsq_image(impression(master(shown, position), look))


def capture_slap(shown: Presentation, position: FingerPosition) -> tuple[EncodedImage, Slap]:
    """A slap of those fingers that are there, with the boxes that a careful operator would mark."""
    present = [p for p in SLAP_FINGERS[position] if p not in shown.missing]
    states = {shown.conditions.get(p, Condition.USUAL) for p in present}
    condition = states.pop() if len(states) == 1 else Condition.USUAL
    how = SlapLook(condition=condition, growth=size_at(shown.person.age(shown.day)))
    taken = slap(masters(shown, present), position, _seed(shown, position, Kind.SLAP), how=how)
    return wsq_image(taken.pixels), taken


def capture_face(shown: Presentation) -> EncodedImage:
    """A drawn portrait: the same face every time, another light and place of the head for every presentation."""
    rng = generator(Stream.PORTRAIT, shown.person.seed, shown.person.number, shown.number)
    return jpeg_image(portrait(features_of(shown.person), age=shown.person.age(shown.day), rng=rng))


def master(shown: Presentation, position: FingerPosition) -> Finger:
    """The grown finger; the last few are kept, since growing costs twenty times what an impression does."""
    return _grown(shown.hands.fingers[position.finger])


def masters(shown: Presentation, positions: Sequence[FingerPosition]) -> dict[FingerPosition, Finger]:
    return {p: master(shown, p) for p in positions}


@lru_cache(maxsize=14)
def _grown(spec: FingerSpec) -> Finger:
    return grow_finger(spec)


def _seed(shown: Presentation, position: FingerPosition, kind: Kind) -> int:
    return (shown.number * 32 + int(position)) * 4 + list(Kind).index(kind)
