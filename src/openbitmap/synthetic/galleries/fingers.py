"""Minutiae of whole synthetic fingers, a block of fingers at a time: places, directions, quality, type."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from openbitmap.synthetic.arrays import Flags, Floats, Whole, floats
from openbitmap.synthetic.galleries import fitted
from openbitmap.synthetic.galleries.draws import normals
from openbitmap.synthetic.galleries.flow import TURN, directions, smooth_field

NEIGHBOURS = 18
"""How many followers in order of height are tested for nearness; misses one close pair in some thousand."""

FARTHEST = 20.0
"""Hardly a hard core reaches farther; the largest, exactly along a ridge, would reach 23."""


@dataclass(frozen=True)
class People:
    """What the fingers of one person share, one entry a person."""

    kind: Whole
    leaning: npt.NDArray[np.float64]
    quality: Floats


@dataclass(frozen=True)
class Fingers:
    """A block of fingers: arrays fingers x minutiae; `present` marks the slots in use. Pixels, y upwards, radians."""

    x: Floats
    y: Floats
    direction: Floats
    quality: Floats
    """Latent quality: a standard normal number, smooth over the finger."""
    grade: Floats
    present: Flags
    kind: Whole

    def row(self, index: int) -> "Fingers":
        """The block that holds only this finger."""
        at = slice(index, index + 1)
        return Fingers(
            self.x[at],
            self.y[at],
            self.direction[at],
            self.quality[at],
            self.grade[at],
            self.present[at],
            self.kind[at],
        )


def grow_fingers(rng: np.random.Generator, people: People, pattern: Whole) -> Fingers:
    """One finger for each person, of the given pattern."""
    x, y, radius = _places(rng, people.kind)
    angle, core_y = directions(rng, x, y, pattern=pattern)
    direction = _point(rng, x, y, angle=angle, core_y=core_y)
    alive = ~_crowded(rng, x, y, direction=direction)
    want = _wanted(rng, people.kind)
    alive &= np.cumsum(alive, axis=1) <= want[:, None]
    order = np.argsort(~alive, axis=1, kind="stable")[:, : fitted.MOST_IN_FINGER]

    def take(values: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
        return np.take_along_axis(values, order, axis=1)

    x, y, direction, radius = (take(a).astype(np.float32) for a in (x, y, direction, radius))
    quality = (0.88 * normals(rng, x.shape)) + 0.42 * smooth_field(rng, x, y, wave=80.0)
    quality += people.quality[:, None] - 0.5 * (radius - np.float32(0.62))
    sign = np.where(rng.random(x.shape, dtype=np.float32) < fitted.ENDINGS, np.float32(1), np.float32(-1))
    spread = fitted.TYPE_OF_FINGER * normals(rng, x.shape)
    grade = (fitted.TYPE_STRENGTH * sign + spread).astype(np.float32)
    present = np.take_along_axis(alive, order, axis=1)
    return Fingers(x, y, direction, quality.astype(np.float32), grade, present, people.kind)


def _places(rng: np.random.Generator, kind: Whole) -> tuple[Floats, Floats, Floats]:
    """Candidate places, slightly denser in the middle, some with a close partner; and the distance from the centre in
    half axes.
    """
    shape = (len(kind), fitted.CANDIDATES)
    radius = rng.random(shape, dtype=np.float32) ** np.float32(0.55)
    angle = rng.random(shape, dtype=np.float32) * TURN
    x = (fitted.FINGER_TO_WINDOW * fitted.KIND_HALF_WIDTH[kind])[:, None] * radius * np.cos(angle)
    y = (fitted.FINGER_TO_WINDOW * fitted.KIND_HALF_HEIGHT[kind])[:, None] * radius * np.sin(angle)
    pairs = fitted.CANDIDATES // fitted.PARTNERS
    turn = rng.random((len(kind), pairs), dtype=np.float32) * TURN
    apart = 9 + 10 * rng.random((len(kind), pairs), dtype=np.float32)
    x[:, 1 : 2 * pairs : 2] = x[:, 0 : 2 * pairs : 2] + apart * np.cos(turn)
    y[:, 1 : 2 * pairs : 2] = y[:, 0 : 2 * pairs : 2] + apart * np.sin(turn)
    return x, y, radius


def _point(rng: np.random.Generator, x: Floats, y: Floats, *, angle: Floats, core_y: Floats) -> Floats:
    """Choose one of the two directions of the ridge at each place.

    On real fingers the flanks of the core point down, near-horizontal ridges below it point up, and the rest agrees
    over 140 pixels: without it strangers are too easy to tell apart.
    """
    sine = np.sin(angle)
    low = 1 / (1 + np.exp((y - core_y + 75) / 18))
    top = 1 / (1 + np.exp(-(y - core_y - 55) / 15))
    steep = 1 / (1 + np.exp(-(np.abs(sine) - 0.6) / 0.10))
    upward = low * (0.36 * (1 - steep) - 0.12 * steep) - (1 - low) * (1 - top) * 0.30 * steep
    field = np.tanh(1.7 * smooth_field(rng, x, y, wave=fitted.POLARITY_WAVE))
    chance = np.clip(0.5 + fitted.POLARITY_STRENGTH * upward + fitted.POLARITY_COHERENCE * field, 0.03, 0.97)
    goes_up = rng.random(x.shape, dtype=np.float32) < chance
    direction = np.where(goes_up == (sine > 0), angle, angle + np.float32(np.pi))
    pairs = fitted.CANDIDATES // fitted.PARTNERS
    first, partner = direction[:, 0 : 2 * pairs : 2], direction[:, 1 : 2 * pairs : 2]
    partner += np.where(np.cos(partner - first) > 0, np.float32(np.pi), np.float32(0))
    noise = np.float32(np.radians(fitted.DIRECTION_NOISE)) * normals(rng, x.shape)
    return floats(direction + noise)


def _crowded(rng: np.random.Generator, x: Floats, y: Floats, *, direction: Floats) -> Flags:
    """Matern hard core, longer along the ridge: a candidate goes if an earlier one is nearer than its own radius."""
    reach = fitted.CORE_RADIUS + fitted.CORE_RADIUS_SPREAD * rng.random(x.shape, dtype=np.float32) ** np.float32(1.5)
    earlier, later = _close_pairs(x, y)
    x, y, direction = x.ravel(), y.ravel(), direction.ravel()
    dx, dy = x[earlier] - x[later], y[earlier] - y[later]
    facing = direction[later]
    along = dx * np.cos(facing) + dy * np.sin(facing)
    stretch = (np.cos(direction[earlier] - facing) > 0) | (along < 0)
    distance = dx * dx + dy * dy - np.float32(0.6) * stretch * along * along
    dead = np.zeros(x.shape, np.bool_)
    dead[later[distance < np.square(reach.ravel()[later])]] = True
    return dead.reshape(reach.shape)


def _close_pairs(x: Floats, y: Floats) -> tuple[Whole, Whole]:
    """The earlier and the later candidate of every pair that may be too close, as places in the block.

    Sorted by height, only the next few can be near: 128 x 18 cheap tests a finger in place of 128 x 128 / 2 full
    ones. The last of one finger and the first of the next are compared too, but lie at opposite ends of their
    fingers.
    """
    order = (np.argsort(y, axis=1) + np.arange(len(y))[:, None] * y.shape[1]).ravel()
    x, y = x.ravel()[order], y.ravel()[order]
    ones, others = [], []
    for step in range(1, NEIGHBOURS + 1):
        dx, dy = x[step:] - x[:-step], y[step:] - y[:-step]
        dx *= dx
        dy *= dy
        dx += dy
        at = np.flatnonzero(dx < FARTHEST**2)
        ones.append(order[at])
        others.append(order[at + step])
    one, other = np.concatenate(ones), np.concatenate(others)
    return np.minimum(one, other), np.maximum(one, other)


def _wanted(rng: np.random.Generator, kind: Whole) -> Floats:
    """How many minutiae each finger may keep: its own density times its area."""
    density = fitted.KIND_DENSITY[kind] * np.exp(
        rng.standard_normal(len(kind), dtype=np.float32) * fitted.KIND_DENSITY_SPREAD[kind]
    )
    area = (
        np.float32(np.pi * fitted.FINGER_TO_WINDOW**2 / 1e4)
        * fitted.KIND_HALF_WIDTH[kind]
        * fitted.KIND_HALF_HEIGHT[kind]
    )
    return floats(density * area)
