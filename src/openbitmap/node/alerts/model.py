"""An alert and its states."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from openbitmap.vocabulary import EncounterId, SubmissionId


class AlertState(StrEnum):
    UNVERIFIED = "unverified"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Alert:
    """`encounter` was met; `listed` is the entry it may be."""

    alert: str
    submission: SubmissionId
    encounter: EncounterId
    listed: EncounterId
    gallery: str
    state: AlertState
    raised_at: datetime
    closed_at: datetime | None
