"""Several fingers on one plate: the four of a hand (positions 13 and 14) or both thumbs (15), in the order in which
they lie.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from openbitmap.synthetic.arrays import Floats, Pixels
from openbitmap.synthetic.prints.look import Condition, Kind, Look, Placement, Sensor, in_condition, usual_look
from openbitmap.synthetic.prints.relief import Relief, draw_noises, press
from openbitmap.synthetic.prints.sensors import SENSORS
from openbitmap.synthetic.raster import one_path
from openbitmap.synthetic.ridges import Finger
from openbitmap.synthetic.seeds import Stream, generator
from openbitmap.vocabulary import SLAP_FINGERS, FingerPosition

FOUR_SIZE, THUMBS_SIZE = (1600, 1000), (1000, 750)
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Seat:
    """Where one finger of a slap lies, from the thumb's side on: place (x, y) and contact shift in finger units,
    tilt, pressure.
    """

    place: tuple[float, float]
    tilt: float
    roll: float
    pressure: float


# Index, middle, ring, little of a right hand, left to right; a left hand is the mirror image.
_FOUR_SEATS = (
    Seat((-395, 25), -0.12, -12, 0.0),
    Seat((-135, -70), -0.03, -3, 0.1),
    Seat((140, -25), 0.05, 3, 0.0),
    Seat((395, 230), 0.16, 10, -0.2),
)
_THUMB_SEATS = (Seat((-185, 0), 0.10, 8, 0.0), Seat((185, 0), -0.10, -8, 0.0))


@dataclass(frozen=True)
class SlapLook:
    """How a slap is taken: the sensor, the state of all the fingers, and the size of the hand (see
    `Placement.growth`).
    """

    sensor: Sensor = Sensor.OPTICAL
    condition: Condition = Condition.USUAL
    growth: float = 1.0


@dataclass(frozen=True)
class Slap:
    """The image at 500 ppi and the box (left, top, right, bottom; the last two outside) of each finger in it."""

    pixels: Pixels
    position: FingerPosition
    boxes: dict[FingerPosition, Box]


@dataclass(frozen=True)
class _Hand:
    """What the fingers of one slap share: wetness, pressure, lean in radians, mean size, growth."""

    wet: float
    pressure: float
    lean: float
    size: float
    growth: float


@dataclass(frozen=True)
class _Plate:
    """The plate while fingers are laid on it."""

    height: Floats
    mask: Floats
    depth: Floats


def slap(
    fingers: Mapping[FingerPosition, Finger],
    position: FingerPosition,
    seed: int,
    *,
    how: SlapLook = SlapLook(),
) -> Slap:
    """The slap of those fingers of `position` that `fingers` has; a finger that is not there leaves its seat empty.

    Raises ValueError for a position that is no slap, and when none of its fingers is given.
    """
    if position not in SLAP_FINGERS:
        raise ValueError(f"{position.name} is no slap of several fingers")
    order = SLAP_FINGERS[position]
    present = {i: fingers[p] for i, p in enumerate(order) if p in fingers}
    if not present:
        raise ValueError(f"none of the fingers of {position.name} is given")
    first = next(iter(present.values()))
    rng = generator(Stream.SLAP, *first.spec.key, int(position), seed)
    size = THUMBS_SIZE if len(order) == 2 else FOUR_SIZE
    wet, pressure, lean = (float(rng.normal(0, spread)) for spread in (0.3, 0.3, 0.08))
    mean = float(np.mean([f.spec.scale for f in present.values()]))
    hand = _Hand(wet, pressure, lean, mean * how.growth, how.growth)
    plate, boxes = _empty_plate(size), {}
    with one_path():
        for index, finger in present.items():
            seat = _seat(position, index)
            look = in_condition(_finger_look(rng, seed * 16 + index, seat, hand=hand), how.condition)
            boxes[order[index]] = _lay(rng, plate, replace(look, sensor=how.sensor), on=(finger, seat, hand))
        noises = draw_noises(rng, *size)
        relief = Relief(plate.height, plate.mask, plate.depth, np.zeros_like(plate.mask), noises, None, None)
        grey = SENSORS[how.sensor](rng, in_condition(_plate_look(how.sensor, size, hand), how.condition), relief)
    return Slap(np.clip(grey + 0.5, 0, 255).astype(np.uint8), position, boxes)


def _empty_plate(size: tuple[int, int]) -> _Plate:
    shape = size[1], size[0]
    return _Plate(np.full(shape, -2, np.float32), np.zeros(shape, np.float32), np.full(shape, -9, np.float32))


def _seat(position: FingerPosition, index: int) -> Seat:
    if position is FingerPosition.PLAIN_THUMBS:
        return _THUMB_SEATS[index]
    if position is FingerPosition.PLAIN_RIGHT_FOUR:
        return _FOUR_SEATS[index]
    seat = _FOUR_SEATS[3 - index]
    return Seat((-seat.place[0], seat.place[1]), -seat.tilt, -seat.roll, seat.pressure)


def _finger_look(rng: np.random.Generator, seed: int, seat: Seat, *, hand: _Hand) -> Look:
    look = usual_look(seed, Kind.SLAP)
    skin = replace(
        look.skin,
        wet=float(np.clip(hand.wet + rng.normal(0, 0.12), -1, 1)),
        pressure=float(np.clip(hand.pressure + seat.pressure + rng.normal(0, 0.15), -1, 1)),
    )
    centre = seat.roll + float(rng.normal(0, 8)), float(rng.normal(5, 15))
    tilt = -(seat.tilt + hand.lean + float(rng.normal(0, 0.02)))
    return replace(look, skin=skin, placement=Placement(tilt, (0.0, 0.0), centre, look.placement.warp, hand.growth))


def _plate_look(sensor: Sensor, size: tuple[int, int], hand: _Hand) -> Look:
    look = usual_look(0, Kind.SLAP)
    return replace(look, sensor=sensor, size=size, skin=replace(look.skin, wet=hand.wet, pressure=hand.pressure))


def _lay(rng: np.random.Generator, plate: _Plate, look: Look, *, on: tuple[Finger, Seat, _Hand]) -> Box:
    """Press one finger onto its seat; where two fingers meet, the deeper contact wins. Returns the box of its
    contact.
    """
    finger, seat, hand = on
    height, width = plate.height.shape
    rows, columns = look.size[1], look.size[0]
    relief = press(generator(Stream.IMPRESSION, *finger.spec.key, int(finger.spec.position), look.seed), finger, look)
    left = int(width / 2 + hand.size * seat.place[0] + rng.normal(0, 8) - columns / 2 + hand.lean * 100)
    top = int(height * 0.40 + hand.size * seat.place[1] + rng.normal(0, 10) - rows * 0.42)
    window = np.s_[max(0, top) : min(height, top + rows), max(0, left) : min(width, left + columns)]
    part = np.s_[max(0, -top) : min(rows, height - top), max(0, -left) : min(columns, width - left)]
    deeper = relief.depth[part] > plate.depth[window]
    for there, here in ((plate.height, relief.height), (plate.mask, relief.mask), (plate.depth, relief.depth)):
        there[window] = np.where(deeper, here[part], there[window])
    y, x = np.nonzero(relief.mask[part] > 0.5)
    x0, y0 = max(0, left), max(0, top)
    return int(x0 + x.min()), int(y0 + y.min()), int(x0 + x.max() + 1), int(y0 + y.max() + 1)
