"""Subscriptions as the watch sees them: those in force, those that are over, and what each raised."""

from dataclasses import dataclass
from datetime import datetime

from openbitmap.node import ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.alerts import Urgency
from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.ledger import Entry as Fact
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.node.views.alerts import AlertLine
from openbitmap.vocabulary import EncounterId

_SQL = named_queries(__package__)
MOST_LINES = 200


@dataclass(frozen=True)
class SubscriptionLine:
    """`alerts` counts what it raised so far."""

    subscription: str
    encounter: EncounterId
    owner: str
    purpose: str
    urgency: Urgency
    discreet: bool
    made_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    alerts: int


@dataclass(frozen=True)
class SubscriptionSheet:
    line: SubscriptionLine
    authority: str
    instructions: str
    ended_because: str | None
    raised: tuple[AlertLine, ...]
    history: tuple[Fact, ...]


def subscription_list(tx: Transaction, *, over: bool, mine: str | None, at: datetime) -> list[SubscriptionLine]:
    """Those in force by their last day, or those that are over, newest first."""
    return tx.all(
        _SQL["subscription_lines"],
        into=SubscriptionLine,
        over=over,
        mine=mine,
        subscription=None,
        at=at,
        limit=MOST_LINES,
    )


def subscription_sheet(tx: Transaction, subscription: str, *, by: Principal, at: datetime) -> SubscriptionSheet:
    """Raises Refused(NO_SUCH_THING)."""
    line = tx.one(
        _SQL["subscription_lines"],
        into=SubscriptionLine,
        over=None,
        mine=None,
        subscription=subscription,
        at=at,
        limit=1,
    )
    if line is None:
        raise Refused(NO_SUCH_THING, kind="subscription", name=subscription)
    row = tx.one(_SQL["subscription_words"], subscription=subscription)
    authority, instructions, because = row or ("", "", None)
    lines = tx.all(
        _SQL["alert_lines_of_subscription"],
        into=AlertLine,
        subscription=subscription,
        discreet=by.may(Act.SEE_DISCREET),
    )
    history = ledger.history(tx, subscription)
    return SubscriptionSheet(line, authority, instructions, because, raised=tuple(lines), history=history)
