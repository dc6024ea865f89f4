"""A plan of forgetting, its lines, and the rule that one run never takes too much."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

CEILING = 0.001
"""Share of what is held that one run may erase without two approvals: a defective rule erased 213,000 offence records
of the UK's police computer in one night of January 2021."""
APPROVALS = 2


class Thing(StrEnum):
    """What a line is about: something a partner gave, or an encounter of our own."""

    HOLDING = "holding"
    ENCOUNTER = "encounter"


class RunState(StrEnum):
    PLANNED = "planned"
    DONE = "done"


class LineState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    ERASED = "erased"
    SPARED = "spared"
    """Its ground was gone when the run came: kept for a purpose meanwhile, or erased already."""


@dataclass(frozen=True)
class Due:
    """Something whose time is over: since when, under which instrument or rule, of which category."""

    thing: Thing
    name: str
    agreement: str
    category: str
    due_at: datetime


@dataclass(frozen=True)
class Run:
    """`population` is how much of it was held when the plan was made; `ceiling` how many lines may go unapproved."""

    run: str
    planned_at: datetime
    do_after: datetime
    population: int
    ceiling: int
    lines: int
    state: RunState
    done_at: datetime | None


@dataclass(frozen=True)
class Line:
    run: str
    number: int
    due: Due
    state: LineState
    held_by: str
    words: str


@dataclass(frozen=True)
class Watch:
    """The latest moment that was believed, and what the clock said when it jumped; None while it is believed."""

    seen_at: datetime
    doubted_at: datetime | None


@dataclass(frozen=True)
class Doubt:
    """The clock jumped from what was seen last to what it said."""

    seen_at: datetime
    said_at: datetime
