"""Whom we met, and who is who."""

from dataclasses import dataclass
from typing import ClassVar

from openbitmap.node.events.event import Event


@dataclass(frozen=True)
class EncounterEnrolled(Event):
    submission: str
    encounter: str
    templates: int
    failures: int


@dataclass(frozen=True)
class PrintsEnrolled(Event):
    """Prints that came without a submission; `silent` is 1 for those of a discreet entry, which no gallery counts."""

    subject_field: ClassVar[str] = "encounter"
    encounter: str
    templates: int
    silent: int


@dataclass(frozen=True)
class EncounterWithdrawn(Event):
    """Out of every gallery from this entry on; the encounter itself stays in the record."""

    subject_field: ClassVar[str] = "encounter"
    encounter: str
    reason: str


@dataclass(frozen=True)
class PopulationImported(Event):
    """Encounters that came in bulk as templates; `digest` covers the imported rows."""

    subject_field: ClassVar[str] = "gallery"
    gallery: str
    encounters: int
    digest: str


@dataclass(frozen=True)
class ChangeProposed(Event):
    """Somebody wants to change who is who; `encounters` are all those of the persons it is about."""

    subject_field: ClassVar[str] = "change"
    change: str
    kind: str
    encounters: tuple[str, ...]


@dataclass(frozen=True)
class ChangeApproved(Event):
    """A second person approved; what it did is stated by `IdentitiesChanged`."""

    subject_field: ClassVar[str] = "change"
    change: str
    kind: str


@dataclass(frozen=True)
class ChangeRefused(Event):
    """`outcome` is "refused" by a second person or "withdrawn" by the proposer; nothing changed."""

    subject_field: ClassVar[str] = "change"
    change: str
    kind: str
    outcome: str


@dataclass(frozen=True)
class IdentitiesChanged(Event):
    """Judgements were added, by a case or by a change (whose name is `change`); `encounters` are all those of the
    persons that it touched, before and after."""

    subject_field: ClassVar[str] = "change"
    change: str
    encounters: tuple[str, ...]


@dataclass(frozen=True)
class DiscrepancyRuled(Event):
    """People decided what two conflicting assertions of one person are, or took that back."""

    subject_field: ClassVar[str] = "discrepancy"
    discrepancy: str
    finding: str
