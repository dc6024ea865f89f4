"""A question between nations as one value on both sides, its lines of coverage, its hits, and who did which stage."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from openbitmap.vocabulary import (
    Actor,
    AgreementId,
    CaseId,
    Coverage,
    Digest,
    EncounterId,
    ExchangePurpose,
    InquiryId,
    PartnerId,
    PersonCategory,
    SearchId,
    SearchKind,
    SubmissionId,
)

LONGEST_REASON = 2_000
NODE = Actor("node", "inquiries")
_NO_SUBMISSION, _NO_SEARCH = SubmissionId(""), SearchId("")
_NO_ENCOUNTER, _NO_AGREEMENT = EncounterId(""), AgreementId("")


class Side(StrEnum):
    """What this node is in the question."""

    ASKER = "asker"
    ANSWERER = "answerer"


class InquiryState(StrEnum):
    """How far the two nations are. The words are the asker's; the answerer's own record has the same states."""

    PLANNED = "planned"
    BARRED = "barred"
    ASKED = "asked"
    TIMED_OUT = "timed_out"
    REFUSED = "refused"
    NO_HIT = "no_hit"
    HIT = "hit"
    REFERENCE_ASKED = "reference_asked"
    REFERENCE_REFUSED = "reference_refused"
    COMPARING = "comparing"
    ATTRIBUTED = "attributed"
    NOT_ATTRIBUTED = "not_attributed"
    DATA_ASKED = "data_asked"
    DATA_REFUSED = "data_refused"
    DATA_HELD = "data_held"
    UNDONE = "undone"


class Result(StrEnum):
    """What a repository says, in the words of R18; "" while it says nothing."""

    NONE = ""
    NO_CANDIDATE = "no_candidate"
    CANDIDATE = "candidate"
    INCONCLUSIVE = "inconclusive"
    ATTRIBUTED = "attributed"
    NOT_ATTRIBUTED = "not_attributed"
    RECALLED = "recalled"


class Handling(StrEnum):
    """What comes before everything else in a hit (R24): what to do, not why."""

    NONE = ""
    CALL_FIRST = "call_first"
    """Call the answering nation's duty desk before any step."""


@dataclass(frozen=True)
class About:
    """Whom the question is about and why. On the answerer's side `submission`, `search` and `encounter` are empty:
    the asker's own names never travel; `stated_case` is the asker's code for the case that a station or a person gave,
    "" for none, and `stated_encounter` its code for the meeting. On the asker's, `search` is empty where a person
    asked."""

    purpose: ExchangePurpose
    category: PersonCategory
    submission: SubmissionId = _NO_SUBMISSION
    search: SearchId = _NO_SEARCH
    encounter: EncounterId = _NO_ENCOUNTER
    stated_case: str = ""
    kind: SearchKind = SearchKind.TP_TP
    stated_encounter: str = ""


@dataclass(frozen=True)
class Basis:
    """What the last act rests on, or why it was barred (`reason`, a code of agreements.BarredReason)."""

    agreement: AgreementId = _NO_AGREEMENT
    version: int = 0
    clause: str = ""
    reason: str = ""

    @property
    def cited(self) -> str:
        """As the ledger and a letter cite it: agreement, version, clause; what is not known is left out."""
        version = f"v{self.version}" if self.version else ""
        clause = f"cl. {self.clause}" if self.clause else ""
        return " ".join(part for part in (self.agreement, version, clause) if part) if self.clause else ""


@dataclass(frozen=True)
class Times:
    """`due_at` is when a result is late; `answered_at` None until one came (asker) or left (answerer)."""

    asked_at: datetime
    due_at: datetime
    answered_at: datetime | None = None


@dataclass(frozen=True)
class Outcome:
    """What the answering nation's own galleries said: `people` searched at `as_of`, held to `fpir`, this nation's part
    of the question's budget."""

    result: Result = Result.NONE
    handling: Handling = Handling.NONE
    people: int | None = None
    as_of: datetime | None = None
    fpir: float = 0.0
    late: bool = False


@dataclass(frozen=True)
class Inquiry:
    inquiry: InquiryId
    side: Side
    partner: PartnerId
    state: InquiryState
    about: About
    basis: Basis
    times: Times
    outcome: Outcome = field(default_factory=Outcome)
    case: CaseId | None = None
    held: Digest | None = None
    """Personal data taken, as the vault knows it; None before, and after it was erased."""

    @property
    def may_fall(self) -> bool:
        """Whether something rests on what the partner gave: an outcome or a holding, whatever the state."""
        return self.state is not InquiryState.UNDONE and (self.outcome.result is not Result.NONE or bool(self.held))

    @property
    def filed_under(self) -> tuple[SubmissionId, InquiryId]:
        return self.about.submission, self.inquiry


@dataclass(frozen=True)
class Hit:
    """One person at the answering nation: its record (`encounter`: the answerer's own, or the asker's reference
    encounter once images came) behind a reference that is random and of this inquiry alone."""

    inquiry: InquiryId
    reference: str
    encounter: EncounterId | None = None
    attributed: bool | None = None
    band: str = ""
    """Quantised likeness, only where a clause allows bands; "" otherwise."""
    gone: bool = False
    """Called back, or kept long enough: nothing rests on it any more."""


@dataclass(frozen=True)
class Line:
    """Coverage of one repository behind an inquiry; `name` "" is the partner's own galleries."""

    name: str
    state: Coverage
    result: Result = Result.NONE
    people: int | None = None
    as_of: datetime | None = None
    due_at: datetime | None = None
    reason: str = ""


class Stage(StrEnum):
    """One entry of the story both sides keep."""

    WANTED = "wanted"
    ASKED = "asked"
    BARRED = "barred"
    ANSWERED = "answered"
    RESULT_TAKEN = "result_taken"
    LATE = "late"
    KEPT_OUT = "kept_out"
    DISPUTED = "disputed"
    DISPUTE_SETTLED = "dispute_settled"
    REFERENCE_ASKED = "reference_asked"
    REFERENCE_RELEASED = "reference_released"
    REFERENCE_TAKEN = "reference_taken"
    REFUSED = "refused"
    ATTRIBUTED = "attributed"
    NOT_ATTRIBUTED = "not_attributed"
    NOT_TOLD = "not_told"
    TOLD = "told"
    DATA_ASKED = "data_asked"
    DATA_RELEASED = "data_released"
    DATA_TAKEN = "data_taken"
    DATA_CORRECTED = "data_corrected"
    ERASED = "erased"
    REFERENCE_GONE = "reference_gone"
    CALLED_BACK = "called_back"
    UNDONE = "undone"


@dataclass(frozen=True)
class Step:
    """Who did what, when, under which clause, with which words."""

    stage: Stage
    at: datetime
    actor: str
    clause: str = ""
    words: str = ""


class Measure(StrEnum):
    """What an alarm of fishing measures: questions an hour, or questions that name no case."""

    RATE = "rate"
    NO_CASE = "no_case"


@dataclass(frozen=True)
class FishingAlarm:
    """Evidence: `searches` in the hour before `raised_at`, of them `without_case`; `baseline` an hour over 28 days."""

    alarm: str
    partner: PartnerId
    measure: Measure
    searches: int
    without_case: int
    baseline: float
    raised_at: datetime
    inquiries: tuple[str, ...] = ()
