"""What left the node: answers and reports."""

from dataclasses import dataclass
from typing import ClassVar

from openbitmap.node.events.event import Event


@dataclass(frozen=True)
class AnswerReleased(Event):
    submission: str
    answer: str
    version: int
    verdict: str
    digest: str


@dataclass(frozen=True)
class ReportIssued(Event):
    """The report of a decided case left the node: digests of what it says about the case (`content`), of the PDF, of
    the machine-readable data, and of the certificate that signed both."""

    subject_field: ClassVar[str] = "case"
    case: str
    report: str
    content: str
    document: str
    machine: str
    certificate: str
