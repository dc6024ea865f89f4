"""Which hand made a slap, from the arc of its fingertips."""

import numpy as np

from openbitmap.biometrics.finger.stages.pieces import PX_A_MM, Finger, upright
from openbitmap.vocabulary import SLAP_FINGERS, FingerPosition

# How far below the middle fingertip the others end when the fingers stand upright, in millimetres, index to little;
# and by how much people and tilts differ from it. Round values of adult hands.
ARC_MM = {2: 8.0, 3: 0.0, 4: 5.0, 5: 22.0}
SPREAD_MM = 5.0
SLOPE = 0.15
# Natural logarithm of the odds against the hand stated, from where on it is called wrong.
SURE = 1.5


def tips_of(fingers: tuple[Finger, ...], tilt: float) -> list[tuple[float, float]]:
    """Upright (x, y) of every fingertip, in millimetres."""
    tips = []
    for finger in fingers:
        points = upright(np.concatenate([piece.points for piece in finger]), tilt)
        tips.append((float(points[:, 0].mean()) / PX_A_MM, float(points[:, 1].min()) / PX_A_MM))
    return tips


def is_other_hand(tips: list[tuple[float, float]], fingers: tuple[FingerPosition, ...]) -> bool:
    """True if these tips, left to right, fit the mirrored order of fingers far better. Needs three or more."""
    if len(tips) < 3 or len(tips) != len(fingers):
        return False
    arc = [ARC_MM[_number(finger)] for finger in fingers]
    return _misfit(tips, arc) - _misfit(tips, arc[::-1]) > SURE


def expected_fingers(slap: FingerPosition, missing: frozenset[FingerPosition]) -> tuple[FingerPosition, ...]:
    return tuple(finger for finger in SLAP_FINGERS[slap] if finger not in missing)


def _number(finger: FingerPosition) -> int:
    """Index 2 to little 5, of either hand."""
    return int(finger) - 5 if finger > FingerPosition.RIGHT_LITTLE else int(finger)


def _misfit(tips: list[tuple[float, float]], arc: list[float]) -> float:
    """Half the squared deviations from the arc, after the best shift and the best slope, which costs too."""
    x, y = np.array(tips).T
    x, rest = x - x.mean(), y - np.array(arc)
    rest = rest - rest.mean()
    slope = float(x @ rest) / (float(x @ x) + (SPREAD_MM / SLOPE) ** 2)
    return (float(np.square(rest - slope * x).sum()) / SPREAD_MM**2 + (slope / SLOPE) ** 2) / 2
