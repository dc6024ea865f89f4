"""Entries of lists, sightings of them, and leads by name."""

from dataclasses import dataclass
from typing import ClassVar

from openbitmap.node.events.event import Event


@dataclass(frozen=True)
class EntryNominated(Event):
    subject_field: ClassVar[str] = "entry"
    entry: str
    list: str


@dataclass(frozen=True)
class EntryApproved(Event):
    subject_field: ClassVar[str] = "entry"
    entry: str
    list: str


@dataclass(frozen=True)
class EntryRefused(Event):
    """A second person refused the nomination, or its prints cannot be searched; the words are in the room's records."""

    subject_field: ClassVar[str] = "entry"
    entry: str
    list: str


@dataclass(frozen=True)
class EntryEnrolled(Event):
    """The prints of an approved entry can be found from now on, or it lies on an encounter held before."""

    subject_field: ClassVar[str] = "entry"
    entry: str
    encounter: str


@dataclass(frozen=True)
class EntryReviewed(Event):
    """Kept, with new dates."""

    subject_field: ClassVar[str] = "entry"
    entry: str
    list: str


@dataclass(frozen=True)
class NameLeadRaised(Event):
    """A name or document of somebody met is like one of an entry: for people to look at, never an alert."""

    subject_field: ClassVar[str] = "lead"
    lead: str
    encounter: str
    entry: str


@dataclass(frozen=True)
class NameLeadSettled(Event):
    """Followed or dismissed by a person, or lapsed with its entry; the reason is in the room's records."""

    subject_field: ClassVar[str] = "lead"
    lead: str
    outcome: str


@dataclass(frozen=True)
class ReviewDue(Event):
    """The desk was reminded that an entry ends unless somebody keeps it."""

    subject_field: ClassVar[str] = "entry"
    entry: str
    days: int


@dataclass(frozen=True)
class EntryExpired(Event):
    subject_field: ClassVar[str] = "entry"
    entry: str
    list: str


@dataclass(frozen=True)
class EntryRemoved(Event):
    subject_field: ClassVar[str] = "entry"
    entry: str
    list: str


@dataclass(frozen=True)
class EntriesImported(Event):
    """A file of nominations was applied; `digest` covers its bytes."""

    subject_field: ClassVar[str] = "batch"
    batch: str
    list: str
    digest: str
    added: int
    refused: int


@dataclass(frozen=True)
class SightingSettled(Event):
    """People decided whether somebody met is the person of an entry."""

    subject_field: ClassVar[str] = "entry"
    entry: str
    sighting: str
    outcome: str
