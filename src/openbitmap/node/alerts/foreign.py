"""What a partner's notice raises, and what taking it back does. A notice rests on the partner's two examiners, so its
alert is verified from the start, by the notice; only the partner takes that back."""

from dataclasses import dataclass

from openbitmap.node import identities
from openbitmap.node.alerts import actions, store
from openbitmap.node.alerts.model import Ground, Moment, Rule, Urgency
from openbitmap.node.alerts.transitions import Step
from openbitmap.node.database import Transaction
from openbitmap.vocabulary import EncounterId


@dataclass(frozen=True)
class Foreign:
    """A notice about our own encounter, which a partner watched for us; on `entry`, where it was one of our list."""

    notice: str
    encounter: EncounterId
    entry: str
    discreet: bool
    urgency: Urgency = Urgency.URGENT


def raise_foreign(tx: Transaction, told: Foreign, moment: Moment) -> str | None:
    """The alert, filed under itself alone; None if the notice raised one before."""
    store.lock_alerts(tx)
    silent = bool(identities.silent_among(tx, [told.encounter]))
    ground = Ground(
        Rule.FOREIGN,
        told.encounter,
        told.urgency,
        told.discreet or silent,
        entry=told.entry or None,
        change=told.notice,
    )
    made = actions.raise_alert(tx, (None, told.encounter), ground, moment=moment, verified_by=told.notice)
    return made.alert if made else None


def take_back(tx: Transaction, notice: str, moment: Moment) -> str | None:
    """The notice was wrong: its alert opens again, and everybody who was told is told. None where it raised none."""
    store.lock_alerts(tx)
    alert = store.alert_because(tx, Rule.FOREIGN, notice)
    if alert is not None:
        actions.apply(tx, alert, Step.REVERSED, because=notice, moment=moment)
    return alert.alert if alert else None


def notice_behind(tx: Transaction, alert: str) -> str | None:
    """The partner's notice that raised it; None for any other alert."""
    return store.notice_behind(tx, alert)
