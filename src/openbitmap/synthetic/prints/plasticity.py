"""From places on the image to places on the finger: placing, and skin that yields under the glass.

The plastic model is that of Cappelli, Maio, Maltoni (2001): a still middle, a yielding ring, and the rest moving with
the finger.
"""

import math

import numpy as np
import scipy.ndimage

from openbitmap.synthetic.arrays import Doubles, Floats, floats
from openbitmap.synthetic.prints.look import Placement
from openbitmap.synthetic.raster import enlarge
from openbitmap.synthetic.ridges import ORIGIN

NET = 12
"""The map is computed on a net of this many pixels and enlarged."""
BACK_STEPS = 25


class Plasticity:
    """The map of one impression; without distortion the finger's origin would lie at `middle` of the image."""

    def __init__(
        self, rng: np.random.Generator, scale: float, placement: Placement, *, middle: tuple[float, float]
    ) -> None:
        self._middle, self._rotation = middle, placement.rotation
        still_x, still_y = placement.centre
        self._still = ORIGIN[0] + still_x + rng.normal(0, 15), ORIGIN[1] + still_y + 30 + rng.normal(0, 20)
        self._axes = rng.uniform(50, 75) * scale, rng.uniform(60, 90) * scale
        self._ring = rng.uniform(1.0, 1.8)
        self._turn = rng.normal(0, 0.045) * placement.warp
        self._pull = rng.normal(0, 5.5, 2) * placement.warp
        self._soft = rng.normal(0, 1.9, (2, 9, 9)) * min(1.5, 0.5 + 0.5 * placement.warp)
        self._stretch = (1 + rng.normal(0, 0.012) * placement.warp) / placement.growth

    def on_finger(self, x: Doubles, y: Doubles) -> tuple[Doubles, Doubles]:
        """Places in the master under these places of the image."""
        cosine, sine = math.cos(self._rotation), math.sin(self._rotation)
        right, down = (x - self._middle[0]) * self._stretch, (y - self._middle[1]) * self._stretch
        fx, fy = ORIGIN[0] + cosine * right - sine * down, ORIGIN[1] + sine * right + cosine * down
        from_x, from_y = fx - self._still[0], fy - self._still[1]
        outside = np.sqrt((from_x / self._axes[0]) ** 2 + (from_y / self._axes[1]) ** 2) - 1
        yields = 0.5 * (1 - np.cos(math.pi * np.clip(outside / self._ring, 0, 1)))
        less, turn = math.cos(self._turn) - 1, math.sin(self._turn)
        net = [np.clip(fy / 100, 0, 7.999), np.clip(fx / 100, 0, 7.999)]
        soft_x, soft_y = (scipy.ndimage.map_coordinates(s, net, order=3, mode="nearest") for s in self._soft)
        moved_x = fx + yields * (less * from_x - turn * from_y + self._pull[0]) + soft_x
        return moved_x, fy + yields * (turn * from_x + less * from_y + self._pull[1]) + soft_y

    def grid(self, width: int, height: int) -> tuple[Floats, Floats]:
        """The same for every pixel of an image of this size."""
        rows, columns = np.mgrid[0 : -(-height // NET) + 3, 0 : -(-width // NET) + 3].astype(np.float64)
        coarse = self.on_finger((columns - 1) * NET + (NET - 1) / 2, (rows - 1) * NET + (NET - 1) / 2)
        x, y = (enlarge(a, height + NET, width + NET, factor=NET)[NET:, NET:] for a in coarse)
        return np.ascontiguousarray(x), np.ascontiguousarray(y)

    def on_image(self, fx: Doubles, fy: Doubles) -> tuple[Floats, Floats]:
        """The inverse, by fixed-point steps: places of the image over these places of the master."""
        cosine, sine = math.cos(self._rotation), math.sin(self._rotation)
        x, y = fx - ORIGIN[0] + self._middle[0], fy - ORIGIN[1] + self._middle[1]
        for _ in range(BACK_STEPS):
            at_x, at_y = self.on_finger(x, y)
            miss_x, miss_y = fx - at_x, fy - at_y
            x += (cosine * miss_x + sine * miss_y) / self._stretch
            y += (cosine * miss_y - sine * miss_x) / self._stretch
        return floats(x), floats(y)
