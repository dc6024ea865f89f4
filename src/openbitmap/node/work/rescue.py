"""Taking over the jobs of workers that stopped beating: the job library counts heartbeats but never acts on them.

Every worker process runs one such loop. Two loops never meet over a job: the library's row is locked, others skip it.
"""

import logging
import threading
import time
from dataclasses import replace

import psycopg

from openbitmap.node.database import Database, Transaction
from openbitmap.node.work.attempt import CRASHES_ALLOWED, bury
from openbitmap.node.work.pace import PACE, Pace
from openbitmap.node.work.queue import TASK
from openbitmap.node.work.ticket import Duties, Ticket

_log = logging.getLogger(__name__)

_STALLED = """
SELECT p.id, (p.args->>'job')::bigint FROM procrastinate_jobs p
LEFT JOIN procrastinate_workers w ON w.id = p.worker_id
WHERE p.status = 'doing' AND p.task_name = %(task)s
  AND (w.id IS NULL OR w.last_heartbeat < now() - make_interval(secs => %(stale)s))
ORDER BY p.id LIMIT 1 FOR UPDATE OF p SKIP LOCKED
"""


class Rescue:
    """The loop, in its own thread. Its first look waits, so that a database outage does not look like dead workers."""

    def __init__(self, database: Database, duties: Duties, pace: Pace, *, ends_sessions: bool = True) -> None:
        """`ends_sessions`: False where the sessions of whoever died are known to have ended, and all they began."""
        self._ends_sessions = ends_sessions
        self._database = database
        self._duties = duties
        self._pace = pace
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="work rescue", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        not_before = time.monotonic() + self._pace.stale - self._pace.rescue
        while not self._stop.wait(self._pace.rescue):
            try:
                while time.monotonic() >= not_before and self.rescue_one():
                    pass
            except psycopg.Error as trouble:
                _log.warning("rescue could not look, database in trouble: %s", type(trouble).__name__)
                not_before = time.monotonic() + self._pace.stale - self._pace.rescue

    def rescue_one(self) -> bool:
        """Takes one stalled job from its dead or frozen worker; False when there is none."""
        with self._database.transaction() as tx:
            stalled = tx.one(_STALLED, task=TASK, stale=self._pace.stale)
            if stalled is None:
                return False
            library_job, job = stalled
            # First end the old attempt's session: its row locks would hold us up, and it can then never commit.
            if self._ends_sessions:
                self._end_session(tx, job)
            self._decide(tx, library_job, job)
        return True

    def _decide(self, tx: Transaction, library_job: int, job: int) -> None:
        crashes = tx.scalar(
            """
            UPDATE work_jobs SET state = 'waiting', attempt = attempt + 1, crashes = crashes + 1, reason = 'worker died'
            WHERE job = %(job)s AND state = 'running' RETURNING crashes
            """,
            job=job,
        )
        state = tx.scalar("SELECT state FROM work_jobs WHERE job = %(job)s", job=job)
        if crashes is not None and crashes >= CRASHES_ALLOWED:
            ticket = tx.one(
                "SELECT job, attempt, task, key, ids FROM work_jobs WHERE job = %(job)s", into=Ticket, job=job
            )
            if ticket:
                bury(tx, self._duties, ticket, reason=f"its worker died {crashes} times")
            finish(tx, library_job, "failed")
        elif state == "waiting":
            _log.warning("job %d taken over from a dead worker, crash %s", job, crashes or 0)
            retry(tx, library_job, 0.0)
        else:  # it was finished; only the library had not heard
            finish(tx, library_job, "succeeded" if state == "done" else "failed")

    def _end_session(self, tx: Transaction, job: int) -> None:
        backend = tx.scalar("SELECT backend FROM work_jobs WHERE job = %(job)s AND state = 'running'", job=job)
        if backend is None:
            return
        # As the connecting role: the application role may not end sessions. An older start excludes a reused number.
        with psycopg.connect(self._database.url, autocommit=True) as connection:
            connection.execute(
                """
                SELECT pg_terminate_backend(s.pid) FROM pg_stat_activity s, work_jobs w
                WHERE s.pid = %(backend)s AND s.datname = current_database() AND s.application_name = 'openbitmap'
                  AND w.job = %(job)s AND w.backend = s.pid AND s.backend_start <= w.started_at
                """,
                {"backend": backend, "job": job},
            )


def take_over(database: Database, duties: Duties, *, ends_sessions: bool = True) -> int:
    """Takes every job that somebody is said to be doing: for a process that knows itself to be the only one. Says how
    many. `ends_sessions` as with `Rescue`."""
    rescue = Rescue(database, duties, replace(PACE, stale=0.0), ends_sessions=ends_sessions)
    taken = 0
    while rescue.rescue_one():
        taken += 1
    return taken


def finish(tx: Transaction, library_job: int, status: str) -> None:
    tx.run("SELECT procrastinate_finish_job_v1(%(id)s, %(status)s, false)", id=library_job, status=status)


def retry(tx: Transaction, library_job: int, wait: float) -> None:
    tx.run(
        """
        SELECT procrastinate_retry_job_v2(%(id)s, now() + make_interval(secs => %(wait)s), NULL, NULL, NULL)
        """,
        id=library_job,
        wait=wait,
    )


def release(tx: Transaction, workers: list[int]) -> int:
    """Puts back what our own workers held when they lost the database: no crash is counted. Says how many jobs."""
    held = tx.all(
        """
        SELECT id, (args->>'job')::bigint FROM procrastinate_jobs
        WHERE status = 'doing' AND task_name = %(task)s AND worker_id = ANY(%(workers)s) FOR UPDATE SKIP LOCKED
        """,
        task=TASK,
        workers=workers,
    )
    for library_job, job in held:
        tx.run(
            "UPDATE work_jobs SET state = 'waiting', attempt = attempt + 1 WHERE job = %(job)s AND state = 'running'",
            job=job,
        )
        retry(tx, library_job, 0.0)
    return len(held)
