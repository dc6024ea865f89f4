"""Register and remove the machines that are told of alerts, and send to them and to mailboxes."""

import json
import secrets
from datetime import UTC, datetime

from openbitmap.node import ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.alerts import mail, outbox, receipts, store, webhooks
from openbitmap.node.alerts.model import Channel, Delivery, Mailboxes, Occasion, Webhook
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import WebhookRegistered, WebhookRemoved
from openbitmap.node.problems import NEEDS_WORDS, NO_SUCH_THING, Refused
from openbitmap.node.settings import DeskSettings
from openbitmap.node.vault import Vault
from openbitmap.node.work import GiveUp
from openbitmap.vocabulary import Digest

SECRET_BYTES = 32


def mailboxes_of(settings: DeskSettings) -> Mailboxes:
    return Mailboxes(settings.alert_mail, settings.alert_mail_supervisor)


def register(tx: Transaction, vault: Vault, webhook: Webhook, *, by: Principal, private: bool) -> tuple[Webhook, bytes]:
    """A new endpoint with its key, which is shown once, here; the node keeps it sealed. Raises Refused."""
    by.require(Act.HANDLE_ALERTS)
    if not webhook.title.strip():
        raise Refused(NEEDS_WORDS)
    webhooks.require_fit(webhook.url, private=private)
    secret = secrets.token_bytes(SECRET_BYTES)
    digest = vault.put(tx, secret, owner=webhook.webhook)
    made = Webhook(
        webhook.webhook, webhook.title.strip(), webhook.url.strip(), digest, webhook.discreet, by.name, webhook.made_at
    )
    receipts.insert_webhook(tx, made)
    ledger.record(tx, WebhookRegistered(made.webhook, int(made.discreet)), actor=by.actor)
    return made, secret


def draft(title: str, url: str, *, discreet: bool, at: datetime) -> Webhook:
    """An endpoint as somebody asks for it, before it has a key."""
    return Webhook(new_id("webhook"), title, url, Digest(""), discreet, made_by="", made_at=at)


def remove(tx: Transaction, webhook: str, *, by: Principal, at: datetime) -> None:
    """Nothing goes there any more. Raises Refused."""
    by.require(Act.HANDLE_ALERTS)
    if not receipts.remove_webhook(tx, webhook, at=at):
        raise Refused(NO_SUCH_THING, kind="webhook", name=webhook)
    ledger.record(tx, WebhookRemoved(webhook), actor=by.actor)


def send(tx: Transaction, delivery_id: str, equipment: Equipment) -> None:
    """Send one recorded delivery and keep its receipt. Whatever fails is raised, so that the queue tries again with the
    same idempotency key; nothing was written before, so a repeated attempt finds what the first one found."""
    delivery = receipts.delivery_named(tx, delivery_id)
    if delivery is None or delivery.told_at or delivery.kept:
        return
    if delivery.channel is Channel.EMAIL:
        _send_mail(tx, delivery, equipment)
    elif delivery.channel is Channel.WEBHOOK:
        _send_webhook(tx, delivery, equipment)


def _send_mail(tx: Transaction, delivery: Delivery, equipment: Equipment) -> None:
    desk = equipment.settings.desk
    if not desk.mail_server or "@" not in delivery.recipient:
        receipts.mark_kept(tx, delivery.delivery)
        return
    letter = mail.written(delivery.occasion, equipment.settings.language, node=equipment.settings.node)
    envelope = mail.Envelope(desk.mail_from, delivery.recipient, delivery.delivery)
    digest = mail.send(desk.mail_server, letter, envelope)
    outbox.told(tx, delivery, status=mail.ACCEPTED, digest=digest, at=datetime.now(UTC))


def _send_webhook(tx: Transaction, delivery: Delivery, equipment: Equipment) -> None:
    webhook = receipts.webhook_named(tx, delivery.recipient)
    if webhook is None:
        raise GiveUp("the endpoint was removed")
    secret = equipment.vault.get(tx, webhook.secret)
    message = webhooks.Message(delivery.delivery, payload_of(tx, delivery), datetime.now(UTC))
    private = equipment.settings.desk.webhook_private == "yes"
    receipt = webhooks.post(webhook.url, secret, message, private=private)
    outbox.told(tx, delivery, status=receipt.status, digest=receipt.digest, at=datetime.now(UTC))


def payload_of(tx: Transaction, delivery: Delivery) -> bytes:
    """What a machine is told: identifiers and words of state, never who was met or where."""
    if delivery.occasion is Occasion.CONCERN:
        concern, _, thing = delivery.alert.partition(":")
        told = {"type": f"concern.{concern}", "id": delivery.delivery, "about": thing}
        return json.dumps(told, sort_keys=True).encode()
    standing = store.standing_of(tx, delivery.alert)
    assert standing is not None  # a delivery names an alert that exists
    body = {
        "type": f"alert.{delivery.occasion.value}",
        "id": delivery.delivery,
        "alert": delivery.alert,
        "urgency": standing.urgency.value,
        "state": standing.state.value,
        "wrong": standing.wrong,
    }
    return json.dumps(body, sort_keys=True).encode()
