"""Release the next version of an answer. Each release is recorded with the digest of exactly what was released."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from openbitmap import itl
from openbitmap.node import intake, ledger, search
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import AnswerReleased, CaseDecided
from openbitmap.node.exchange import answers, store
from openbitmap.node.exchange.transactions import agency_of, transaction_bytes
from openbitmap.vocabulary import Actor, AnswerId, SearchId, SubmissionId, digest_of
from openbitmap.wire import Answer, to_json

NODE = Actor("node", "exchange")


def release_refusal(tx: Transaction, equipment: Equipment, submission: SubmissionId, *, at: datetime) -> None:
    """The error transaction for a refused file."""
    _release(tx, equipment, submission, compose=lambda v: answers.refusal_answer(tx, submission, version=v, at=at))


def release_search(tx: Transaction, equipment: Equipment, search_id: SearchId, *, at: datetime) -> None:
    """The provisional answer after a search."""
    done = search.search_named(tx, search_id)
    within = timedelta(minutes=equipment.settings.case_minutes)
    if done:
        _release(
            tx,
            equipment,
            done.submission,
            compose=lambda v: answers.search_answer(tx, done, version=v, at=at, within=within),
        )


def release_decision(tx: Transaction, equipment: Equipment, decided: CaseDecided, *, at: datetime) -> None:
    """The final answer, after people."""
    submission = SubmissionId(decided.submission)
    _release(tx, equipment, submission, compose=lambda v: answers.decision_answer(tx, decided, version=v, at=at))


def release_overdue(tx: Transaction, equipment: Equipment, *, at: datetime) -> int:
    """A word of waiting for every submission whose clock ran out without an answer; returns how many."""
    late = [s for s in intake.past_due(tx, at) if store.latest_released(tx, s) is None]
    for submission in late:
        _release(tx, equipment, submission, compose=partial(_first_word, tx, submission, at=at))
    return len(late)


def _first_word(tx: Transaction, submission: SubmissionId, version: int, *, at: datetime) -> Answer | None:
    # Another worker may have answered between the look and the lock; then there is nothing to add.
    return answers.pending_answer(tx, submission, version=version, at=at) if version == 1 else None


def _release(
    tx: Transaction, equipment: Equipment, submission: SubmissionId, *, compose: Callable[[int], Answer | None]
) -> None:
    store.lock_answers(tx, submission)
    earlier = store.latest_released(tx, submission)
    composed = compose(earlier.version + 1 if earlier else 1)
    if composed is None:
        return
    control = replace(composed.control, answered_by=agency_of(equipment.settings.node))
    answer = replace(composed, control=control)
    answer_id = AnswerId(new_id("ans"))
    question = itl.read(intake.original(tx, equipment.vault, intake.submission_of(tx, submission))).transaction
    digest = equipment.vault.put(tx, transaction_bytes(answer, question), owner=answer_id)
    store.insert_answer(tx, answer_id, answer, itl=digest)
    released = digest_of(to_json(answer).encode())
    event = AnswerReleased(submission, answer_id, answer.version, answer.verdict.value, released)
    ledger.record(tx, event, actor=NODE)
