"""Protection: that something was marked, ended or decided; never what, about whom, or for which reason. The row in the
room's own table says the rest, and `seal` (SHA-256 over it and a secret of its own) proves that the row is the one."""

from dataclasses import dataclass
from typing import ClassVar

from openbitmap.node.events.event import Event


@dataclass(frozen=True)
class ProtectionMarked(Event):
    subject_field: ClassVar[str] = "marking"
    marking: str
    seal: str


@dataclass(frozen=True)
class ProtectionEndAsked(Event):
    """One person asked that a marking end; another decides."""

    subject_field: ClassVar[str] = "marking"
    starts_work: ClassVar[bool] = False
    marking: str
    officer: str


@dataclass(frozen=True)
class ProtectionEndDecided(Event):
    """`agreed` is 1 where the marking ended, 0 where it stays."""

    subject_field: ClassVar[str] = "marking"
    starts_work: ClassVar[bool] = False
    marking: str
    officer: str
    agreed: int


@dataclass(frozen=True)
class GuardStated(Event):
    """What the guard held back in one hour, as one seal. Stated every hour, also where there was nothing: that somebody
    is protected shows nowhere, not in the length of the ledger either."""

    subject_field: ClassVar[str] = "hour"
    starts_work: ClassVar[bool] = False
    hour: str
    seal: str


@dataclass(frozen=True)
class ProtectionReviewed(Event):
    """A named officer decided what the guard had held back; `seal` covers the decision with its legal basis."""

    subject_field: ClassVar[str] = "review"
    review: str
    officer: str
    seal: str
