"""From a slap (plain four fingers, or two thumbs) to its fingers: the recipe, and what may be wrong with a slap."""

from dataclasses import dataclass
from enum import StrEnum
from math import degrees

import numpy as np
from numpy.typing import NDArray

from openbitmap.biometrics.finger.stages.agreement import agreeing
from openbitmap.biometrics.finger.stages.check import MOST_OF_A_SLAP, check
from openbitmap.biometrics.finger.stages.fingertips import Box, bounds_in_image, cut, fingertip_box
from openbitmap.biometrics.finger.stages.hand import expected_fingers, is_other_hand, tips_of
from openbitmap.biometrics.finger.stages.pieces import Finger, Piece, Points, fingers_of, pieces_of, tilt_of
from openbitmap.biometrics.finger.stages.resample import PPI, resample
from openbitmap.biometrics.finger.stages.ridges import ridge_map
from openbitmap.vocabulary import SLAP_FINGERS, FingerPosition


class SlapFinding(StrEnum):
    """What is wrong with a slap."""

    NO_FINGERS = "no-fingers"
    FINGER_COUNT = "finger-count"
    """Not as many fingers as the position and the missing fingers promise: whose they are is then unknown."""
    WRONG_HAND = "wrong-hand"
    """The fingertips rise and fall as those of the other hand."""


@dataclass(frozen=True, eq=False)
class Segment:
    """One fingertip. `position` is UNKNOWN where a finding leaves it open: such a print is never searched."""

    position: FingerPosition
    pixels: NDArray[np.uint8]
    """Upright, from the tip to the first joint, at 500 ppi."""
    box: tuple[int, int, int, int]
    """Left, top, right, bottom in the slap's own pixels (field 14.021 SEG, in its order left, right, top, bottom)."""
    angle: float
    """By how many degrees the finger leaned to the right before it was turned."""


@dataclass(frozen=True)
class Segmentation:
    """Fingers left to right, and what is wrong."""

    segments: tuple[Segment, ...]
    findings: tuple[SlapFinding, ...]


def segment(
    pixels: NDArray[np.uint8], ppi: float, position: FingerPosition, *, missing: frozenset[FingerPosition] = frozenset()
) -> Segmentation:
    """Cuts a slap (FGP 13, 14 or 15) into fingers; `missing` are those that the person lacks or could not give.

    Raises ValueError for any other position, TypeError if the array is not grey uint8. Content never raises.
    """
    if position not in SLAP_FINGERS:
        raise ValueError(f"{position.name} is no slap: only four fingers or both thumbs can be cut")
    if check(pixels, ppi, most=MOST_OF_A_SLAP) is not None:
        return Segmentation((), (SlapFinding.NO_FINGERS,))
    image = resample(pixels, ppi)
    pieces = pieces_of(agreeing(ridge_map(image)))
    tilt, fingers = _fingers(pieces, image.shape[1], len(expected_fingers(position, missing)))
    names, findings = _named(fingers, tilt, slap=position, missing=missing)
    segments = (_segment(image, fingers, i, tilt=tilt, position=names[i]) for i in range(len(fingers)))
    return Segmentation(tuple(_in_pixels_of(segment, ppi) for segment in segments), findings)


def _fingers(pieces: tuple[Piece, ...], width: int, wanted: int) -> tuple[float, tuple[Finger, ...]]:
    """The hand's tilt and its fingers. Each needs the other: touching fingers can only be cut along their direction,
    and only single fingers tell it; the first guess is halved, since it may come from one splayed finger alone."""
    tilt = tilt_of(pieces) / 2
    fingers: tuple[Finger, ...] = ()
    for _ in range(2):
        fingers = fingers_of(pieces, tilt, width=width, wanted=wanted)
        tilt = tilt_of(tuple(finger[0] for finger in fingers))
    return tilt, fingers


def _named(
    fingers: tuple[Finger, ...], tilt: float, *, slap: FingerPosition, missing: frozenset[FingerPosition]
) -> tuple[tuple[FingerPosition, ...], tuple[SlapFinding, ...]]:
    """A position for each finger, and what is wrong; a wrong hand's fingers keep no position either."""
    expected = expected_fingers(slap, missing)
    unknown = (FingerPosition.UNKNOWN,) * len(fingers)
    if not fingers:
        return (), (SlapFinding.NO_FINGERS,)
    if len(fingers) != len(expected):
        return unknown, (SlapFinding.FINGER_COUNT,)
    if slap is not FingerPosition.PLAIN_THUMBS and is_other_hand(tips_of(fingers, tilt), expected):
        return unknown, (SlapFinding.WRONG_HAND,)
    return expected, ()


def _segment(
    image: NDArray[np.uint8], fingers: tuple[Finger, ...], number: int, *, tilt: float, position: FingerPosition
) -> Segment:
    box = fingertip_box(fingers[number], tilt)
    others = [piece.points for i, finger in enumerate(fingers) if i != number for piece in finger]
    neighbours: Points = np.concatenate(others) if others else np.zeros((0, 2))
    bounds = _clipped(bounds_in_image(box, tilt), image.shape[1], image.shape[0])
    return Segment(position, cut(image, box, tilt, others=neighbours), bounds, degrees(tilt))


def _clipped(box: Box, width: int, height: int) -> tuple[int, int, int, int]:
    left, top, right, bottom = box
    return max(0, round(left)), max(0, round(top)), min(width, round(right)), min(height, round(bottom))


def _in_pixels_of(segment: Segment, ppi: float) -> Segment:
    """The box back in the resolution that the slap came in."""
    left, top, right, bottom = (round(side * ppi / PPI) for side in segment.box)
    return Segment(segment.position, segment.pixels, (left, top, right, bottom), segment.angle)
