"""Alerts as people may see them: the desk's list, one alert with everything that happened, quality by rule and list.

Guards one promise: for who may not see what is discreet, a discreet alert is in no list, count or share here, and
asking for it by name finds nothing, by the same single query as for a name that never existed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from openbitmap.node import alerts, identities, ledger, watchlists
from openbitmap.node.access import Act, Principal
from openbitmap.node.alerts import OPEN, Alert, AlertState, Channel, Occasion, Rule, Rung, Standing, Urgency
from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.identities import Asserted
from openbitmap.node.ledger import Entry as Fact
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.node.watchlists import Entry, EntryId, Precision

_SQL = named_queries(__package__)
MOST_LINES = 200


class Show(StrEnum):
    """The words that filter the list, as they stand in the address."""

    OPEN = "open"
    LATE = "late"
    REOPENED = "reopened"
    MINE = "mine"
    DONE = "done"


class Mark(StrEnum):
    """What people have said of an alert."""

    UNVERIFIED = "unverified"
    VERIFIED = "verified"
    WRONG = "wrong"


@dataclass(frozen=True)
class AlertLine:
    """`clock_at` is when the step is late, or for a finished alert when it ended."""

    alert: str
    rule: Rule
    state: AlertState
    urgency: Urgency
    discreet: bool
    mark: Mark
    rung: Rung
    clock_at: datetime
    reference: str
    place: str


@dataclass(frozen=True)
class AlertGround:
    """What an alert rests on, in words, and what came of it so far."""

    list: str
    entry: str | None
    subscription: str | None
    change: str | None
    owner: str | None
    purpose: str
    instructions: str
    handed_to: str | None
    words: str


@dataclass(frozen=True)
class AlertCase:
    """The case in which examiners decide about the pair; whose turn it is, is theirs alone."""

    case: str
    due_at: datetime
    decided: bool


@dataclass(frozen=True)
class ToldLine:
    """One telling of one recipient, with its receipt or with how often it failed so far."""

    delivery: str
    occasion: Occasion
    channel: Channel
    recipient: str
    recorded_at: datetime
    told_at: datetime | None
    kept: bool
    status: int | None
    digest: str | None
    failures: int


@dataclass(frozen=True)
class AlertSheet:
    """One alert. `met` and `listed` are what the two encounters asserted, if anything."""

    line: AlertLine
    alert: Alert
    standing: Standing
    ground: AlertGround
    entry: Entry | None
    case: AlertCase | None
    met: Asserted | None
    listed: Asserted | None
    told: tuple[ToldLine, ...]
    history: tuple[Fact, ...]


@dataclass(frozen=True)
class AlertQuality:
    """Of one rule or list: alerts that proved right, wrong, or of which nothing is known yet, and how soon the desk
    took them in hand (seconds, half of them and 95 of 100)."""

    kind: str
    name: str
    right: int
    wrong: int
    unknown: int
    p50: float | None
    p95: float | None

    @property
    def precision(self) -> Precision:
        return Precision(self.right, self.wrong)


def alert_list(tx: Transaction, show: Show, *, by: Principal, at: datetime, place: str = "") -> list[AlertLine]:
    """Open ones by their clock, finished ones newest first."""
    return tx.all(
        _SQL["alert_lines"],
        into=AlertLine,
        states=sorted(_states(show)),
        late=show is Show.LATE,
        mine=by.name if show is Show.MINE else None,
        place=place,
        alert=None,
        at=at,
        discreet=by.may(Act.SEE_DISCREET),
        limit=MOST_LINES,
    )


def alert_counts(tx: Transaction, *, by: Principal, at: datetime) -> dict[Show, int]:
    """How many lines each filter would show; finished ones are not counted."""
    row = tx.one(
        _SQL["alert_counts"],
        done=sorted(frozenset(AlertState) - OPEN),
        mine=by.name,
        at=at,
        discreet=by.may(Act.SEE_DISCREET),
    )
    names = (Show.OPEN, Show.LATE, Show.REOPENED, Show.MINE)
    return dict(zip(names, row or (), strict=True))


def alert_sheet(tx: Transaction, alert: str, *, by: Principal, at: datetime) -> AlertSheet:
    """Raises Refused(NO_SUCH_THING), for what is not there and for what may not be seen."""
    line = tx.one(
        _SQL["alert_lines"],
        into=AlertLine,
        states=sorted(AlertState),
        late=False,
        mine=None,
        place="",
        alert=alert,
        at=at,
        discreet=by.may(Act.SEE_DISCREET),
        limit=1,
    )
    if line is None:
        raise Refused(NO_SUCH_THING, kind="alert", name=alert)
    found, standing = alerts.alert_named(tx, alert), alerts.standing_of(tx, alert)
    ground = tx.one(_SQL["alert_ground"], into=AlertGround, alert=alert)
    assert found and standing and ground  # the line is of the same snapshot
    pair = {"encounter": found.encounter, "listed": found.listed, "discreet": by.may(Act.SEE_DISCREET)}
    entry = EntryId(ground.entry) if ground.entry else None
    return AlertSheet(
        line,
        found,
        standing,
        ground=ground,
        entry=watchlists.entries_named(tx, [entry]).get(entry) if entry else None,
        case=tx.one(_SQL["alert_case"], into=AlertCase, **pair),
        met=identities.asserted_of(tx, found.encounter),
        listed=identities.asserted_of(tx, found.listed),
        told=tuple(told_of(tx, alert)),
        history=_history(tx, found),
    )


def told_of(tx: Transaction, alert: str) -> list[ToldLine]:
    """Everybody who was told of an alert, or is to be."""
    return tx.all(_SQL["told_of_alert"], into=ToldLine, alert=alert)


def alert_quality(tx: Transaction, *, by: Principal) -> list[AlertQuality]:
    """By rule, then by list."""
    return tx.all(_SQL["alert_quality"], into=AlertQuality, discreet=by.may(Act.SEE_DISCREET))


def _history(tx: Transaction, alert: Alert) -> tuple[Fact, ...]:
    """What the ledger files under the alert, and those facts of its submission that name it."""
    own = ledger.history(tx, alert.alert)
    filed = ledger.history(tx, alert.submission) if alert.submission else ()
    about = [f for f in filed if getattr(f.event, "alert", None) == alert.alert]
    return tuple(sorted((*own, *about), key=lambda fact: fact.seq))


def _states(show: Show) -> Sequence[AlertState]:
    if show is Show.DONE:
        return list(frozenset(AlertState) - OPEN)
    return [AlertState.REOPENED] if show is Show.REOPENED else list(OPEN)


@dataclass(frozen=True)
class OutboxLine:
    """One delivery that has not reached its recipient: kept for want of a mail server, on its way, or given up."""

    delivery: str
    alert: str
    occasion: Occasion
    channel: Channel
    recipient: str
    recorded_at: datetime
    kept: bool
    failures: int
    dead: bool


def outbox_lines(tx: Transaction, *, by: Principal) -> list[OutboxLine]:
    """Mail and webhooks that have not arrived, newest first."""
    return tx.all(_SQL["outbox_lines"], into=OutboxLine, discreet=by.may(Act.SEE_DISCREET), limit=MOST_LINES)
