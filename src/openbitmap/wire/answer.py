"""The answer to a submission: what was found, what was searched and what was not, and what to do next.

It carries no score, no rank and no personal data of a candidate: an officer needs none of them, and a machine's score
decides nothing (R26, R28).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import TypeAdapter

from openbitmap.vocabulary import (
    CaseId,
    ControlNumber,
    Coverage,
    FingerPosition,
    GalleryKind,
    MissingReason,
    SubmissionId,
    Verdict,
)


class NextStep(StrEnum):
    """The one thing to do now; the words for it are the card's."""

    CONTINUE_PROCEDURE = "continue_procedure"
    HOLD_FOR_CONFIRMATION = "hold_for_confirmation"
    CAPTURE_AGAIN = "capture_again"
    WAIT = "wait"
    CORRECT_AND_RESEND = "correct_and_resend"
    FOLLOW_HANDLING = "follow_handling"
    CALL_DUTY_DESK = "call_duty_desk"
    SEND_AGAIN_OR_CALL = "send_again_or_call"
    UNDO = "undo"
    HOLD_FOR_ABROAD = "hold_for_abroad"


@dataclass(frozen=True)
class Control:
    """Numbers that tie the answer to its question; "" where the question had none. `originator` sent the question
    (1.008), `answered_by` is the agency identifier of the node; `reference` is the question's number (1.009), repeated
    in 1.010.
    """

    originator: str
    reference: ControlNumber
    control_number: ControlNumber
    tot: str
    answered_by: str = ""


@dataclass(frozen=True)
class Clock:
    """`elapsed_ms` runs from the arrival of the last byte to the release of this version."""

    received_at: datetime
    answered_at: datetime
    due_at: datetime
    elapsed_ms: int


@dataclass(frozen=True)
class GalleryCoverage:
    """One gallery or repository. `kind` is None outside this node; `reason` is a code of the card's words, or "".
    Abroad, `result` is what it said (no_candidate, candidate, inconclusive, attributed...), `due_at` when a pending one
    is late, `clause` the one by which it was asked or barred, of `agreement`. A reason may name a day or a count after
    a colon."""

    name: str
    kind: GalleryKind | None
    state: Coverage
    people: int | None = None
    as_of: datetime | None = None
    reason: str = ""
    result: str = ""
    due_at: datetime | None = None
    clause: str = ""
    agreement: str = ""


@dataclass(frozen=True)
class PrintQuality:
    """One finger as presented. `quality` 0-100 by `measure`; None where there was no usable print."""

    position: FingerPosition
    quality: int | None
    advice: str
    missing: MissingReason | None = None
    searched: bool = True


@dataclass(frozen=True)
class Chance:
    """What chance alone would do: `fpir` is the false positive identification rate at `people` people (ISO/IEC
    19795-1), `expected` the mean number of chance candidates a search like this one."""

    people: int
    fingers: int
    fpir: float
    expected: float


@dataclass(frozen=True)
class CaseNote:
    """The case of a possible match. Until `due_at` an examiner's first opinion is due; None once people decided."""

    case: CaseId
    due_at: datetime | None = None


@dataclass(frozen=True)
class Refusal:
    """One reason for a refusal, with its place in the file; `field` as "2.034", `offset` in bytes."""

    code: str
    message: str
    record: int | None = None
    field: str | None = None
    offset: int | None = None


@dataclass(frozen=True)
class Answer:
    """Versions count up from 1; a later version replaces an earlier one and never denies that it was released."""

    submission: SubmissionId
    version: int
    verdict: Verdict
    next_step: NextStep
    control: Control
    clock: Clock
    coverage: tuple[GalleryCoverage, ...] = ()
    prints: tuple[PrintQuality, ...] = ()
    notes: tuple[Chance | CaseNote, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @property
    def chance(self) -> Chance | None:
        return next((n for n in self.notes if isinstance(n, Chance)), None)

    @property
    def case(self) -> CaseNote | None:
        return next((n for n in self.notes if isinstance(n, CaseNote)), None)


_ANSWER = TypeAdapter(Answer)


def answer_from_json(text: str | bytes) -> Answer:
    return _ANSWER.validate_json(text)
