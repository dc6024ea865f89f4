"""Subscribe to a person, renew, end. A subscription has a purpose, an authority and a last day; none is open-ended."""

from dataclasses import replace
from datetime import datetime, timedelta

from openbitmap.node import identities, ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.alerts import store
from openbitmap.node.alerts.model import LONGEST_TERM, Mandate, Subscription
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.events import SubscriptionEnded, SubscriptionMade, SubscriptionRenewed
from openbitmap.node.problems import NEEDS_WORDS, NO_SUCH_THING, SUBSCRIPTION_OVER, UNFIT_TERM, Refused
from openbitmap.vocabulary import Actor, EncounterId

NODE = Actor("node", "alerts")
SHORTEST_TERM = timedelta(days=1)


def subscribe(tx: Transaction, encounter: EncounterId, mandate: Mandate, *, by: Principal, at: datetime) -> str:
    """From now on the owner is told of every later encounter with the person, and of every change of status. What is
    known of the person today raises nothing. Raises Refused."""
    by.require(Act.SUBSCRIBE)
    if not all(text.strip() for text in (mandate.purpose, mandate.authority, mandate.instructions)):
        raise Refused(NEEDS_WORDS)
    _require_term(mandate.until, at)
    store.lock_alerts(tx)
    members = identities.members_of(tx, encounter)
    if not members:
        raise Refused(NO_SUCH_THING, kind="encounter", name=encounter)
    if identities.silent_among(tx, [encounter]):
        mandate = replace(mandate, discreet=True)  # prints of a discreet entry do not exist for the others
    subscription = Subscription(
        new_id("subscription"),
        encounter,
        by.name,
        mandate.urgency,
        mandate.discreet,
        known=identities.alike(tx, [encounter], blind=not mandate.discreet)[encounter],
        made_at=at,
        expires_at=mandate.until,
        ended_at=None,
    )
    store.insert_subscription(tx, subscription, mandate)
    made = SubscriptionMade(subscription.subscription, encounter, by.name, mandate.until.date().isoformat())
    ledger.record(tx, made, actor=by.actor)
    return subscription.subscription


def renew(tx: Transaction, subscription: str, *, until: datetime, by: Principal, at: datetime) -> None:
    """A new term for one that is still in force. Raises Refused."""
    _require_known(tx, subscription, by)
    _require_term(until, at)
    if not store.renew(tx, subscription, expires_at=until, at=at):
        raise Refused(SUBSCRIPTION_OVER)
    ledger.record(tx, SubscriptionRenewed(subscription, until.date().isoformat()), actor=by.actor)


def end(tx: Transaction, subscription: str, because: str, *, by: Principal, at: datetime) -> None:
    """Nobody is told any more. Alerts it raised go on to their end. Raises Refused."""
    _require_known(tx, subscription, by)
    if not because.strip():
        raise Refused(NEEDS_WORDS)
    if not store.end_subscription(tx, subscription, because=because.strip(), at=at):
        raise Refused(SUBSCRIPTION_OVER)
    ledger.record(tx, SubscriptionEnded(subscription, 0), actor=by.actor)


def end_expired(tx: Transaction, *, at: datetime) -> int:
    """Subscriptions whose term is over end by themselves; says how many."""
    over = [s for s in store.expired(tx, at) if store.end_subscription(tx, s, because="expired", at=at)]
    for subscription in over:
        ledger.record(tx, SubscriptionEnded(subscription, 1), actor=NODE)
    return len(over)


def _require_known(tx: Transaction, subscription: str, by: Principal) -> Subscription:
    by.require(Act.SUBSCRIBE)
    found = store.subscription_named(tx, subscription)
    if found is None:
        raise Refused(NO_SUCH_THING, kind="subscription", name=subscription)
    return found


def _require_term(until: datetime, at: datetime) -> None:
    if not at + SHORTEST_TERM <= until <= at + LONGEST_TERM:
        raise Refused(UNFIT_TERM, days=LONGEST_TERM.days)
