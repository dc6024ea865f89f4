"""Fingertips cut out of a slap: from the tip to the first joint, upright, without the neighbours."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from openbitmap.biometrics.finger.stages.pieces import PX_A_MM, Finger, Points, upright
from openbitmap.biometrics.finger.stages.ridges import STEP

# The first joint lies this far below the tip of adults, millimetres; between them the narrowest row is taken for it.
NEAREST_JOINT, FARTHEST_JOINT = 20.0, 32.0
# A gap of this many rows of blocks below a full centimetre of tip ends it.
TIP_MM = 14.0
GAP_ROWS = 3
MARGIN = 16
WHITE = 255

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in upright coordinates."""


def fingertip_box(finger: Finger, tilt: float) -> Box:
    """From the tip to the first joint, as wide as the ridges there."""
    points = upright(np.concatenate([piece.points for piece in finger]), tilt)
    top = float(points[:, 1].min())
    bottom = top + _length(points[:, 1] - top)
    inside = points[points[:, 1] <= bottom]
    half = STEP / 2 + MARGIN
    return float(inside[:, 0].min()) - half, top - half, float(inside[:, 0].max()) + half, bottom + half


def cut(pixels: NDArray[np.uint8], box: Box, tilt: float, *, others: Points) -> NDArray[np.uint8]:
    """The box, turned upright; blocks of `others` (middles in the image) and what lies beyond the image are white."""
    left, top, right, bottom = box
    cosine, sine = math.cos(tilt), math.sin(tilt)
    turn = np.array([[cosine, sine, -left], [-sine, cosine, -top]])
    size = (round(right - left), round(bottom - top))
    upright_pixels = cv2.warpAffine(pixels, turn, size, flags=cv2.INTER_CUBIC, borderValue=(WHITE,))
    for x, y in upright(others, tilt) - (left, top):
        if -STEP < x < size[0] + STEP and -STEP < y < size[1] + STEP:
            corner = (max(0, round(x - STEP / 2)), max(0, round(y - STEP / 2)))
            upright_pixels[corner[1] : round(y + STEP / 2), corner[0] : round(x + STEP / 2)] = WHITE
    return np.asarray(upright_pixels, np.uint8)


def bounds_in_image(box: Box, tilt: float) -> Box:
    """Left, top, right, bottom of the turned box in the image's own coordinates."""
    left, top, right, bottom = box
    corners = upright(np.array([(x, y) for x in (left, right) for y in (top, bottom)]), -tilt)
    return (*(float(v) for v in corners.min(axis=0)), *(float(v) for v in corners.max(axis=0)))  # type: ignore[return-value]  # two pairs


def _length(depths: NDArray[np.float64]) -> float:
    """Where the fingertip ends, in pixels below its top, from the depths of its blocks."""
    rows = np.bincount(np.rint(depths / STEP).astype(int))
    first, last = round(NEAREST_JOINT * PX_A_MM / STEP), round(FARTHEST_JOINT * PX_A_MM / STEP)
    empty = np.flatnonzero(rows == 0)
    for row in empty[empty > TIP_MM * PX_A_MM / STEP]:
        if row + GAP_ROWS <= len(rows) and not rows[row : row + GAP_ROWS].any():
            return float(min(row, last) * STEP)
    if len(rows) <= last:
        return float(len(rows) * STEP)
    return float((first + int(np.argmin(rows[first : last + 1]))) * STEP)
