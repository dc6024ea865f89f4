"""How each sensor or medium turns relief into grey values: optical prism, capacitive plate, ink on paper, latent on a
surface.
"""

import math
from collections.abc import Callable

import numpy as np

from openbitmap.synthetic import steady
from openbitmap.synthetic.arrays import Floats, floats
from openbitmap.synthetic.prints.look import Ground, Look, Sensor
from openbitmap.synthetic.prints.relief import COARSE, Relief
from openbitmap.synthetic.raster import blur, enlarge, grid, noise, sigmoid

Develop = Callable[[np.random.Generator, Look, Relief], Floats]


def optical(rng: np.random.Generator, look: Look, relief: Relief) -> Floats:
    """Total internal reflection: white ground, dark contact, beaded along the ridge, valleys filling with sweat."""
    noises, skin = relief.noises, look.skin
    height, width = relief.height.shape
    slow = enlarge(noises.slow, height, width, factor=COARSE)
    dark = 196 + 40 * np.clip(skin.pressure * 0.6 + skin.wet, -1, 1) + 14 * slow - 35 * max(0.0, -skin.wet)
    beads = np.clip(
        0.80 + 0.22 * steady.tanh(1.5 * relief.height - 0.6) + 0.17 * noises.grain + 0.05 * noises.fine, 0.3, 1.15
    )
    cover = np.maximum(blur(floats(sigmoid(8 * relief.height) * relief.mask * beads), 0.55) - 0.08, 0) * 1.14
    valley = relief.mask * 60 * np.clip(max(0.0, skin.wet) * (1 + 0.25 * slow) - 0.15, 0, 1)
    specks = 90 * np.clip(0.6 * noises.fine + noises.grain - 4.1, 0, 1) * (relief.depth < 0)
    ground = 254 - np.abs(noises.fine) - specks
    if relief.ghost is not None:
        ground = ground - relief.ghost
    return floats(ground - valley * (1 - np.minimum(cover, 1)) - dark * cover)


def capacitive(rng: np.random.Generator, look: Look, relief: Relief) -> Floats:
    """Grey ground with column noise, speckled ridges and specks around the contact."""
    height, width = relief.height.shape
    noises = relief.noises
    columns = noise(rng, 1, width, sigma=0.7)[0] * 2.5 + noise(rng, 1, width, sigma=14)[0] * 4
    halo = np.clip(1 + relief.depth / 0.25, 0, 1) * (relief.depth < 0.1)
    specks = (noises.fine + 0.5 * noises.grain > 3.1 - 1.1 * halo) * halo
    grain = rng.standard_normal((height, width), dtype=np.float32)
    ground = 112 + columns[None] + enlarge(11 * noises.slow, height, width, factor=COARSE)
    touching = blur(floats(sigmoid(9 * (relief.height + 0.28 * grain)) * relief.mask), 0.38)
    cover = np.maximum(touching, 0.7 * blur(floats(specks), 0.5))
    dark = 0.75 * cover * (0.9 + 0.1 * steady.tanh(relief.height)) + 0.06 * relief.mask
    return floats(ground * (1 - dark) + (2 + 3 * look.skin.noise) * grain * (1.1 - 0.7 * cover))


def ink(rng: np.random.Generator, look: Look, relief: Relief) -> Floats:
    """Printer's ink on card: fibres of the paper, ink between the ridges, uneven darkness."""
    height, width = relief.height.shape
    noises, wet = relief.noises, max(0.0, look.skin.wet)
    slow = enlarge(noises.slow, height, width, factor=COARSE)
    fibre = noise(rng, height, width, sigma=0.8)
    paper = 230 + 4 * fibre + 3 * noise(rng, height, width, sigma=2.2)
    touching = blur(floats(sigmoid(5.5 * relief.height) * relief.mask), 0.7)
    cover = touching * (1 - 0.22 * np.clip(fibre, 0, 3) * (1 - 0.7 * wet))
    film = relief.mask * np.clip(0.07 + 0.12 * wet + 0.05 * slow, 0, 1)
    dark = 176 + 20 * slow + 14 * noises.grain + 10 * noises.fine
    return floats(paper - dark * np.clip(cover + film * (1 - cover), 0, 1))


def latent(rng: np.random.Generator, look: Look, relief: Relief) -> Floats:
    """A faint print on a surface, photographed: patchy, grainy, over a ground that has a structure of its own."""
    height, width = relief.height.shape
    noises = relief.noises
    grain = rng.standard_normal((height, width), dtype=np.float32)
    ground = _GROUNDS[look.ground](rng, height, width)
    patch = sigmoid(1.4 * noise(rng, height, width, sigma=28) + 1.3)
    smudge = np.clip(0.85 + 0.25 * noises.grain + 0.2 * noises.fine, 0, 1.3)
    cover = blur(floats(sigmoid(4 * relief.height) * relief.mask * smudge), 0.8)
    return floats(ground + 4 * grain - rng.uniform(60, 100) * cover * patch - 10 * relief.mask * patch)


def _brushed(rng: np.random.Generator, height: int, width: int) -> Floats:
    angle = rng.uniform(0, math.pi)
    x, y = grid(height, width)
    stripes = noise(rng, 1, 4 * (height + width), sigma=2.5)[0]
    place = 2 * (height + width) + 2 * (x * math.cos(angle) + y * math.sin(angle))
    lines = stripes[np.clip(place.astype(np.int64), 0, len(stripes) - 1)]
    return floats(165 + 7 * lines + 8 * noise(rng, height, width, sigma=50))


def _ruled_paper(rng: np.random.Generator, height: int, width: int) -> Floats:
    sheet = 205 + 3 * noise(rng, height, width, sigma=0.9) + 5 * noise(rng, height, width, sigma=40)
    rows = (np.arange(height)[:, None] - rng.uniform(0, 60)) + np.arange(width)[None] * rng.normal(0, 0.03)
    return floats(sheet - 70 * steady.exp(-(((np.mod(rows, rng.uniform(55, 80)) - 6) / 1.1) ** 2)))


def _powdered_glass(rng: np.random.Generator, height: int, width: int) -> Floats:
    clumps = np.clip(noise(rng, height, width, sigma=0.8) - 2.2, 0, 1.5) * sigmoid(
        2 * noise(rng, height, width, sigma=20)
    )
    return floats(188 + 10 * noise(rng, height, width, sigma=45) - 60 * clumps)


_GROUNDS: dict[Ground, Callable[[np.random.Generator, int, int], Floats]] = {
    Ground.BRUSHED: _brushed,
    Ground.PAPER: _ruled_paper,
    Ground.GLASS: _powdered_glass,
}

SENSORS: dict[Sensor, Develop] = {
    Sensor.OPTICAL: optical,
    Sensor.CAPACITIVE: capacitive,
    Sensor.INK: ink,
    Sensor.LATENT: latent,
}
