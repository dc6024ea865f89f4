"""What was searched."""

from dataclasses import dataclass
from typing import ClassVar

from openbitmap.node.events.event import Event


@dataclass(frozen=True)
class WithdrawalConfirmed(Event):
    """A gallery process covers a position at which the encounter is gone; `prints` of it were still in memory: 0."""

    subject_field: ClassVar[str] = "encounter"
    encounter: str
    process: str
    position: int
    prints: int


@dataclass(frozen=True)
class ReverseSearchBegun(Event):
    """An approved entry is compared with the past, in slices; `total` encounters lie before it."""

    subject_field: ClassVar[str] = "entry"
    entry: str
    search: str
    encounter: str
    total: int


@dataclass(frozen=True)
class ReverseSearchFinished(Event):
    """An entry's prints against people met: against the past once approved, or against one arrival out of the post's
    sight. `encounter` is the entry's."""

    subject_field: ClassVar[str] = "entry"
    entry: str
    search: str
    encounter: str
    candidates: int


@dataclass(frozen=True)
class SearchFinished(Event):
    submission: str
    search: str
    encounter: str
    verdict: str
    candidates: int
