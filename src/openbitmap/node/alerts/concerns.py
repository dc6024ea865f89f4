"""What concerns those who keep the exchange, beside the alerts about people: told by the supervisors' mailbox and every
endpoint, with the same receipts. A concern names a break, a recall, an alarm or an agreement, never a person."""

from datetime import datetime

from openbitmap.node import ledger
from openbitmap.node.alerts import outbox, receipts
from openbitmap.node.alerts.model import Channel, Concern, Delivery, Mailboxes, Occasion
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.events import AlertDispatched


def tell(tx: Transaction, concern: Concern, thing: str, *, mailboxes: Mailboxes, at: datetime) -> list[Delivery]:
    """Record who is to be told; what leaves is queued by its fact."""
    recipients = [(Channel.EMAIL, mailboxes.supervisor or "supervisor")]
    recipients += [(Channel.WEBHOOK, webhook.webhook) for webhook in receipts.active_webhooks(tx)]
    planned = [
        Delivery(new_id("delivery"), f"{concern}:{thing}", Occasion.CONCERN, channel, name, told_at=None, kept=False)
        for channel, name in recipients
    ]
    for delivery in planned:
        receipts.insert_delivery(tx, delivery, at=at)
    for delivery in planned:
        fact = AlertDispatched(delivery.alert, delivery.delivery, delivery.occasion.value, delivery.channel.value)
        ledger.record(tx, fact, actor=outbox.NODE)
    return planned
