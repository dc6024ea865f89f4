"""What waits for a person: jobs that died, and how much is waiting for a worker."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from openbitmap.node.database import Transaction
from openbitmap.node.work.queue import Queue, hand_over


@dataclass(frozen=True)
class DeadLetter:
    """A job that was given up. `reason` names counts and exception classes, never what the job was working on."""

    job: int
    task: str
    key: str | None
    queue: Queue
    reason: str
    finished_at: datetime


def dead_letters(tx: Transaction) -> tuple[DeadLetter, ...]:
    """Oldest first."""
    query = "SELECT job, task, key, queue, reason, finished_at FROM work_jobs WHERE state = 'dead' ORDER BY finished_at"
    return tuple(tx.all(query, into=DeadLetter))


def revive(tx: Transaction, job: int) -> bool:
    """Puts a dead job back into its queue with a clean slate, once its cause is mended; False if it is not dead."""
    queue = tx.scalar(
        """
        UPDATE work_jobs SET state = 'waiting', crashes = 0, failures = 0, reason = NULL, finished_at = NULL
        WHERE job = %(job)s AND state = 'dead' RETURNING queue
        """,
        job=job,
    )
    if queue is None:
        return False
    hand_over(tx, job, Queue(queue))
    return True


def backlog(tx: Transaction) -> Mapping[Queue, int]:
    """Jobs waiting or running, by queue; a queue without work is 0."""
    rows = tx.all("SELECT queue, count(*) FROM work_jobs WHERE state IN ('waiting', 'running') GROUP BY queue")
    return dict.fromkeys(Queue, 0) | {Queue(queue): count for queue, count in rows}
