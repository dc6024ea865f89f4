"""Reads and writes the tables `submission`, `submission_header` and `submission_finding`."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from openbitmap.itl import Finding
from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.intake.model import Header, Submission
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.node.vault import Vault
from openbitmap.vocabulary import Digest, StationId, SubmissionId
from openbitmap.wire import SubmissionState

_SQL = named_queries(__package__)


def lock_arrival(tx: Transaction, station: StationId, digest: Digest) -> None:
    tx.scalar(_SQL["lock_arrival"], station=station, digest=digest)


def insert_submission(tx: Transaction, submission: Submission) -> None:
    tx.run(_SQL["insert_submission"], **asdict(submission))


def submission_of(tx: Transaction, submission: SubmissionId) -> Submission:
    """Raises Refused(NO_SUCH_THING)."""
    found = tx.one(_SQL["submission"], into=Submission, submission=submission)
    if found is None:
        raise Refused(NO_SUCH_THING, kind="submission", name=submission)
    return found


def submission_by_digest(tx: Transaction, station: StationId, digest: Digest) -> Submission | None:
    return tx.one(_SQL["submission_by_digest"], into=Submission, station=station, digest=digest)


def original(tx: Transaction, vault: Vault, submission: Submission) -> bytes:
    """The bytes as they arrived."""
    return vault.get(tx, submission.digest)


def advance(tx: Transaction, submission: SubmissionId, state: SubmissionState) -> None:
    tx.run(_SQL["advance"], submission=submission, state=state)


def insert_header(tx: Transaction, submission: SubmissionId, header: Header, *, due_at: datetime) -> None:
    values = asdict(header) | {"priority": int(header.priority), "repositories": list(header.repositories)}
    tx.run(_SQL["insert_header"], submission=submission, **values)
    tx.run(_SQL["set_due"], submission=submission, due_at=due_at)


def header_of(tx: Transaction, submission: SubmissionId) -> Header | None:
    """None while the submission is unexamined, and for ever if it could not be read."""
    return tx.one(_SQL["header"], into=Header, submission=submission)


def other_use_of_control_number(tx: Transaction, header: Header, own: SubmissionId) -> SubmissionId | None:
    """Another submission, not refused, that this originator sent under the same control number."""
    used = {"originator": header.originator, "control_number": header.control_number}
    tx.scalar(_SQL["lock_control_number"], **used)
    found = tx.scalar(_SQL["other_use_of_control_number"], submission=own, **used)
    return SubmissionId(found) if found else None


def insert_findings(tx: Transaction, submission: SubmissionId, findings: Sequence[Finding]) -> None:
    for finding in findings:
        tx.run(_SQL["insert_finding"], submission=submission, **asdict(finding))


def findings_of(tx: Transaction, submission: SubmissionId) -> tuple[Finding, ...]:
    """Everything found about the file, in the order in which it was found."""
    return tuple(tx.all(_SQL["findings"], into=Finding, submission=submission))


def past_due(tx: Transaction, at: datetime) -> list[SubmissionId]:
    """Submissions whose clock ran out before they were refused or searched."""
    return [SubmissionId(row[0]) for row in tx.all(_SQL["past_due"], at=at)]
