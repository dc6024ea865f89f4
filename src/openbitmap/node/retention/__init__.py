"""What must be forgotten, when, and the proof that it was.

Promises: nothing is erased that was not on a frozen list for the days of its hold, visible and open to objection; one
run never takes more than its ceiling without two people; every run leaves a certificate of what it erased; a clock that
jumped erases nothing before a person confirms it.
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
    waiting_above,
)
from openbitmap.node.retention.clock import believes, confirm_clock, doubt
from openbitmap.node.retention.model import (
    APPROVALS,
    CEILING,
    Doubt,
    Due,
    Line,
    LineState,
    Run,
    RunState,
    Thing,
)
from openbitmap.node.retention.store import approvals_of, certificate_of, lines_of, run_named, runs

__all__ = [
    "APPROVALS",
    "CEILING",
    "Doubt",
    "Due",
    "Line",
    "LineState",
    "Rules",
    "Run",
    "RunState",
    "Thing",
    "approvals_of",
    "approve",
    "believes",
    "calendar",
    "carry_out",
    "certificate_of",
    "confirm_clock",
    "doubt",
    "hold_line",
    "let_line_go",
    "lines_of",
    "plan",
    "rules_of",
    "run_by_itself",
    "run_named",
    "runs",
    "waiting_above",
]
