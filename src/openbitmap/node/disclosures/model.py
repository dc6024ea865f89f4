"""What was given to whom, what was received from whom, and what a recall asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from openbitmap.instruments import Onward
from openbitmap.node.disclosures.kinds import ItemKind as ItemKind
from openbitmap.vocabulary import AgreementId, Digest, EncounterId, EnvelopeId, FieldGroup, PartnerId
from openbitmap.wire import Letter, LetterKind

CopyId = NewType("CopyId", str)
HoldingId = NewType("HoldingId", str)
RecallId = NewType("RecallId", str)

DEADLINE = timedelta(hours=24)
"""To obey a recall, where the node sets no other."""


class Reason(StrEnum):
    """Why what was given must go, or be put right."""

    WRONG_IDENTITY = "wrong_identity"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    OWN_NATIONAL = "own_national"
    RETENTION = "retention"
    COURT_ORDER = "court_order"
    CORRECTED = "corrected"


RETAINABLE = frozenset({Reason.OWN_NATIONAL, Reason.RETENTION})
"""Recalls that a holder may answer with "retained", naming the purpose and the legal basis (R55). What is wrong, or
barred by a court, is kept for no purpose."""


class CopyState(StrEnum):
    """`told`: what nobody holds (CONCLUDED). `held`: a person over there holds it back although its term is over."""

    GIVEN = "given"
    TOLD = "told"
    RECALLED = "recalled"
    HELD = "held"
    ERASED = "erased"
    CORRECTED = "corrected"
    RETAINED = "retained"


class HoldingState(StrEnum):
    """`retained`: kept for a stated purpose although its giver may ask for it back."""

    KEPT = "kept"
    RETAINED = "retained"
    PURGED = "purged"


class RecallState(StrEnum):
    """`partial`: the recipient has obeyed, and names nations further on that have not."""

    OPEN = "open"
    PARTIAL = "partial"
    DONE = "done"


@dataclass(frozen=True)
class Item:
    """What is given. `encounter` and `entry` are our own, "" where there is none; `reference` is what the partner knows
    it by; `digest` covers the content; `holding` where it is passed on and not about an encounter of ours."""

    kind: ItemKind
    encounter: EncounterId
    entry: str
    fields: frozenset[FieldGroup]
    digest: Digest
    reference: str
    holding: str = ""


@dataclass(frozen=True)
class Copy:
    """One copy in another nation's hands."""

    copy: CopyId
    partner: PartnerId
    kind: ItemKind
    encounter: EncounterId
    entry: str
    reference: str
    digest: Digest
    clause: str
    state: CopyState
    disclosed_at: datetime


@dataclass(frozen=True)
class CopyTerms:
    """By what right it was given and until when. `members`: who the person was then, so that a later split is seen."""

    copy: CopyId
    agreement: AgreementId
    version: int
    permit_digest: Digest
    envelope: EnvelopeId
    fields: frozenset[FieldGroup]
    members: tuple[EncounterId, ...]
    holding: str
    device: str
    retain_until: datetime


@dataclass(frozen=True)
class Origin:
    """Whose the thing is ("" is the partner it came from), under which instrument it came, and whether it may go on."""

    owner: str = ""
    agreement: str = ""
    onward: Onward = Onward.NEVER


@dataclass(frozen=True)
class Held:
    """What was received and is kept. `reference` is the giver's; `encounter` the reference encounter made of it, ""
    if none; `objects` are the sealed bytes that hold it beside the encounter's own, erased with it."""

    partner: PartnerId
    reference: str
    kind: ItemKind
    envelope: EnvelopeId
    clause: str
    digest: Digest
    retain_until: datetime
    encounter: str = ""
    objects: tuple[Digest, ...] = ()
    origin: Origin = field(default_factory=Origin)


@dataclass(frozen=True)
class Holding:
    """One thing held that another nation gave."""

    holding: HoldingId
    partner: PartnerId
    reference: str
    kind: ItemKind
    clause: str
    digest: Digest
    encounter: str
    retain_until: datetime
    kept_at: datetime
    state: HoldingState


@dataclass(frozen=True)
class Scope:
    """What is recalled: every open copy about an encounter's person, of an entry, or the copies named."""

    encounter: str = ""
    entry: str = ""
    copies: tuple[CopyId, ...] = ()


@dataclass(frozen=True)
class Demand:
    """Why, in words, and what is put right where it can be (field group -> value; None where it must go). `chain` is
    the recall taken from another nation that this one hands on; `within` is the time to obey."""

    reason: Reason
    words: str
    correction: Mapping[str, object] | None = None
    chain: str = ""
    within: timedelta = DEADLINE


@dataclass(frozen=True)
class Recall:
    """One recall to one partner, with its clock. `chain` names the taken recall that it hands on."""

    recall: RecallId
    partner: PartnerId
    reason: Reason
    words: str
    ordered_by: str
    ordered_at: datetime
    due_at: datetime
    state: RecallState
    outstanding: tuple[str, ...]
    chain: str


@dataclass(frozen=True)
class Parcel:
    """A letter that discloses, the item it discloses, and the key of the act: the same key is given once. `more` are
    further items in the same letter, each a copy of its own."""

    letter: Letter
    item: Item
    key: str
    more: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Tombstone:
    """What may not come in again; `digest` "" bars every content under the reference."""

    partner: PartnerId
    reference: str
    digest: str
    recall: str
    set_at: datetime


@dataclass(frozen=True)
class National:
    """Somebody found to be a national of `nation`: nothing about the person leaves (R47, R55). `encounter` is the name
    of an encounter, of a holding that no encounter stands for, or of an entry; `found_by` an account, or the partner
    whose word it is."""

    encounter: str
    nation: PartnerId
    basis: str
    found_by: str
    found_at: datetime


class Source(StrEnum):
    """How it came up: asserted at a meeting of ours, told in a nation's personal data, said by the nation itself."""

    ASSERTED = "asserted"
    TOLD = "told"
    PARTNER = "partner"


@dataclass(frozen=True)
class Suspicion:
    """Somebody of whom copies or holdings are out may be a national; a person says what is so. `partner`: whose word
    or data it rests on, "" for none."""

    subject: str
    nation: PartnerId
    source: Source
    partner: str
    since: datetime


class Settlement(StrEnum):
    """OPEN: frozen. STANDS: the partner says by another way that it wrote this. LET_GO: what is held of it is gone."""

    OPEN = ""
    STANDS = "stands"
    LET_GO = "let_go"


TAKEN_OUT = frozenset({LetterKind.RESULT, LetterKind.LATE_RESULT, LetterKind.REFERENCE})
"""Letters whose effect was taken back at once; of every other only the freeze ends."""


@dataclass(frozen=True)
class Word:
    """What a supervisor says of one letter, and why."""

    envelope: EnvelopeId
    outcome: Settlement
    words: str


@dataclass(frozen=True)
class Dispute:
    """One letter, and what became of it. `holdings` counts what is held of it still."""

    envelope: EnvelopeId
    partner: PartnerId
    letter: str
    sequence: int
    correlation: str
    disputed_at: datetime
    outcome: Settlement
    words: str
    settled_by: str
    holdings: int
