"""A pool of connections to one PostgreSQL database, and the transactions made from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import psycopg
from psycopg.types.json import JsonbDumper
from psycopg_pool import ConnectionPool, PoolTimeout

from openbitmap.node.database.transaction import Row, Transaction

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

PREPARED_AFTER, PREPARED_MOST = 1, 1000
"""A statement is planned once a session from its second use on; a node has some seven hundred."""

_BECOME = """
SELECT set_config('role', rolname, false) FROM pg_roles
WHERE rolname = %s AND pg_has_role(session_user, oid, 'SET')
"""
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

    def __init__(self, connection: psycopg.Connection[Row]) -> None:
        self._connection = connection

    @property
    def backend(self) -> int:
        """Process number of this session's server process."""
        return self._connection.info.backend_pid

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Commits when the block ends, rolls back when it raises; `after_commit` actions run after a commit only."""
        tx = Transaction(self._connection)
        with self._connection.transaction():
            yield tx
        tx.committed()


class Database:
    """A pool over one URL. Usable from several threads; a transaction belongs to the thread that opened it."""

    def __init__(self, pool: ConnectionPool[psycopg.Connection[Row]], url: str) -> None:
        self._pool = pool
        self.url = url

    @classmethod
    def open(
        cls,
        url: str,
        *,
        connections: int = 8,
        cursors: type[psycopg.Cursor[Row]] = psycopg.Cursor,
        is_trusting: bool = False,
    ) -> Self:
        """Opens lazily: no connection is made until one is needed, so a server may still be starting. Statements run
        through `cursors`: those of a simulation may end their process. Who is trusting does not ask before each use
        whether a connection still stands."""
        pool: ConnectionPool[psycopg.Connection[Row]] = ConnectionPool(
            url,
            min_size=0,
            max_size=connections,
            max_idle=60,
            timeout=30,
            open=True,
            configure=_configure,
            check=None if is_trusting else ConnectionPool.check_connection,
            kwargs={
                "autocommit": True,
                "options": "-c TimeZone=UTC",
                "application_name": "openbitmap",
                "cursor_factory": cursors,
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
    def reading(self) -> Iterator[Transaction]:
        """One consistent snapshot that cannot write: read-only, repeatable read, as the reader role if there is one."""
        with self.transaction(aside=True) as tx:
            tx.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            if tx.scalar("SELECT current_user") == APPLICATION_ROLE:
                tx.run(f"SET LOCAL ROLE {READER_ROLE}")
            yield tx

    def close(self) -> None:
        self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _configure(connection: psycopg.Connection[Row]) -> None:
    """Gives up the owner's rights for the application's; before the first migration the role is not there yet."""
    connection.adapters.register_dumper(dict, JsonbDumper)
    connection.prepare_threshold, connection.prepared_max = PREPARED_AFTER, PREPARED_MOST
    query = _BECOME if connection.info.server_version >= 160000 else _BECOME_BEFORE_16
    connection.execute(query.encode(), (APPLICATION_ROLE,))
