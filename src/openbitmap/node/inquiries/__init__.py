"""Questions between nations, in stages: hit or no hit, reference images, personal data. And what became of each.

Promises: nothing leaves without a permit, each stage with its own; a probe that was asked with is searched in memory,
kept nowhere and answered at a fixed tick whatever was found; an answer carries no score and no rank; who answers
attributes nobody, the asker's two blind examiners do; every repository asked has one line of coverage from the first
moment, and what is late says so.
"""

from openbitmap.node.inquiries.model import (
    About,
    Basis,
    FishingAlarm,
    Handling,
    Hit,
    Inquiry,
    InquiryState,
    Line,
    Measure,
    Outcome,
    Result,
    Side,
    Stage,
    Step,
    Times,
)
from openbitmap.node.inquiries.transitions import TRANSITIONS

__all__ = [
    "TRANSITIONS",
    "About",
    "Basis",
    "FishingAlarm",
    "Handling",
    "Hit",
    "Inquiry",
    "InquiryState",
    "Line",
    "Measure",
    "Outcome",
    "Result",
    "Side",
    "Stage",
    "Step",
    "Times",
]
