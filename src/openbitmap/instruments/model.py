"""An instrument between two nations: its parties, its term and its clauses. Frozen values; an empty list means nobody.

A clause that permits covers what it names and nothing else. A clause that forbids covers everything in the dimensions
it leaves out, so that what was forgotten fails on the safe side in both.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property

from openbitmap.vocabulary import (
    AgreementId,
    Digest,
    ExchangeAct,
    ExchangePurpose,
    FieldGroup,
    GalleryKind,
    Modality,
    PartnerId,
    PersonCategory,
    SearchKind,
)


class InstrumentKind(StrEnum):
    LETTER_OF_INTENT = "letter_of_intent"
    PILOT = "pilot"
    MEMORANDUM = "memorandum"
    TREATY = "treaty"
    """A PCSC-type treaty: questions about one person in one case."""
    INTERFACE_CONTROL_DOCUMENT = "interface_control_document"


class Phase(StrEnum):
    """How far the partnership has come (the letter of 2025 calls itself a bridge)."""

    PILOT = "pilot"
    BRIDGE = "bridge"
    FULL = "full"


class Effect(StrEnum):
    PERMITS = "permits"
    FORBIDS = "forbids"
    """Under this instrument; another may still permit it."""
    FORBIDS_EVERYWHERE = "forbids_everywhere"
    """Whatever another instrument between the same parties says."""


class Gate(StrEnum):
    """Who opens the way out: nobody, or a named officer of the giver."""

    AUTOMATIC = "automatic"
    OFFICER = "officer"


class Onward(StrEnum):
    """Whether the taker may pass on what it was given (R50)."""

    NEVER = "never"
    WITH_CONSENT = "with_consent"


@dataclass(frozen=True)
class Titles:
    """Words in both languages; where a text gives no Spanish wording, `spanish` is empty and the English stands."""

    english: str
    spanish: str = ""

    def said(self, language: str) -> str:
        return self.spanish or self.english if language == "es" else self.english


@dataclass(frozen=True)
class Party:
    """One of the two nations, with the points of contact it named."""

    partner: PartnerId
    names: Titles
    contacts: tuple[Titles, ...] = ()


@dataclass(frozen=True)
class Term:
    """From the first instant of `first` to the last instant of `last`, in UTC. Nothing is open-ended."""

    first: date
    last: date

    @cached_property
    def begins_at(self) -> datetime:
        return datetime.combine(self.first, time(0), tzinfo=UTC)

    @cached_property
    def ends_at(self) -> datetime:
        """The first instant at which it is no longer in force."""
        return datetime.combine(self.last, time(0), tzinfo=UTC) + timedelta(days=1)


@dataclass(frozen=True)
class Scope:
    """What a clause is about. In a clause that permits, an empty dimension is nobody; in one that forbids, everybody.
    `directions` are pairs of giver and taker; `third_parties` matter for passing on alone."""

    acts: frozenset[ExchangeAct] = frozenset()
    directions: frozenset[tuple[PartnerId, PartnerId]] = frozenset()
    purposes: frozenset[ExchangePurpose] = frozenset()
    categories: frozenset[PersonCategory] = frozenset()
    modalities: frozenset[Modality] = frozenset()
    galleries: frozenset[GalleryKind] = frozenset()
    fields: frozenset[FieldGroup] = frozenset()
    third_parties: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Limit:
    """For one kind of search, or (`kind` None) for acts that are no search. `per_day` None: no daily limit; days are
    those of UTC, counted for each giver. In a prohibition a limit only names a kind of search that it is about."""

    kind: SearchKind | None
    per_day: int | None
    candidates: int = 0


@dataclass(frozen=True)
class Conditions:
    """On what a clause permits. `individual`: only about one person in one case, whose number must be stated (R46).
    `minors`: whether it reaches people under 18; `bands`: whether quantised bands of likeness may be told."""

    retention_days: int = 0
    gate: Gate = Gate.OFFICER
    onward: Onward = Onward.NEVER
    answer_hours: int = 24
    individual: bool = False
    minors: bool = False
    bands: bool = False


@dataclass(frozen=True)
class Clause:
    """`number` is how people cite it: "3.1"."""

    number: str
    titles: Titles
    effect: Effect
    scope: Scope
    limits: tuple[Limit, ...] = ()
    conditions: Conditions = field(default_factory=Conditions)

    @cached_property
    def kinds(self) -> frozenset[SearchKind]:
        """Kinds of search that it limits, or as a prohibition is about."""
        return frozenset(limit.kind for limit in self.limits if limit.kind is not None)

    @property
    def order(self) -> tuple[int, ...]:
        return tuple(int(part) for part in self.number.split("."))


@dataclass(frozen=True)
class Edition:
    """Version 1 replaces nothing; every later one names the hash of the text it replaces."""

    version: int = 1
    replaces: Digest | None = None


@dataclass(frozen=True)
class Instrument:
    """`breach_hours` is how soon the other side must be told of a breach or misuse (R53)."""

    agreement: AgreementId
    kind: InstrumentKind
    titles: Titles
    parties: tuple[Party, Party]
    phase: Phase
    term: Term
    goals: tuple[Titles, ...]
    clauses: tuple[Clause, ...]
    breach_hours: int = 24
    edition: Edition = field(default_factory=Edition)

    @cached_property
    def partners(self) -> frozenset[PartnerId]:
        return frozenset(p.partner for p in self.parties)

    def other(self, partner: PartnerId) -> PartnerId:
        """The party that is not this one. Raises LookupError for a stranger."""
        mine, theirs = (p.partner for p in self.parties)
        if partner not in (mine, theirs):
            raise LookupError(f"{partner} is no party to {self.agreement}")
        return theirs if partner == mine else mine

    def clause(self, number: str) -> Clause | None:
        return next((c for c in self.clauses if c.number == number), None)
