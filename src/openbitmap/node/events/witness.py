"""What partners attested of each other's ledgers, and who read what."""

from dataclasses import dataclass
from typing import ClassVar

from openbitmap.node.events.event import Event


@dataclass(frozen=True)
class CheckpointIssued(Event):
    """The state of this ledger, as it was stated to a partner: `size` entries under `root`."""

    subject_field: ClassVar[str] = "partner"
    starts_work: ClassVar[bool] = False
    partner: str
    size: int
    root: str


@dataclass(frozen=True)
class CheckpointCosigned(Event):
    """The partner attested that this ledger of `size` entries goes on from all it had seen of it before."""

    subject_field: ClassVar[str] = "partner"
    starts_work: ClassVar[bool] = False
    partner: str
    size: int
    root: str


@dataclass(frozen=True)
class PartnerCheckpointSeen(Event):
    """This node attested the same of the partner's ledger."""

    subject_field: ClassVar[str] = "partner"
    starts_work: ClassVar[bool] = False
    partner: str
    size: int
    root: str


@dataclass(frozen=True)
class EvidenceBroken(Event):
    """Two statements about one ledger contradict each other. `fault` says how, `size` where; `break_id` names the
    break that people have to deal with before anything is disclosed to this partner again."""

    subject_field: ClassVar[str] = "partner"
    partner: str
    break_id: str
    fault: str
    size: int


@dataclass(frozen=True)
class EvidenceSettled(Event):
    """One of the two people said what came of a break; with `open` at 0 both have, and disclosures may go on."""

    subject_field: ClassVar[str] = "partner"
    starts_work: ClassVar[bool] = False
    partner: str
    break_id: str
    role: str
    open: int


@dataclass(frozen=True)
class HistoryRestored(Event):
    """The history of `node`, this one or the partner, went back to a backup, and both settled what is known: `claim` is
    the SHA-256 of what it signed, `known` the highest number of its letters that the other holds. `reoffered` letters
    come to it again; nothing comes under `passed_over` numbers. In its own ledger: `remembered` letters it had
    forgotten, `disclosing` of which disclosed something."""

    subject_field: ClassVar[str] = "partner"
    starts_work: ClassVar[bool] = False
    partner: str
    restore: str
    node: str
    claim: str
    known: int
    reoffered: int
    passed_over: int
    remembered: int
    disclosing: int


@dataclass(frozen=True)
class ReadRecorded(Event):
    """Somebody was shown a thing: `reader` is their account or station, `what` the kind of thing, `thing` which one.

    Stated once in a while for each reader and thing, not for every look. Filed apart from the thing's own facts:
    whoever reads a submission's story must not learn from it who else looked, and nothing follows from a look.
    """

    subject_field: ClassVar[str] = "thing"
    starts_work: ClassVar[bool] = False
    reader: str
    what: str
    thing: str

    @property
    def subject(self) -> str:
        return reading_of(self.thing)


def reading_of(thing: str) -> str:
    """The subject under which the ledger files who read a thing."""
    return f"read:{thing}"
