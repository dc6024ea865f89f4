"""The node itself: its founding, what was erased, work that was given up."""

from dataclasses import dataclass
from typing import ClassVar

from openbitmap.node.events.event import Event


@dataclass(frozen=True)
class NodeFounded(Event):
    """First entry of a ledger: which node it is and which schema it began with."""

    subject_field: ClassVar[str] = "node"
    node: str
    schema: str


@dataclass(frozen=True)
class SampleErased(Event):
    """Bytes made unreadable by destroying their key; the reason is a word of the retention rules."""

    subject_field: ClassVar[str] = "digest"
    digest: str
    reason: str


@dataclass(frozen=True)
class WorkDied(Event):
    """A job was given up after its last attempt; what it was doing waits for a person."""

    subject_field: ClassVar[str] = "subject_id"
    subject_id: str
    job: str
    reason: str
