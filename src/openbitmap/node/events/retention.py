"""What must be forgotten: planned, held up, done."""

from dataclasses import dataclass
from typing import ClassVar

from openbitmap.node.events.event import Event


@dataclass(frozen=True)
class RetentionPlanned(Event):
    """A frozen list of what its time is over for; `digest` covers the list. Nothing goes before `do_after`; above the
    ceiling nothing goes without two approvals."""

    subject_field: ClassVar[str] = "run"
    starts_work: ClassVar[bool] = False
    run: str
    lines: int
    ceiling: int
    do_after: str
    digest: str


@dataclass(frozen=True)
class RetentionHeld(Event):
    """Somebody objected to one line, or took the objection back (`held` 0); the reason is in the room's records."""

    subject_field: ClassVar[str] = "run"
    starts_work: ClassVar[bool] = False
    run: str
    line: int
    held: int


@dataclass(frozen=True)
class ClockDoubted(Event):
    """The clock says `said`, and the node had last seen `seen`: nothing that cannot be taken back is done by clocks
    until a person says that the clock is right."""

    subject_field: ClassVar[str] = "said"
    seen: str
    said: str


@dataclass(frozen=True)
class ClockConfirmed(Event):
    """A person said that the clock is right; the reason is in the room's records."""

    subject_field: ClassVar[str] = "said"
    starts_work: ClassVar[bool] = False
    said: str


@dataclass(frozen=True)
class RetentionApproved(Event):
    """One of the two people a plan above the ceiling needs."""

    subject_field: ClassVar[str] = "run"
    starts_work: ClassVar[bool] = False
    run: str
    approvals: int


@dataclass(frozen=True)
class RetentionDone(Event):
    """A plan was carried out; `digest` covers the certificate of what was erased."""

    subject_field: ClassVar[str] = "run"
    starts_work: ClassVar[bool] = False
    run: str
    erased: int
    held: int
    digest: str
