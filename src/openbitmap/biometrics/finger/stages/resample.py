"""To 500 ppi, where the network was trained and templates are kept."""

import cv2
import numpy as np
from numpy.typing import NDArray

PPI = 500.0
# 19.7 pixels a millimetre is written as 500 and as 500.38 ppi: the same lattice, which resampling would only blur.
SAME = 0.01


def resample(pixels: NDArray[np.uint8], ppi: float) -> NDArray[np.uint8]:
    """Cubic interpolation; the same pixels within 1 % of 500 ppi. The result is contiguous."""
    if abs(ppi / PPI - 1) <= SAME:
        return np.ascontiguousarray(pixels)
    scale = PPI / ppi
    return np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)
