"""What flow.py calls of this room, and what `running.clocks` does because time passes."""

from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import (
    CaseDecided,
    ConsultationFinished,
    CopyErased,
    DisputeOpened,
    DisputeSettled,
    EnvelopeAccepted,
    EnvelopeRefused,
    HoldingCorrected,
    HoldingPurged,
    InquiryPlanned,
    InquiryReceived,
    ProtectionMarked,
    ProtectionReviewed,
    RecallOrdered,
    SearchFinished,
)
from openbitmap.node.inquiries import (
    answering,
    asking,
    attribution,
    behind,
    disputed,
    late,
    personal,
    references,
    releasing,
    taking,
)
from openbitmap.vocabulary import EnvelopeId, InquiryId, SearchId


def ask_abroad(tx: Transaction, event: SearchFinished, equipment: Equipment) -> None:
    asking.ask_abroad(tx, SearchId(event.search), equipment, at=equipment.now())


def ask(tx: Transaction, event: InquiryPlanned, equipment: Equipment) -> None:
    asking.ask(tx, InquiryId(event.inquiry), equipment, at=equipment.now())


def answer_search(tx: Transaction, event: EnvelopeAccepted, equipment: Equipment) -> None:
    answering.answer_search(tx, equipment, EnvelopeId(event.envelope), at=equipment.now())


def consult_behind(tx: Transaction, event: InquiryReceived, equipment: Equipment) -> None:
    behind.consult_behind(tx, InquiryId(event.inquiry), equipment, at=equipment.now())


def forward_line(tx: Transaction, event: ConsultationFinished, equipment: Equipment) -> None:
    releasing.forward(tx, event.inquiry, event.repository, at=equipment.now())


def take_result(tx: Transaction, event: EnvelopeAccepted, equipment: Equipment) -> None:
    taking.take_result(tx, equipment, EnvelopeId(event.envelope), at=equipment.now())


def note_erased(tx: Transaction, event: EnvelopeAccepted, equipment: Equipment) -> None:
    taking.note_erased(tx, equipment, EnvelopeId(event.envelope), at=equipment.now())


def take_refusal(tx: Transaction, event: EnvelopeAccepted, equipment: Equipment) -> None:
    taking.take_refusal(tx, equipment, EnvelopeId(event.envelope), at=equipment.now())


def bar_refused(tx: Transaction, event: EnvelopeRefused, equipment: Equipment) -> None:
    taking.bar_refused(tx, event, at=equipment.now())


def take_reference_request(tx: Transaction, event: EnvelopeAccepted, equipment: Equipment) -> None:
    references.take_reference_request(tx, equipment, EnvelopeId(event.envelope), at=equipment.now())


def take_reference(tx: Transaction, event: EnvelopeAccepted, equipment: Equipment) -> None:
    references.take_reference(tx, equipment, EnvelopeId(event.envelope), at=equipment.now())


def attribute(tx: Transaction, event: CaseDecided, equipment: Equipment) -> None:
    attribution.attribute(tx, event, at=equipment.now())


def take_attribution(tx: Transaction, event: EnvelopeAccepted, equipment: Equipment) -> None:
    attribution.take_attribution(tx, equipment, EnvelopeId(event.envelope), at=equipment.now())


def take_data_request(tx: Transaction, event: EnvelopeAccepted, equipment: Equipment) -> None:
    personal.take_data_request(tx, equipment, EnvelopeId(event.envelope), at=equipment.now())


def take_data(tx: Transaction, event: EnvelopeAccepted, equipment: Equipment) -> None:
    personal.take_data(tx, equipment, EnvelopeId(event.envelope), at=equipment.now())


def undo(tx: Transaction, event: HoldingPurged, equipment: Equipment) -> None:
    attribution.undo(tx, event, at=equipment.now())


def note_called_back(tx: Transaction, event: RecallOrdered, equipment: Equipment) -> None:
    attribution.note_called_back(tx, event, at=equipment.now())


def undo_given(tx: Transaction, event: CopyErased, equipment: Equipment) -> None:
    attribution.undo_given(tx, event, at=equipment.now())


def guard_waiting(tx: Transaction, _event: ProtectionMarked, equipment: Equipment) -> None:
    late.guard_waiting(tx, at=equipment.now())


def follow_review(tx: Transaction, event: ProtectionReviewed, equipment: Equipment) -> None:
    late.follow_review(tx, equipment, event.review, at=equipment.now())


def follow_dispute(tx: Transaction, event: DisputeOpened, equipment: Equipment) -> None:
    disputed.follow_dispute(tx, event, at=equipment.now())


def follow_settlement(tx: Transaction, event: DisputeSettled, equipment: Equipment) -> None:
    disputed.follow_settlement(tx, event, at=equipment.now())


def follow_correction(tx: Transaction, event: HoldingCorrected, equipment: Equipment) -> None:
    personal.follow_correction(tx, event, at=equipment.now())
