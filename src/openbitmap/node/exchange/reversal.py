"""A confirmation that no longer holds is taken back in writing, and given again if people restore it (R60). What was
released stays released: each turn is a new version."""

from dataclasses import replace
from datetime import datetime

from openbitmap.node import cases, identities, search
from openbitmap.node.cases import Finding
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import CaseDecided
from openbitmap.node.exchange import actions, answers, store
from openbitmap.vocabulary import EncounterId, SubmissionId, Verdict
from openbitmap.wire import Answer, NextStep


def release_reversal(tx: Transaction, equipment: Equipment, encounter: EncounterId, *, at: datetime) -> None:
    """After who is who changed: withdraw the confirmation given about this encounter, or give it again. Does nothing
    where the last answer still says what people hold to be so."""
    submission = _submission_of(tx, encounter)
    if submission is None:
        return
    latest, decided = store.latest_answer(tx, submission), _identification(tx, submission)
    if latest is None or decided is None:
        return
    holds = _still_holds(tx, decided)
    if latest.verdict is Verdict.CONFIRMED and not holds:
        actions.release(tx, equipment, submission, compose=lambda v: _withdrawn(tx, decided, version=v, at=at))
    elif latest.verdict is Verdict.WITHDRAWN and holds:
        actions.release_decision(tx, equipment, decided, at=at)


def _submission_of(tx: Transaction, encounter: EncounterId) -> SubmissionId | None:
    found = identities.encounters_named(tx, [encounter])
    return found[0].submission if found else None


def _identification(tx: Transaction, submission: SubmissionId) -> CaseDecided | None:
    done = search.search_of(tx, submission)
    decided = cases.decision_on(tx, cases.case_id_of(done.search)) if done else None
    return decided if decided and Finding(decided.conclusion) is Finding.IDENTIFICATION else None


def _still_holds(tx: Transaction, decided: CaseDecided) -> bool:
    """Whether any of the identified candidates is the same person as the one met, as people see it now. Nobody is held
    together through the prints of a discreet entry here: the post's answer must not tell of them."""
    met = EncounterId(decided.encounter)
    person = identities.alike(tx, [met], blind=True)[met]
    return any(EncounterId(candidate) in person for candidate in decided.candidates)


def _withdrawn(tx: Transaction, decided: CaseDecided, *, version: int, at: datetime) -> Answer | None:
    before = answers.decision_answer(tx, decided, version=version, at=at)
    return replace(before, verdict=Verdict.WITHDRAWN, next_step=NextStep.UNDO) if before else None
