"""What a letter from another nation's node starts: one line a job, with the kinds of letter for which it runs. `flow`
gives these to `EnvelopeAccepted`; each letter comes to them once and in order."""

from collections.abc import Callable
from typing import Any

from openbitmap.node import agreements, disclosures, inquiries, notices, witness  # noqa: F401  # doors before their jobs
from openbitmap.node.agreements import jobs as agreements_jobs
from openbitmap.node.delivery import Step
from openbitmap.node.disclosures import jobs as disclosures_jobs
from openbitmap.node.inquiries import jobs as inquiries_jobs
from openbitmap.node.notices import jobs as notices_jobs
from openbitmap.node.witness import jobs as witness_jobs
from openbitmap.node.work import Queue
from openbitmap.wire import LetterKind


def _on(*kinds: LetterKind, job: Callable[[Any, Any, Any], None], queue: Queue = Queue.DEFAULT) -> Step:
    return Step(job, queue, only=frozenset(kinds))


LETTERS: tuple[Step, ...] = (
    _on(LetterKind.AGREEMENT, job=agreements_jobs.take_letter),
    _on(LetterKind.CHECKPOINT, job=witness_jobs.take_checkpoint),
    _on(LetterKind.COSIGNATURE, job=witness_jobs.take_cosignature),
    _on(LetterKind.RECALL, job=disclosures_jobs.take_recall),
    _on(LetterKind.RECALL_DONE, job=disclosures_jobs.take_receipt),
    _on(LetterKind.ERASED, job=disclosures_jobs.note_probe_erased),
    _on(LetterKind.SEARCH, job=inquiries_jobs.answer_search, queue=Queue.SEARCH),
    _on(LetterKind.RESULT, LetterKind.LATE_RESULT, job=inquiries_jobs.take_result),
    _on(LetterKind.ERASED, job=inquiries_jobs.note_erased),
    _on(LetterKind.REFUSAL, job=inquiries_jobs.take_refusal),
    _on(LetterKind.REFERENCE_REQUEST, job=inquiries_jobs.take_reference_request),
    _on(LetterKind.REFERENCE, job=inquiries_jobs.take_reference, queue=Queue.NATIVE),
    _on(LetterKind.ATTRIBUTED, job=inquiries_jobs.take_attribution),
    _on(LetterKind.DATA_REQUEST, job=inquiries_jobs.take_data_request),
    _on(LetterKind.DATA, job=inquiries_jobs.take_data),
    _on(LetterKind.WATCH, job=notices_jobs.take_offer),
    _on(LetterKind.WATCH_ENDED, LetterKind.REFUSAL, job=notices_jobs.take_end),
    _on(LetterKind.NOTICE, job=notices_jobs.take_notice),
    _on(LetterKind.NOTICE_OUTCOME, job=notices_jobs.take_outcome),
)
