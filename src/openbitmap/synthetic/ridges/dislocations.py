"""The true minutiae of a master: the places where the phase of the ridges winds round once (Larkin, Fletcher 2007)."""

import math

import numpy as np
import scipy.fft
import scipy.ndimage

from openbitmap.synthetic import steady
from openbitmap.synthetic.arrays import Floats, Whole, floats
from openbitmap.synthetic.ridges.flow import HALF
from openbitmap.synthetic.ridges.growth import polar_frequencies

ORDERS = 9
BELL, BANDWIDTH = 0.3, 0.35
KINK = 0.8
"""Two opposite dislocations closer than this many periods are a kink of one ridge, not two minutiae."""
UNCLEAR = 0.8

ENDING, BIFURCATION, EITHER = 1, 2, 0


def true_minutiae(signal: Floats, angle: Floats, period: Floats) -> Floats:
    """Rows (x, y, direction, type): half-size pixels, y downwards; direction in radians counter-clockwise, towards
    the extra
    ridge or valley (ISO/IEC 19794-2 sense); type 1 ending, 2 bifurcation, 0 half-way between."""
    even, odd = _quadrature(signal, angle, period)
    winding = _winding(even, odd, angle)
    y, x = np.nonzero(winding)
    turns = winding[y, x]
    # The phase grows along the normal; a positive winding has the extra ridge on that side of it.
    facing = (math.pi / 2 - angle[y, x]) + np.where(turns > 0, -math.pi / 2, math.pi / 2)
    kinds = _types(signal, period, (x, y), facing=facing)
    rows = np.stack([x + 0.5, y + 0.5, np.mod(-facing, 2 * math.pi), kinds], axis=1)
    return floats(rows[~_kinks(x, y, turns, period=period[y, x])]) if len(x) else np.zeros((0, 4), np.float32)


def _quadrature(signal: Floats, angle: Floats, period: Floats) -> tuple[Floats, Floats]:
    """The ridge signal and its quarter-period shift across the ridges, both filtered along the orientation."""
    radius, around = polar_frequencies(HALF)
    normal = math.pi / 2 - angle
    band = steady.exp(-(steady.log(radius * period.mean()) ** 2) / (2 * BANDWIDTH**2))
    spectrum = scipy.fft.rfft2(signal) * band
    even, odd = np.zeros_like(signal), np.zeros_like(signal)
    for order in range(ORDERS + 1):
        strength = np.float32(math.exp(-((order * BELL) ** 2) / 2) * (2 if order else 1))
        part, phase = (odd, np.complex64(-1j)) if order % 2 else (even, np.complex64(1))
        for wave in (steady.cos, steady.sin) if order else (steady.cos,):
            turned = scipy.fft.irfft2(spectrum * phase * wave(order * around), s=(HALF, HALF))
            part += strength * wave(order * normal) * turned
    return even, odd


def _winding(even: Floats, odd: Floats, angle: Floats) -> Whole:
    """How often the phase turns round every cell of two by two pixels, clockwise on the screen: -1, 0 or 1."""
    here, ahead = slice(0, HALF - 1), slice(1, HALF)
    corners = [(here, here), (here, ahead), (ahead, ahead), (ahead, here)]
    first = angle[corners[0]]
    phases = []
    for corner in corners:
        same_way = np.sign(steady.cos(angle[corner] - first) + 1e-9)
        phases.append(steady.arctan2(odd[corner] * same_way, even[corner]))
    steps = [phases[(i + 1) % 4] - phases[i] for i in range(4)]
    total = sum(np.mod(s + math.pi, 2 * math.pi) - math.pi for s in steps)
    return np.asarray(np.rint(total / (2 * math.pi)), dtype=np.int64)


def _types(signal: Floats, period: Floats, at: tuple[Whole, Whole], *, facing: Floats) -> Whole:
    """What lies 0.6 to 1.2 periods on the extra side: a ridge (ending) or a valley (bifurcation)."""
    x, y = at
    reach = period[y, x][:, None] * np.array([0.6, 0.9, 1.2])
    places = [
        y[:, None] + 0.5 + steady.sin(facing)[:, None] * reach,
        x[:, None] + 0.5 + steady.cos(facing)[:, None] * reach,
    ]
    height = scipy.ndimage.map_coordinates(signal, places, order=1, mode="nearest").sum(axis=1)
    return np.where(np.abs(height) < UNCLEAR, EITHER, np.where(height > 0, ENDING, BIFURCATION))


def _kinks(x: Whole, y: Whole, turns: Whole, *, period: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    apart = np.hypot(x[:, None] - x, y[:, None] - y) + 1e9 * np.eye(len(x))
    nearest = apart.argmin(axis=1)
    each = np.arange(len(x))
    mutual = nearest[nearest] == each
    return np.asarray((apart[each, nearest] < KINK * period) & mutual & (turns != turns[nearest]))
