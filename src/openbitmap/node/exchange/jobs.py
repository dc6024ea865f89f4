"""What flow.py calls of this room."""

from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import (
    CaseDecided,
    ConsultationFinished,
    IdentitiesChanged,
    InquiryAsked,
    InquiryAttributed,
    InquiryBarred,
    InquiryResultTaken,
    InquiryUndone,
    RepositoryLate,
    RepositoryNoticeReceived,
    RequestRefused,
    SearchFinished,
    SubmissionRefused,
    WorkDied,
)
from openbitmap.node.exchange import actions, reversal
from openbitmap.vocabulary import EncounterId, SearchId, SubmissionId

AWAITED = frozenset(
    {
        "deliver",
        "intake.jobs.examine",
        "identities.jobs.enrol",
        "search.jobs.search_encounter",
        "exchange.jobs.answer_refusal",
        "exchange.jobs.answer_search",
    }
)
"""Jobs between the arrival of a file and its first answer."""

Abroad = (
    InquiryAsked
    | InquiryBarred
    | InquiryResultTaken
    | RepositoryLate
    | RequestRefused
    | InquiryAttributed
    | InquiryUndone
    | ConsultationFinished
    | RepositoryNoticeReceived
)
"""Facts after which an answer may say something else of another nation or a repository."""


def answer_refusal(tx: Transaction, event: SubmissionRefused, equipment: Equipment) -> None:
    actions.release_refusal(tx, equipment, SubmissionId(event.submission), at=equipment.now())


def answer_failure(tx: Transaction, event: WorkDied, equipment: Equipment) -> None:
    """Only for jobs that a sender's answer waits for: the death of any other, of an alert's above all, shows nobody
    anything."""
    if event.job in AWAITED and event.subject_id.startswith("sub-"):
        actions.release_failure(tx, equipment, SubmissionId(event.subject_id), at=equipment.now())


def answer_search(tx: Transaction, event: SearchFinished, equipment: Equipment) -> None:
    actions.release_search(tx, equipment, SearchId(event.search), at=equipment.now())


def answer_decision(tx: Transaction, event: CaseDecided, equipment: Equipment) -> None:
    actions.release_decision(tx, equipment, event, at=equipment.now())


def answer_reversal(tx: Transaction, event: IdentitiesChanged, equipment: Equipment) -> None:
    encounters = [EncounterId(e) for e in event.encounters]
    reversal.release_reversals(tx, equipment, encounters, at=equipment.now())


def answer_abroad(tx: Transaction, event: Abroad, equipment: Equipment) -> None:
    """Something about a question abroad changed: of ours, which is filed under the submission; a partner's own changes
    no answer here."""
    submission = getattr(event, "submission", "") or event.subject
    if submission.startswith("sub-"):
        reversal.release_again(tx, equipment, SubmissionId(submission), at=equipment.now())
