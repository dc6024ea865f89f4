"""Scars of a finger: a pale uneven seam; the ridges on both sides are pulled towards it and shifted along it."""

import math

import numpy as np

from openbitmap.synthetic import steady
from openbitmap.synthetic.arrays import Floats, floats
from openbitmap.synthetic.ridges import ORIGIN, FingerSpec
from openbitmap.synthetic.seeds import Stream, generator


def scar_marks(spec: FingerSpec, count: int, x: Floats, *, y: Floats) -> tuple[Floats | float, Floats, Floats]:
    """Strength of the seams (0 to 1), and where on the unscarred finger the ridges at these places come from.

    The first `count` scars of a finger are always the same ones.
    """
    if not count:
        return 0.0, x, y
    rng = generator(Stream.SCARS, *spec.key, int(spec.position.finger))
    seam, from_x, from_y = np.zeros_like(x), x.copy(), y.copy()
    for _ in range(count):
        _add_scar(rng, (x, y), (seam, from_x, from_y))
    return seam, from_x, from_y


def _add_scar(rng: np.random.Generator, at: tuple[Floats, Floats], marks: tuple[Floats, Floats, Floats]) -> None:
    """Draw one scar into the three marks."""
    x, y = at
    seam, from_x, from_y = marks
    angle, half = rng.uniform(-0.9, 0.9), rng.uniform(35, 90)
    ux, uy = math.cos(angle), math.sin(angle)
    start = ORIGIN[0] + rng.normal(0, 45) - ux * half, ORIGIN[1] + rng.normal(10, 55) - uy * half
    bow, width, slip, phase = rng.normal(0, 10), rng.uniform(1.6, 4.0), rng.normal(0, 3.5), rng.uniform(0, 6)
    along = ((x - start[0]) * ux + (y - start[1]) * uy) / (2 * half)
    inside = np.clip(4 * along * (1 - along), 0, 1)
    off = -(x - start[0]) * uy + (y - start[1]) * ux - bow * inside
    uneven = 1 + 0.3 * steady.sin(along * 19 + phase) + 0.25 * steady.sin(along * 47)
    line = steady.exp(-((off / (width * np.sqrt(inside) * uneven + 0.2)) ** 2)) * (inside > 0)
    np.maximum(seam, floats(line), out=seam)
    shifted = slip * steady.tanh(off / 4) * steady.exp(-((off / 22) ** 2)) * inside
    pulled = 0.25 * off * steady.exp(-((off / 16) ** 2)) * inside
    from_x += floats(shifted * ux - pulled * uy)
    from_y += floats(shifted * uy + pulled * ux)
