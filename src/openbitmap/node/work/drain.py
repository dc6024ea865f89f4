"""Running the queue dry in this process: a test posts, drains, looks."""

from openbitmap.node.database import Database, Transaction
from openbitmap.node.work.attempt import End, Gate, Outcome, perform
from openbitmap.node.work.queue import TASK
from openbitmap.node.work.rescue import finish, retry
from openbitmap.node.work.ticket import Duties

_FETCH = """
UPDATE procrastinate_jobs SET status = 'doing' WHERE id = (
    SELECT id FROM procrastinate_jobs WHERE status = 'todo' AND task_name = %(task)s
    ORDER BY priority DESC, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING id, (args->>'job')::bigint
"""


def drain(database: Database, duties: Duties, *, raising: bool = True) -> int:
    """Does every job of every queue, and those they enqueue, one after another; says how many attempts that took.

    `raising`: the first failure of a job is raised here as it was. Otherwise failures are counted and retried at once,
    without their waits, until done or dead.
    """
    gate = Gate()
    attempts = 0
    ended: tuple[int, Outcome] | None = None
    while True:
        with database.transaction() as tx:
            if ended:
                _write_down(tx, *ended)
            fetched = tx.one(_FETCH, task=TASK)
        if fetched is None:
            return attempts
        library_job, job = fetched
        outcome = perform(database, duties, gate, job=job)
        ended = library_job, outcome
        attempts += 1
        if raising and outcome.trouble:
            with database.transaction() as tx:
                _write_down(tx, *ended)
            raise outcome.trouble


def _write_down(tx: Transaction, library_job: int, outcome: Outcome) -> None:
    """How an attempt ended, for the library."""
    if outcome.end in (End.AGAIN, End.FENCED):
        retry(tx, library_job, 0.0)
    else:
        finish(tx, library_job, "failed" if outcome.end is End.DEAD else "succeeded")
