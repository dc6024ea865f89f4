"""The list of answers: one line a submission, with its newest answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from openbitmap.node.database import Transaction, named_queries
from openbitmap.vocabulary import Digest, StationId, SubmissionId
from openbitmap.wire import Answer, SubmissionState, answer_from_json

_SQL = named_queries(__package__)


@dataclass(frozen=True)
class AnswerLine:
    submission: str
    station: str
    title: str
    received_at: datetime
    version: int
    body: str

    @property
    def answer(self) -> Answer:
        return answer_from_json(self.body)


@dataclass(frozen=True)
class AnswerBytes:
    """One released version: its wire form and the vault digest of its transaction bytes."""

    submission: str
    version: int
    body: str
    itl: Digest


@dataclass(frozen=True)
class AnswerFilter:
    """Which submissions a reader may and wants to see: `stations` None means all, an empty list none; `text` is part
    of a control number or of a submission's own number."""

    stations: tuple[StationId, ...] | None = None
    text: str = ""
    limit: int = 40


@dataclass(frozen=True)
class Asked:
    """A submission with the newest word on it; `body` is None while there is none."""

    submission: str
    station: str
    title: str
    received_at: datetime
    due_at: datetime
    state: SubmissionState
    control_number: str
    version: int | None
    body: str | None

    @property
    def answer(self) -> Answer | None:
        return answer_from_json(self.body) if self.body else None


def asked(tx: Transaction, wanted: AnswerFilter) -> list[Asked]:
    """Newest arrival first, those without an answer among them."""
    stations = None if wanted.stations is None else list(wanted.stations)
    return tx.all(_SQL["asked"], into=Asked, stations=stations, text=wanted.text.strip(), limit=wanted.limit)


def asked_named(tx: Transaction, submission: SubmissionId, wanted: AnswerFilter) -> Asked | None:
    """One of those that the reader may see."""
    stations = None if wanted.stations is None else list(wanted.stations)
    return tx.one(_SQL["asked_named"], into=Asked, stations=stations, submission=submission)


def answer_versions(tx: Transaction, submission: SubmissionId) -> list[Answer]:
    """Everything that was said on one submission, oldest first."""
    return [answer_from_json(body) for (body,) in tx.all(_SQL["answer_versions"], submission=submission)]


def answers_since(tx: Transaction, station: StationId, since: datetime) -> list[AnswerBytes]:
    """Every version released to a station since a time, oldest first."""
    return tx.all(_SQL["answers_since"], into=AnswerBytes, station=station, since=since)


def recent_answers(
    tx: Transaction, *, stations: Sequence[StationId] | None = None, limit: int = 50
) -> list[AnswerLine]:
    """Newest first; `stations` None means all of them, an empty list none."""
    names = None if stations is None else list(stations)
    return tx.all(_SQL["recent_answers"], into=AnswerLine, stations=names, limit=limit)
