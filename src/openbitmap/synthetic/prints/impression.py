"""One impression of one finger, alone or with the truth about it."""

import math
from dataclasses import dataclass

import numpy as np

from openbitmap.synthetic.arrays import Flags, Floats, Pixels, floats
from openbitmap.synthetic.prints.look import Look
from openbitmap.synthetic.prints.relief import Relief, press
from openbitmap.synthetic.prints.sensors import SENSORS
from openbitmap.synthetic.raster import one_path
from openbitmap.synthetic.ridges import Finger
from openbitmap.synthetic.ridges.flow import Point
from openbitmap.synthetic.seeds import Stream, generator

EDGE = 4
"""True minutiae nearer to the image border than this are left out."""


@dataclass(frozen=True)
class Truth:
    """What is really in an impression: minutiae as rows (x, y, direction, type), the contact, cores and deltas, in
    image pixels.

    Direction in radians counter-clockwise with y upwards; type 1 ending, 2 bifurcation, 0 half-way between.
    """

    minutiae: Floats
    mask: Flags
    cores: tuple[Point, ...]
    deltas: tuple[Point, ...]


def impression(finger: Finger, look: Look) -> Pixels:
    """The grey image of this look, always the same; about 20 ms of one core for a plain print."""
    return _take(finger, look)[0]


def impression_with_truth(finger: Finger, look: Look) -> tuple[Pixels, Truth]:
    """The same image, and what is really in it; about 25 ms more."""
    pixels, relief = _take(finger, look)
    plasticity = relief.plasticity
    assert plasticity is not None
    x, y = plasticity.on_image(finger.minutiae[:, 0].astype(np.float64), finger.minutiae[:, 1].astype(np.float64))
    height, width = relief.mask.shape
    column, row = np.rint(x).astype(np.int64), np.rint(y).astype(np.int64)
    seen = (column >= EDGE) & (row >= EDGE) & (column < width - EDGE) & (row < height - EDGE)
    seen[seen] = (relief.mask[row[seen], column[seen]] > 0.5) & (relief.crease[row[seen], column[seen]] < 0.4)
    direction = np.mod(finger.minutiae[:, 2] + look.placement.rotation, 2 * math.pi)
    minutiae = floats(np.stack([x, y, direction, finger.minutiae[:, 3]], axis=1)[seen])

    def in_image(points: tuple[Point, ...]) -> tuple[Point, ...]:
        found = [plasticity.on_image(np.array([px]), np.array([py])) for px, py in points]
        return tuple((float(fx[0]), float(fy[0])) for fx, fy in found)

    return pixels, Truth(minutiae, relief.mask > 0.5, in_image(finger.flow.cores), in_image(finger.flow.deltas))


def _take(finger: Finger, look: Look) -> tuple[Pixels, Relief]:
    rng = generator(Stream.IMPRESSION, *finger.spec.key, int(finger.spec.position.finger), look.seed)
    with one_path():
        relief = press(rng, finger, look)
        grey = SENSORS[look.sensor](rng, look, relief)
    return np.clip(grey + 0.5, 0, 255).astype(np.uint8), relief
