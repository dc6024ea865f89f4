"""What nations asked each other. Filed under the asker's submission; on the answerer's side, under the inquiry."""

from dataclasses import dataclass
from typing import ClassVar

from openbitmap.node.events.event import Event


@dataclass(frozen=True)
class InquiryPlanned(Event):
    """A partner is to be asked, if an instrument permits it: asking is a transaction of its own."""

    otherwise: ClassVar[str] = "inquiry"
    submission: str
    inquiry: str
    partner: str


@dataclass(frozen=True)
class InquiryReceived(Event):
    """A partner's probe was searched; its result leaves at a fixed tick."""

    subject_field: ClassVar[str] = "inquiry"
    inquiry: str
    partner: str
    clause: str


@dataclass(frozen=True)
class InquiryAsked(Event):
    otherwise: ClassVar[str] = "inquiry"
    submission: str
    inquiry: str
    partner: str
    clause: str


@dataclass(frozen=True)
class InquiryBarred(Event):
    """Nothing was sent. `reason` is a code; `clause` the one that bars, or "" where none provides it."""

    otherwise: ClassVar[str] = "inquiry"
    submission: str
    inquiry: str
    partner: str
    reason: str
    clause: str


@dataclass(frozen=True)
class InquiryAnswered(Event):
    """We answered a partner's question, or refused it (`clause` then bars). What we said is in the letter alone."""

    subject_field: ClassVar[str] = "inquiry"
    starts_work: ClassVar[bool] = False
    inquiry: str
    partner: str
    clause: str


@dataclass(frozen=True)
class InquiryResultTaken(Event):
    """One letter of a result. A hit comes in a letter of its own, by the clause that covers it: `reference` says which,
    "" for none."""

    otherwise: ClassVar[str] = "inquiry"
    submission: str
    inquiry: str
    partner: str
    result: str
    late: int
    reference: str


@dataclass(frozen=True)
class RepositoryLate(Event):
    """A question's clock ran out without an answer; `repository` "" is the partner itself."""

    otherwise: ClassVar[str] = "inquiry"
    submission: str
    inquiry: str
    partner: str
    repository: str = ""


@dataclass(frozen=True)
class ReferenceAsked(Event):
    """Reference images were asked for: by us, or of us (`submission` is then empty)."""

    otherwise: ClassVar[str] = "inquiry"
    starts_work: ClassVar[bool] = False
    submission: str
    inquiry: str
    partner: str


@dataclass(frozen=True)
class ReferenceReleased(Event):
    subject_field: ClassVar[str] = "inquiry"
    starts_work: ClassVar[bool] = False
    inquiry: str
    partner: str
    clause: str


@dataclass(frozen=True)
class RequestRefused(Event):
    """A question or request was refused: by us, or to us. `reason` is a code; an officer's words stand with it."""

    otherwise: ClassVar[str] = "inquiry"
    submission: str
    inquiry: str
    partner: str
    reason: str
    clause: str = ""


@dataclass(frozen=True)
class ReferenceTaken(Event):
    """Reference images came and a case was opened; where none of them can be compared, `case` is empty."""

    otherwise: ClassVar[str] = "inquiry"
    starts_work: ClassVar[bool] = False
    submission: str
    inquiry: str
    partner: str
    case: str


@dataclass(frozen=True)
class InquiryAttributed(Event):
    """The asker's examiners decided: `attributed` of the references are the same person; 0 of them, none."""

    otherwise: ClassVar[str] = "inquiry"
    submission: str
    inquiry: str
    partner: str
    attributed: int


@dataclass(frozen=True)
class PersonalDataAsked(Event):
    """`digest` is that of the justification's words."""

    otherwise: ClassVar[str] = "inquiry"
    starts_work: ClassVar[bool] = False
    submission: str
    inquiry: str
    partner: str
    digest: str


@dataclass(frozen=True)
class PersonalDataReleased(Event):
    subject_field: ClassVar[str] = "inquiry"
    starts_work: ClassVar[bool] = False
    inquiry: str
    partner: str
    clause: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonalDataTaken(Event):
    otherwise: ClassVar[str] = "inquiry"
    submission: str
    inquiry: str
    partner: str
    digest: str


@dataclass(frozen=True)
class ProbeErased(Event):
    """A probe was searched and is gone; `digest` tells which bytes. By us, or, as a receipt, by the partner."""

    otherwise: ClassVar[str] = "inquiry"
    starts_work: ClassVar[bool] = False
    submission: str
    inquiry: str
    partner: str
    digest: str


@dataclass(frozen=True)
class InquiryUndone(Event):
    """What came of a question was taken back: its reference is wrong, recalled, or kept too long."""

    otherwise: ClassVar[str] = "inquiry"
    submission: str
    inquiry: str
    partner: str
    reason: str


@dataclass(frozen=True)
class FishingSuspected(Event):
    """A partner asks more than three times its own hourly baseline of 28 days, or more than a fifth without a case."""

    subject_field: ClassVar[str] = "partner"
    partner: str
    alarm: str
    measure: str
    searches: int
    without_case: int
