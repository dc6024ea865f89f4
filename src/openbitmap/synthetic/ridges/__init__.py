"""Master fingers: the ridges of one synthetic finger with their true minutiae, before anything touches a sensor.

Promises: one specification, one master, the same bytes on every run of the pinned libraries; the true minutiae are
exact places of the ridge signal, not found by an extractor. Ideas from the literature (zero-pole fields, SFinGe,
phase dislocations); no template, no image and no statistic of a real person's finger is inside.
"""

from openbitmap.synthetic.ridges.flow import ORIGIN, SIDE, Flow
from openbitmap.synthetic.ridges.hand import FingerSpec, Hands, draw_hands, hands_of, size_at
from openbitmap.synthetic.ridges.master import Finger, grow_finger

__all__ = [
    "ORIGIN",
    "SIDE",
    "Finger",
    "FingerSpec",
    "Flow",
    "Hands",
    "draw_hands",
    "grow_finger",
    "hands_of",
    "size_at",
]
