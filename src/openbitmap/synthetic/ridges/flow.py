"""The orientation of the ridges: a zero-pole field bent into the shapes that real fingers have.

Published ideas: zero-pole field (Sherlock, Monro 1993), its correction around singularities (Vizcaya, Gerhardt 1996).
Inside this module y points upwards, lengths are in finger units (pixels / scale), the origin lies near the core.
"""

import math
from dataclasses import dataclass

import numpy as np

from openbitmap.synthetic import steady
from openbitmap.synthetic.arrays import Floats, floats
from openbitmap.synthetic.patterns import Pattern
from openbitmap.synthetic.raster import grid, noise, smooth_step

SIDE = 800
"""Width and height of a master in pixels; fields are kept at half that."""
HALF = SIDE // 2
ORIGIN = (400.0, 370.0)
"""Where the finger's origin lies in the master, x and y."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Flow:
    """Orientation in radians 0 to pi, y upwards, at half size; cores and deltas in pixels of the master."""

    angle: Floats
    cores: tuple[Point, ...]
    deltas: tuple[Point, ...]


@dataclass(frozen=True)
class _Plan:
    """Singularities in finger units, and how strongly (radians) and how widely the ridges arch above them."""

    cores: tuple[Point, ...]
    deltas: tuple[Point, ...]
    arching: float
    width: float


def draw_flow(rng: np.random.Generator, pattern: Pattern, scale: float) -> Flow:
    """A random finger of this pattern."""
    shift = float(rng.normal(0, 7)), float(rng.normal(0, 16))
    plan = _PLANS[pattern](rng)
    column, row = grid(HALF, HALF)
    x = (column * 2 + 1 - ORIGIN[0]) / scale - shift[0]
    y = -(row * 2 + 1 - ORIGIN[1]) / scale - shift[1]
    angle = _singular(rng, plan, pattern, x=x, y=y)
    angle -= _arching(rng, plan, pattern, x=x, y=y)
    angle = _flat_below(rng, plan, angle, y=y)
    angle += rng.uniform(-0.12, 0.12)
    angle += noise(rng, HALF, HALF, sigma=37.5) * rng.uniform(0.07, 0.17) + noise(
        rng, HALF, HALF, sigma=15
    ) * rng.uniform(0.01, 0.035)
    cores, deltas = plan.cores, plan.deltas
    if pattern is Pattern.RIGHT_LOOP or (pattern is not Pattern.LEFT_LOOP and rng.random() < 0.5):
        angle = -angle[:, ::-1]
        shift = -shift[0], shift[1]
        cores, deltas = (tuple((-px, py) for px, py in points) for points in (cores, deltas))

    def in_master(points: tuple[Point, ...]) -> tuple[Point, ...]:
        return tuple((ORIGIN[0] + (px + shift[0]) * scale, ORIGIN[1] - (py + shift[1]) * scale) for px, py in points)

    return Flow(floats(np.mod(angle, math.pi)), in_master(cores), in_master(deltas))


def _loop(rng: np.random.Generator) -> _Plan:
    delta = rng.uniform(50, 165), -rng.uniform(60, 180)
    return _Plan(((0.0, 0.0),), (delta,), rng.uniform(0.45, 0.85), rng.uniform(85, 170))


def _tented(rng: np.random.Generator) -> _Plan:
    delta = rng.uniform(-12, 12), -rng.uniform(45, 95)
    return _Plan(((0.0, 0.0),), (delta,), rng.uniform(0.75, 0.95), rng.uniform(75, 110))


def _arch(rng: np.random.Generator) -> _Plan:
    return _Plan((), (), rng.uniform(0.75, 1.05), rng.uniform(50, 85))


def _whorl(rng: np.random.Generator) -> _Plan:
    half, lean = rng.uniform(8, 30), rng.uniform(-0.5, 0.5)
    return _two_cores(rng, half, lean, aside=(80, 165))


def _double_loop(rng: np.random.Generator) -> _Plan:
    half, lean = rng.uniform(28, 48), rng.uniform(0.5, 1.1) * rng.choice([-1, 1])
    return _two_cores(rng, half, lean, aside=(85, 155))


def _two_cores(rng: np.random.Generator, half: float, lean: float, *, aside: tuple[float, float]) -> _Plan:
    upper = half * math.sin(lean), half * math.cos(lean)
    deltas = tuple((side * rng.uniform(*aside), -rng.uniform(75, 170)) for side in (-1, 1))
    return _Plan((upper, (-upper[0], -upper[1])), deltas, rng.uniform(0.4, 0.75), rng.uniform(150, 250))


_PLANS = {
    Pattern.ARCH: _arch,
    Pattern.TENTED_ARCH: _tented,
    Pattern.LEFT_LOOP: _loop,
    Pattern.RIGHT_LOOP: _loop,
    Pattern.WHORL: _whorl,
    Pattern.DOUBLE_LOOP: _double_loop,
}


def _singular(rng: np.random.Generator, plan: _Plan, pattern: Pattern, *, x: Floats, y: Floats) -> Floats:
    """Half a turn around every core, half a turn back around every delta, corrected so that loops look like loops."""
    angle = np.zeros_like(x)
    for sign, points in ((0.5, plan.cores), (-0.5, plan.deltas)):
        for px, py in points:
            around = steady.arctan2(y - py, x - px)
            distance = np.hypot(x - px, y - py)
            bend, phase = rng.uniform(0, 0.14), rng.uniform(0, 2 * math.pi)
            angle += sign * (around + bend * steady.sin(2 * around + phase) * (1 - steady.exp(-((distance / 60) ** 2))))
            if sign > 0 and len(plan.cores) == 1 and pattern is not Pattern.TENTED_ARCH:
                angle += _narrow_loop(rng, plan.deltas[0], around, distance=distance)
            if sign > 0 and len(plan.cores) == 2:
                other = plan.cores[1] if (px, py) == plan.cores[0] else plan.cores[0]
                axis = math.atan2(other[1] - py, other[0] - px)
                narrowing = 0.5 * rng.uniform(0.2, 0.5)
                angle -= narrowing * steady.sin(around - axis) * steady.exp(-((distance / 50) ** 2))
    return floats(angle)


def _narrow_loop(rng: np.random.Generator, delta: Point, around: Floats, *, distance: Floats) -> Floats:
    """Turn the loop's axis towards the palm and lay its legs parallel: plain zero-pole loops open like a fan."""
    seen = math.atan2(-delta[1], -delta[0])
    axis = -rng.uniform(1.5, 2.35)
    turn = (axis + seen + math.pi) % (2 * math.pi) - math.pi
    narrowing, reach = 0.5 * rng.uniform(0.45, 0.8), rng.uniform(120, 170)
    turned = 0.5 * turn * steady.exp(-((distance / 110) ** 2))
    return floats(turned - narrowing * steady.sin(around - axis) * steady.exp(-((distance / reach) ** 2)))


def _arching(rng: np.random.Generator, plan: _Plan, pattern: Pattern, *, x: Floats, y: Floats) -> Floats:
    """The bow of the ridges over the pattern, growing from a low edge upwards."""
    low, rise, off = rng.uniform(-190, -130), rng.uniform(130, 190), rng.uniform(-12, 12)
    width: Floats | float = plan.width
    if pattern is Pattern.ARCH:
        width = floats(plan.width + rng.uniform(0.25, 0.5) * np.maximum(y + 60, 0))
    return floats(plan.arching * steady.tanh((x - off) / width) * smooth_step((y - low) / rise))


def _flat_below(rng: np.random.Generator, plan: _Plan, angle: Floats, *, y: Floats) -> Floats:
    """Towards the flexion crease the ridges run across the finger."""
    lowest = min((py for _, py in plan.deltas), default=-100.0)
    signed = np.mod(angle + math.pi / 2, math.pi) - math.pi / 2
    flattening = rng.uniform(0.55, 0.85) * smooth_step((lowest - 25 - y) / rng.uniform(80, 130))
    return floats(signed * (1 - flattening))
