"""How much a print will give to compare, and what a person at the device can do about it.

The value is our own measure, not NFIQ 2: the sum of the network's certainty over all minutiae found, on a scale that
ends at 100. It was chosen because nothing measured of ridges alone foretold low mated scores as well
(docs/cards/finger-extraction.md has the figures). The advice comes from plain statistics of the image.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from openbitmap.biometrics.finger.stages.foreground import Mask, area_mm2
from openbitmap.biometrics.finger.stages.minutiae import Minutiae
from openbitmap.biometrics.finger.stages.ridges import SIZE, STEP, Ridges

MEASURE = "minutiae strength 1"
# Certainty that reaches 63 of 100: the median plain print of FVC2002 B has 30.
SCALE = 30.0
# Below this, one print in twenty of FVC2002 B, some advice is given; above, the print is good enough as it is.
GOOD_ENOUGH = 40
SMALL_MM2 = 90.0
DRY_LEVEL, WET_LEVEL = 0.66, 0.36
WORN_CLARITY = 0.36


class Advice(StrEnum):
    """What is wrong with a print, if its value is low; the first that applies, in this order."""

    EMPTY = "empty"
    SMALL_AREA = "small-area"
    DRY = "dry"
    WET = "wet"
    WORN = "worn"
    TOO_FEW_MINUTIAE = "too-few-minutiae"
    OK = "ok"


@dataclass(frozen=True)
class Quality:
    """`value` from 0 to 100, comparable only within one `measure` (name and version)."""

    value: int
    advice: Advice
    measure: str = MEASURE


EMPTY = Quality(0, Advice.EMPTY)


def assess(pixels: NDArray[np.uint8], ridges: Ridges, finger: Mask, *, minutiae: Minutiae) -> Quality:
    """Quality of a 500 ppi print whose stages these are."""
    value = round(100 * (1 - math.exp(-float(minutiae[:, 4].sum()) / SCALE)))
    return Quality(value, _advice(pixels, ridges, finger) if value < GOOD_ENOUGH else Advice.OK)


def ink_level(pixels: NDArray[np.uint8], finger: Mask) -> float:
    """Where the mean grey of the finger lies between its darkest (0: wet, or too much ink) and lightest (1) parts."""
    inside = pixels[_of_pixels(finger, pixels.shape[0], pixels.shape[1])]
    if not inside.size:
        return 0.5
    darkest, lightest = np.percentile(inside, (2, 98))
    return float((inside.mean() - darkest) / max(float(lightest - darkest), 1.0))


def _advice(pixels: NDArray[np.uint8], ridges: Ridges, finger: Mask) -> Advice:
    if not finger.any():
        return Advice.EMPTY
    if area_mm2(finger) < SMALL_MM2:
        return Advice.SMALL_AREA
    level = ink_level(pixels, finger)
    if level > DRY_LEVEL:
        return Advice.DRY
    if level < WET_LEVEL:
        return Advice.WET
    if float(ridges.clarity[finger].mean()) < WORN_CLARITY:
        return Advice.WORN
    return Advice.TOO_FEW_MINUTIAE


def _of_pixels(finger: Mask, height: int, width: int) -> Mask:
    """Each block stands for the STEP x STEP pixels at its middle."""
    margin = (SIZE - STEP) // 2
    blocks = np.kron(finger, np.ones((STEP, STEP), bool))
    return np.pad(blocks, ((margin, height), (margin, width)))[:height, :width]
