"""Answers that came after their clock, as alerts of the desk: whoever asked may have let the traveller go on."""

from openbitmap.node import alerts, identities, inquiries
from openbitmap.node.alerts import Late, Moment, Step
from openbitmap.node.connectors import State
from openbitmap.node.database import Transaction
from openbitmap.node.events import ConsultationFinished, InquiryResultTaken, RepositoryNoticeReceived
from openbitmap.node.inquiries import Result, Side
from openbitmap.vocabulary import InquiryId, SubmissionId

SAID = {Result.ATTRIBUTED: Step.SAME, Result.NOT_ATTRIBUTED: Step.OTHER, Result.CANDIDATE: Step.STANDS}
"""What a question says, for its alert; whatever else it says, nothing of the late answer stands."""
TELLING = frozenset({State.CANDIDATE.value, State.IMAGES.value})


def alert_result(tx: Transaction, event: InquiryResultTaken, *, moment: Moment) -> None:
    """A partner's. Where a hit was told in time, a further late one is on the answer that the post acts on already.
    What raised an alert before, and was taken out of use meanwhile, stands again."""
    if not event.late or event.result != Result.CANDIDATE:
        return
    alerts.late.take_turn(tx)
    one = inquiries.inquiry_named(tx, InquiryId(event.inquiry))
    if one is None or (one.outcome.result is Result.CANDIDATE and not one.outcome.late):
        return
    if not _alert(tx, event.inquiry, event.submission, moment=moment):
        follow(tx, event.inquiry, moment=moment)


def alert_unasked(tx: Transaction, event: RepositoryNoticeReceived, *, moment: Moment) -> None:
    """What a repository tells of itself about somebody we asked about before: the post has acted on its answer."""
    met = identities.encounter_of(tx, SubmissionId(event.inquiry)) if event.inquiry.startswith("sub-") else None
    if met is not None:
        alerts.late.raise_unasked(tx, Late(event.notice, SubmissionId(event.inquiry), met.encounter), moment)


def alert_consultation(tx: Transaction, event: ConsultationFinished, *, moment: Moment) -> None:
    """Our own repository's; one asked for a partner is the partner's to tell."""
    if event.late and event.state in TELLING:
        _alert(tx, event.consultation, event.inquiry, moment=moment)


def follow(tx: Transaction, inquiry: str, *, moment: Moment) -> None:
    """After people said who it is, or something fell that was said: the alert that a question raised late says what
    the question says now, in whatever order one hears of it."""
    alerts.late.take_turn(tx)
    one = inquiries.inquiry_named(tx, InquiryId(inquiry))
    if one is not None and one.side is Side.ASKER:
        step = SAID.get(one.outcome.result, Step.REVERSED)
        alerts.late.settle_late(tx, inquiry, step, because=inquiry, moment=moment)


def _alert(tx: Transaction, source: str, submission: str, *, moment: Moment) -> bool:
    """Whether it is new."""
    met = identities.encounter_of(tx, SubmissionId(submission)) if submission.startswith("sub-") else None
    late = Late(source, SubmissionId(submission), met.encounter) if met else None
    return late is not None and alerts.late.raise_late(tx, late, moment) is not None
