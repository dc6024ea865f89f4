"""The part of the image that a finger left: blocks with contrast and a clear wave, in one piece or a few large ones."""

import cv2
import numpy as np
from numpy.typing import NDArray

from openbitmap.biometrics.finger.stages.ridges import SIZE, STEP, Ridges

Mask = NDArray[np.bool_]

# A block belongs to a finger if it has this much of the print's own contrast (its 90th percentile), at least this many
# grey levels, and this share of its variation in one wave.
RELATIVE_CONTRAST = 0.25
LEAST_CONTRAST = 5.0
LEAST_CLARITY = 0.25
# Pieces smaller than this share of the largest one are smudges, text or the edge of a card.
LEAST_PIECE = 0.2

SQUARE_MM_A_BLOCK = (STEP / 500 * 25.4) ** 2


def foreground(ridges: Ridges) -> Mask:
    """Blocks of the finger, on the grid of `ridges`; holes inside are filled."""
    blocks = has_contrast(ridges) & (ridges.clarity >= LEAST_CLARITY)
    return without_holes(_large_pieces(smooth(blocks)))


def has_contrast(ridges: Ridges) -> Mask:
    """Blocks that anything was printed in, by the print's own contrast."""
    enough = max(LEAST_CONTRAST, RELATIVE_CONTRAST * float(np.percentile(ridges.contrast, 90)))
    return np.asarray(ridges.contrast >= enough)


def area_mm2(mask: Mask) -> float:
    return float(mask.sum()) * SQUARE_MM_A_BLOCK


def covers(mask: Mask, x: NDArray[np.float32], y: NDArray[np.float32]) -> Mask:
    """Whether pixels lie in a block of the mask or at most two blocks away: a minutia may sit on the print's edge."""
    wide = cv2.dilate(mask.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool)
    rows = np.clip(np.rint((y - SIZE / 2) / STEP).astype(int), 0, mask.shape[0] - 1)
    columns = np.clip(np.rint((x - SIZE / 2) / STEP).astype(int), 0, mask.shape[1] - 1)
    return np.asarray(wide[rows, columns])


def smooth(blocks: Mask) -> Mask:
    """A block follows the majority of its neighbours: single gaps close, single specks go."""
    counted = cv2.blur(blocks.astype(np.float32), (3, 3), borderType=cv2.BORDER_CONSTANT)
    return np.asarray((counted > 0.5) | (blocks & (counted > 0.4)))


def _large_pieces(blocks: Mask) -> Mask:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(blocks.astype(np.uint8), connectivity=4)
    if count < 2:
        return blocks
    areas = stats[:, cv2.CC_STAT_AREA].copy()
    areas[0] = 0
    return np.asarray((areas >= LEAST_PIECE * areas.max())[labels] & blocks)


def without_holes(blocks: Mask) -> Mask:
    outside = np.pad(~blocks, 1, constant_values=True).astype(np.uint8)
    cv2.floodFill(outside, None, (0, 0), (2,))
    return np.asarray(outside[1:-1, 1:-1] != 2)
