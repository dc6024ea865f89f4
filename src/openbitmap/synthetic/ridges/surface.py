"""What lies on the ridges of a master besides their course: pores, the flexion crease, wrinkles, and lines drawn over
skin.
"""

import math
from dataclasses import dataclass

import numpy as np

from openbitmap.synthetic import steady
from openbitmap.synthetic.arrays import Floats, floats
from openbitmap.synthetic.raster import blur, grid, noise, sample
from openbitmap.synthetic.ridges.flow import ORIGIN, SIDE

PORE_GRID = 6
"""Pores sit on a jittered net of this many pixels, kept where it meets a crest: no two touch, as along real ridges."""
CREST = 0.72


@dataclass(frozen=True)
class Stroke:
    """A bowed line: middle and half vector (pixels), bow, half width and strength."""

    middle: tuple[float, float]
    half: tuple[float, float]
    bow: float
    width: float
    strength: float = 1.0


def finish_ridges(rng: np.random.Generator, signal: Floats) -> Floats:
    """The full-size signal with a slight wobble of its own, cut to -1.15 .. 1.15 (positive: ridge)."""
    x, y = grid(SIDE, SIDE)
    wobble = sample(signal, x + 0.25 * noise(rng, SIDE, SIDE, sigma=5.0), y + 0.25 * noise(rng, SIDE, SIDE, sigma=5.0))
    return floats(np.clip(wobble * 0.72, -1.15, 1.15))


def pores(rng: np.random.Generator, ridges: Floats) -> Floats:
    """Depth of the pores, 0 to about 1, along the crests."""
    steps = np.arange(PORE_GRID // 2, SIDE - PORE_GRID, PORE_GRID)
    y, x = (a.ravel() for a in np.meshgrid(steps, steps, indexing="ij"))
    x = x + rng.integers(0, PORE_GRID - 1, len(x))
    y = y + rng.integers(0, PORE_GRID - 1, len(y))
    kept = ridges[y, x] > CREST
    depth = np.zeros((SIDE, SIDE), np.float32)
    depth[y[kept], x[kept]] = rng.uniform(0.3, 1, int(kept.sum()))
    return floats(blur(depth, 0.85) * 4.4)


def creases(rng: np.random.Generator, scale: float, wrinkles: float) -> Floats:
    """Depth of the flexion crease and of the finger's lasting wrinkles, 0 to 1."""
    depth = _flexion(rng, scale)
    for _ in range(rng.poisson(wrinkles * rng.gamma(1.0, 3.5))):
        _draw_wrinkle(rng, depth)
    return depth


def draw_stroke(rng: np.random.Generator, image: Floats, stroke: Stroke) -> None:
    """Lay an uneven line into the image (maximum), touching only the box around it."""
    (mx, my), (hx, hy) = stroke.middle, stroke.half
    margin = abs(stroke.bow) + 6 * stroke.width + 8
    left, right = max(0, int(mx - abs(hx) - margin)), min(image.shape[1], int(mx + abs(hx) + margin))
    top, bottom = max(0, int(my - abs(hy) - margin)), min(image.shape[0], int(my + abs(hy) + margin))
    rate, phase = rng.uniform(8, 25), rng.uniform(0, 6)
    if right - left < 2 or bottom - top < 2:
        return
    x, y = grid(bottom - top, right - left)
    length = 2 * math.hypot(hx, hy)
    ux, uy = 2 * hx / length, 2 * hy / length
    x, y = x + left - (mx - hx), y + top - (my - hy)
    along = (x * ux + y * uy) / length
    inside = np.clip(4 * along * (1 - along), 1e-4, 1)
    off = -x * uy + y * ux - stroke.bow * 4 * along * (1 - along)
    width = stroke.width * (1 + 0.4 * steady.sin(along * rate + phase)) * np.sqrt(inside)
    line = stroke.strength * steady.exp(-((off / np.maximum(width, 0.3)) ** 2)) * ((along > 0) & (along < 1))
    box = image[top:bottom, left:right]
    np.maximum(box, floats(line), out=box)


def _flexion(rng: np.random.Generator, scale: float) -> Floats:
    """The crease of the last joint: two uneven bands across the whole width."""
    height = ORIGIN[1] + scale * rng.uniform(215, 270)
    tilt = rng.normal(0, 12)
    wave = noise(rng, 1, SIDE, sigma=45)[0] * 5 + np.linspace(-tilt, tilt, SIDE, dtype=np.float32)
    rows = np.arange(SIDE, dtype=np.float32)[:, None]
    depth = np.zeros((SIDE, SIDE), np.float32)
    for band, width in enumerate((4.5, 2.2)):
        off = band * rng.uniform(16, 30) * scale
        wide = width * np.abs(1 + 0.5 * noise(rng, 1, SIDE, sigma=18)[0])
        depth = np.maximum(depth, floats(steady.exp(-(((rows - height - wave[None] - off) / wide[None]) ** 2))))
    return depth


def _draw_wrinkle(rng: np.random.Generator, depth: Floats) -> None:
    """One wrinkle, now and then with a shorter one branching off: old hands have nets of them."""
    angle = rng.uniform(-0.6, 0.6) + (math.pi / 2 if rng.random() < 0.15 else 0)
    length = rng.uniform(25, 130)
    middle = ORIGIN[0] + rng.normal(0, 90), ORIGIN[1] + rng.normal(20, 110)
    half = math.cos(angle) * length / 2, math.sin(angle) * length / 2
    width, strength = rng.uniform(0.7, 2.3), rng.uniform(0.5, 1.0)
    draw_stroke(rng, depth, Stroke(middle, half, rng.normal(0, 0.05) * length, width, strength))
    if rng.random() < 0.4:
        turned = angle + rng.choice([-1, 1]) * rng.uniform(0.5, 1.1)
        reach = length * rng.uniform(0.2, 0.45) / 2
        branch = math.cos(turned) * reach, math.sin(turned) * reach
        start = middle[0] + half[0] * 0.3 + branch[0], middle[1] + half[1] * 0.3 + branch[1]
        draw_stroke(rng, depth, Stroke(start, branch, rng.normal(0, 3), width * 0.8, strength))
