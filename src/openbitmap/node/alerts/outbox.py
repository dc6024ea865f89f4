"""Who is told of an alert, by which channel, with which receipt.

Guards the order that makes a delivery provable: the intention is recorded and committed, then something leaves the
node, then the receipt is recorded. Whoever was told once is told again when the alert proves wrong.
"""

from collections.abc import Sequence
from datetime import datetime

from openbitmap.node import ledger
from openbitmap.node.alerts import receipts, store
from openbitmap.node.alerts.model import Channel, Delivery, Mailboxes, Occasion, Rung, Standing
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.events import AlertDelivered, AlertDispatched
from openbitmap.vocabulary import Actor

NODE = Actor("node", "alerts")
BY_MACHINE = frozenset({Channel.EMAIL, Channel.WEBHOOK})
RETOLD = frozenset({Occasion.REOPENED, Occasion.WITHDRAWN, Occasion.ENDED})
"""What everybody hears who heard of the alert before."""
OPENED = 200
"""The status of a page that somebody opened; a voice has none."""

Recipient = tuple[Channel, str]


def tell(tx: Transaction, alert: str, occasion: Occasion, *, mailboxes: Mailboxes, at: datetime) -> list[Delivery]:
    """Record who is to be told of this occasion; what a machine delivers is queued by its fact."""
    standing = store.standing_of(tx, alert)
    if standing is None:
        return []
    recipients = _recipients(tx, standing, mailboxes)
    if occasion in RETOLD:
        recipients |= {
            (d.channel, d.recipient)
            for d in receipts.deliveries_of(tx, alert)
            # What is withdrawn left no voice untold: they know already that it was wrong.
            if d.channel is not Channel.VOICE or occasion is not Occasion.WITHDRAWN
        }
    return plan(tx, alert, occasion, recipients=sorted(recipients), at=at)


def plan(
    tx: Transaction, thing: str, occasion: Occasion, *, recipients: Sequence[Recipient], at: datetime
) -> list[Delivery]:  # fmt: skip
    """Record that each is to be told of a thing, an alert or a concern; then what a machine delivers is queued."""
    planned = [_plan(tx, thing, occasion, recipient=recipient, at=at) for recipient in recipients]
    for d in planned:
        if d.channel in BY_MACHINE:
            ledger.record(tx, AlertDispatched(thing, d.delivery, occasion.value, d.channel.value), actor=NODE)
    return planned


def told(tx: Transaction, delivery: Delivery, *, status: int, digest: str, at: datetime) -> None:
    """A machine took it; recorded once, however often it was sent."""
    if receipts.mark_told(tx, delivery.delivery, status=status, digest=digest, at=at):
        _record(tx, delivery, actor=NODE, status=status, digest=digest)


def seen(tx: Transaction, alert: str, reader: str, *, at: datetime, actor: Actor) -> None:
    """Somebody opened the alert: whatever the page had to tell them is told. The first look is a fact, later ones are
    not."""
    waiting = receipts.untold(tx, alert, Channel.PAGE, recipients=[reader])
    known = any((d.channel, d.recipient) == (Channel.PAGE, reader) for d in receipts.deliveries_of(tx, alert))
    if not known:
        waiting = [_plan(tx, alert, Occasion.SEEN, recipient=(Channel.PAGE, reader), at=at)]
    for delivery in waiting:
        if receipts.mark_told(tx, delivery.delivery, status=OPENED, digest="", at=at):
            _record(tx, delivery, actor=actor, status=OPENED)


def told_by_voice(tx: Transaction, alert: str, contact: str, *, at: datetime, actor: Actor) -> None:
    """An officer told somebody; who it was stays with the alert."""
    delivery = _plan(tx, alert, Occasion.HANDED_OVER, recipient=(Channel.VOICE, contact), at=at)
    receipts.mark_told(tx, delivery.delivery, status=0, digest="", at=at)
    _record(tx, delivery, actor=actor)


def untold_by_voice(tx: Transaction, alert: str) -> list[Delivery]:
    """Contacts whom an officer has still to tell."""
    return receipts.untold(tx, alert, Channel.VOICE)


def retell_by_voice(tx: Transaction, alert: str, delivery: str, *, at: datetime, actor: Actor) -> None:
    """The officer told a contact that the alert was wrong; doing it again changes nothing."""
    for waiting in untold_by_voice(tx, alert):
        if waiting.delivery == delivery and receipts.mark_told(tx, delivery, status=0, digest="", at=at):
            _record(tx, waiting, actor=actor)


def _recipients(tx: Transaction, standing: Standing, mailboxes: Mailboxes) -> set[Recipient]:
    """People on duty on the rung that must act, the subscription's owner, the mailbox of the rung, and every endpoint
    that may hear of it. Nobody hears of a discreet alert who may not see it."""
    found: set[Recipient] = {(Channel.PAGE, d.officer) for d in store.on_duty(tx) if d.rung is standing.rung}
    owner = store.owner_of(tx, standing.alert)
    if owner:
        found.add((Channel.PAGE, owner))
    to_supervisor = standing.rung is Rung.SUPERVISOR
    mailbox = mailboxes.supervisor or "supervisor" if to_supervisor else mailboxes.desk or "desk"
    found.add((Channel.EMAIL, mailbox))
    found |= {(Channel.WEBHOOK, w.webhook) for w in receipts.active_webhooks(tx) if w.discreet or not standing.discreet}
    return found


def _plan(tx: Transaction, thing: str, occasion: Occasion, *, recipient: Recipient, at: datetime) -> Delivery:
    channel, name = recipient
    delivery = Delivery(new_id("delivery"), thing, occasion, channel, name, told_at=None, kept=False)
    receipts.insert_delivery(tx, delivery, at=at)
    return delivery


def _record(tx: Transaction, delivery: Delivery, *, actor: Actor, status: int = 0, digest: str = "") -> None:
    fact = AlertDelivered(
        delivery.alert,
        delivery.delivery,
        delivery.occasion.value,
        delivery.channel.value,
        status,
        digest,
    )
    ledger.record(tx, fact, actor=actor)
