"""Putting work into a queue, inside the caller's transaction."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import procrastinate

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

# Never opened: each job goes through the connection of the transaction that asks for it.
_library = procrastinate.App(connector=procrastinate.SyncPsycopgConnector())


def enqueue(
    tx: Transaction, task: str, *, queue: Queue = Queue.DEFAULT, key: str | None = None, **ids: str | int
) -> bool:
    """Adds work that becomes visible with the caller's commit. False when `key` was enqueued before: nothing is added.

    `ids` are identifiers only: whatever the job needs to know is read from the database when it runs.
    """
    job = tx.scalar(
        """
        INSERT INTO work_jobs (key, task, queue, ids) VALUES (%(key)s, %(task)s, %(queue)s, %(ids)s)
        ON CONFLICT (key) DO NOTHING RETURNING job
        """,
        key=key,
        task=task,
        queue=queue.value,
        ids=ids,
    )
    if job is None:
        return False
    hand_over(tx, job, queue)
    return True


def hand_over(tx: Transaction, job: int, queue: Queue) -> None:
    """Gives the job library a row for one of ours; its trigger wakes a worker when the transaction commits."""
    _library.configure_task(name=TASK, queue=queue.value, connection=tx.connection).defer(job=job)
