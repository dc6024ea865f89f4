"""What stays the same in every portrait of a person."""

from dataclasses import dataclass

from openbitmap.synthetic.people import Person, Sex
from openbitmap.synthetic.seeds import Stream, generator

Colour = tuple[int, int, int]

SKIN: tuple[Colour, ...] = (
    (244, 214, 190),
    (226, 188, 156),
    (205, 160, 125),
    (176, 128, 94),
    (140, 97, 70),
    (102, 70, 52),
    (78, 54, 42),
)
HAIR: tuple[Colour, ...] = ((24, 20, 20), (46, 34, 28), (74, 50, 34), (110, 78, 50))
GREY: Colour = (150, 150, 152)
IRIS: tuple[Colour, ...] = ((58, 36, 22), (76, 52, 30), (92, 84, 50), (84, 104, 120))


@dataclass(frozen=True)
class Features:
    """Shares of the face's width or height, about 0 for the middle of the range; colours in red, green, blue."""

    skin: Colour
    hair: Colour
    iris: Colour
    width: float
    jaw: float
    eyes: tuple[float, float]
    """Distance between them, and their size."""
    nose: tuple[float, float]
    mouth: tuple[float, float]
    hair_cut: int
    beard: bool


def features_of(someone: Person) -> Features:
    """The face of a person. Skin, hair and eyes are drawn for everybody alike: the synthetic world has no looks of a
    nation."""
    rng = generator(Stream.FACE, someone.seed, someone.number)
    spread = rng.uniform(-1, 1, 8)
    return Features(
        skin=SKIN[rng.integers(len(SKIN))],
        hair=HAIR[rng.integers(len(HAIR))],
        iris=IRIS[rng.integers(len(IRIS))],
        width=float(spread[0]),
        jaw=float(spread[1]),
        eyes=(float(spread[2]), float(spread[3])),
        nose=(float(spread[4]), float(spread[5])),
        mouth=(float(spread[6]), float(spread[7])),
        hair_cut=int(rng.integers(3)) + (3 if someone.sex is Sex.FEMALE else 0),
        beard=bool(someone.sex is Sex.MALE and rng.random() < 0.4),
    )
