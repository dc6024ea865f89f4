"""Which part of the finger touches, and how deep inside the contact each place lies."""

from dataclasses import dataclass

import numpy as np

from openbitmap.synthetic import steady
from openbitmap.synthetic.arrays import Floats, floats
from openbitmap.synthetic.prints.look import Kind, Look, Sensor
from openbitmap.synthetic.ridges import ORIGIN, SIDE


@dataclass(frozen=True)
class _Outline:
    """Superellipse halves in finger units: half width, height above and below the centre, exponents of the two
    halves.
    """

    across: float
    above: float
    below: float
    round_above: float
    round_below: float


def contact_depth(rng: np.random.Generator, scale: float, look: Look, *, at: tuple[Floats, Floats]) -> Floats:
    """Depth inside the contact in units of 100 pixels, negative outside, at places of the master."""
    growth = scale * (1 + 0.15 * look.skin.pressure)
    uneven = rng.uniform(0.93, 1.07, 3)
    outline = _outline(rng, look)
    centre = _centre(look)
    x = (at[0] - ORIGIN[0] - centre[0]) / (outline.across * growth * uneven[0])
    down = at[1] - ORIGIN[1] - centre[1]
    y = np.where(down < 0, down / (outline.above * growth * uneven[1]), down / (outline.below * growth * uneven[2]))
    power = np.where(down < 0, outline.round_above, outline.round_below)
    rings = steady.power(np.abs(x), power) + steady.power(np.abs(y), power)
    depth = (1 - steady.power(rings, 1 / power)) * outline.across * growth
    rim = np.minimum(np.minimum(at[0], SIDE - at[0]), np.minimum(at[1], SIDE - at[1])) - 8
    return floats(np.minimum(depth, rim) / 100)


def _outline(rng: np.random.Generator, look: Look) -> _Outline:
    if look.kind is Kind.ROLLED:
        return _Outline(270, 262, 320, 2.6, 2.5)
    if look.kind is Kind.LATENT:
        return _Outline(rng.uniform(90, 140), rng.uniform(90, 150), rng.uniform(90, 150), 1.85, 2.4)
    if look.kind is Kind.SLAP:
        return _Outline(112, 165, 240, 2.15, 2.7)
    if look.sensor is Sensor.CAPACITIVE:
        return _Outline(120, 150, 175, 2.15, 2.7)
    return _Outline(118, 176, rng.uniform(190, 270), 2.15, 2.7)


def _centre(look: Look) -> tuple[float, float]:
    if look.kind is Kind.ROLLED:
        return 0.0, 0.0
    x, y = look.placement.centre
    return (x, y) if look.kind in (Kind.LATENT, Kind.SLAP) else (x, y + 10)
