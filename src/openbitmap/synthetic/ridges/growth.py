"""Ridges grown from noise: repeated filtering along the orientation at the local period (after SFinGe: Cappelli,
Maio, Maltoni 2000).

The filter is a band-pass times a bell in the angle, written as a Fourier series in the angle: turning it to any
orientation is then exact and costs a fixed number of transforms, not one filter per orientation.
"""

import math
from functools import lru_cache

import numpy as np
import scipy.fft

from openbitmap.synthetic import steady
from openbitmap.synthetic.arrays import Floats, floats
from openbitmap.synthetic.raster import blur, noise
from openbitmap.synthetic.ridges.flow import HALF, SIDE

ORDERS = 6
"""Highest order (of twice the angle) in the series: enough for a bell of 0.19 radians."""
BANDWIDTH = 0.22
"""Spread of the band-pass in log frequency."""
LATE = 4
"""Passes that remain when patches of the finger are disturbed: those keep more minutiae."""


def grow_ridges(rng: np.random.Generator, angle: Floats, period: Floats) -> Floats:
    """Signed ridge signal at half size, of about unit strength; fewer passes and a wider bell leave more minutiae."""
    passes, bell = int(rng.integers(6, 10)), float(rng.uniform(0.19, 0.25))
    log_period = steady.log(period)
    bands = float(np.quantile(log_period, 0.1)), float(np.quantile(log_period, 0.9))
    share = floats(np.clip((log_period - bands[0]) / (bands[1] - bands[0]), 0, 1))
    log_radius, _ = _spectrum(HALF)
    filters = [floats(steady.exp(-((log_radius + b) ** 2) / (2 * BANDWIDTH**2))) for b in bands]
    weights = _steering(angle, bell)
    signal = rng.standard_normal((HALF, HALF), dtype=np.float32)
    rough = 2.5 * np.clip(noise(rng, HALF, HALF, sigma=28) - 0.2, 0, 2)
    smoothing = float(period.mean()) * 0.8
    for left in range(passes, 0, -1):
        if left == LATE:
            signal = signal + rough * rng.standard_normal((HALF, HALF), dtype=np.float32)
        spectrum = scipy.fft.rfft2(signal)
        grown = (1 - share) * _steer(spectrum * filters[0], weights) + share * _steer(spectrum * filters[1], weights)
        signal = floats(grown / np.sqrt(blur(floats(grown * grown), smoothing) + 1e-12))
    return signal


def full_size(signal: Floats) -> Floats:
    """The signal at twice the size, by zero-padding its spectrum, moved by half a pixel so that the grids agree."""
    spectrum = scipy.fft.rfft2(signal)
    padded = np.zeros((SIDE, SIDE // 2 + 1), np.complex64)
    padded[: HALF // 2, : HALF // 2 + 1] = spectrum[: HALF // 2]
    padded[-HALF // 2 :, : HALF // 2 + 1] = spectrum[-HALF // 2 :]
    rows = scipy.fft.fftfreq(SIDE).astype(np.float32)[:, None]
    columns = scipy.fft.rfftfreq(SIDE).astype(np.float32)[None]
    turn = math.pi * (rows + columns)
    cosine, sine = steady.cos(turn), steady.sin(turn)
    moved = np.empty_like(padded)
    # Part by part: a complex product is fused on some processors and not on others.
    moved.real = padded.real * cosine + padded.imag * sine
    moved.imag = padded.imag * cosine - padded.real * sine
    return floats(scipy.fft.irfft2(moved, s=(SIDE, SIDE)) * 4)


@lru_cache(maxsize=2)
def polar_frequencies(side: int) -> tuple[Floats, Floats]:
    """Radius and angle of the frequencies of a real transform of a square."""
    rows = scipy.fft.fftfreq(side).astype(np.float32)[:, None]
    columns = scipy.fft.rfftfreq(side).astype(np.float32)[None, :]
    radius = np.hypot(columns, rows)
    radius[0, 0] = 1e-6
    return radius, floats(steady.arctan2(rows, columns))


@lru_cache(maxsize=1)
def _spectrum(side: int) -> tuple[Floats, Floats]:
    """Log radius, and cosine and sine of even multiples of the angle, of the frequencies."""
    radius, around = polar_frequencies(side)
    waves = [np.ones_like(around)]
    for order in range(1, ORDERS + 1):
        waves += [steady.cos(2 * order * around), steady.sin(2 * order * around)]
    return floats(steady.log(radius)), floats(np.stack(waves))


def _steering(angle: Floats, bell: float) -> Floats:
    """Weights of the series that turn the filter to the orientation of each pixel."""
    normal = floats(math.pi / 2 - angle)
    weights = [np.ones_like(normal)]
    for order in range(1, ORDERS + 1):
        strength = np.float32(2 * math.exp(-((2 * order * bell) ** 2) / 2))
        weights += [strength * steady.cos(2 * order * normal), strength * steady.sin(2 * order * normal)]
    return floats(np.stack(weights))


def _steer(spectrum: np.ndarray[tuple[int, ...], np.dtype[np.complex64]], weights: Floats) -> Floats:
    _, waves = _spectrum(HALF)
    total = np.zeros((HALF, HALF), np.float32)
    for wave, weight in zip(waves, weights, strict=True):
        total += scipy.fft.irfft2(spectrum * wave, s=(HALF, HALF)) * weight
    return total
