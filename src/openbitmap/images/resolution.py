"""Resolution: prints are matched at 500 pixels an inch."""

import cv2
import numpy as np

from openbitmap.images.raster import Pixels

PPI = 500.0
LOWEST_PPI, HIGHEST_PPI = 72.0, 2400.0
# Scanners write 19.7 pixels a millimetre as 500 ppi and as 500.38: the same lattice, and resampling it would only blur.
_SAME = 0.01


def to_500_ppi(pixels: Pixels, ppi: float) -> Pixels:
    """Cubic resampling to 500 ppi; the same array within 1 % of it. ValueError outside 72 to 2400 ppi."""
    if not LOWEST_PPI <= ppi <= HIGHEST_PPI:
        raise ValueError(f"{ppi:g} ppi is no resolution of a print; {LOWEST_PPI:g} to {HIGHEST_PPI:g} are accepted")
    if abs(ppi / PPI - 1) <= _SAME:
        return pixels
    scale = PPI / ppi
    return np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)
