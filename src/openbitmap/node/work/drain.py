"""Running the queue dry in this process: a test posts, drains, looks."""

from collections.abc import Sequence

from openbitmap.node.database import Database, Transaction
from openbitmap.node.work.attempt import End, Gate, Outcome, perform
from openbitmap.node.work.queue import TASK
from openbitmap.node.work.rescue import finish, retry
from openbitmap.node.work.ticket import Duties

_FETCH = """
WITH fetched AS (
    UPDATE procrastinate_jobs SET status = 'doing' WHERE id = (
        SELECT id FROM procrastinate_jobs WHERE status = 'todo' AND task_name = %(task)s
        ORDER BY priority DESC, id LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING id, (args->>'job')::bigint AS job
)
SELECT id, job FROM fetched
"""
_FINISH_AND_FETCH = f"""{_FETCH.rpartition("SELECT")[0]}, ended AS MATERIALIZED (
    SELECT procrastinate_finish_job_v1(%(ended)s, %(status)s, false)
)
SELECT id, job FROM ended LEFT JOIN fetched ON true
"""


def drain(database: Database, duties: Duties, *, raising: bool = True) -> int:
    """Does every job of every queue, and those they enqueue, one after another; says how many attempts that took.

    `raising`: the first failure of a job is raised here as it was. Otherwise failures are counted and retried at once,
    without their waits, until done or dead. What waits for people is tried once, not counted, and waits for the next
    time.
    """
    gate = Gate()
    attempts = 0
    ended: tuple[int, Outcome] | None = None
    later: list[int] = []
    while True:
        with database.glancing() as tx:
            fetched = _next(tx, ended)
        if fetched is None:
            _put_back(database, later)
            return attempts
        library_job, job = fetched
        outcome = perform(database, duties, gate, job=job)
        if outcome.end is End.LATER:
            later.append(library_job)
            ended = None
            continue
        ended = library_job, outcome
        attempts += 1
        if raising and outcome.trouble:
            with database.transaction() as tx:
                _write_down(tx, library_job, outcome)
            raise outcome.trouble


def _next(tx: Transaction, ended: tuple[int, Outcome] | None) -> tuple[int, int] | None:
    """Numbers of the next job, the library's and ours, once it was told how the one before ended."""
    if ended and ended[1].end not in (End.AGAIN, End.FENCED):
        status = "failed" if ended[1].end is End.DEAD else "succeeded"
        row = tx.one(_FINISH_AND_FETCH, task=TASK, ended=ended[0], status=status)
    else:
        if ended:
            retry(tx, ended[0], 0.0)
        row = tx.one(_FETCH, task=TASK)
    return (row[0], row[1]) if row and row[0] is not None else None


def _put_back(database: Database, later: Sequence[int]) -> None:
    if later:
        with database.transaction() as tx:
            for library_job in later:
                retry(tx, library_job, 0.0)


def _write_down(tx: Transaction, library_job: int, outcome: Outcome) -> None:
    """How an attempt ended, for the library."""
    if outcome.end in (End.AGAIN, End.FENCED):
        retry(tx, library_job, 0.0)
    else:
        finish(tx, library_job, "failed" if outcome.end is End.DEAD else "succeeded")
