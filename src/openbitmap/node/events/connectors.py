"""What was asked of repositories outside, and how they answered."""

from dataclasses import dataclass
from typing import ClassVar

from openbitmap.node.events.event import Event


@dataclass(frozen=True)
class RepositoryAsked(Event):
    """The intention to ask, recorded before anything leaves the node; `digest` is of the question's bytes."""

    subject_field: ClassVar[str] = "inquiry"
    otherwise: ClassVar[str] = "consultation"
    inquiry: str
    consultation: str
    repository: str
    digest: str


@dataclass(frozen=True)
class ConsultationFinished(Event):
    """A repository answered, or its clock ran out, or it was not asked. `late` is 1 where an answer came after the
    clock; `reason` is a code, never the other side's words."""

    subject_field: ClassVar[str] = "inquiry"
    otherwise: ClassVar[str] = "consultation"
    inquiry: str
    consultation: str
    repository: str
    state: str
    late: int
    reason: str = ""


@dataclass(frozen=True)
class RepositoryNoticeReceived(Event):
    """A repository told of something nobody asked for now; `inquiry` and `consultation` name the earlier question it
    is about, where it says so."""

    subject_field: ClassVar[str] = "inquiry"
    otherwise: ClassVar[str] = "notice"
    inquiry: str
    notice: str
    repository: str
    consultation: str
    digest: str
