"""Release the next version of an answer. Each release is recorded with the digest of exactly what was released."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from openbitmap import itl
from openbitmap.node import intake, ledger, search
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import AnswerReleased, CaseDecided
from openbitmap.node.exchange import abroad, answers, store
from openbitmap.node.exchange.transactions import agency_of, transaction_bytes
from openbitmap.vocabulary import Actor, AnswerId, SearchId, SubmissionId, Verdict, digest_of
from openbitmap.wire import Answer, SubmissionState, to_json

NODE = Actor("node", "exchange")
BY_PEOPLE = frozenset({Verdict.CONFIRMED, Verdict.NOT_CONFIRMED, Verdict.INCONCLUSIVE})


def release_refusal(tx: Transaction, equipment: Equipment, submission: SubmissionId, *, at: datetime) -> None:
    """The error transaction for a refused file."""
    release(tx, equipment, submission, compose=lambda v: answers.refusal_answer(tx, submission, version=v, at=at))


def release_search(tx: Transaction, equipment: Equipment, search_id: SearchId, *, at: datetime) -> None:
    """The provisional answer after a search; none where people have spoken already (this job may come late)."""
    done = search.search_named(tx, search_id)
    within = timedelta(minutes=equipment.settings.desk.case_minutes)
    if done is None:
        return
    submission = answers.arrival_of(done)

    def compose(version: int) -> Answer | None:
        earlier = store.latest_answer(tx, submission)
        # A search that found candidates never says "quality" itself: there it is the examiners' word "unsuitable".
        unsuitable = {Verdict.QUALITY} if done.verdict is Verdict.POSSIBLE_MATCH else set()
        if earlier and earlier.verdict in BY_PEOPLE | unsuitable:
            return None
        return answers.search_answer(tx, done, version=version, at=at, within=within)

    release(tx, equipment, submission, compose=compose)


def release_decision(tx: Transaction, equipment: Equipment, decided: CaseDecided, *, at: datetime) -> None:
    """The final answer, after people; none where no post asked."""
    submission = SubmissionId(decided.submission)
    if not submission:
        return
    release(tx, equipment, submission, compose=lambda v: answers.decision_answer(tx, decided, version=v, at=at))


def release_failure(tx: Transaction, equipment: Equipment, submission: SubmissionId, *, at: datetime) -> None:
    """The word that the node could not finish, to a sender who has had none, or only one of waiting. A search that
    succeeds after all is a later version."""

    def compose(version: int) -> Answer | None:
        earlier = store.latest_answer(tx, submission)
        if earlier and earlier.verdict is not Verdict.PENDING:
            return None
        intake.advance(tx, submission, SubmissionState.FAILED)
        header = intake.header_of(tx, submission)
        if header is None and (question := _question(tx, equipment, submission)):
            header = intake.header_from(question)
        return answers.failure_answer(tx, submission, header, version=version, at=at)

    release(tx, equipment, submission, compose=compose)


def overdue(tx: Transaction, *, at: datetime) -> list[SubmissionId]:
    """Submissions whose clock ran out and that have had no word yet, the longest overdue first."""
    return store.unanswered(tx, intake.past_due(tx, at))


def release_waiting(tx: Transaction, equipment: Equipment, submission: SubmissionId, *, at: datetime) -> None:
    """A word of waiting, if it is the first word. Bytes that wait to be examined are read for the question's type and
    number; a file that will be refused waits for its refusal."""

    def compose(version: int) -> Answer | None:
        # Another worker may have answered between the look and the lock; then there is nothing to add.
        if version > 1:
            return None
        question = _question(tx, equipment, submission)
        header = intake.header_of(tx, submission) or (intake.header_from(question) if question else None)
        if header is None or header.tot not in answers.ANSWER_TYPES:
            return None
        return answers.pending_answer(tx, submission, header, version=version, at=at)

    release(tx, equipment, submission, compose=compose)


def release(
    tx: Transaction,
    equipment: Equipment,
    submission: SubmissionId,
    *,
    compose: Callable[[int], Answer | None],
    if_changed: bool = False,
) -> None:
    """Release what `compose` makes of the next version's number, joined with what is known abroad; nothing if it makes
    None, or, `if_changed`, if it says what the latest one says."""
    store.lock_answers(tx, submission)
    earlier = store.latest_released(tx, submission)
    composed = compose(earlier.version + 1 if earlier else 1)
    if composed is None:
        return
    control = replace(composed.control, answered_by=agency_of(equipment.settings.node))
    answer = abroad.joined(tx, replace(composed, control=control), at=composed.clock.answered_at)
    if if_changed and earlier and abroad.says_the_same(answer, earlier.value()):
        return
    answer_id = AnswerId(new_id("ans"))
    written = transaction_bytes(answer, _question(tx, equipment, submission))
    digest = equipment.vault.put(tx, written, owner=answer_id)
    store.insert_answer(tx, answer_id, answer, itl=digest)
    released = digest_of(to_json(answer).encode())
    event = AnswerReleased(submission, answer_id, answer.version, answer.verdict.value, released)
    ledger.record(tx, event, actor=NODE)


def _question(tx: Transaction, equipment: Equipment, submission: SubmissionId) -> itl.Transaction | None:
    return itl.read(intake.original(tx, equipment.vault, intake.submission_of(tx, submission))).transaction
