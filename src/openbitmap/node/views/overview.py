"""The work of a node for who oversees it: what waits, what is late, what broke, how long answers take, how often they
hit. Nothing here counts what is discreet: neither alerts, nor cases that only a discreet entry made, nor their jobs.

Counts of people are as of the last full hour: two looks an arrival apart would tell of the one who arrived.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from openbitmap.node.cases import Share
from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.views.cells import Cells, suppressed
from openbitmap.vocabulary import Priority, ServiceClass

_SQL = named_queries(__package__)
ANSWER_DAYS = 7
HIT_DAYS = 30
AGES = ((12, "0-11"), (18, "12-17"), (30, "18-29"), (45, "30-44"), (60, "45-59"), (200, "60+"))
"""First age that no longer belongs to a group, and the group's name."""

UNKNOWN = ""
WATCHED_JOBS = (
    "intake.jobs.%",
    "identities.jobs.enrol",
    "search.jobs.search_encounter",
    "exchange.jobs.%",
    "cases.jobs.open_for_candidates",
)
"""Jobs on the way from a file to its answer. Others may tell, by being there, of what is discreet."""


@dataclass(frozen=True)
class Waiting:
    """Things of one kind that wait: how many, how many past their clock, since when the oldest."""

    waiting: int
    late: int
    oldest: datetime | None


@dataclass(frozen=True)
class DeadJob:
    job: str
    reason: str
    finished_at: datetime


@dataclass(frozen=True)
class AnswerTimes:
    """Seconds from a file's arrival to its first answer that is more than "wait", by service class; `on_time` of
    `answers` within the clock."""

    service: ServiceClass
    answers: int
    p50: float
    p95: float
    longest: float
    on_time: int


@dataclass(frozen=True)
class People:
    """Today's encounters, small groups withheld."""

    as_of: datetime
    by_post: Cells
    by_nationality: Cells
    by_age: Cells


@dataclass(frozen=True)
class Hits:
    """Of `HIT_DAYS`: searches that showed a candidate, and, of the cases people decided, those without an
    identification (a candidate by chance, or too poor to tell)."""

    hit: Share
    false_hit: Share


@dataclass(frozen=True)
class Overview:
    at: datetime
    submissions: Waiting
    jobs: Waiting
    cases: Waiting
    dead: tuple[DeadJob, ...]
    people: People
    times: tuple[AnswerTimes, ...]
    hits: Hits
    arrivals: tuple[int, ...]


def overview(tx: Transaction, *, at: datetime, least: int) -> Overview:
    """`least`: the smallest group of people that is told. `arrivals` are files an hour over the last day."""
    day, week, month = at - timedelta(days=1), at - timedelta(days=ANSWER_DAYS), at - timedelta(days=HIT_DAYS)
    jobs = list(WATCHED_JOBS)
    return Overview(
        at,
        submissions=_waiting(tx, _SQL["submissions_waiting"], at=at),
        jobs=_waiting(tx, _SQL["jobs_waiting"], at=at, jobs=jobs),
        cases=_waiting(tx, _SQL["cases_waiting"], at=at),
        dead=tuple(tx.all(_SQL["dead_jobs"], into=DeadJob, jobs=jobs, since=week)),
        people=_people(tx, at.replace(minute=0, second=0, microsecond=0), least),
        times=_times(tx, week),
        hits=_hits(tx, month),
        arrivals=_arrivals(tx, day, at),
    )


def _waiting(tx: Transaction, query: str, **values: object) -> Waiting:
    return tx.one(query, into=Waiting, **values) or Waiting(0, 0, None)


def _people(tx: Transaction, as_of: datetime, least: int) -> People:
    midnight = as_of.replace(hour=0)
    by_post: dict[str, int] = {}
    by_nationality: dict[str, int] = {}
    by_age: dict[str, int] = {}
    for post, nationality, born, count in tx.all(_SQL["people_today"], since=midnight, until=as_of):
        by_post[post] = by_post.get(post, 0) + count
        by_nationality[nationality] = by_nationality.get(nationality, 0) + count
        group = age_group(born, as_of.year)
        by_age[group] = by_age.get(group, 0) + count
    return People(as_of, suppressed(by_post, least), suppressed(by_nationality, least), suppressed(by_age, least))


def age_group(born: str, year: int) -> str:
    """By the year of birth as asserted; UNKNOWN where none was."""
    if not born.isdecimal() or not 0 <= year - int(born) < AGES[-1][0]:
        return UNKNOWN
    return next(name for limit, name in AGES if year - int(born) < limit)


def _times(tx: Transaction, since: datetime) -> tuple[AnswerTimes, ...]:
    taken: dict[ServiceClass, list[float]] = {}
    for priority, seconds in tx.all(_SQL["answer_seconds"], since=since):
        taken.setdefault(Priority(priority).service_class, []).append(float(seconds))
    return tuple(_class_times(service, sorted(taken[service])) for service in ServiceClass if service in taken)


def _class_times(service: ServiceClass, seconds: Sequence[float]) -> AnswerTimes:
    on_time = sum(s <= service.clock_seconds for s in seconds)
    return AnswerTimes(
        service, len(seconds), _rank(seconds, 0.5), _rank(seconds, 0.95), longest=seconds[-1], on_time=on_time
    )


def _rank(rising: Sequence[float], share: float) -> float:
    """The value that this share of them does not exceed: one that was measured, never one in between."""
    return rising[max(0, -(-len(rising) * round(share * 100) // 100) - 1)]


def _hits(tx: Transaction, since: datetime) -> Hits:
    searches, hits, decided, without = tx.one(_SQL["hits"], since=since) or (0, 0, 0, 0)
    return Hits(Share(hits, searches), Share(without, decided))


def _arrivals(tx: Transaction, since: datetime, until: datetime) -> tuple[int, ...]:
    counted: dict[int, int] = dict(tx.all(_SQL["arrivals_by_hour"], since=since, until=until))
    return tuple(counted.get(hour, 0) for hour in range(24))
