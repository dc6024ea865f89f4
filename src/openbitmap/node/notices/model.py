"""A watch that crosses a border, the notice it leads to, and the posts ahead on the route. Rules without a database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from openbitmap.vocabulary import (
    EncounterId,
    ExchangePurpose,
    PartnerId,
    PersonCategory,
    StationId,
)

LONGEST_WATCH = timedelta(days=365)


class Side(StrEnum):
    """GIVEN: we ask a partner to watch. TAKEN: we watch for a partner."""

    GIVEN = "given"
    TAKEN = "taken"


class WatchKind(StrEnum):
    ENTRY = "entry"
    """Prints and grounds of somebody on the giver's list."""
    SUBSCRIPTION = "subscription"
    """The person behind a reference that the two nations know from an inquiry."""


class WatchState(StrEnum):
    """WAITING: for the receiver's watch officer. FLAGGED: it comes from a state that the person says to fear."""

    WAITING = "waiting"
    ACTIVE = "active"
    FLAGGED = "flagged"
    REFUSED = "refused"
    ENDED = "ended"


class Ending(StrEnum):
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    """By whoever asked for it."""
    SUSPENDED = "suspended"
    """The instrument it rests on no longer carries it."""
    RECALLED = "recalled"
    DISPUTED = "disputed"
    """The key that signed its letter was in other hands."""
    REFUSED = "refused"
    GROUND_ENDED = "ground_ended"
    """The entry or subscription behind it ended."""


@dataclass(frozen=True)
class Terms:
    """On what a watch rests and how long it may stand."""

    purpose: ExchangePurpose
    category: PersonCategory
    agreement: str
    clause: str
    until: datetime


@dataclass(frozen=True)
class Subject:
    """Whom it is about, at this node: an own encounter, an own watchlist entry; the reference both nations know; and
    the envelope that brought it. Each is empty where there is none."""

    encounter: EncounterId
    entry: str = ""
    reference: str = ""
    envelope: str = ""


@dataclass(frozen=True)
class Watch:
    """One watch, on either side of the border. Taken ones are discreet unless a clause and an officer say otherwise."""

    watch: str
    side: Side
    partner: PartnerId
    kind: WatchKind
    state: WatchState
    subject: Subject
    terms: Terms
    made_at: datetime
    decided_by: str = ""
    ending: str = ""

    @property
    def runs(self) -> bool:
        return self.state is WatchState.ACTIVE


@dataclass(frozen=True)
class Sharing:
    """What somebody asks to share: an entry of our list, or who stands behind a reference; with whom, for what, until
    when at most, and why."""

    partner: PartnerId
    purpose: ExchangePurpose
    reason: str
    until: datetime
    category: PersonCategory = PersonCategory.WATCHLISTED
    entry: str = ""
    reference: str = ""


class NoticeState(StrEnum):
    """DUE: to be told; where a clause wants an officer's word, or evidence is behind, it waits. TOLD: sent, or
    received. WITHHELD: protection kept it back. BARRED: no clause gives it. RECALLED: taken back."""

    DUE = "due"
    TOLD = "told"
    WITHHELD = "withheld"
    BARRED = "barred"
    RECALLED = "recalled"


@dataclass(frozen=True)
class Notice:
    """One later encounter told, or not told, to one holder of a watch. On the holder's side `encounter` is empty."""

    notice: str
    side: Side
    watch: str
    partner: PartnerId
    encounter: EncounterId
    state: NoticeState
    clause: str
    because: str
    """The case or change in which people said that it is the person."""
    made_at: datetime
    outcome: str = ""


@dataclass(frozen=True)
class Kept:
    """An outcome that the notice's giver was not told, who reported it, and why: a code, and the clause where one
    bars."""

    outcome: str
    officer: str
    reason: str
    clause: str


@dataclass(frozen=True)
class Leg:
    """From one post people reach the next within this time, camps and waiting included."""

    station: StationId
    ahead: StationId
    dwell: timedelta


@dataclass(frozen=True)
class Expected:
    """A post that the person may still come to, and until when."""

    station: StationId
    expected_until: datetime


@dataclass(frozen=True)
class PostWarning:
    """One post, warned of one alert."""

    alert: str
    station: StationId
    warned_at: datetime
    expected_until: datetime


def posts_ahead(legs: Sequence[Leg], start: StationId, met_at: datetime, *, at: datetime) -> list[Expected]:
    """Every post on a route from `start` where the person, met there at `met_at`, may still arrive after `at`. Of
    several ways the slowest counts, for a warning too many costs less than one too few; no way passes a post twice."""
    reached: dict[StationId, datetime] = {}

    def walk(station: StationId, when: datetime, passed: frozenset[StationId]) -> None:
        for leg in legs:
            if leg.station == station and leg.ahead not in passed:
                arrival = when + leg.dwell
                reached[leg.ahead] = max(arrival, reached.get(leg.ahead, arrival))
                walk(leg.ahead, arrival, passed | {leg.ahead})

    walk(start, met_at, frozenset({start}))
    return [Expected(station, when) for station, when in sorted(reached.items()) if when >= at]


def ends_at(wanted: datetime, *, retention: timedelta, instrument: datetime, at: datetime) -> datetime:
    """The earliest of what was asked, what the clause lets the receiver keep, the instrument's own end, and a year."""
    return min(wanted, at + retention, instrument, at + LONGEST_WATCH)
