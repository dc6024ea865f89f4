"""A repository as configured, what is asked of it, and how it answered; and the rules that hold between them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from openbitmap.vocabulary import Digest, ExchangePurpose, PersonCategory


class State(StrEnum):
    """Where a consultation stands. No member says "clear", and none of them identifies anybody."""

    PENDING = "pending"
    NO_CANDIDATE = "no_candidate"
    CANDIDATE = "candidate"
    INCONCLUSIVE = "inconclusive"
    IMAGES = "images"
    """Reference images came, on request; they are the reply's own bytes."""
    BARRED = "barred"
    """We did not ask: our own legal gate or quota said no."""
    REFUSED = "refused"
    NOT_AUTHORISED = "not_authorised"
    POOR_QUALITY = "poor_quality"
    STALE = "stale"
    TIMED_OUT = "timed_out"
    ERROR = "error"

    @property
    def is_final(self) -> bool:
        """Whether a late reply could still change it: after these, it cannot."""
        return self not in (State.PENDING, State.TIMED_OUT)

    @property
    def is_searched(self) -> bool:
        """Whether the repository compared, and said what came of it."""
        return self in (State.NO_CANDIDATE, State.CANDIDATE, State.INCONCLUSIVE)


CRIMINAL = frozenset({ExchangePurpose.PRISON_VETTING, ExchangePurpose.SERIOUS_CRIME, ExchangePurpose.TERRORISM})
"""Purposes that a repository of criminal justice answers with its high priority."""


@dataclass(frozen=True)
class Gate:
    """The legal gate: for which purposes and about whom a repository may be asked at all."""

    purposes: frozenset[ExchangePurpose]
    categories: frozenset[PersonCategory]

    def objection(self, purpose: ExchangePurpose, category: PersonCategory) -> str:
        """The gate that says no, as a code; "" where it is open."""
        if purpose not in self.purposes:
            return f"gate:purpose:{purpose.value}"
        if category not in self.categories:
            return f"gate:category:{category.value}"
        return ""


@dataclass(frozen=True)
class Terms:
    """What a repository is and promises. `service` is its clock, `civil` the one for what is no matter of crime, where
    it has two; a late reply is waited for until `patience` is over; `per_day` questions are allowed; an answer from
    data older than `stale_after` is no "no"."""

    title: str
    spanish: str
    format: str
    service: timedelta
    patience: timedelta
    per_day: int
    stale_after: timedelta
    gate: Gate
    civil: timedelta | None = None

    def clock_for(self, purpose: ExchangePurpose) -> timedelta:
        """How long a question for this purpose may take."""
        return self.service if self.civil is None or purpose in CRIMINAL else self.civil


@dataclass(frozen=True)
class Access:
    """How a repository's gateway is reached: its address and the files that hold what opens it. `notices` is the file
    of the key with which the repository itself knocks at our door."""

    address: str
    key: Path | None = None
    authority: Path | None = None
    certificate: Path | None = None
    notices: Path | None = None


@dataclass(frozen=True)
class Repository:
    """One repository of the node's `connectors.toml`."""

    name: str
    kind: str
    access: Access
    terms: Terms
    enabled: bool = True
    originator: str = ""
    destination: str = ""

    def title(self, language: str) -> str:
        return self.terms.spanish if language == "es" else self.terms.title

    def due(self, at: datetime, purpose: ExchangePurpose) -> datetime:
        """When an answer to a question asked now is late."""
        return at + self.terms.clock_for(purpose)


@dataclass(frozen=True)
class Claim:
    """Who the person says they are; `document` is a national number or a travel document's."""

    names: tuple[str, ...] = ()
    born: date | None = None
    nationality: str = ""
    document: str = ""


@dataclass(frozen=True)
class Consultation:
    """One question to one repository about one person. `consultation` is the caller's name for it: the same name asks
    once, however often it is recorded. `inquiry` is what it belongs to (a submission's or an inquiry's identifier).
    `probe` is an ITL transaction with the prints; with a `reference`, the question is for the images of that record.
    Without `due_at` the repository's own clock holds."""

    consultation: str
    repository: str
    inquiry: str
    purpose: ExchangePurpose
    category: PersonCategory
    probe: bytes = b""
    claim: Claim | None = None
    reference: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True)
class Outcome:
    """What a repository said. `people` and `as_of`: how many it compared with, and as they stood when; `reference` is
    its name for the record; `handling` what it says should be done; `reason` a code, with the other side's own words
    after a colon where it gave any."""

    state: State
    people: int | None = None
    as_of: datetime | None = None
    reference: str = ""
    handling: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Consulted:
    """Where one consultation stands; `late` where the answer came after the clock had run out."""

    consultation: str
    repository: str
    inquiry: str
    outcome: Outcome
    asked_at: datetime
    due_at: datetime
    finished_at: datetime | None
    late: bool


@dataclass(frozen=True)
class Letterhead:
    """What stands on a question besides its content; the control number makes a repetition recognisable."""

    control_number: str
    originator: str
    destination: str
    at: datetime


@dataclass(frozen=True)
class Reply:
    """A reply as read: `answers` is the control number it says it answers ("" where it says none), `findings` are codes
    of what was wrong with its form."""

    outcome: Outcome
    answers: str = ""
    findings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Advice:
    """An unsolicited notice as read: about which of our questions, which record, with what to do."""

    number: str
    answers: str = ""
    reference: str = ""
    handling: str = ""
    subject: str = ""
    findings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Notice:
    """A notice that a repository pushed to us; `inquiry` is "" where it is about no question of ours. `digest` finds
    its original bytes in the vault."""

    notice: str
    repository: str
    number: str
    inquiry: str
    consultation: str
    reference: str
    handling: str
    subject: str
    digest: Digest
    received_at: datetime


class Unaskable(ValueError):
    """No question can be made of this: `outcome` says why, and nothing is sent."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome


@dataclass(frozen=True)
class Kind:
    """The furniture of a connector: its terms, how a question is written, how a reply and a notice are read. Reading
    never raises because of content."""

    name: str
    terms: Terms
    content_type: str
    question: Callable[[Consultation, Letterhead], bytes]
    reply: Callable[[bytes], Reply]
    notice: Callable[[bytes], Advice] = field(default=lambda data: Advice(""))


def aged(outcome: Outcome, terms: Terms, *, at: datetime) -> Outcome:
    """A "no" from data older than the terms allow is no "no"; a candidate found in it is one all the same."""
    if outcome.as_of is None or at - outcome.as_of <= terms.stale_after:
        return outcome
    if outcome.state is State.NO_CANDIDATE:
        return replace(outcome, state=State.STALE, reason=outcome.reason or "stale")
    return replace(outcome, reason=outcome.reason or "stale")
