"""One attempt at one job: claim, do, finish. Guards the invariant that a job's effects are committed at most once.

The claim (its own commit) raises the attempt number; the job's transaction ends with a write that demands the same
number. Whoever takes a job over raises it first, so the transaction of a worker that was only frozen rolls back.
"""

import logging
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from openbitmap.node.database import Database, Session, Transaction
from openbitmap.node.work.ticket import Duties, Fenced, GiveUp, NotYet, Ticket

_log = logging.getLogger(__name__)

FAILURES_ALLOWED = 8
CRASHES_ALLOWED = 3
_LONGEST_WAIT = 60.0


class End(StrEnum):
    """How an attempt ended. `SETTLED`: nothing was left to do. `FENCED`: somebody else has the job now, or had it.
    `LATER`: it waits for people.

    `SUSPECT`: it crashed a worker before and is to be run alone.
    """

    DONE = "done"
    SETTLED = "settled"
    AGAIN = "again"
    LATER = "later"
    DEAD = "dead"
    FENCED = "fenced"
    SUSPECT = "suspect"


@dataclass(frozen=True)
class Outcome:
    """`wait`: seconds until the next attempt, where there may be one. `trouble`: what the job raised, if it failed."""

    end: End
    wait: float = 0.0
    trouble: Exception | None = None


class Gate:
    """Lets ordinary jobs of this process run side by side, and a job that crashed a worker before run all alone.

    So the next crash of a job that kills its worker is counted against that job only, never against its neighbours.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._alone = 0

    @contextmanager
    def passing(self, *, alone: bool) -> Iterator[None]:
        with self._changed:
            if alone:
                self._alone += 1  # from now on no ordinary job enters
                self._changed.wait_for(lambda: self._inside == 0)
            else:
                self._changed.wait_for(lambda: self._alone == 0)
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._alone -= alone
                self._changed.notify_all()


def perform(database: Database, duties: Duties, gate: Gate, *, job: int) -> Outcome:
    """Claims the job, runs it in one transaction and settles its row. Raises only when the database is out of reach."""
    with gate.passing(alone=False):
        outcome = _attempt(database, duties, job, alone=False)
    if outcome.end is End.SUSPECT:
        with gate.passing(alone=True):
            outcome = _attempt(database, duties, job, alone=True)
    return outcome


def _attempt(database: Database, duties: Duties, job: int, *, alone: bool) -> Outcome:
    ticket: Ticket | None = None
    try:
        with database.session() as session:
            claimed = _claim(session, job, alone=alone)
            if isinstance(claimed, End):
                return Outcome(claimed)
            ticket = claimed
            with session.transaction() as tx:
                duties.run(tx, ticket)
                _finish(tx, ticket)
    except NotYet as patience:
        assert ticket is not None  # raised by the job
        return _postpone(database, ticket, reason=str(patience))
    except Fenced as fenced:
        _log.warning("%s", fenced)
        return Outcome(End.FENCED)
    except Exception as trouble:
        if ticket is None:
            raise
        return _fail(database, duties, ticket, trouble=trouble)
    return Outcome(End.DONE)


def bury(tx: Transaction, duties: Duties, ticket: Ticket, *, reason: str) -> None:
    """Marks the job dead, whatever its attempt, and lets the caller's duties record it, in one transaction."""
    tx.run(
        """
        UPDATE work_jobs SET state = 'dead', reason = %(reason)s, finished_at = clock_timestamp() WHERE job = %(job)s
        """,
        job=ticket.job,
        reason=reason,
    )
    duties.bury(tx, ticket, reason)


def _claim(session: Session, job: int, *, alone: bool) -> Ticket | End:
    """SETTLED where the job is finished, SUSPECT where it crashed a worker before and we are not alone."""
    with session.glancing() as tx:
        ticket = tx.one(
            """
            UPDATE work_jobs
            SET state = 'running', attempt = attempt + 1, backend = %(backend)s, started_at = clock_timestamp()
            WHERE job = %(job)s AND state IN ('waiting', 'running') AND (crashes = 0 OR %(alone)s)
            RETURNING job, attempt, task, key, ids
            """,
            into=Ticket,
            job=job,
            backend=session.backend,
            alone=alone,
        )
        if ticket:
            return ticket
        unfinished = tx.scalar("SELECT state IN ('waiting', 'running') FROM work_jobs WHERE job = %(job)s", job=job)
        return End.SUSPECT if unfinished else End.SETTLED


def _finish(tx: Transaction, ticket: Ticket) -> None:
    finished = tx.run(
        """
        UPDATE work_jobs SET state = 'done', finished_at = clock_timestamp()
        WHERE job = %(job)s AND attempt = %(attempt)s AND state = 'running'
        """,
        job=ticket.job,
        attempt=ticket.attempt,
    )
    if not finished:
        raise Fenced(f"attempt {ticket.attempt} at job {ticket.job} was taken over; its work is rolled back")


def _postpone(database: Database, ticket: Ticket, *, reason: str) -> Outcome:
    with database.transaction() as tx:
        mine = tx.run(
            """
            UPDATE work_jobs SET state = 'waiting', reason = %(reason)s
            WHERE job = %(job)s AND attempt = %(attempt)s AND state = 'running'
            """,
            job=ticket.job,
            attempt=ticket.attempt,
            reason=reason,
        )
    return Outcome(End.LATER if mine else End.FENCED, wait=_LONGEST_WAIT)


def _fail(database: Database, duties: Duties, ticket: Ticket, *, trouble: Exception) -> Outcome:
    """Counts the failure, and either sets the time of the next attempt (2, 4, 8 ... 60 s) or buries the job."""
    # Class and place only: a message may quote what the job was working on, a person's name for instance.
    frames = "".join(traceback.format_tb(trouble.__traceback__))
    _log.warning("attempt %d at job %d failed: %s\n%s", ticket.attempt, ticket.job, type(trouble).__name__, frames)
    with database.transaction() as tx:
        failures = tx.scalar(
            """
            UPDATE work_jobs SET state = 'waiting', failures = failures + 1, reason = %(reason)s
            WHERE job = %(job)s AND attempt = %(attempt)s AND state = 'running' RETURNING failures
            """,
            job=ticket.job,
            attempt=ticket.attempt,
            reason=type(trouble).__name__,
        )
        if failures is None:
            return Outcome(End.FENCED)
        if isinstance(trouble, GiveUp):
            bury(tx, duties, ticket, reason=f"gave up: {trouble}")
        elif failures >= FAILURES_ALLOWED:
            bury(tx, duties, ticket, reason=f"failed {failures} times, last with {type(trouble).__name__}")
        else:
            return Outcome(End.AGAIN, wait=min(2.0**failures, _LONGEST_WAIT), trouble=trouble)
    return Outcome(End.DEAD, trouble=trouble)
