"""The node's word that it has a submission, and how far it has come."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import TypeAdapter

from openbitmap.vocabulary import Digest, StationId, SubmissionId


class SubmissionState(StrEnum):
    RECEIVED = "received"
    ACCEPTED = "accepted"
    ENROLLED = "enrolled"
    SEARCHED = "searched"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True)
class Receipt:
    """The same bytes from the same station always give this same value."""

    submission: SubmissionId
    station: StationId
    digest: Digest
    size: int
    received_at: datetime


@dataclass(frozen=True)
class Status:
    """How far a submission has come; `answer_version` is 0 until the first answer is released."""

    submission: SubmissionId
    state: SubmissionState
    due_at: datetime
    answer_version: int


_RECEIPT = TypeAdapter(Receipt)
_STATUS = TypeAdapter(Status)


def receipt_from_json(text: str | bytes) -> Receipt:
    return _RECEIPT.validate_json(text)


def status_from_json(text: str | bytes) -> Status:
    return _STATUS.validate_json(text)
