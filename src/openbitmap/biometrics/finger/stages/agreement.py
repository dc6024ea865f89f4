"""Ridges that run as their neighbours do: what sets a finger on a card apart from writing, print and stains."""

import cv2
import numpy as np
from numpy.typing import NDArray

from openbitmap.biometrics.finger.stages.foreground import Mask, has_contrast, smooth, without_holes
from openbitmap.biometrics.finger.stages.ridges import Ridges

# Length of the mean of clarity as a vector of twice the ridge angle over 3 x 3 blocks: fingers 0.35 to 0.9, writing
# below 0.3 but for a few blocks.
LEAST_AGREEMENT = 0.3


def agreeing(ridges: Ridges) -> Mask:
    """Blocks whose ridges agree with those around them, holes filled."""
    turn = 2 * ridges.angle
    along = [cv2.blur(ridges.clarity * part, (3, 3)) for part in (np.cos(turn), np.sin(turn))]
    agreement: NDArray[np.float32] = np.hypot(*along)
    return without_holes(smooth((agreement >= LEAST_AGREEMENT) & has_contrast(ridges)))
