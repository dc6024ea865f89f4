"""Impressions of master fingers: plain, rolled, slap and latent, on several sensors, dry, wet, worn or scarred.

Promises: one finger and one look give the same pixels on every run of the pinned libraries (OpenCV on one thread and
without processor-dependent code inside the call, its settings restored after); 500 ppi; the truth about an impression
is exact, not extracted.
"""

from openbitmap.synthetic.prints.impression import Truth, impression, impression_with_truth
from openbitmap.synthetic.prints.look import (
    Condition,
    Ground,
    Kind,
    Look,
    Placement,
    Sensor,
    Skin,
    in_condition,
    on_skin,
    usual_look,
)
from openbitmap.synthetic.prints.slap import Slap, SlapLook, slap

__all__ = [
    "Condition",
    "Ground",
    "Kind",
    "Look",
    "Placement",
    "Sensor",
    "Skin",
    "Slap",
    "SlapLook",
    "Truth",
    "impression",
    "impression_with_truth",
    "in_condition",
    "on_skin",
    "slap",
    "usual_look",
]
