"""What is asked before an act, and what an instrument answers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from openbitmap.instruments.model import Gate, Onward
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

OF_A_RECORD = frozenset({ExchangeAct.REFERENCE, ExchangeAct.DATA, ExchangeAct.WATCH, ExchangeAct.NOTIFY})
"""Acts that release something of a record; their question must say in which kind of gallery it stands."""

BY_KIND = frozenset({ExchangeAct.SEARCH, ExchangeAct.ANSWER})
"""Acts that are limited by kind of search."""


@dataclass(frozen=True)
class Question:
    """One act about one person, before it is done. `giver` is who gives the thing (a probe, an answer, images), `taker`
    who gets it; to pass on (ONWARD), the giver is the originator, the taker its holder and `third_party` who is to get
    it. `gallery` is None where no record is touched yet. Empty `fields` asks for whatever the clause gives; named ones
    must all be given, or the act is barred."""

    act: ExchangeAct
    giver: PartnerId
    taker: PartnerId
    purpose: ExchangePurpose
    category: PersonCategory
    modalities: frozenset[Modality]
    gallery: GalleryKind | None = None
    kind: SearchKind = SearchKind.TP_TP
    fields: frozenset[FieldGroup] = frozenset()
    third_party: str = ""


@dataclass(frozen=True)
class Terms:
    """What the clause says of this act. `candidates` is the most that may be returned; `per_day` None is no limit."""

    candidates: int
    per_day: int | None
    retention_days: int
    gate: Gate
    onward: Onward
    expires_at: datetime
    answer_hours: int
    breach_hours: int
    bands: bool
    minors: bool = False


class BarredReason(StrEnum):
    """Why an act is refused. Where several clauses refuse, the one nearest to a yes is told: the later member."""

    NO_INSTRUMENT = "no_instrument"
    NOT_PROVIDED = "not_provided"
    UNSIGNED = "unsigned"
    REPLACED = "replaced"
    NOT_YET_IN_FORCE = "not_yet_in_force"
    DENOUNCED = "denounced"
    EXPIRED = "expired"
    FORBIDDEN = "forbidden"
    """Under every agreement, it is told before all others; under one, another may be nearer to a yes."""
    SUSPENDED = "suspended"
    NO_CASE = "no_case"
    """The clause serves one person in one case, and no case was named (R46); or no consent for passing on."""
    QUOTA_SPENT = "quota_spent"


@dataclass(frozen=True)
class Granted:
    """A yes: by which clause of which text, what may go, under which terms. The room makes a Permit of it."""

    agreement: AgreementId
    version: int
    clause: str
    question: Question
    fields: frozenset[FieldGroup]
    terms: Terms
    digest: Digest

    @property
    def cited(self) -> str:
        """As the ledger and a letter cite it: agreement, version, clause."""
        return f"{self.agreement} v{self.version} cl. {self.clause}"


@dataclass(frozen=True)
class Barred:
    """A no that names the clause; `clause` is empty where it is the lack of one that bars, and `agreement` is None
    where the two nations have no instrument at all."""

    reason: BarredReason
    agreement: AgreementId | None
    clause: str
    question: Question
