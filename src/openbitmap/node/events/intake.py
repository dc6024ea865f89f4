"""What came in."""

from dataclasses import dataclass

from openbitmap.node.events.event import Event


@dataclass(frozen=True)
class SubmissionReceived(Event):
    submission: str
    station: str
    digest: str
    size: int


@dataclass(frozen=True)
class SubmissionAccepted(Event):
    submission: str
    tot: str
    control_number: str
    priority: int


@dataclass(frozen=True)
class SubmissionRefused(Event):
    submission: str
    codes: tuple[str, ...]
