"""Answers that came after their clock, as alerts of the desk: whoever asked may have let the traveller go on."""

from openbitmap.node import alerts, identities, inquiries
from openbitmap.node.alerts import Late, Moment, Step
from openbitmap.node.connectors import State
from openbitmap.node.database import Transaction
from openbitmap.node.events import ConsultationFinished, InquiryAttributed, InquiryResultTaken, InquiryUndone
from openbitmap.node.inquiries import Result
from openbitmap.vocabulary import InquiryId, SubmissionId

TELLING = frozenset({State.CANDIDATE.value, State.IMAGES.value})


def alert_result(tx: Transaction, event: InquiryResultTaken, *, moment: Moment) -> None:
    """A partner's. Where a hit was told in time, a further late one is on the answer that the post acts on already."""
    one = inquiries.inquiry_named(tx, InquiryId(event.inquiry))
    if not event.late or event.result != Result.CANDIDATE or one is None:
        return
    if one.outcome.result is Result.CANDIDATE and not one.outcome.late:
        return
    _alert(tx, event.inquiry, event.submission, moment=moment)


def alert_consultation(tx: Transaction, event: ConsultationFinished, *, moment: Moment) -> None:
    """Our own repository's; one asked for a partner is the partner's to tell."""
    if event.late and event.state in TELLING:
        _alert(tx, event.consultation, event.inquiry, moment=moment)


def settle_attributed(tx: Transaction, event: InquiryAttributed, *, moment: Moment) -> None:
    step = Step.SAME if event.attributed else Step.OTHER
    alerts.late.settle_late(tx, event.inquiry, step, because=event.inquiry, moment=moment)


def settle_undone(tx: Transaction, event: InquiryUndone, *, moment: Moment) -> None:
    alerts.late.settle_late(tx, event.inquiry, Step.REVERSED, because=event.inquiry, moment=moment)


def _alert(tx: Transaction, source: str, submission: str, *, moment: Moment) -> None:
    if not submission.startswith("sub-"):
        return
    met = identities.encounter_of(tx, SubmissionId(submission))
    if met is not None:
        alerts.late.raise_late(tx, Late(source, SubmissionId(submission), met.encounter), moment)
