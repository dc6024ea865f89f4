"""What flow.py calls of this room."""

from openbitmap.node import envelopes
from openbitmap.node.alerts import Moment, clocks_of
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import ItemKind
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import (
    AgreementEnded,
    AgreementSuspended,
    AlertClosed,
    AlertConfirmed,
    AlertOutcomeRecorded,
    AlertRaised,
    AlertReopened,
    AlertWithdrawn,
    ConsultationFinished,
    DisputeOpened,
    EntryEnrolled,
    EntryExpired,
    EntryRemoved,
    EnvelopeAccepted,
    EnvelopeDelivered,
    EnvelopeRefused,
    HoldingPurged,
    IdentitiesChanged,
    InquiryAttributed,
    InquiryResultTaken,
    InquiryUndone,
    NoticeRecalled,
    ProtectionReviewed,
    RepositoryNoticeReceived,
    WatchEnded,
    WatchMet,
)
from openbitmap.node.notices import ending, hearing, late, outcomes, receiving, routes, sharing, telling
from openbitmap.vocabulary import EncounterId, EnvelopeId
from openbitmap.wire import LetterKind


def take_offer(tx: Transaction, event: EnvelopeAccepted, equipment: Equipment) -> None:
    receiving.take_offer(tx, event, equipment)


def take_end(tx: Transaction, event: EnvelopeAccepted, equipment: Equipment) -> None:
    """Also for a refusal, which may be of something else than a watch."""
    letter = envelopes.letter_of(tx, equipment, EnvelopeId(event.envelope))
    ending.end_told(tx, letter, at=equipment.now())


def take_notice(tx: Transaction, event: EnvelopeAccepted, equipment: Equipment) -> None:
    hearing.take_notice(tx, event, equipment)


def take_outcome(tx: Transaction, event: EnvelopeAccepted, equipment: Equipment) -> None:
    outcomes.hear_outcome(tx, event, equipment)


def note_delivered(tx: Transaction, event: EnvelopeDelivered, equipment: Equipment) -> None:
    sharing.note_delivered(tx, event.correlation, at=equipment.now())


def end_refused(tx: Transaction, event: EnvelopeRefused, equipment: Equipment) -> None:
    ending.end_unread(tx, event, at=equipment.now())


def stand_on_prints(tx: Transaction, event: EntryEnrolled, _equipment: Equipment) -> None:
    receiving.stand_on_prints(tx, event.entry, event.encounter)


def find_met(tx: Transaction, event: IdentitiesChanged, equipment: Equipment) -> None:
    encounters = [EncounterId(e) for e in event.encounters]
    telling.find_met(tx, encounters, because=event.change, at=equipment.now())


def tell(tx: Transaction, event: WatchMet, equipment: Equipment) -> None:
    telling.tell(tx, event.notice, at=equipment.now())


def tell_released(tx: Transaction, _event: ProtectionReviewed, equipment: Equipment) -> None:
    telling.tell_again(tx, at=equipment.now())


def share_released(tx: Transaction, _event: ProtectionReviewed, equipment: Equipment) -> None:
    sharing.share_released(tx, equipment, at=equipment.now())


def recall(tx: Transaction, event: NoticeRecalled, equipment: Equipment) -> None:
    telling.recall(tx, event.notice, at=equipment.now())


def follow_dispute(tx: Transaction, event: DisputeOpened, equipment: Equipment) -> None:
    """What a stolen key may have written: its watch ends, and the alert of its notice opens again as wrong."""
    if event.letter == LetterKind.WATCH:
        ending.end_disputed(tx, event, at=equipment.now())
    if event.letter == LetterKind.NOTICE:
        hearing.take_back(tx, event.correlation, _now(equipment), partner=event.partner)


def obey(tx: Transaction, event: HoldingPurged, equipment: Equipment) -> None:
    """What a partner called back, or what retention ended: its notice, or its watch."""
    if event.kind == ItemKind.NOTICE:
        hearing.take_back(tx, event.reference, _now(equipment), partner=event.partner)
    if event.kind == ItemKind.WATCH_ENTRY:
        ending.end_recalled(tx, equipment.vault, event.reference, at=equipment.now())


def settle_end(tx: Transaction, event: WatchEnded, equipment: Equipment) -> None:
    ending.settle(tx, event, at=equipment.now())


def end_suspended(tx: Transaction, event: AgreementSuspended, equipment: Equipment) -> None:
    ending.end_under(tx, event.agreement, at=equipment.now())


def end_ended(tx: Transaction, event: AgreementEnded, equipment: Equipment) -> None:
    ending.end_under(tx, event.agreement, at=equipment.now())


def end_removed(tx: Transaction, event: EntryRemoved, equipment: Equipment) -> None:
    ending.end_with_entry(tx, event.entry, at=equipment.now())


def end_expired(tx: Transaction, event: EntryExpired, equipment: Equipment) -> None:
    ending.end_with_entry(tx, event.entry, at=equipment.now())


def tell_outcome(tx: Transaction, event: AlertOutcomeRecorded, equipment: Equipment) -> None:
    word = outcomes.Word(event.outcome, event.officer)
    outcomes.tell_outcome(tx, event.alert, word, at=equipment.now())


def warn_raised(tx: Transaction, event: AlertRaised, equipment: Equipment) -> None:
    routes.warn_ahead(tx, event.alert, at=equipment.now())


def warn_verified(tx: Transaction, event: AlertConfirmed, equipment: Equipment) -> None:
    routes.warn_ahead(tx, event.alert, at=equipment.now())


def unwarn_withdrawn(tx: Transaction, event: AlertWithdrawn, equipment: Equipment) -> None:
    routes.end_warnings(tx, event.alert, at=equipment.now())


def unwarn_reopened(tx: Transaction, event: AlertReopened, equipment: Equipment) -> None:
    if event.wrong:
        routes.end_warnings(tx, event.alert, at=equipment.now())


def unwarn_closed(tx: Transaction, event: AlertClosed, equipment: Equipment) -> None:
    routes.end_warnings(tx, event.alert, at=equipment.now())


def alert_late_result(tx: Transaction, event: InquiryResultTaken, equipment: Equipment) -> None:
    late.alert_result(tx, event, moment=_now(equipment))


def alert_unasked(tx: Transaction, event: RepositoryNoticeReceived, equipment: Equipment) -> None:
    late.alert_unasked(tx, event, moment=_now(equipment))


def alert_late_consultation(tx: Transaction, event: ConsultationFinished, equipment: Equipment) -> None:
    late.alert_consultation(tx, event, moment=_now(equipment))


def settle_late(tx: Transaction, event: InquiryAttributed, equipment: Equipment) -> None:
    late.follow(tx, event.inquiry, moment=_now(equipment))


def settle_undone(tx: Transaction, event: InquiryUndone, equipment: Equipment) -> None:
    late.follow(tx, event.inquiry, moment=_now(equipment))


def _now(equipment: Equipment) -> Moment:
    return Moment(equipment.now(), clocks_of(equipment.settings))
