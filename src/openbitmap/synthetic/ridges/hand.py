"""What is settled about a person's ten fingers before any ridge grows: pattern, size, ridge period, wrinkles, what is
missing.
"""

from dataclasses import dataclass, replace

import numpy as np

from openbitmap.synthetic.patterns import Pattern, digit, draw_patterns
from openbitmap.synthetic.people import Person, Sex
from openbitmap.synthetic.seeds import Stream, generator
from openbitmap.vocabulary import TEN_FINGERS, FingerPosition

MALE_PERIOD, FEMALE_PERIOD = 9.0, 8.2
MALE_SIZE, FEMALE_SIZE = 1.03, 0.93
SIZE_OF_DIGIT = (1.16, 1.0, 1.04, 1.0, 0.86)
PERIOD_OF_DIGIT = (1.06, 1.0, 1.01, 1.0, 0.95)
AMPUTATED = 0.0012
"""Chance that a finger is missing, each by itself: about one person in eighty lacks one."""


@dataclass(frozen=True)
class FingerSpec:
    """Everything that `grow_finger` needs; the key makes it one of its kind. Lengths in pixels at 500 ppi."""

    key: tuple[int, int]
    """Seed of the world and number of the person."""
    position: FingerPosition
    pattern: Pattern
    scale: float
    period: float
    wrinkles: float = 1.0
    """Usual 1; skin of much work or age up to 4."""


@dataclass(frozen=True)
class Hands:
    """Ten fingers and the skin they share: `wet` and `worn` shift every impression of them."""

    fingers: dict[FingerPosition, FingerSpec]
    missing: frozenset[FingerPosition]
    wet: float
    worn: float


def hands_of(person: Person) -> Hands:
    """The ten fingers of a person, full-grown: the same ridges all life long."""
    return draw_hands((person.seed, person.number), male=person.sex is Sex.MALE)


def size_at(age: int) -> float:
    """Size of the hand at an age in full years, as a share of the grown one; impressions are scaled by it."""
    return float(np.interp(age, [0, 5, 17], [0.6, 0.68, 1.0]))


def draw_hands(key: tuple[int, int], *, male: bool) -> Hands:
    """Ten fingers for any key of two numbers."""
    rng = generator(Stream.HAND, *key)
    period = np.clip(rng.normal(MALE_PERIOD if male else FEMALE_PERIOD, 0.6), 6.8, 10.8)
    size = np.clip(rng.normal(MALE_SIZE if male else FEMALE_SIZE, 0.05), 0.8, 1.15)
    leaning = np.array([rng.normal(0, 0.5)])
    fingers = {}
    for position in TEN_FINGERS:
        kind = draw_patterns(rng.random(1), leaning, position)[0]
        scale = float(size * SIZE_OF_DIGIT[digit(position)] * rng.normal(1, 0.03))
        spacing = float(period * PERIOD_OF_DIGIT[digit(position)] * rng.normal(1, 0.045))
        fingers[position] = FingerSpec(key, position, Pattern(int(kind)), scale, spacing)
    missing = frozenset(p for p in TEN_FINGERS if rng.random() < AMPUTATED)
    wet = float(rng.normal(0, 0.18))
    worn = float(np.clip(rng.exponential(0.08), 0, 0.5))
    wrinkles = float(np.clip(rng.gamma(1.5, 0.6), 0.1, 4))
    fingers = {p: replace(spec, wrinkles=wrinkles) for p, spec in fingers.items()}
    return Hands(fingers, missing, wet, worn)
