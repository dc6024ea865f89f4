"""What must be forgotten, when, and the proof that it was.

Promises: nothing is erased that was not on a frozen list for the days of its hold, visible and open to objection; one
run never takes more than its ceiling without two people; every run leaves a certificate of what it erased.
"""

from openbitmap.node.retention.actions import (
    Rules,
    approve,
    calendar,
    carry_out,
    hold_line,
    let_line_go,
    plan,
    rules_of,
    run_by_itself,
)
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
from openbitmap.node.retention.store import approvals_of, certificate_of, lines_of, run_named, runs

__all__ = [
    "APPROVALS",
    "CEILING",
    "Due",
    "Line",
    "LineState",
    "Rules",
    "Run",
    "RunState",
    "Thing",
    "approvals_of",
    "approve",
    "calendar",
    "carry_out",
    "ceiling_of",
    "certificate_of",
    "hold_line",
    "let_line_go",
    "lines_of",
    "plan",
    "rules_of",
    "run_by_itself",
    "run_named",
    "runs",
]
