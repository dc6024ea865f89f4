"""Nodes of other nations, their keys, and the envelopes that pass between us. A partner is filed under its short name,
an envelope under its number."""

from dataclasses import dataclass
from typing import ClassVar

from openbitmap.node.events.event import Event


@dataclass(frozen=True)
class OwnKeysMade(Event):
    """This node has keys to sign and to be written to; `keys` are their fingerprints."""

    starts_work: ClassVar[bool] = False
    subject_field: ClassVar[str] = "node"
    node: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class PartnerIntroduced(Event):
    """Two people compared a card's fingerprint; from now on envelopes under its keys count as this partner's."""

    subject_field: ClassVar[str] = "partner"
    starts_work: ClassVar[bool] = False
    partner: str
    card: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class PartnerKeyRotated(Event):
    """A partner's new card, signed by the key before it; valid for envelopes after `sequence`."""

    subject_field: ClassVar[str] = "partner"
    starts_work: ClassVar[bool] = False
    partner: str
    card: str
    keys: tuple[str, ...]
    sequence: int


@dataclass(frozen=True)
class PartnerKeyRevoked(Event):
    """Envelopes under this key are refused from a number on; what came before it stays proven."""

    subject_field: ClassVar[str] = "partner"
    starts_work: ClassVar[bool] = False
    partner: str
    key: str
    sequence: int


@dataclass(frozen=True)
class EnvelopeQueued(Event):
    """A letter was sealed and waits for its way out; `clause` is what permits it, `sealed` the SHA-256 of the
    sealed letter."""

    starts_work: ClassVar[bool] = False
    subject_field: ClassVar[str] = "envelope"
    envelope: str
    partner: str
    letter: str
    correlation: str
    clause: str
    sealed: str


@dataclass(frozen=True)
class EnvelopeAccepted(Event):
    """A partner's envelope was opened in its turn; `digest` is the SHA-256 of what the partner signed."""

    subject_field: ClassVar[str] = "envelope"
    envelope: str
    partner: str
    letter: str
    sequence: int
    correlation: str
    digest: str


@dataclass(frozen=True)
class EnvelopeDelivered(Event):
    """The partner's signed receipt came; `receipt` is its SHA-256."""

    subject_field: ClassVar[str] = "envelope"
    envelope: str
    partner: str
    letter: str
    sequence: int
    correlation: str
    receipt: str


@dataclass(frozen=True)
class EnvelopeRefused(Event):
    """The reader will never take this envelope, and signed why. `by` is the reader's short name: the partner's for
    what we sent, our own for what came."""

    subject_field: ClassVar[str] = "envelope"
    envelope: str
    partner: str
    letter: str
    sequence: int
    correlation: str
    by: str
    reason: str


@dataclass(frozen=True)
class EnvelopeDisputed(Event):
    """Accepted once, under a key that is now said to have been in other hands at that number."""

    subject_field: ClassVar[str] = "envelope"
    envelope: str
    partner: str
    letter: str
    sequence: int
    correlation: str


@dataclass(frozen=True)
class EnvelopeVouched(Event):
    """A disputed letter came again, word for word, under a key of its partner's that is good: it is the partner's."""

    subject_field: ClassVar[str] = "envelope"
    envelope: str
    partner: str
    letter: str
    sequence: int
    correlation: str


@dataclass(frozen=True)
class BytesRejected(Event):
    """Something came that is no partner's envelope, or was changed on the way: kept as evidence, nothing else done."""

    starts_work: ClassVar[bool] = False
    subject_field: ClassVar[str] = "digest"
    digest: str
    partner: str
    reason: str


@dataclass(frozen=True)
class EnvelopeRemembered(Event):
    """Sent before this node was restored from a backup and forgotten by it: known again by its own signature and the
    partner's receipt. `clause` is what permitted it; `digest` the SHA-256 of what was signed."""

    subject_field: ClassVar[str] = "envelope"
    starts_work: ClassVar[bool] = False
    envelope: str
    partner: str
    letter: str
    sequence: int
    correlation: str
    clause: str
    digest: str


@dataclass(frozen=True)
class EnvelopeErased(Event):
    """What an envelope held cannot be read here any more; signature and receipt remain."""

    starts_work: ClassVar[bool] = False
    subject_field: ClassVar[str] = "envelope"
    envelope: str
    partner: str
    reason: str
