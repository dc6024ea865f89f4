"""Pattern classes of fingers and how often each occurs on each finger: shared by the image and the template
generators.
"""

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from openbitmap.vocabulary import FingerPosition, Hand


class Pattern(IntEnum):
    ARCH = 0
    TENTED_ARCH = 1
    LEFT_LOOP = 2
    """The ridges leave towards the left of the image."""
    RIGHT_LOOP = 3
    WHORL = 4
    DOUBLE_LOOP = 5


# Thumb to little finger: arch, tented arch, ulnar loop, radial loop, whorl, double loop. Rounded from memory of
# published frequencies per finger: plausible for practice data, never to be quoted as a statistic.
_ODDS = np.array(
    [
        [0.030, 0.005, 0.535, 0.004, 0.336, 0.090],
        [0.060, 0.105, 0.335, 0.210, 0.250, 0.040],
        [0.055, 0.035, 0.730, 0.025, 0.130, 0.025],
        [0.015, 0.010, 0.510, 0.010, 0.420, 0.035],
        [0.010, 0.006, 0.845, 0.004, 0.115, 0.020],
    ]
)

# How a person's leaning (+ to whorls, - to arches) bends those odds, in the same order of classes.
_LEANING = np.array([-1.0, -1.0, 0.0, -0.2, 1.0, 0.7])


def digit(position: FingerPosition) -> int:
    """0 for a thumb to 4 for a little finger; ValueError for anything that is not one finger."""
    if not 1 <= position.finger <= 10:
        raise ValueError(f"{position.name} is not one finger")
    return (int(position.finger) - 1) % 5


def draw_patterns(
    uniform: npt.NDArray[np.floating], leaning: npt.NDArray[np.floating], position: FingerPosition
) -> npt.NDArray[np.int64]:
    """Pattern class for each uniform draw in [0, 1), given each person's leaning and the finger position."""
    odds = _ODDS[digit(position)] * np.exp(np.asarray(leaning)[:, None] * _LEANING)
    steps = np.cumsum(odds, axis=1) / odds.sum(axis=1, keepdims=True)
    drawn = (np.asarray(uniform)[:, None] >= steps[:, :-1]).sum(axis=1)
    return _by_hand(drawn, position.hand or Hand.RIGHT)


def _by_hand(drawn: npt.NDArray[np.int64], hand: Hand) -> npt.NDArray[np.int64]:
    """Ulnar loops of the right hand leave to the right of a print, those of the left hand to the left."""
    ulnar, radial = (
        (Pattern.RIGHT_LOOP, Pattern.LEFT_LOOP) if hand is Hand.RIGHT else (Pattern.LEFT_LOOP, Pattern.RIGHT_LOOP)
    )
    names = np.array([Pattern.ARCH, Pattern.TENTED_ARCH, ulnar, radial, Pattern.WHORL, Pattern.DOUBLE_LOOP])
    return names[drawn]
