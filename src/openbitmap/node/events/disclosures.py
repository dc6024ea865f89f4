"""What was given, what was received, what was called back and what became of it."""

from dataclasses import dataclass
from typing import ClassVar

from openbitmap.node.events.event import Event


@dataclass(frozen=True)
class Disclosed(Event):
    """A copy left, or waits in the outbox to leave: who gets it, by which clause, with which content."""

    subject_field: ClassVar[str] = "copy"
    starts_work: ClassVar[bool] = False
    copy: str
    partner: str
    kind: str
    encounter: str
    entry: str
    envelope: str
    agreement: str
    clause: str
    digest: str


@dataclass(frozen=True)
class CopyErased(Event):
    """The recipient says that a copy is gone; `recall` is "" where it erased it without being asked to."""

    subject_field: ClassVar[str] = "copy"
    copy: str
    partner: str
    recall: str


@dataclass(frozen=True)
class RecallOrdered(Event):
    """Copies are called back from one partner; `chain` is the recall of another nation that this hands on."""

    subject_field: ClassVar[str] = "recall"
    recall: str
    partner: str
    reason: str
    copies: tuple[str, ...]
    due: str
    chain: str


@dataclass(frozen=True)
class RecallAcknowledged(Event):
    """The receipt came; `digest` covers it. `outstanding` names nations further on that have not obeyed yet."""

    subject_field: ClassVar[str] = "recall"
    recall: str
    partner: str
    erased: int
    corrected: int
    retained: int
    outstanding: tuple[str, ...]
    digest: str
    held: int = 0


@dataclass(frozen=True)
class RecallOverdue(Event):
    """The deadline passed without a complete receipt; `rung` counts how often somebody was told."""

    subject_field: ClassVar[str] = "recall"
    recall: str
    partner: str
    rung: int


@dataclass(frozen=True)
class RecallObeyed(Event):
    """Another nation's recall was carried out here, and its receipt queued; `outstanding` as in the receipt."""

    subject_field: ClassVar[str] = "recall"
    recall: str
    partner: str
    purged: int
    corrected: int
    retained: int
    outstanding: tuple[str, ...]
    digest: str
    held: int = 0


@dataclass(frozen=True)
class HoldingKept(Event):
    subject_field: ClassVar[str] = "holding"
    starts_work: ClassVar[bool] = False
    holding: str
    partner: str
    reference: str
    kind: str
    encounter: str
    envelope: str
    clause: str
    digest: str


@dataclass(frozen=True)
class HoldingPurged(Event):
    """What a nation gave is gone here: whatever rested on it must be looked at again."""

    subject_field: ClassVar[str] = "holding"
    holding: str
    partner: str
    reference: str
    kind: str
    encounter: str
    reason: str
    recall: str


@dataclass(frozen=True)
class HoldingCorrected(Event):
    """What a nation gave was put right by it; `fields` are the groups, `digest` covers the content as it is now, which
    the vault holds under it."""

    subject_field: ClassVar[str] = "holding"
    holding: str
    partner: str
    reference: str
    kind: str
    encounter: str
    fields: tuple[str, ...]
    recall: str
    digest: str


@dataclass(frozen=True)
class HoldingRetained(Event):
    """A person keeps what was given for a purpose of its own, which a recall's receipt will name."""

    subject_field: ClassVar[str] = "holding"
    starts_work: ClassVar[bool] = False
    holding: str
    partner: str
    reference: str
    purpose: str


@dataclass(frozen=True)
class HoldingHeldBack(Event):
    """A person holds back something whose term is over, or does so no more (`held` 0); the words are in the room's
    records."""

    subject_field: ClassVar[str] = "holding"
    holding: str
    partner: str
    reference: str
    held: int


@dataclass(frozen=True)
class TombstoneSet(Event):
    """This reference of this partner may not come in again; `digest` "" bars every content under it."""

    subject_field: ClassVar[str] = "reference"
    starts_work: ClassVar[bool] = False
    reference: str
    partner: str
    digest: str
    recall: str


@dataclass(frozen=True)
class NationalFound(Event):
    """Somebody is a national of a nation the exchange does not cover: frozen from now on, called back everywhere; on a
    `partner`'s word alone, only between us and it. `encounter` may name a holding or an entry as well."""

    subject_field: ClassVar[str] = "encounter"
    encounter: str
    nation: str
    copies: int
    holdings: int
    partner: str = ""


@dataclass(frozen=True)
class NationalSuspected(Event):
    """Somebody of whom copies or holdings are out may be a national: by a passport (`source` asserted), by a nation's
    personal data (told), or because a partner says so (partner). A person says what is so."""

    subject_field: ClassVar[str] = "encounter"
    encounter: str
    nation: str
    source: str


@dataclass(frozen=True)
class NationalLifted(Event):
    """The finding was wrong; what was called back stays so."""

    subject_field: ClassVar[str] = "encounter"
    starts_work: ClassVar[bool] = False
    encounter: str
    nation: str


@dataclass(frozen=True)
class DisputeOpened(Event):
    """What came in a letter under a stolen key is frozen, in every room that holds something of it."""

    subject_field: ClassVar[str] = "envelope"
    envelope: str
    partner: str
    letter: str
    correlation: str


@dataclass(frozen=True)
class DisputeSettled(Event):
    """A person decided: `outcome` is stands (the partner wrote it) or let_go (purged)."""

    subject_field: ClassVar[str] = "envelope"
    envelope: str
    partner: str
    letter: str
    correlation: str
    outcome: str


@dataclass(frozen=True)
class OnwardConsented(Event):
    """Its owner agreed that a thing goes on to a third nation."""

    subject_field: ClassVar[str] = "holding"
    starts_work: ClassVar[bool] = False
    holding: str
    third: str


@dataclass(frozen=True)
class RecallProposed(Event):
    """A recall of more than one person's copies waits for a second person."""

    subject_field: ClassVar[str] = "proposal"
    starts_work: ClassVar[bool] = False
    proposal: str
    reason: str
    copies: int


@dataclass(frozen=True)
class RecallDecided(Event):
    """The second person's word: "approved" or "refused"."""

    subject_field: ClassVar[str] = "proposal"
    starts_work: ClassVar[bool] = False
    proposal: str
    outcome: str
