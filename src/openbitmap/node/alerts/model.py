"""An alert, what it rests on, where it stands; a subscription; the rota; and the rules that hold between them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from openbitmap.node.access import Act, Principal
from openbitmap.node.settings import Settings
from openbitmap.vocabulary import Digest, EncounterId, SubmissionId

LONGEST_TERM = timedelta(days=365)
"""A subscription is renewed or ends; nobody is watched for ever (R32)."""


class AlertState(StrEnum):
    """What the desk has done. Whether people say it is the person is another matter: `verified_by`."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    VERIFIED = "verified"
    HANDED_OVER = "handed_over"
    OUTCOME = "outcome"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"


OPEN = frozenset(AlertState) - {AlertState.CLOSED, AlertState.WITHDRAWN}
"""States in which somebody has still something to do."""


class Rule(StrEnum):
    """Why an alert is raised: a candidate is on a list, a person subscribed to was met, a status changed, a partner
    met somebody it watches for at our request, a repository said "possible match" after its clock had run out, or told
    something unasked of somebody it was asked about before."""

    LISTING = "listing"
    SUBSCRIPTION = "subscription"
    STATUS = "status"
    FOREIGN = "foreign"
    LATE = "late"
    UNASKED = "unasked"


class Urgency(StrEnum):
    URGENT = "urgent"
    ROUTINE = "routine"


class Outcome(StrEnum):
    """What came of it; an alert is not closed without one (R36)."""

    ARREST = "arrest"
    REFUSED_ENTRY = "refused_entry"
    RELEASED = "released"
    REFERRED = "referred"
    FALSE_ALERT = "false_alert"
    UNKNOWN = "unknown"

    @property
    def is_adverse(self) -> bool:
        return self in (Outcome.ARREST, Outcome.REFUSED_ENTRY)


class Rung(IntEnum):
    """The ladder of the rota, lowest first."""

    DESK = 0
    SECOND = 1
    SUPERVISOR = 2


@dataclass(frozen=True)
class Alert:
    """`encounter` was met; `listed` is the encounter of the list or subscription that it may be. `submission` is None
    where nothing was sent to this node; `verified_by` names the case or change in which people said it is them."""

    alert: str
    rule: Rule
    submission: SubmissionId | None
    encounter: EncounterId
    listed: EncounterId
    gallery: str | None
    state: AlertState
    raised_at: datetime
    closed_at: datetime | None
    verified_by: str | None


@dataclass(frozen=True)
class Ground:
    """What an alert rests on: one listing or one subscription, and how it is to be handled."""

    rule: Rule
    listed: EncounterId
    urgency: Urgency
    discreet: bool
    gallery: str | None = None
    entry: str | None = None
    subscription: str | None = None
    change: str | None = None


@dataclass(frozen=True)
class Standing:
    """Where an alert stands on its way through the desk."""

    alert: str
    state: AlertState
    urgency: Urgency
    discreet: bool
    due_at: datetime | None
    rung: Rung
    holder: str | None
    verified_by: str | None
    wrong: bool
    outcome: Outcome | None


@dataclass(frozen=True)
class Clocks:
    """How long each step may take. The one after acknowledging is the examiners', whose case has its own."""

    urgent: timedelta = timedelta(minutes=10)
    routine: timedelta = timedelta(hours=1)
    examiners: timedelta = timedelta(hours=1)
    outcome: timedelta = timedelta(hours=24)

    def due(self, state: AlertState, urgency: Urgency, at: datetime) -> datetime | None:
        """When a state entered now is late; None where no clock runs."""
        desk = self.urgent if urgency is Urgency.URGENT else self.routine
        spans = {
            AlertState.RAISED: desk,
            AlertState.REOPENED: self.urgent,
            AlertState.ACKNOWLEDGED: self.examiners,
            AlertState.VERIFIED: desk,
            AlertState.HANDED_OVER: self.outcome,
            AlertState.OUTCOME: self.outcome,
        }
        return at + spans[state] if state in spans else None


