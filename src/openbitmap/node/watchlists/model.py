"""An entry of a watchlist: who, on whose word, on what grounds, handled how, for how long. Rules beside the values."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import NewType

from openbitmap.node.identities import Asserted
from openbitmap.node.watchlists.kinds import (
    FIRST_TERM,
    LONGEST_UNREVIEWED,
    Category,
    EntryState,
    Evidence,
    Handling,
    Lack,
    Outcome,
    Reliability,
    Standard,
)
from openbitmap.vocabulary import Digest, EncounterId, Share

EntryId = NewType("EntryId", str)

SHORTEST_STATEMENT = 12
"""Characters: less is no account of what somebody is said to have done."""


@dataclass(frozen=True)
class Claim:
    """One thing somebody says of the person. A claim, never a fact."""

    evidence: Evidence
    source: str
    reliability: Reliability
    statement: str


@dataclass(frozen=True)
class Subject:
    """Who is meant: an encounter held already, or prints that the originator sent, or names and documents only."""

    asserted: Asserted
    encounter: EncounterId | None = None
    prints: Digest | None = None

    @property
    def identifies(self) -> bool:
        """A name alone is many people: it takes a birth date or a document beside it, or prints."""
        return bool(self.prints) or self.identifies_without_prints

    @property
    def identifies_without_prints(self) -> bool:
        """What is left to stand on where the prints sent turn out to be of no use."""
        told = self.asserted
        return bool(self.encounter or told.documents or (told.name and told.birth_date))


@dataclass(frozen=True)
class Grounds:
    category: Category
    claims: tuple[Claim, ...]
    legal_basis: str
    standard: Standard

    @property
    def weightiest(self) -> Evidence | None:
        order = list(Evidence)
        return min((c.evidence for c in self.claims), key=order.index, default=None)

    @property
    def longest_term(self) -> timedelta:
        """Zero without a claim: nothing to stand on for any time."""
        return FIRST_TERM[self.weightiest] if self.weightiest else timedelta()


@dataclass(frozen=True)
class Instructions:
    """The handling code with whom to call, what to beware of, and whether the person may be told."""

    code: Handling
    contact: str
    caveat: str = ""
    tell_subject: bool = False


@dataclass(frozen=True)
class Clocks:
    """When it must be looked at again, and when it ends by itself."""

    review_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class Kept:
    """What a review found: it stays, until when, and why."""

    clocks: Clocks
    reason: str


@dataclass(frozen=True)
class Nomination:
    """What an originator asks to be listed; `list` is a gallery of kind watchlist or wanted."""

    list: str
    originator: str
    subject: Subject
    grounds: Grounds
    instructions: Instructions
    clocks: Clocks

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """Both identifying and substantive criteria are needed; what is missing, in the order of the form."""
        claims = [c for c in self.grounds.claims if len(c.statement.strip()) >= SHORTEST_STATEMENT]
        missing = {
            Lack.ORIGINATOR: not self.originator.strip(),
            Lack.IDENTIFYING: not self.subject.identifies,
            Lack.CLAIM: not claims,
            Lack.SOURCE: any(not c.source.strip() for c in self.grounds.claims),
            Lack.LEGAL_BASIS: not self.grounds.legal_basis.strip(),
            Lack.CONTACT: not self.instructions.contact.strip(),
        }
        return tuple(lack for lack, is_missing in missing.items() if is_missing)


@dataclass(frozen=True)
class Life:
    """Where an entry stands, and whose hands brought it there."""

    state: EntryState
    nominator: str
    nominated_at: datetime
    approver: str | None = None
    approved_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True)
class Entry:
    """One entry. Its encounter appears once its prints are enrolled, after approval."""

    entry: EntryId
    nomination: Nomination
    life: Life

    @property
    def list(self) -> str:
        return self.nomination.list

    @property
    def encounter(self) -> EncounterId | None:
        return self.nomination.subject.encounter

    @property
    def asserted(self) -> Asserted:
        return self.nomination.subject.asserted

    @property
    def category(self) -> Category:
        return self.nomination.grounds.category

    @property
    def handling(self) -> Handling:
        return self.nomination.instructions.code

    @property
    def state(self) -> EntryState:
        return self.life.state

    @property
    def clocks(self) -> Clocks:
        return self.nomination.clocks

    @property
    def is_discreet(self) -> bool:
        return self.handling is Handling.DISCREET


@dataclass(frozen=True)
class Listing:
    """Why an encounter counts as listed: an active entry, or only its place in a derogatory gallery (entry None)."""

    encounter: EncounterId
    entry: EntryId | None
    gallery: str
    handling: Handling | None
    category: Category | None

    @property
    def is_discreet(self) -> bool:
        return self.handling is Handling.DISCREET


@dataclass(frozen=True)
class Sighting:
    """Somebody met who may be the person of an entry; `listed` is the encounter on the entry's side."""

    sighting: str
    entry: EntryId
    listed: EncounterId
    encounter: EncounterId
    met_at: datetime
    outcome: Outcome
    case: str | None
    settled_at: datetime | None


@dataclass(frozen=True)
class Precision:
    """How many decided sightings of a list were the person: with their number and a 95 % interval (Wilson)."""

    true: int
    false: int

    @property
    def decided(self) -> int:
        return self.true + self.false

    @property
    def share(self) -> float | None:
        return Share(self.true, self.decided).value

    @property
    def interval(self) -> tuple[float, float] | None:
        return Share(self.true, self.decided).interval


def clocks_for(grounds: Grounds, *, at: datetime) -> Clocks:
    """The longest clocks these grounds allow, from a moment on."""
    term = grounds.longest_term
    return Clocks(at + min(term, LONGEST_UNREVIEWED), at + term)


def too_long(nomination: Nomination, *, at: datetime) -> bool:
    """Clocks may be shorter than the grounds allow, never longer; a review comes before the end and after now."""
    most, given = clocks_for(nomination.grounds, at=at), nomination.clocks
    day = timedelta(days=1)  # a form gives dates, not moments
    return given.expires_at > most.expires_at + day or given.review_at > most.review_at + day


def canonical(nomination: Nomination) -> dict[str, object]:
    """What makes two nominations the same: all but the clocks, which move with the day of the import."""
    return {k: v for k, v in asdict(nomination).items() if k != "clocks"}


def weightiest_listing(listings: Iterable[Listing]) -> Listing | None:
    """Of several listings of one encounter the one to act on: open before discreet, an entry before a bare gallery."""
    order = list(Handling)
    ranked = sorted(listings, key=lambda x: (x.entry is None, order.index(x.handling) if x.handling else 0))
    return ranked[0] if ranked else None
