"""What is attested of a ledger, what contradicts it, how old evidence may be; and the rules that hold between them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from openbitmap.vocabulary import PartnerId

EVIDENCE_LIMIT = timedelta(hours=4)
"""How long a disclosure may stand without the partner's attestation before the next is refused, unless a setting says
otherwise (X-Road stops after 14,400 seconds without a time stamp)."""
ISSUED_EVERY = timedelta(minutes=10)
"""How often a partner is asked to attest the ledger where nothing was disclosed to it."""
AFTER_DISCLOSURE = timedelta(seconds=30)
"""How soon after the last time where something was."""
ASKED_AGAIN = timedelta(hours=1)
"""How long an unanswered checkpoint keeps the next one back: a link that is down for days must not collect hundreds."""
MOST_ENTRIES = 2**62
"""Of a ledger; a partner that states more states nonsense."""
READ_STATED_EVERY = timedelta(minutes=15)
"""How often it is stated that the same person reads the same thing."""


class Fault(StrEnum):
    """How two statements about one ledger contradict each other."""

    REWRITTEN = "rewritten"
    """What was attested is not contained in what is stated now."""
    TRUNCATED = "truncated"
    """The ledger is shorter than it was."""
    FORKED = "forked"
    """One length under two roots: different histories were shown."""
    OWN_REWRITTEN = "own_rewritten"
    """This node's own ledger no longer contains what the partner attested of it."""
    DISPUTED = "disputed"
    """The partner says that this node's ledger contradicts what it has seen of it."""

    RESTORED = "restored"
    """The partner says that it went back to a backup: what was attested since is gone there."""
    OWN_RESTORED = "own_restored"
    """This node said the same of itself."""

    @property
    def is_own(self) -> bool:
        """Whether it is this node's ledger that is in doubt."""
        return self in (Fault.OWN_REWRITTEN, Fault.DISPUTED, Fault.OWN_RESTORED)

    @property
    def is_told_again(self) -> bool:
        """Whether each further statement of the kind has to be looked at, by both, though one is open."""
        return self in (Fault.RESTORED, Fault.OWN_RESTORED)


@dataclass(frozen=True)
class Attested:
    """A signed statement of a ledger, `note` as it was signed, with the attestations on it (C2SP signed note)."""

    partner: PartnerId
    size: int
    root: str
    note: str
    at: datetime


@dataclass(frozen=True)
class Issued:
    """What was stated to a partner last; it is answered by an attestation or by a refusal."""

    size: int
    issued_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True)
class Seen:
    """A state of a partner's ledger that this node attested: `proof` shows that it goes on from the one of size
    `since`; `sequence` is the number of the envelope that brought it."""

    partner: PartnerId
    size: int
    root: str
    note: str
    since: int
    proof: tuple[str, ...]
    sequence: int
    at: datetime

    @property
    def attested(self) -> Attested:
        return Attested(self.partner, self.size, self.root, self.note, at=self.at)


@dataclass(frozen=True)
class Read:
    """Somebody is shown a thing: account or station, kind of thing, and which one."""

    reader: str
    what: str
    thing: str


class Refusal(StrEnum):
    """Why a node does not attest a checkpoint."""

    UNREADABLE = "unreadable"
    """It is no checkpoint of the partner's that a key of the partner's signed."""
    ANOTHER_BASE = "another_base"
    """The proof does not start from what was attested last; that comes with the refusal."""
    CONTRADICTED = "contradicted"
    """It contradicts what was attested before."""
    WAITING = "waiting"
    """People have still to deal with an earlier contradiction."""


@dataclass(frozen=True)
class Break:
    """A contradiction, and who has said what came of it. Disclosures stop until both have."""

    break_id: str
    partner: PartnerId
    fault: Fault
    size: int
    found_at: datetime
    what: str
    supervisor: str | None = None
    auditor: str | None = None
    words: str = ""

    @property
    def is_open(self) -> bool:
        return self.supervisor is None or self.auditor is None


@dataclass(frozen=True)
class Restore:
    """A history that went back: `node`'s, as it stated to its partner, or the partner's. `claim` and `account` are what
    the two signed; `account` is "" before the answer came."""

    restore: str
    partner: PartnerId
    node: PartnerId
    words: str
    claim: str
    claimed_at: datetime
    settled_at: datetime | None
    account: str = ""


@dataclass(frozen=True)
class Said:
    """One thing that `node` signed of a restore: `word` is "claim" or "answer"."""

    restore: str
    node: PartnerId
    word: str
    said: str
    at: datetime


@dataclass(frozen=True)
class Evidence:
    """How things stand with one partner: what it attested last of this ledger, what this node attested last of its, and
    since when something disclosed to it is attested by nobody."""

    partner: PartnerId
    cosigned: Attested | None
    seen: Attested | None
    unattested_since: datetime | None
    unattested: int
    limit: timedelta
    breaks: tuple[Break, ...]

    @property
    def is_broken(self) -> bool:
        return any(b.is_open for b in self.breaks)

    @property
    def stops_at(self) -> datetime | None:
        """From when on nothing is disclosed any more unless the partner attests; None where nothing waits for that."""
        return self.unattested_since + self.limit if self.unattested_since else None

    def is_behind(self, at: datetime) -> bool:
        return self.stops_at is not None and at > self.stops_at
