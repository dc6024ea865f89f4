"""The ridge relief under the glass: what touches and how firmly, before a sensor makes a picture of it."""

import math
from dataclasses import dataclass

import numpy as np

from openbitmap.synthetic.arrays import Floats, floats
from openbitmap.synthetic.prints.contact import contact_depth
from openbitmap.synthetic.prints.look import Kind, Look, Sensor, Skin
from openbitmap.synthetic.prints.plasticity import Plasticity
from openbitmap.synthetic.prints.scars import scar_marks
from openbitmap.synthetic.raster import blur, enlarge, noise, sample, sigmoid
from openbitmap.synthetic.ridges import Finger
from openbitmap.synthetic.ridges.surface import Stroke, draw_stroke

COARSE = 4
"""Depth and slow changes are computed on a net of this many pixels."""
ORIGIN_HEIGHT = {Kind.ROLLED: 0.46, Kind.LATENT: 0.5, Kind.SLAP: 0.42, Kind.PLAIN: 0.47}
"""Where the finger's origin lies in the image, as a share of its height."""


@dataclass(frozen=True)
class Noises:
    """Random fields that relief and sensor share: slow and middling on the coarse net, fine ones on the pixels."""

    slow: Floats
    middling: Floats
    fine: Floats
    grain: Floats


@dataclass(frozen=True)
class Relief:
    """Images of one size: height (positive touches), contact mask 0 to 1, depth inside the contact, crease."""

    height: Floats
    mask: Floats
    depth: Floats
    crease: Floats
    noises: Noises
    ghost: Floats | None
    plasticity: Plasticity | None


def press(rng: np.random.Generator, finger: Finger, look: Look) -> Relief:
    """Press the finger on the glass as the look says."""
    width, height = look.size
    shift_x, shift_y = look.placement.shift
    middle = width / 2 + shift_x, height * ORIGIN_HEIGHT[look.kind] + shift_y
    plasticity = Plasticity(rng, finger.spec.scale, look.placement, middle=middle)
    x, y = plasticity.grid(width, height)
    coarse = np.ascontiguousarray(x[::COARSE, ::COARSE]), np.ascontiguousarray(y[::COARSE, ::COARSE])
    depth = contact_depth(rng, finger.spec.scale, look, at=coarse)
    noises = draw_noises(rng, width, height)
    seam, sx, sy = scar_marks(finger.spec, look.skin.scars, x, y=y)
    texture = sample(finger.texture, sx, sy)
    slow = _slow_changes(look.skin, depth, noises)
    large = enlarge(slow, height, width, factor=COARSE)
    relief = _height(rng, look.skin, texture, large=large, noises=noises) - 1.8 * seam
    if look.skin.scratches:
        relief -= 1.6 * _scratches(rng, look)
    mask = sigmoid((large[..., 2] + 0.02 * noises.grain) * 70)
    ghost = _ghost(rng, finger, look, at=(x, y), noises=noises)
    return Relief(floats(relief), mask, large[..., 2], texture[..., 2], noises, ghost, plasticity)


def draw_noises(rng: np.random.Generator, width: int, height: int) -> Noises:
    """Fresh fields for an image of this size."""
    rows, columns = -(-height // COARSE), -(-width // COARSE)
    slow, middling = noise(rng, rows, columns, sigma=30 / COARSE), noise(rng, rows, columns, sigma=9 / COARSE)
    return Noises(slow, middling, noise(rng, height, width, sigma=0.8), noise(rng, height, width, sigma=1.6))


def _slow_changes(skin: Skin, depth: Floats, noises: Noises) -> Floats:
    """On the coarse net: bias (ridges wider or thinner), gain (ridges flatter where worn) and the depth with a living
    border.
    """
    dry, wet = max(0.0, -skin.wet), max(0.0, skin.wet)
    border = 0.15 * (np.clip(depth / 0.13, -2, 1) - 1) * (1 + 0.6 * dry) + 0.12 * np.clip(depth, 0, 0.6)
    bias = (-0.10 + 0.62 * wet - 0.40 * dry) + 0.19 * noises.slow + 0.10 * noises.middling + border
    gain = 1 - 0.55 * np.clip(skin.worn * (1 + 0.9 * noises.slow), 0, 1.2)
    gain = gain * max(0.0, 1 - max(0.0, skin.worn - 1))
    return floats(np.dstack([bias, gain, depth + 0.008 * noises.middling + 0.02 * noises.slow]))


def _height(rng: np.random.Generator, skin: Skin, texture: Floats, *, large: Floats, noises: Noises) -> Floats:
    """Ridges with gain, bias and noise, less what pores, creases and dry or worn patches take away."""
    dry, wet = max(0.0, -skin.wet), max(0.0, skin.wet)
    ridge, pore, crease = texture[..., 0], texture[..., 1], texture[..., 2]
    height = ridge * large[..., 1] + large[..., 0]
    height += (0.07 + 0.20 * skin.noise) * (0.65 * noises.fine + 0.55 * (1 + 0.6 * dry) * noises.grain)
    height -= pore * (0.34 + 0.3 * wet + 0.25 * dry)
    height -= crease * (1.9 - 0.8 * wet) * (1 + 0.25 * noises.grain)
    if dry > 0.05:
        # Dry ridges break at their pores; the rest of the breaks has no order.
        height -= blur(np.ascontiguousarray(pore), 1.4) * (0.9 * dry)
    if dry > 0.05 or skin.worn > 0.1:
        patches = np.maximum(0, noise(rng, height.shape[0], height.shape[1], sigma=2.8) - 0.9)
        height -= patches * (0.8 * dry + 0.6 * skin.worn)
    return floats(height)


def _scratches(rng: np.random.Generator, look: Look) -> Floats:
    width, height = look.size
    marks = np.zeros((height, width), np.float32)
    for _ in range(look.skin.scratches):
        angle, reach = rng.uniform(0, math.pi), rng.uniform(25, 90)
        middle = width / 2 + rng.normal(0, width / 7), height / 2 + rng.normal(0, height / 7)
        half = math.cos(angle) * reach, math.sin(angle) * reach
        draw_stroke(rng, marks, Stroke(middle, half, rng.normal(0, 7), rng.uniform(0.7, 1.8)))
    return marks


def _ghost(
    rng: np.random.Generator, finger: Finger, look: Look, *, at: tuple[Floats, Floats], noises: Noises
) -> Floats | None:
    """Residue of the same finger's earlier touch, elsewhere on the plate."""
    if look.ghost <= 0.15 or look.sensor is not Sensor.OPTICAL or look.kind is not Kind.PLAIN:
        return None
    away = rng.normal(0, 60, 2).astype(np.float32)
    ridges = sample(finger.texture, at[0] + away[0], at[1] + away[1])[..., 0]
    patch = enlarge(np.clip(noises.slow[::-1, ::-1] + 0.2, 0, 1.5), ridges.shape[0], ridges.shape[1], factor=COARSE)
    return floats(np.clip(ridges - 0.1, 0, 0.6) * patch * (look.ghost * 16))
