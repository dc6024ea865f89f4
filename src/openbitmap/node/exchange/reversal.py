"""A confirmation that no longer holds is taken back in writing, and given again if people restore it (R60). What was
released stays released: each turn is a new version."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from openbitmap.node import cases, identities, search
from openbitmap.node.cases import Finding
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import CaseDecided
from openbitmap.node.exchange import actions, answers, store
from openbitmap.vocabulary import EncounterId, SubmissionId, Verdict
from openbitmap.wire import Answer, NextStep


def release_reversals(
    tx: Transaction, equipment: Equipment, encounters: Sequence[EncounterId], *, at: datetime
) -> None:
    """After who is who changed: for every one of these encounters that was answered for, say what people hold to be so
    now. Does nothing where the last answer says it already."""
    submissions = sorted({m.submission for m in identities.encounters_named(tx, encounters) if m.submission})
    # All cases, then all answers, each in the order of their names, and the ledger last: as whoever judges or answers.
    decisions = [(s, decided) for s in submissions if (decided := _identification(tx, s))]
    for submission, _ in decisions:
        store.lock_answers(tx, submission)
    for submission, decided in decisions:
        compose = partial(_answer_now, tx, decided, at=at)
        actions.release(tx, equipment, submission, compose=compose)


def _answer_now(tx: Transaction, decided: CaseDecided, version: int, *, at: datetime) -> Answer | None:
    """What is to be said that the latest answer does not say; None before people were quoted at all."""
    latest = store.latest_answer(tx, SubmissionId(decided.submission))
    if latest is None or latest.verdict not in (Verdict.CONFIRMED, Verdict.WITHDRAWN):
        return None
    now = _decided_now(tx, decided, version, at=at)
    if now is None or (now.verdict, now.next_step) == (latest.verdict, latest.next_step):
        return None
    return now


def release_again(tx: Transaction, equipment: Equipment, submission: SubmissionId, *, at: datetime) -> None:
    """After something became known abroad: the answer as it is now, if that differs from the latest one. Before the
    first answer there is none to give again, and that one will say it."""
    done = search.search_of(tx, submission)
    decided = cases.decision_on(tx, cases.case_id_of(done.search)) if done else None
    within = timedelta(minutes=equipment.settings.desk.case_minutes)

    def compose(version: int) -> Answer | None:
        if done is None or version == 1:
            return None
        if decided is None:
            return answers.search_answer(tx, done, version=version, at=at, within=within)
        if Finding(decided.conclusion) is not Finding.IDENTIFICATION:
            return answers.decision_answer(tx, decided, version=version, at=at)
        return _decided_now(tx, decided, version, at=at)

    actions.release(tx, equipment, submission, compose=compose, if_changed=True)


def _decided_now(tx: Transaction, decided: CaseDecided, version: int, *, at: datetime) -> Answer | None:
    """An identification as far as it still stands."""
    standing = _standing(tx, decided)
    now = answers.decision_answer(tx, replace(decided, candidates=standing), version=version, at=at)
    if now and not standing:
        return replace(now, verdict=Verdict.WITHDRAWN, next_step=NextStep.UNDO)
    return now


def _identification(tx: Transaction, submission: SubmissionId) -> CaseDecided | None:
    done = search.search_of(tx, submission)
    decided = cases.decision_on(tx, cases.case_id_of(done.search)) if done else None
    return decided if decided and Finding(decided.conclusion) is Finding.IDENTIFICATION else None


def _standing(tx: Transaction, decided: CaseDecided) -> tuple[str, ...]:
    """The identified candidates who are the same person as the one met, as people see it now. Two whom a judgement
    keeps apart are not, whatever joins them through others; and nobody is held together through the prints of a
    discreet entry here: the post's answer must not tell of them."""
    met = EncounterId(decided.encounter)
    graph = identities.graph_around(tx, [met], blind=True)
    person, apart = graph.person_of(met), {edge.pair for edge in graph.conflicts()}
    candidates = [EncounterId(c) for c in decided.candidates]
    return tuple(c for c in candidates if c in person and frozenset((met, c)) not in apart)
