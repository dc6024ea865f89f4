"""How far apart the ridges are at each place: they widen where they diverge.

The curl of normal / period is the net density of dislocations. What the period does not absorb becomes minutiae that
all point the same way in a region, and then strangers look alike; so the log period follows the orientation by least
squares.
"""

import math

import numpy as np

from openbitmap.synthetic import steady
from openbitmap.synthetic.arrays import Doubles, Floats, floats
from openbitmap.synthetic.raster import noise, smooth_step, stretch
from openbitmap.synthetic.ridges.flow import HALF, ORIGIN, SIDE

CELLS = 50
FOLLOWS = 0.65
"""How far the period follows the field: 1 leaves no net dislocations at all, and 0.8 was too regular."""
SMOOTHNESS = 0.04
FAR = 150.0
STEPS = 120
"""Conjugate-gradient steps: fixed, so that the result does not hang on a rounding of the stopping test."""


def draw_spacing(rng: np.random.Generator, angle: Floats, period: float, *, scale: float) -> Floats:
    """Ridge period at half size, in pixels of the half-size grid; its mean over the middle of the finger is `period`
    / 2.
    """
    rows = np.arange(HALF, dtype=np.float32)[:, None]
    below = (rows * 2 + 1 - ORIGIN[1]) / scale
    natural = 1 + 0.10 * smooth_step((below - 90) / 120) + 0.05 * smooth_step((-below - 60) / 120)
    natural = natural + rng.uniform(0.04, 0.09) * noise(rng, HALF, HALF, sigma=28)
    natural = natural * steady.exp(FOLLOWS * 0.3 * steady.tanh(_log_period(angle) / 0.3))
    middle = float(natural[90:320, 140:260].mean())
    return floats(period / 2 * natural / middle)


def _log_period(angle: Floats) -> Floats:
    """Least squares of t . grad u = - n . grad nu on a coarse grid; n across the ridges, t along them, nu the angle
    of n.

    Conjugate gradients on plain arrays in place of a sparse solver, whose inner BLAS would tie the bytes to the
    processor.
    """
    step = SIDE / CELLS
    cosine, sine = _coarse_normal(angle)
    nx, ny = _halved(cosine, sine)
    down = 0.5 * (cosine * np.gradient(sine, step, axis=0) - sine * np.gradient(cosine, step, axis=0))
    across = 0.5 * (cosine * np.gradient(sine, step, axis=1) - sine * np.gradient(cosine, step, axis=1))
    bend = np.clip(nx * across + ny * down, -0.012, 0.012)

    def normal_equations(u: Doubles) -> Doubles:
        dx, dy = _forward(u, 1) / step, _forward(u, 0) / step
        along = -ny * dx + nx * dy
        gx, gy = -ny * along + SMOOTHNESS * dx, nx * along + SMOOTHNESS * dy
        return _backward(gx, 1) / step + _backward(gy, 0) / step + u * (0.05 / FAR**2)

    wanted = -(_backward(-ny * bend, 1) + _backward(nx * bend, 0)) / step
    solved = np.zeros_like(wanted)
    residual, direction = wanted.copy(), wanted.copy()
    energy = float((residual * residual).sum())
    for _ in range(STEPS):
        image = normal_equations(direction)
        pace = energy / max(float((direction * image).sum()), 1e-30)
        solved += pace * direction
        residual -= pace * image
        before, energy = energy, float((residual * residual).sum())
        direction = residual + energy / max(before, 1e-30) * direction
    return stretch(solved - float(np.median(solved)), HALF, HALF)


def _halved(cosine: Doubles, sine: Doubles) -> tuple[Doubles, Doubles]:
    """Cosine and sine of half an angle, by square roots alone: they are exact on every processor, and the passes that
    follow would carry the last bit of another function into the pixels."""
    length = np.maximum(np.sqrt(cosine * cosine + sine * sine), 1e-30)
    down = np.sqrt(np.maximum(0.5 - 0.5 * cosine / length, 0))
    return np.sqrt(np.maximum(0.5 + 0.5 * cosine / length, 0)), np.where(sine < 0, -down, down)


def _coarse_normal(angle: Floats) -> tuple[Doubles, ...]:
    """Cosine and sine of twice the angle of the ridge normal (screen, y down), averaged over the cells, of unit
    length.
    """
    side = HALF // CELLS
    twice = 2 * (math.pi / 2 - angle)
    cells = [
        f(twice).reshape(CELLS, side, CELLS, side).mean((1, 3)).astype(np.float64) for f in (steady.cos, steady.sin)
    ]
    length = np.maximum(np.sqrt(cells[0] ** 2 + cells[1] ** 2), 0.2)
    return cells[0] / length, cells[1] / length


def _forward(u: Doubles, axis: int) -> Doubles:
    """Difference to the next cell; nothing at the far border."""
    return np.asarray(np.diff(u, axis=axis, append=np.take(u, [-1], axis=axis)))


def _backward(g: Doubles, axis: int) -> Doubles:
    """The transpose of `_forward`."""
    inner = np.take(g, range(g.shape[axis] - 1), axis=axis)
    edge = np.zeros_like(np.take(g, [0], axis=axis))
    return np.asarray(np.concatenate([edge, inner], axis=axis) - np.concatenate([inner, edge], axis=axis))
