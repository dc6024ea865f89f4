"""What can be said of an image before looking for ridges: is it a grey image of a plausible size and resolution?"""

import numpy as np
from numpy.typing import NDArray

from openbitmap.biometrics.finger.failure import Failure

LOWEST_PPI, HIGHEST_PPI = 72.0, 2400.0
SMALLEST_MM = 4.0
# At 500 ppi. A rolled print has 0.6 million; the network takes about 0.3 kB of memory a pixel, 630 MB in all for the
# largest finger. A slap is only cut.
MOST_OF_A_FINGER, MOST_OF_A_SLAP = 2 << 20, 16 << 20
# Fewer grey levels than these between the 2nd and the 98th percentile, and nothing was printed.
LEAST_SPREAD = 8.0


def check(pixels: NDArray[np.uint8], ppi: float, *, most: int) -> Failure | None:
    """The reason why this image cannot hold a usable print, or None; `most` counts pixels as they will be at 500 ppi.

    Raises TypeError if the array is not grey uint8.
    """
    if pixels.dtype != np.uint8 or pixels.ndim != 2:
        raise TypeError(f"a grey image of unsigned bytes is needed, not {pixels.dtype} of shape {pixels.shape}")
    if not LOWEST_PPI <= ppi <= HIGHEST_PPI:
        return Failure.RESOLUTION
    if min(pixels.shape) / ppi * 25.4 < SMALLEST_MM:
        return Failure.TOO_SMALL
    if pixels.size * (500 / ppi) ** 2 > most:
        return Failure.TOO_LARGE
    darkest, lightest = np.percentile(pixels, (2, 98))
    return Failure.BLANK if lightest - darkest < LEAST_SPREAD else None
