"""Ridge directions of many fingers at once, at given points: a zero-pole field with the corrections that real fingers
need.

Published ideas: zero-pole field (Sherlock, Monro 1993). Coordinates in pixels at 500 ppi, y upwards, the finger's
centre at 0, its tip up.
"""

import numpy as np

from openbitmap.synthetic.arrays import Floats, Whole, floats
from openbitmap.synthetic.galleries import fitted
from openbitmap.synthetic.patterns import Pattern

TURN = np.float32(2 * np.pi)
CLASS_SPREAD = 0.4
"""Share of the natural spread of the shape parameters that the fit kept."""


def smooth_field(rng: np.random.Generator, x: Floats, y: Floats, *, wave: float, terms: int = 3) -> Floats:
    """A smooth random function of unit variance for each row of points: a sum of plane waves of about `wave` pixels."""
    total = np.zeros_like(x)
    for _ in range(terms):
        kx, ky = rng.standard_normal((2, len(x), 1), dtype=np.float32) / np.float32(wave)
        phase = rng.random((len(x), 1), dtype=np.float32) * TURN
        total += np.sin(kx * x + ky * y + phase)
    total *= np.float32(np.sqrt(2 / terms))
    return total


def directions(rng: np.random.Generator, x: Floats, y: Floats, *, pattern: Whole) -> tuple[Floats, Floats]:
    """Undirected ridge angle at the points of each finger (one row a finger), and the height of its upper core."""
    shape = _Shape(rng, len(x), pattern)
    angle = shape.winding(x, y)
    # The plain zero-pole model is too flat beside the core: real flanks are steep.
    above = 1 / (1 + np.exp((shape.core_y - 90 - y) / 30))
    angle -= shape.steepness * np.tanh((x - shape.core_x) / 60) * above
    arches = np.flatnonzero(pattern == Pattern.ARCH)
    angle[arches] = shape.arch(arches, x[arches], y[arches])
    amplitude = np.float32(np.radians(fitted.DEVIATION) * np.sqrt(3 / 2))
    angle += amplitude * smooth_field(rng, x, y, wave=90.0)
    return angle, shape.core_y


class _Shape:
    """Places of cores and deltas, drawn for each finger as columns."""

    def __init__(self, rng: np.random.Generator, count: int, pattern: Whole) -> None:
        def draw(mean: float, spread: float) -> Floats:
            drawn = rng.standard_normal((count, 1), dtype=np.float32)
            return drawn * np.float32(spread * CLASS_SPREAD) + np.float32(mean)

        column = pattern[:, None]
        self.is_whorl = (pattern == Pattern.WHORL) | (pattern == Pattern.DOUBLE_LOOP)
        tented = column == Pattern.TENTED_ARCH
        side = np.where(column == Pattern.LEFT_LOOP, np.float32(1), np.float32(-1))
        self.core_x, self.core_y = draw(0, 12), draw(15, 20)
        aside = np.where(tented, np.float32(0.08), np.float32(1)) * np.abs(draw(85, 25))
        self.delta_x, self.delta_y = self.core_x + side * aside, self.core_y - np.abs(draw(95, 30))
        apart = np.where(column == Pattern.DOUBLE_LOOP, np.float32(1.6), np.float32(1))
        self.core2_x, self.core2_y = self.core_x + draw(0, 10) * apart, self.core_y - np.abs(draw(40, 18)) * apart
        self.delta2_x, self.delta2_y = self.core_x - side * np.abs(draw(85, 25)), self.core_y - np.abs(draw(95, 30))
        self.arching, self.arch_height = draw(0.75, 0.2), draw(110, 20)
        self.steepness = np.abs(draw(0.75, 0.15))

    def winding(self, x: Floats, y: Floats) -> Floats:
        """Half the sum of the angles around the cores less those around the deltas, up to half turns.

        One arctangent of the product of the differences, as complex numbers, in place of two or four arctangents.
        """
        real, imaginary = _divided((x - self.core_x, y - self.core_y), (x - self.delta_x, y - self.delta_y))
        rows = np.flatnonzero(self.is_whorl)
        wx, wy = x[rows], y[rows]
        core = wx - self.core2_x[rows], wy - self.core2_y[rows]
        delta = wx - self.delta2_x[rows], wy - self.delta2_y[rows]
        a, b = _divided(core, delta)
        c, d = real[rows], imaginary[rows]
        real[rows], imaginary[rows] = a * c - b * d, a * d + b * c
        return floats(0.5 * np.arctan2(imaginary, real))

    def arch(self, rows: Whole, x: Floats, y: Floats) -> Floats:
        """The angle of these arches: ridges that rise to the middle, most of all somewhat below the centre."""
        height = np.exp(-(((y - self.core_y[rows] + 60) / self.arch_height[rows]) ** 2))
        sideways = np.tanh((x - self.core_x[rows]) / 55)
        return floats(-self.arching[rows] * sideways * height)


def _divided(a: tuple[Floats, Floats], b: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """A complex number of the direction of a / b."""
    return floats(a[0] * b[0] + a[1] * b[1]), floats(a[1] * b[0] - a[0] * b[1])
