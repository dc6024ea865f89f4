"""How repositories outside fare: what was asked of each, how long it took, what it said, what is left of its quota.
Counts only: whom a question was about, nobody learns here."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from openbitmap.node.connectors import Repository
from openbitmap.node.database import Transaction, named_queries

_SQL = named_queries(__package__)
LOOKED_BACK = timedelta(hours=24)
RESTS_AFTER = 3
"""Attempts in a row without an answer after which a repository is shown as out of reach."""


@dataclass(frozen=True)
class RepositoryFigures:
    """Of the questions of the last 24 hours: `answered` with seconds at the median and the 95th percentile (None
    without any), `failed` (timed out, an error, not authorised, refused), `barred` by our own gate or quota."""

    asked: int = 0
    waiting: int = 0
    answered: int = 0
    failed: int = 0
    barred: int = 0
    p50: float | None = None
    p95: float | None = None

    @property
    def error_share(self) -> float | None:
        """Failed of all that were sent and have come to an end."""
        ended = self.answered + self.failed
        return self.failed / ended if ended else None


@dataclass(frozen=True)
class RepositoryLine:
    """One repository with its figures; `trouble` is why the last attempts gave no answer."""

    repository: Repository
    figures: RepositoryFigures
    used: int
    failures: int
    trouble: str
    answered_at: datetime | None
    notices: int

    @property
    def out_of_reach(self) -> bool:
        return self.failures >= RESTS_AFTER


def repository_lines(tx: Transaction, repositories: tuple[Repository, ...], *, at: datetime) -> list[RepositoryLine]:
    """Every configured repository, in the order of the configuration."""
    return [_line(tx, r, at) for r in repositories]


def _line(tx: Transaction, repository: Repository, at: datetime) -> RepositoryLine:
    name = repository.name
    figures = tx.one(_SQL["repository_figures"], into=RepositoryFigures, repository=name, since=at - LOOKED_BACK)
    used, notices = tx.all(_SQL["repository_use"], repository=name, day=at.astimezone(UTC).date())[0]
    health = tx.one(_SQL["repository_health"], repository=name) or (0, "", None)
    return RepositoryLine(
        repository, figures or RepositoryFigures(), used, health[0], health[1], answered_at=health[2], notices=notices
    )
