"""Ridges block by block: how much of a block's variation is one system of parallel lines, of what period, how strong.

A ridge pattern is nearly a plane wave over three millimetres, so its spectrum has one pair of sharp peaks. Noise, text
and smooth shading spread theirs.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

STEP = 16
SIZE = 32
# Ridge periods of adult and juvenile fingers at 500 ppi, with room for distortion: 0.2 to 0.7 mm.
SHORTEST_PERIOD, LONGEST_PERIOD = 4.0, 14.0

Grid = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Ridges:
    """One value a block of 32 x 32 pixels, blocks 16 pixels apart."""

    clarity: Grid
    """Share of the block's variation in its strongest wave, 0 to 1."""
    contrast: Grid
    """Standard deviation of the grey values."""
    brightness: Grid
    """Mean grey value, 0 black."""
    period: Grid
    """Of the strongest wave, in pixels."""
    angle: Grid
    """Of the ridges, radians from the x axis, counter-clockwise, in [0, pi)."""


def ridge_map(pixels: NDArray[np.uint8]) -> Ridges:
    """Measures every block of a 500 ppi image; the image is extended by its edge to whole blocks."""
    blocks = _blocks(pixels)
    brightness = blocks.mean(axis=(2, 3))
    blocks -= brightness[..., None, None]
    contrast = np.sqrt(np.square(blocks).mean(axis=(2, 3)))
    power = _spectrum(blocks)
    total = np.tensordot(power, _VARIATION, axes=2)
    around = _peak_sums(power)
    peak = (around * _RING).reshape(*around.shape[:2], -1).argmax(axis=2)
    strongest = np.take_along_axis(around.reshape(*peak.shape, -1), peak[..., None], axis=2)[..., 0]
    clarity = 2 * strongest / np.maximum(total, 1e-3)
    period = SIZE / _RADIUS.ravel()[peak]
    angle = np.mod(np.pi / 2 - np.arctan2(_V, _U).ravel()[peak], np.pi)
    grids = (np.asarray(grid, np.float32) for grid in (clarity, contrast, brightness, period, angle))
    return Ridges(*grids)


def _blocks(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    height, width = pixels.shape
    rows, columns = max(1, -(-(height - SIZE) // STEP) + 1), max(1, -(-(width - SIZE) // STEP) + 1)
    wanted = ((rows - 1) * STEP + SIZE - height, (columns - 1) * STEP + SIZE - width)
    padded = np.pad(pixels, ((0, wanted[0]), (0, wanted[1])), mode="edge").astype(np.float32)
    return np.lib.stride_tricks.sliding_window_view(padded, (SIZE, SIZE))[::STEP, ::STEP].copy()


def _spectrum(blocks: NDArray[np.float32]) -> NDArray[np.float32]:
    """Power of the half plane of waves (v from -16 to 15, u from 0 to 16): a real image's other half mirrors it."""
    spectrum = np.fft.fftshift(np.fft.rfft2(blocks * _WINDOW), axes=2)
    return np.asarray(spectrum.real**2 + spectrum.imag**2, np.float32)


def _peak_sums(power: NDArray[np.float32]) -> NDArray[np.float32]:
    """Power of the 3 x 3 waves around each wave: a window spreads every peak that far."""
    beyond = np.roll(power[:, :, ::-1, 1:2], 1, axis=2)  # u = -1 mirrors u = 1
    wide = np.concatenate([beyond, power, power[..., -2:-1]], axis=3)
    columns = wide[..., :-2] + wide[..., 1:-1] + wide[..., 2:]
    return np.asarray(columns + np.roll(columns, 1, axis=2) + np.roll(columns, -1, axis=2))


_WINDOW = np.outer(np.hanning(SIZE + 2)[1:-1], np.hanning(SIZE + 2)[1:-1]).astype(np.float32)
_V, _U = np.mgrid[-SIZE // 2 : SIZE // 2, 0 : SIZE // 2 + 1]
_RADIUS = np.maximum(np.hypot(_U, _V), 0.5)
_RING = ((_RADIUS >= SIZE / LONGEST_PERIOD) & (_RADIUS <= SIZE / SHORTEST_PERIOD)).astype(np.float32)
# All variation, shading too: a slope leaks into every wave. Every wave but the outermost counts for its mirror image.
_VARIATION = ((_RADIUS >= 1) * np.where((_U == 0) | (_U == SIZE // 2), 1, 2)).astype(np.float32)
