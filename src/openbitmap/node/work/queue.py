"""Putting work into a queue, inside the caller's transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import LiteralString

from psycopg.types.json import Jsonb

from openbitmap.node.database import Transaction

TASK = "openbitmap.work"
STEP = "step"
"""The task of one line of the flow; a job that goes on in slices asks for its own line again."""


class Queue(StrEnum):
    """Who does it. `NATIVE` and `SEARCH` run one job at a time: native code can take its whole process along."""

    DEFAULT = "default"
    NATIVE = "native"
    SEARCH = "search"


CONCURRENCY: Mapping[Queue, int] = MappingProxyType({Queue.DEFAULT: 4, Queue.NATIVE: 1, Queue.SEARCH: 1})

_PUT: LiteralString = """
WITH put AS (
    INSERT INTO work_jobs (key, task, queue, ids)
    SELECT key, %(task)s, queue, ids
    FROM unnest(%(keys)s::text[], %(queues)s::text[], %(ids)s::jsonb[]) WITH ORDINALITY
        AS wanted (key, queue, ids, place)
    ORDER BY place
    ON CONFLICT (key) DO NOTHING RETURNING job, queue
)
"""
_DEFER = """
SELECT procrastinate_defer_jobs_v1(array_agg(
    ROW(queue, %(name)s, 0, NULL, NULL, jsonb_build_object('job', job), NULL)::procrastinate_job_to_defer_v1
    ORDER BY job))
"""
_ENQUEUE = f"{_PUT}{_DEFER} FROM put HAVING count(*) > 0"
_HAND_OVER = f"{_DEFER} FROM (SELECT %(job)s::bigint, %(queue)s) AS one (job, queue)"
"""The library's own statement for a new job, in one with ours; its trigger wakes a worker when the transaction
commits."""


@dataclass(frozen=True)
class Wanted:
    """One job of several: its key, whose it is, and the identifiers it needs."""

    key: str | None
    queue: Queue
    ids: Mapping[str, str | int]


def enqueue(
    tx: Transaction, task: str, *, queue: Queue = Queue.DEFAULT, key: str | None = None, **ids: str | int
) -> bool:
    """Adds work that becomes visible with the caller's commit. False when `key` was enqueued before: nothing is added.

    `ids` are identifiers only: whatever the job needs to know is read from the database when it runs.
    """
    return enqueue_all(tx, task, [Wanted(key, queue, ids)]) > 0


def enqueue_all(tx: Transaction, task: str, wanted: Sequence[Wanted]) -> int:
    """The same for several jobs of one task, in their order; says how many were added."""
    if not wanted:
        return 0
    added = tx.scalar(
        _ENQUEUE,
        task=task,
        name=TASK,
        keys=[one.key for one in wanted],
        queues=[one.queue.value for one in wanted],
        ids=[Jsonb(dict(one.ids)) for one in wanted],
    )
    return len(added or ())


def hand_over(tx: Transaction, job: int, queue: Queue) -> None:
    """Gives the job library a row for one of ours."""
    tx.scalar(_HAND_OVER, name=TASK, job=job, queue=queue.value)
