"""Impressions of synthetic fingers as packed templates: what one placement of the finger shows, moved, missed and
mistaken as real ones are.
"""

from dataclasses import dataclass

import numpy as np

from openbitmap.synthetic.arrays import Flags, Floats, Pixels, Whole, floats
from openbitmap.synthetic.galleries import fitted
from openbitmap.synthetic.galleries.draws import normals
from openbitmap.synthetic.galleries.fingers import Fingers
from openbitmap.synthetic.galleries.flow import TURN, smooth_field

CANVAS = 576
"""Width and height that the templates state; the contact's centre lies in its middle."""

BYTES_A_MINUTIA = 5


@dataclass(frozen=True)
class Packed:
    """Templates side by side: rows of 64 minutiae of five bytes, best quality first; `count` says how many are real."""

    rows: Pixels
    count: Whole


def print_fingers(rng: np.random.Generator, fingers: Fingers) -> Packed:
    """One impression of every finger of the block."""
    latent = 0.72 * fingers.quality + 0.69 * normals(rng, fingers.x.shape)
    missed = np.interp(latent, fitted.MISSED_AT, fitted.MISSED_IS)
    present = fingers.present & (rng.random(latent.shape, dtype=np.float32) > missed)
    false = np.less(rng.random(latent.shape, dtype=np.float32), fitted.SPURIOUS)
    present |= false
    x, y, turned = _with_false(rng, fingers, false)
    latent = np.where(false, latent - np.float32(1.2), latent)
    half_x, half_y, shift_x, shift_y = _window(rng, fingers.kind)
    present &= ((x - shift_x) / half_x) ** 2 + ((y - shift_y) / half_y) ** 2 < 1
    x, y, direction = _move(rng, x - shift_x, y - shift_y, direction=turned)
    grade = fingers.grade + fitted.TYPE_OF_PRINT * normals(rng, x.shape)
    quality = np.interp(latent, fitted.QUALITY_AT, fitted.QUALITY_IS).astype(np.float32)
    return _pack(np.stack([x, y, direction, grade, quality]), present)


def _with_false(rng: np.random.Generator, fingers: Fingers, false: Flags) -> tuple[Floats, Floats, Floats]:
    """Places and directions with the false minutiae put anywhere on the finger."""
    x, y, direction = fingers.x.copy(), fingers.y.copy(), fingers.direction.copy()
    row, _ = np.nonzero(false)
    radius, angle, turn = rng.random((3, len(row)), dtype=np.float32)
    radius = np.sqrt(radius) * np.float32(fitted.FINGER_TO_WINDOW)
    kind = fingers.kind[row]
    x[false] = fitted.KIND_HALF_WIDTH[kind] * radius * np.cos(TURN * angle)
    y[false] = fitted.KIND_HALF_HEIGHT[kind] * radius * np.sin(TURN * angle)
    direction[false] = TURN * turn
    return x, y, direction


def _window(rng: np.random.Generator, kind: Whole) -> tuple[Floats, Floats, Floats, Floats]:
    """Half axes and centre of the part of each finger that touched, as columns."""
    size = np.exp(np.float32(fitted.SIZE_SPREAD) * rng.standard_normal((len(kind), 1), dtype=np.float32))
    far = np.where(rng.random((len(kind), 1), dtype=np.float32) < fitted.BADLY_PLACED, np.float32(2), np.float32(1))
    shift = rng.standard_normal((2, len(kind), 1), dtype=np.float32) * far
    half_x, half_y = fitted.KIND_HALF_WIDTH[kind][:, None] * size, fitted.KIND_HALF_HEIGHT[kind][:, None] * size
    return half_x, half_y, shift[0] * np.float32(fitted.SHIFTS[0]), shift[1] * np.float32(fitted.SHIFTS[1])


def _tailed(rng: np.random.Generator, shape: tuple[int, ...], spread: float, *, tail: tuple[float, float]) -> Floats:
    """Normal noise with a wider share: spread, and (share, spread) of the tail."""
    wide = np.where(rng.random(shape, dtype=np.float32) < tail[0], np.float32(tail[1]), np.float32(spread))
    return normals(rng, shape) * wide


def _move(rng: np.random.Generator, x: Floats, y: Floats, *, direction: Floats) -> tuple[Floats, Floats, Floats]:
    """Soft skin, jitter of the extraction, and the rotation of the whole print."""
    warp = np.float32(fitted.WARP)
    x = (
        x
        + warp * smooth_field(rng, x, y, wave=150.0)
        + _tailed(rng, x.shape, fitted.PLACE_NOISE, tail=fitted.PLACE_TAIL)
    )
    y = (
        y
        + warp * smooth_field(rng, x, y, wave=150.0)
        + _tailed(rng, x.shape, fitted.PLACE_NOISE, tail=fitted.PLACE_TAIL)
    )
    direction = direction + np.radians(_tailed(rng, x.shape, fitted.TURN_NOISE, tail=fitted.TURN_TAIL))
    (share, small), (_, large) = fitted.ROTATIONS
    spread = np.where(rng.random((len(x), 1), dtype=np.float32) < share, np.float32(small), np.float32(large))
    turn = np.radians(spread * rng.standard_normal((len(x), 1), dtype=np.float32))
    cosine, sine = np.cos(turn), np.sin(turn)
    return floats(cosine * x - sine * y), floats(sine * x + cosine * y), floats(direction + turn)


def _pack(minutiae: Floats, present: Flags) -> Packed:
    """Into the five bytes of `openbitmap.biometrics.finger.Template`: x 12, y 12, direction 8, type 3, quality 5
    bits, y downwards.
    """
    # Sixteen-bit keys: NumPy sorts them by radix, five times faster than floats.
    key = np.where(present, np.rint((1 - minutiae[4]) * 60000), 65535).astype(np.uint16)
    order = np.argsort(key, axis=1, kind="stable")[:, : fitted.MOST_IN_TEMPLATE]
    x, y, direction, grade, quality = (np.take_along_axis(a, order, axis=1) for a in minutiae)
    count = np.minimum(present.sum(axis=1), fitted.MOST_IN_TEMPLATE)
    across = np.clip(np.rint(x + CANVAS / 2), 0, CANVAS - 1).astype(np.int32)
    down = np.clip(np.rint(CANVAS / 2 - y), 0, CANVAS - 1).astype(np.int32)
    steps = np.rint(direction * np.float32(-128 / np.pi)).astype(np.int32) & 255
    kind = np.clip(np.rint(grade), -3, 3).astype(np.int32) & 7
    worth = np.clip(np.rint(quality * 31), 0, 31).astype(np.int32)
    packed = np.stack([across >> 4, (across & 15) << 4 | down >> 8, down & 255, steps, kind << 5 | worth], axis=2)
    return Packed(packed.astype(np.uint8).reshape(len(x), -1), count)
