"""What concerns those who keep the exchange, beside the alerts about people: told by the supervisors' mailbox and every
endpoint, with the same receipts. A concern names a break, a recall, an alarm or an agreement, never a person."""

from datetime import datetime

from openbitmap.node.alerts import outbox, receipts
from openbitmap.node.alerts.model import Channel, ConcernKind, Delivery, Mailboxes, Occasion
from openbitmap.node.database import Transaction


def tell(tx: Transaction, kind: ConcernKind, thing: str, *, mailboxes: Mailboxes, at: datetime) -> list[Delivery]:
    """Record who is to be told; what leaves is queued by its fact."""
    recipients = [(Channel.EMAIL, mailboxes.supervisor or "supervisor")]
    recipients += [(Channel.WEBHOOK, webhook.webhook) for webhook in receipts.active_webhooks(tx)]
    return outbox.plan(tx, f"{kind}:{thing}", Occasion.CONCERN, recipients=recipients, at=at)
