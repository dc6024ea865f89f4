"""Reads and writes the tables `alert`, `subscription` and `duty`."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from openbitmap.node.alerts.model import (
    OPEN,
    Alert,
    Duty,
    Ground,
    Mandate,
    Rule,
    Rung,
    Standing,
    Subscription,
    highest_rung,
)
from openbitmap.node.database import Transaction, named_queries
from openbitmap.vocabulary import EncounterId, SubmissionId

_SQL = named_queries(__package__)


def lock_alerts(tx: Transaction) -> None:
    """Held to the end of the transaction."""
    tx.scalar(_SQL["lock_alerts"])


def insert_alert(tx: Transaction, alert: Alert, ground: Ground, *, due_at: datetime | None) -> bool:
    """False if the same ground raised one before."""
    row = asdict(ground) | asdict(alert)
    del row["closed_at"]
    return bool(tx.run(_SQL["insert_alert"], due_at=due_at, **row))


def alerts_of(tx: Transaction, submission: SubmissionId) -> list[Alert]:
    """Every alert that a submission raised, discreet ones included: for jobs, not for a list on a screen."""
    return tx.all(_SQL["alerts"], into=Alert, submission=submission)


def alert_named(tx: Transaction, alert: str) -> Alert | None:
    return tx.one(_SQL["alert"], into=Alert, alert=alert)


def alert_because(tx: Transaction, rule: Rule, because: str) -> Alert | None:
    return tx.one(_SQL["alert_because"], into=Alert, rule=rule.value, because=because)


def notice_behind(tx: Transaction, alert: str) -> str | None:
    notice = tx.scalar(_SQL["notice_behind"], alert=alert)
    return str(notice) if notice else None


def alerts_touching(tx: Transaction, encounters: Sequence[EncounterId]) -> list[Alert]:
    return tx.all(_SQL["alerts_touching"], into=Alert, encounters=list(encounters))


def standing_of(tx: Transaction, alert: str) -> Standing | None:
    return tx.one(_SQL["standing"], into=Standing, alert=alert)


def hold(tx: Transaction, alert: str) -> Standing | None:
    """The same; nobody else moves it before the caller's transaction ends."""
    return tx.one(_SQL["standing_locked"], into=Standing, alert=alert)


def entry_behind(tx: Transaction, alert: str) -> str | None:
    """The entry that an alert about a listing rests on; None for a bare list, and for other rules."""
    entry = tx.scalar(_SQL["entry_behind"], alert=alert)
    return str(entry) if entry else None


def hold_open_on(tx: Transaction, entry: str) -> list[str]:
    """Open alerts that rest on an entry; nobody else moves them before the caller's transaction ends."""
    return [row[0] for row in tx.all(_SQL["open_on_entry"], entry=entry, states=sorted(OPEN))]


def move(tx: Transaction, before: Standing, after: Standing, *, at: datetime) -> bool:
    """False if somebody else moved it first."""
    row = asdict(after) | {"rung": int(after.rung)}
    del row["urgency"], row["discreet"]
    return bool(tx.run(_SQL["move"], before=before.state, verified_before=before.verified_by, at=at, **row))


def note_words(tx: Transaction, alert: str, words: str) -> None:
    tx.run(_SQL["note_words"], alert=alert, words=words)


def note_hand_over(tx: Transaction, alert: str, contact: str) -> None:
    tx.run(_SQL["note_hand_over"], alert=alert, contact=contact)


def late(tx: Transaction, at: datetime) -> list[Standing]:
    """Alerts that can still be escalated, the latest clock last."""
    tops = (int(highest_rung(discreet=True)), int(highest_rung(discreet=False)))
    return tx.all(_SQL["late"], into=Standing, at=at, top_discreet=tops[0], top=tops[1])


def climb(tx: Transaction, standing: Standing, *, due_at: datetime | None, at: datetime) -> bool:
    return bool(tx.run(_SQL["climb"], alert=standing.alert, rung=int(standing.rung), due_at=due_at, at=at))


def insert_subscription(tx: Transaction, subscription: Subscription, mandate: Mandate) -> None:
    row = asdict(mandate) | asdict(subscription) | {"known": sorted(subscription.known)}
    del row["ended_at"], row["until"]
    tx.run(_SQL["insert_subscription"], **row)


def subscription_named(tx: Transaction, subscription: str) -> Subscription | None:
    return tx.one(_SQL["subscription"], into=Subscription, subscription=subscription)


def active_subscriptions(tx: Transaction, encounters: Sequence[EncounterId], *, at: datetime) -> list[Subscription]:
    return tx.all(_SQL["active_subscriptions"], into=Subscription, encounters=list(encounters), at=at)


def owner_of(tx: Transaction, alert: str) -> str | None:
    """Who subscribed to what an alert was raised for."""
    owner = tx.scalar(_SQL["owner_of_alert"], alert=alert)
    return str(owner) if owner else None


def learn(tx: Transaction, subscription: str, encounters: Sequence[str]) -> None:
    tx.run(_SQL["learn"], subscription=subscription, encounters=list(encounters))


def renew(tx: Transaction, subscription: str, *, expires_at: datetime, at: datetime) -> bool:
    return bool(tx.run(_SQL["renew"], subscription=subscription, expires_at=expires_at, at=at))


def end_subscription(tx: Transaction, subscription: str, *, because: str, at: datetime) -> bool:
    return bool(tx.run(_SQL["end_subscription"], subscription=subscription, because=because, at=at))


def expired(tx: Transaction, at: datetime) -> list[str]:
    return [row[0] for row in tx.all(_SQL["expired"], at=at)]


def sign_on(tx: Transaction, duty: str, officer: str, *, rung: Rung, at: datetime) -> bool:
    return bool(tx.run(_SQL["sign_on"], duty=duty, officer=officer, rung=int(rung), at=at))


def sign_off(tx: Transaction, officer: str, *, note: str, at: datetime) -> bool:
    return bool(tx.run(_SQL["sign_off"], officer=officer, note=note, at=at))


def on_duty(tx: Transaction) -> list[Duty]:
    """Who answers for the desk now, lowest rung first."""
    return tx.all(_SQL["on_duty"], into=Duty)


def last_note(tx: Transaction) -> Duty | None:
    """The shift that ended last, with what it left to the next."""
    return tx.one(_SQL["last_note"], into=Duty)