def clocks_of(settings: Settings) -> Clocks:
    """How long each step may take at this node; two examiners may take their clock one after the other."""
    desk = settings.desk
    return Clocks(
        urgent=timedelta(minutes=desk.alert_urgent_minutes),
        routine=timedelta(minutes=desk.alert_routine_minutes),
        examiners=timedelta(minutes=2 * desk.case_minutes),
        outcome=timedelta(hours=desk.alert_outcome_hours),
    )


@dataclass(frozen=True)
class Moment:
    """When something happens, and the clocks it starts."""

    at: datetime
    clocks: Clocks = Clocks()

    def due(self, state: AlertState, urgency: Urgency) -> datetime | None:
        return self.clocks.due(state, urgency, self.at)


@dataclass(frozen=True)
class Report:
    """What an officer says came of an alert, having seen it in the state `seen`."""

    outcome: Outcome
    words: str
    seen: AlertState


@dataclass(frozen=True)
class Subscription:
    """Somebody must know when this person is met, or when the person's status changes, until `expires_at`."""

    subscription: str
    encounter: EncounterId
    owner: str
    urgency: Urgency
    discreet: bool
    known: frozenset[str]
    made_at: datetime
    expires_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class Mandate:
    """For what, and by whose authority, somebody subscribes, and what should be done when the person is met."""

    purpose: str
    authority: str
    instructions: str
    until: datetime
    urgency: Urgency = Urgency.ROUTINE
    discreet: bool = False


@dataclass(frozen=True)
class Duty:
    """One shift at one rung of the ladder; `note` is what it left to the next."""

    duty: str
    officer: str
    rung: Rung
    signed_on_at: datetime
    signed_off_at: datetime | None
    note: str


class Channel(StrEnum):
    """How somebody is told. `voice` is an officer's telephone: the node only keeps who was told."""

    PAGE = "page"
    EMAIL = "email"
    WEBHOOK = "webhook"
    VOICE = "voice"


class Occasion(StrEnum):
    """What somebody is told."""

    RAISED = "raised"
    ESCALATED = "escalated"
    VERIFIED = "verified"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    HANDED_OVER = "handed_over"
    SEEN = "seen"
    CONCERN = "concern"
    """What concerns those who keep the exchange; no alert about anybody."""


class ConcernKind(StrEnum):
    """What they are told of."""

    EVIDENCE_BROKEN = "evidence_broken"
    UNASKED = "unasked"
    RECALL_OVERDUE = "recall_overdue"
    FISHING = "fishing"
    AGREEMENT_ENDS = "agreement_ends"
    NATIONAL = "national"
    CLOCK_DOUBTED = "clock_doubted"


@dataclass(frozen=True)
class Delivery:
    """One telling of one recipient; `kept` where it waits in the outbox because no mail server is set. `alert` is, on
    the occasion of a concern, that concern and what it is about."""

    delivery: str
    alert: str
    occasion: Occasion
    channel: Channel
    recipient: str
    told_at: datetime | None
    kept: bool


@dataclass(frozen=True)
class Webhook:
    """A machine that is told. `secret` is the vault's digest of the key under which messages are signed; `discreet`
    says that it may hear of discreet alerts."""

    webhook: str
    title: str
    url: str
    secret: Digest
    discreet: bool
    made_by: str
    made_at: datetime


@dataclass(frozen=True)
class Mailboxes:
    """Where alert mail goes, by rung; empty: nowhere, and it waits in the outbox."""

    desk: str
    supervisor: str


def highest_rung(*, discreet: bool) -> Rung:
    """A discreet alert climbs no further than to people who may see it."""
    return Rung.SECOND if discreet else Rung.SUPERVISOR


def may_see(principal: Principal, *, discreet: bool) -> bool:
    return principal.may(Act.READ_ALERTS) and (not discreet or principal.may(Act.SEE_DISCREET))
