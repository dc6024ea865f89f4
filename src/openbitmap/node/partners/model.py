"""A partner, its keys, and what this node shows of itself."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from openbitmap.vocabulary import Actor, Digest, PartnerId, digest_of
from openbitmap.wire.envelope import KeyId


class PartnerState(StrEnum):
    """`STOPPED`: none of its keys is good any more, so nothing is sent and nothing taken until it is introduced
    again."""

    ACTIVE = "active"
    STOPPED = "stopped"


class KeyUse(StrEnum):
    SIGNING = "signing"
    READING = "reading"


@dataclass(frozen=True)
class Partner:
    """`reading` is the X25519 key we seal to, `certificate` the pinned DER; `address` is "" where it cannot be reached
    and pulls instead."""

    partner: PartnerId
    title: str
    country: str
    address: str
    state: PartnerState
    reading: bytes
    certificate: bytes
    introduced_at: datetime

    @property
    def certificate_digest(self) -> Digest:
        return digest_of(self.certificate)


@dataclass(frozen=True)
class KeySpan:
    """A key that signs, and the envelopes it is good for: from one number to another, both included."""

    key: KeyId
    public: bytes
    from_sequence: int
    until_sequence: int | None
    introduced_at: datetime
    revoked_at: datetime | None
    reason: str

    def is_good_for(self, sequence: int | None) -> bool:
        """For what came in the envelope of that number; None: for anything new."""
        if self.revoked_at is not None:
            return False
        return self.until_sequence is None if sequence is None else self.covers(sequence)

    def covers(self, sequence: int) -> bool:
        last = self.until_sequence
        return self.from_sequence <= sequence and (last is None or sequence <= last)


@dataclass(frozen=True)
class TakenCard:
    """A signed card with the envelope that brought it (None: two people did), when and by whom it was taken."""

    card: str
    sequence: int | None
    at: datetime
    by: Actor


@dataclass(frozen=True)
class Revocation:
    """`sequence` is the first envelope that the key must not have signed; `reason` is for people, and stays here."""

    key: str
    sequence: int
    reason: str


@dataclass(frozen=True)
class OwnKey:
    key: KeyId
    use: KeyUse
    public: bytes
    made_at: datetime
    retired_at: datetime | None


@dataclass(frozen=True)
class OwnSignature:
    """64 bytes of Ed25519 by the key of that name."""

    key: KeyId
    value: bytes
