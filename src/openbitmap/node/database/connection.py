"""A pool of connections to one PostgreSQL database, and the transactions made from it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Self

import psycopg
from psycopg.types.json import JsonbDumper
from psycopg_pool import ConnectionPool, PoolTimeout

from openbitmap.node.database.line import Line, Watch
from openbitmap.node.database.transaction import Transaction

_log = logging.getLogger(__name__)

# Made by the migrations. The application works as the first, views read as the second; neither rewrites the ledger.
APPLICATION_ROLE = "openbitmap_application"
READER_ROLE = "openbitmap_reader"

OUTAGES: tuple[type[Exception], ...] = (psycopg.OperationalError, PoolTimeout)
"""What a transaction raises when the server is away or ends a session; the same a little later may well succeed."""

COLLISIONS: tuple[type[Exception], ...] = (psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure)
"""What a transaction raises when the server ended it in favour of another: nothing of it is kept, and the same work
done again from its beginning may well succeed. Outages too, to whoever does not tell them apart."""

UNFIT_VALUES: tuple[type[Exception], ...] = (psycopg.DataError,)
"""What a transaction raises for a value that no column can hold: a zero byte in a text, a number out of range."""

_BECOME = """
SELECT set_config('role', rolname, false) FROM pg_roles
WHERE rolname = %s AND pg_has_role(session_user, oid, 'SET')
"""
_READ = b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_READ_AS = _READ + f"; SET LOCAL ROLE {READER_ROLE}".encode()
_BECOME_BEFORE_16 = _BECOME.replace("'SET'", "'MEMBER'")


@dataclass
class Commits:
    """How many transactions a piece of work has committed: none means that it can be done again as if never begun."""

    count: int = 0


_COUNTED: ContextVar[Commits | None] = ContextVar("commits", default=None)


@contextmanager
def counting_commits() -> Iterator[Commits]:
    """Counts what is committed in this context, and in the threads that it starts; not what was committed `aside`."""
    token = _COUNTED.set(commits := Commits())
    try:
        yield commits
    finally:
        _COUNTED.reset(token)


class Session:
    """One pooled connection held for several transactions in a row; `backend` identifies it to the server."""

    def __init__(self, line: Line) -> None:
        self._line = line

    @property
    def backend(self) -> int:
        """Process number of this session's server process."""
        return self._line.pgconn.backend_pid

    @property
    def is_application(self) -> bool:
        """Whether this session gave up the owner's rights."""
        return self._line.is_application

    @contextmanager
    def transaction(self, begin: bytes = b"BEGIN") -> Iterator[Transaction]:
        """Commits when the block ends, rolls back when it raises; `after_commit` actions run after a commit only."""
        tx = Transaction(self._line, begin)
        try:
            yield tx
        except BaseException:
            tx.end()
            self._roll_back()
            raise
        tx.commit()

    @contextmanager
    def glancing(self) -> Iterator[Transaction]:
        """Every statement is a transaction of its own, done when it returns: for one alone, and for several that need
        not agree, as they would not in a transaction that reads what is committed."""
        tx = Transaction(self._line, b"")
        yield tx
        tx.commit()

    def _roll_back(self) -> None:
        """What raised goes on; a connection that cannot even roll back is not used again."""
        if self._line.closed or self._line.is_idle:
            return
        try:
            self._line.command(b"ROLLBACK")
        except psycopg.Error as trouble:
            _log.warning("rolling back failed: %s", type(trouble).__name__)


class Database:
    """A pool over one URL. Usable from several threads; a transaction belongs to the thread that opened it."""

    def __init__(self, pool: ConnectionPool[Line], url: str) -> None:
        self._pool = pool
        self.url = url

    @classmethod
    def open(
        cls,
        url: str,
        *,
        connections: int = 8,
        watch: Watch | None = None,
        is_trusting: bool = False,
    ) -> Self:
        """Opens lazily: no connection is made until one is needed, so a server may still be starting. `watch` is told
        of every statement: that of a simulation may end its process. Who is trusting does not ask before each use
        whether a connection still stands."""
        pool: ConnectionPool[Line] = ConnectionPool(
            url,
            connection_class=Line,
            min_size=0,
            max_size=connections,
            max_idle=60,
            timeout=30,
            open=True,
            configure=partial(_configure, watch=watch),
            check=None if is_trusting else ConnectionPool.check_connection,
            kwargs={
                "autocommit": True,
                "options": "-c TimeZone=UTC",
                "application_name": "openbitmap",
            },
        )
        return cls(pool, url)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One connection for several transactions; most callers want `transaction`."""
        with self._pool.connection() as connection:
            yield Session(connection)

    @contextmanager
    def transaction(self, *, aside: bool = False) -> Iterator[Transaction]:
        """One transaction, read committed: commits when the block ends, rolls back when it raises. `aside`: it is no
        part of the work, which may be done again after it (who asks, what was read)."""
        with self.session() as session, session.transaction() as tx:
            yield tx
        commits = _COUNTED.get()
        if commits and not aside:
            commits.count += 1

    @contextmanager
    def glancing(self) -> Iterator[Transaction]:
        """As `Session.glancing`: for a look that changes nothing, or for one statement that does."""
        with self.session() as session, session.glancing() as tx:
            yield tx

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """One consistent snapshot that cannot write: read-only, repeatable read, as the reader role if there is one."""
        with self.session() as session, session.transaction(_READ_AS if session.is_application else _READ) as tx:
            yield tx

    def close(self) -> None:
        self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _configure(line: Line, watch: Watch | None) -> None:
    """Gives up the owner's rights for the application's; before the first migration the role is not there yet."""
    line.adapters.register_dumper(dict, JsonbDumper)
    query = _BECOME if line.info.server_version >= 160000 else _BECOME_BEFORE_16
    line.is_application = line.execute(query.encode(), (APPLICATION_ROLE,)).fetchone() is not None
    line.prepare()
    line.watch = watch
