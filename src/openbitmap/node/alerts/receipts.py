"""Reads and writes the tables `alert_delivery` and `webhook`."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from openbitmap.node.alerts.model import Channel, Delivery, Webhook
from openbitmap.node.database import Transaction, named_queries

_SQL = named_queries(__package__)


def insert_delivery(tx: Transaction, delivery: Delivery, *, at: datetime) -> None:
    tx.run(_SQL["insert_delivery"], at=at, **asdict(delivery))


def delivery_named(tx: Transaction, delivery: str) -> Delivery | None:
    return tx.one(_SQL["delivery"], into=Delivery, delivery=delivery)


def deliveries_of(tx: Transaction, alert: str) -> list[Delivery]:
    return tx.all(_SQL["deliveries_of_alert"], into=Delivery, alert=alert)


def mark_told(tx: Transaction, delivery: str, *, status: int, digest: str, at: datetime) -> bool:
    """False if it was told before."""
    return bool(tx.run(_SQL["mark_told"], delivery=delivery, status=status, digest=digest, at=at))


def mark_kept(tx: Transaction, delivery: str) -> None:
    tx.run(_SQL["mark_kept"], delivery=delivery)


def untold(tx: Transaction, alert: str, channel: Channel, *, recipients: Sequence[str] | None = None) -> list[Delivery]:
    """Deliveries by one channel that have not reached their recipient; of all recipients where none is named."""
    names = None if recipients is None else list(recipients)
    return tx.all(_SQL["untold"], into=Delivery, alert=alert, channel=channel, recipients=names)


def insert_webhook(tx: Transaction, webhook: Webhook) -> None:
    tx.run(_SQL["insert_webhook"], **asdict(webhook))


def webhook_named(tx: Transaction, webhook: str) -> Webhook | None:
    return tx.one(_SQL["webhook"], into=Webhook, webhook=webhook)


def active_webhooks(tx: Transaction) -> list[Webhook]:
    return tx.all(_SQL["active_webhooks"], into=Webhook)


def remove_webhook(tx: Transaction, webhook: str, *, at: datetime) -> bool:
    return bool(tx.run(_SQL["remove_webhook"], webhook=webhook, at=at))
