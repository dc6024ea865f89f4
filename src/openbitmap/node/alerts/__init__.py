"""Who must know, and what came of it. A candidate who stands on a list raises an alert at once, unverified; a person
subscribed to raises one when people, not a score, have said that a later encounter is the same person.

Promises: only a judgement of people verifies an alert, and taking it back re-opens it and tells everybody who was told;
every step has a clock and climbs a ladder when late; an alert closes with an outcome (R36); what is discreet is nowhere
for who may not see it; a delivery is recorded before it leaves and has a receipt. An encounter-only or prison gallery
never raises an alert by itself (R41).
"""

from openbitmap.node.alerts import desk, endpoints, foreign, late, mail, outbox, rota, subscriptions, webhooks
from openbitmap.node.alerts.foreign import Foreign
from openbitmap.node.alerts.late import Late
from openbitmap.node.alerts.model import (
    LONGEST_TERM,
    OPEN,
    Alert,
    AlertState,
    Channel,
    Clocks,
    ConcernKind,
    Delivery,
    Duty,
    Mailboxes,
    Mandate,
    Moment,
    Occasion,
    Outcome,
    Report,
    Rule,
    Rung,
    Standing,
    Subscription,
    Urgency,
    Webhook,
    clocks_of,
)
from openbitmap.node.alerts.receipts import active_webhooks, deliveries_of
from openbitmap.node.alerts.store import alert_named, alerts_of, last_note, on_duty, standing_of
from openbitmap.node.alerts.transitions import TRANSITIONS, Step

__all__ = [
    "LONGEST_TERM",
    "OPEN",
    "TRANSITIONS",
    "Alert",
    "AlertState",
    "Channel",
    "Clocks",
    "ConcernKind",
    "Delivery",
    "Duty",
    "Foreign",
    "Late",
    "Mailboxes",
    "Mandate",
    "Moment",
    "Occasion",
    "Outcome",
    "Report",
    "Rule",
    "Rung",
    "Standing",
    "Step",
    "Subscription",
    "Urgency",
    "Webhook",
    "active_webhooks",
    "alert_named",
    "alerts_of",
    "clocks_of",
    "deliveries_of",
    "desk",
    "endpoints",
    "foreign",
    "last_note",
    "late",
    "mail",
    "on_duty",
    "outbox",
    "rota",
    "standing_of",
    "subscriptions",
    "webhooks",
]
