"""The list of answers: one line a submission, with its newest answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from openbitmap.node.database import Transaction, named_queries
from openbitmap.vocabulary import Digest, StationId
from openbitmap.wire import Answer, answer_from_json

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


def answers_since(tx: Transaction, station: StationId, since: datetime) -> list[AnswerBytes]:
    """Every version released to a station since a time, oldest first."""
    return tx.all(_SQL["answers_since"], into=AnswerBytes, station=station, since=since)


def recent_answers(
    tx: Transaction, *, stations: Sequence[StationId] | None = None, limit: int = 50
) -> list[AnswerLine]:
    """Newest first; `stations` None means all of them, an empty list none."""
    names = None if stations is None else list(stations)
    return tx.all(_SQL["recent_answers"], into=AnswerLine, stations=names, limit=limit)
