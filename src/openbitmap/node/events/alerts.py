"""What the desk did, whom it told, and who subscribed."""

from dataclasses import dataclass
from typing import ClassVar

from openbitmap.node.events.event import Event


@dataclass(frozen=True)
class AlertRaised(Event):
    """`rule` says why: a listing, a subscription, a change of status. Filed under the submission; under the alert alone
    where no submission stands behind it, or none may tell of it because it is discreet."""

    otherwise: ClassVar[str] = "alert"
    submission: str
    alert: str
    gallery: str
    encounter: str
    rule: str = "listing"


@dataclass(frozen=True)
class AlertConfirmed(Event):
    """People said that it is the person: in a case, or by an approved change of identities."""

    otherwise: ClassVar[str] = "alert"
    submission: str
    alert: str
    case: str


@dataclass(frozen=True)
class AlertWithdrawn(Event):
    otherwise: ClassVar[str] = "alert"
    submission: str
    alert: str
    case: str


@dataclass(frozen=True)
class AlertAcknowledged(Event):
    subject_field: ClassVar[str] = "alert"
    alert: str
    officer: str


@dataclass(frozen=True)
class AlertEscalated(Event):
    """Its step was late; `rung` of the ladder must act now (0 desk, 1 second officer, 2 supervisor)."""

    subject_field: ClassVar[str] = "alert"
    alert: str
    rung: int
    state: str


@dataclass(frozen=True)
class AlertHandedOver(Event):
    """To whom stands with the alert: a contact is personal data."""

    subject_field: ClassVar[str] = "alert"
    alert: str
    officer: str


@dataclass(frozen=True)
class AlertOutcomeRecorded(Event):
    subject_field: ClassVar[str] = "alert"
    alert: str
    officer: str
    outcome: str


@dataclass(frozen=True)
class AlertClosed(Event):
    subject_field: ClassVar[str] = "alert"
    alert: str
    officer: str
    outcome: str


@dataclass(frozen=True)
class AlertReopened(Event):
    """`wrong` is 1 where people took back what the alert said; everybody who was told is told again."""

    subject_field: ClassVar[str] = "alert"
    alert: str
    because: str
    wrong: int


@dataclass(frozen=True)
class AlertGroundEnded(Event):
    """The entry an open alert rests on was removed or expired; `change` says which. Everybody who was told is told."""

    subject_field: ClassVar[str] = "alert"
    alert: str
    entry: str
    change: str


@dataclass(frozen=True)
class AlertDispatched(Event):
    """The intention to tell somebody, recorded before anything leaves the node."""

    subject_field: ClassVar[str] = "alert"
    alert: str
    delivery: str
    occasion: str
    channel: str


@dataclass(frozen=True)
class AlertDelivered(Event):
    """Somebody was told: opened the page, or a server took it and gave a receipt of this digest."""

    subject_field: ClassVar[str] = "alert"
    alert: str
    delivery: str
    occasion: str
    channel: str
    status: int
    digest: str


@dataclass(frozen=True)
class SubscriptionMade(Event):
    subject_field: ClassVar[str] = "subscription"
    subscription: str
    encounter: str
    owner: str
    expires: str


@dataclass(frozen=True)
class SubscriptionRenewed(Event):
    subject_field: ClassVar[str] = "subscription"
    subscription: str
    expires: str


@dataclass(frozen=True)
class SubscriptionEnded(Event):
    """`expired` is 1 where its term was over and nobody had renewed it."""

    subject_field: ClassVar[str] = "subscription"
    subscription: str
    expired: int


@dataclass(frozen=True)
class DutyStarted(Event):
    subject_field: ClassVar[str] = "officer"
    officer: str
    rung: int


@dataclass(frozen=True)
class DutyEnded(Event):
    subject_field: ClassVar[str] = "officer"
    officer: str
    rung: int


@dataclass(frozen=True)
class WebhookRegistered(Event):
    """Where alerts are told to a machine; `discreet` is 1 where it may hear of discreet ones too."""

    subject_field: ClassVar[str] = "webhook"
    webhook: str
    discreet: int


@dataclass(frozen=True)
class WebhookRemoved(Event):
    subject_field: ClassVar[str] = "webhook"
    webhook: str
