"""An envelope on its way out, one that came in, bytes that were none, and the traffic with one partner."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from openbitmap.vocabulary import Digest, EnvelopeId, PartnerId
from openbitmap.wire.envelope import KeyId, Sealed

EXPIRY_TOLERANCE = timedelta(hours=24)
"""A letter with an end is refused only when the reader's own clock stands this far behind it: clocks differ, and a
refusal is told to the sender, never silent."""


class OutState(StrEnum):
    QUEUED = "queued"
    DELIVERED = "delivered"
    REFUSED = "refused"


class InState(StrEnum):
    """`WAITING`: an earlier number has not come yet. `REFUSED`: it never goes to a room, and the sender was told."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outgoing:
    """`fault` is the reader's last word about bytes it could not use; `receipt` its signed one, once there is one."""

    envelope: EnvelopeId
    partner: PartnerId
    sequence: int
    kind: str
    correlation: str
    state: OutState
    queued_at: datetime
    attempts: int
    fault: str
    receipt: str | None


@dataclass(frozen=True)
class Held:
    """One of ours while its receipt is judged; `header` is what was signed for it. What its reader signed before
    `receipted_from`, by its own clock, it has forgotten."""

    envelope: EnvelopeId
    partner: PartnerId
    sequence: int
    kind: str
    correlation: str
    state: OutState
    queued_at: datetime
    header: bytes
    receipted_from: datetime | None


@dataclass(frozen=True)
class Settled:
    """The reader's last word about an envelope: what it says and the signed receipt that says it."""

    envelope: EnvelopeId
    state: OutState
    receipt: str
    fault: str


@dataclass(frozen=True)
class Ready:
    """What is needed to write the bytes of one envelope."""

    sequence: int
    header: bytes
    signer: KeyId
    sealed_key: bytes
    parts: tuple[bytes, ...]

    @property
    def sealed(self) -> Sealed:
        return Sealed(bytes(self.sealed_key), tuple(bytes(part) for part in self.parts))


@dataclass(frozen=True)
class Given:
    """A letter that the reader settled: its number, the reader's receipt, and whether it can be sent again."""

    sequence: int
    receipt: str
    is_here: bool


@dataclass(frozen=True)
class Waiting:
    """A letter that waits: its number, and what is signed of it."""

    sequence: int
    header: bytes


@dataclass(frozen=True)
class Incoming:
    """`disputed`: its key is said to have been in other hands at that number; `receipt` is what we signed."""

    envelope: EnvelopeId
    partner: PartnerId
    sequence: int
    kind: str
    correlation: str
    digest: Digest
    state: InState
    receipt: str
    received_at: datetime
    disputed: bool


@dataclass(frozen=True)
class Rejected:
    """Bytes that were no envelope; `detail` is for whoever looks for the cause."""

    partner: str
    digest: Digest
    size: int
    reason: str
    detail: str
    came_at: datetime


@dataclass(frozen=True)
class Traffic:
    """How things stand with one partner. `gap`: numbers below one that came, which have not come themselves."""

    partner: PartnerId
    waiting: int
    oldest_at: datetime | None
    refused: int
    delivered: int
    taken: int
    gap: int
    rejected: int
    reached_at: datetime | None
    trouble: str
