"""Reads and writes the table `answer`."""

from collections.abc import Sequence
from dataclasses import dataclass

from openbitmap.node.database import Transaction, named_queries
from openbitmap.vocabulary import AnswerId, Digest, SubmissionId
from openbitmap.wire import Answer, answer_from_json, to_json

_SQL = named_queries(__package__)


@dataclass(frozen=True)
class Released:
    """An answer as it was released: its wire form and the vault digest of its transaction bytes."""

    answer: AnswerId
    version: int
    body: str
    itl: Digest

    def value(self) -> Answer:
        return answer_from_json(self.body)


def lock_answers(tx: Transaction, submission: SubmissionId) -> None:
    """Versions of one submission take turns."""
    tx.scalar(_SQL["lock_answers"], submission=submission)


def insert_answer(tx: Transaction, answer_id: AnswerId, answer: Answer, *, itl: Digest) -> None:
    tx.run(
        _SQL["insert_answer"],
        answer=answer_id,
        submission=answer.submission,
        version=answer.version,
        verdict=answer.verdict.value,
        body=to_json(answer),
        itl=itl,
        released_at=answer.clock.answered_at,
    )


def latest_released(tx: Transaction, submission: SubmissionId) -> Released | None:
    return tx.one(_SQL["latest"], into=Released, submission=submission)


def unanswered(tx: Transaction, submissions: Sequence[SubmissionId]) -> list[SubmissionId]:
    """Those of these submissions to which nothing was released, in the same order."""
    return [row[0] for row in tx.all(_SQL["unanswered"], submissions=list(submissions))]


def latest_answer(tx: Transaction, submission: SubmissionId) -> Answer | None:
    released = latest_released(tx, submission)
    return released.value() if released else None
