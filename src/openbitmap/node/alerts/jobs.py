"""What flow.py calls of this room."""

from openbitmap.node.alerts import actions, concerns, endpoints, outbox
from openbitmap.node.alerts.model import ConcernKind, Moment, Occasion, clocks_of
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import (
    AgreementEndsSoon,
    AlertConfirmed,
    AlertDispatched,
    AlertEscalated,
    AlertGroundEnded,
    AlertRaised,
    AlertReopened,
    AlertWithdrawn,
    CaseDecided,
    ClockDoubted,
    EntryEnrolled,
    EntryExpired,
    EntryRemoved,
    EvidenceBroken,
    FishingSuspected,
    IdentitiesChanged,
    NationalSuspected,
    RecallOverdue,
    RepositoryNoticeReceived,
    ReverseSearchFinished,
    SearchFinished,
)
from openbitmap.vocabulary import EncounterId, SearchId, digest_of


def check_watchlists(tx: Transaction, event: SearchFinished, equipment: Equipment) -> None:
    actions.raise_for_search(tx, SearchId(event.search), _now(equipment))


def check_silent(tx: Transaction, event: ReverseSearchFinished, equipment: Equipment) -> None:
    """Only what was searched silently, for somebody at a counter now."""
    actions.raise_for_search(tx, SearchId(event.search), _now(equipment))


def withdraw_excluded(tx: Transaction, event: CaseDecided, equipment: Equipment) -> None:
    actions.settle(tx, event, _now(equipment))


def recheck(tx: Transaction, event: IdentitiesChanged, equipment: Equipment) -> None:
    encounters = [EncounterId(e) for e in event.encounters]
    actions.recheck(tx, encounters, because=event.change, moment=_now(equipment))


def tell_listed(tx: Transaction, event: EntryEnrolled, equipment: Equipment) -> None:
    actions.tell_status(tx, event.entry, "listed", moment=_now(equipment))


def tell_removed(tx: Transaction, event: EntryRemoved, equipment: Equipment) -> None:
    actions.tell_status(tx, event.entry, "removed", moment=_now(equipment))


def tell_expired(tx: Transaction, event: EntryExpired, equipment: Equipment) -> None:
    actions.tell_status(tx, event.entry, "expired", moment=_now(equipment))


def end_removed(tx: Transaction, event: EntryRemoved, _equipment: Equipment) -> None:
    actions.note_ended(tx, event.entry, "removed")


def end_expired(tx: Transaction, event: EntryExpired, _equipment: Equipment) -> None:
    actions.note_ended(tx, event.entry, "expired")


def tell_raised(tx: Transaction, event: AlertRaised, equipment: Equipment) -> None:
    _tell(tx, event.alert, Occasion.RAISED, equipment=equipment)


def tell_escalated(tx: Transaction, event: AlertEscalated, equipment: Equipment) -> None:
    _tell(tx, event.alert, Occasion.ESCALATED, equipment=equipment)


def tell_verified(tx: Transaction, event: AlertConfirmed, equipment: Equipment) -> None:
    _tell(tx, event.alert, Occasion.VERIFIED, equipment=equipment)


def tell_ended(tx: Transaction, event: AlertGroundEnded, equipment: Equipment) -> None:
    _tell(tx, event.alert, Occasion.ENDED, equipment=equipment)


def tell_reopened(tx: Transaction, event: AlertReopened, equipment: Equipment) -> None:
    _tell(tx, event.alert, Occasion.REOPENED, equipment=equipment)


def tell_withdrawn(tx: Transaction, event: AlertWithdrawn, equipment: Equipment) -> None:
    _tell(tx, event.alert, Occasion.WITHDRAWN, equipment=equipment)


def send(tx: Transaction, event: AlertDispatched, equipment: Equipment) -> None:
    endpoints.send(tx, event.delivery, equipment)


def tell_broken(tx: Transaction, event: EvidenceBroken, equipment: Equipment) -> None:
    _tell_concern(tx, ConcernKind.EVIDENCE_BROKEN, event.break_id, equipment=equipment)


def tell_overdue(tx: Transaction, event: RecallOverdue, equipment: Equipment) -> None:
    _tell_concern(tx, ConcernKind.RECALL_OVERDUE, event.recall, equipment=equipment)


def tell_fishing(tx: Transaction, event: FishingSuspected, equipment: Equipment) -> None:
    _tell_concern(tx, ConcernKind.FISHING, event.alarm, equipment=equipment)


def tell_unasked(tx: Transaction, event: RepositoryNoticeReceived, equipment: Equipment) -> None:
    """What a repository tells unasked of nobody we asked about; of somebody, it is an alert."""
    if not event.inquiry.startswith("sub-"):
        _tell_concern(tx, ConcernKind.UNASKED, event.notice, equipment=equipment)


def tell_ending(tx: Transaction, event: AgreementEndsSoon, equipment: Equipment) -> None:
    _tell_concern(tx, ConcernKind.AGREEMENT_ENDS, event.agreement, equipment=equipment)


def tell_national(tx: Transaction, event: NationalSuspected, equipment: Equipment) -> None:
    """Under a name of its own: a concern says nothing of who it is about."""
    name = f"nat-{digest_of(event.encounter.encode())[:12]}"
    _tell_concern(tx, ConcernKind.NATIONAL, name, equipment=equipment)


def tell_doubted(tx: Transaction, event: ClockDoubted, equipment: Equipment) -> None:
    _tell_concern(tx, ConcernKind.CLOCK_DOUBTED, event.said, equipment=equipment)


def _tell_concern(tx: Transaction, concern: ConcernKind, thing: str, *, equipment: Equipment) -> None:
    mailboxes = endpoints.mailboxes_of(equipment.settings.desk)
    concerns.tell(tx, concern, thing, mailboxes=mailboxes, at=equipment.now())


def _tell(tx: Transaction, alert: str, occasion: Occasion, *, equipment: Equipment) -> None:
    mailboxes = endpoints.mailboxes_of(equipment.settings.desk)
    outbox.tell(tx, alert, occasion, mailboxes=mailboxes, at=equipment.now())


def _now(equipment: Equipment) -> Moment:
    return Moment(equipment.now(), clocks_of(equipment.settings))
