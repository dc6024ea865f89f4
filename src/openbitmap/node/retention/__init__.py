"""What must be forgotten, when, and the proof that it was.

Promises: nothing is erased that was not on a frozen list for the days of its hold, visible and open to objection; one
run never takes more than its ceiling without two people; every run leaves a certificate of what it erased.
"""

from openbitmap.node.retention.model import (
    APPROVALS,
    CEILING,
    Due,
    Line,
    LineState,
    Run,
    RunState,
    Thing,
    ceiling_of,
)

__all__ = [
    "APPROVALS",
    "CEILING",
    "Due",
    "Line",
    "LineState",
    "Run",
    "RunState",
    "Thing",
    "ceiling_of",
]
