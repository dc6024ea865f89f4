"""Databases for tests: what a test changed is set back by rows, in a few thousandths of a second; a new database takes
a third of a second, most of it in the kernel, and there are two thousand tests."""

import itertools
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from openbitmap.node.database import EmbeddedServer, Origin

_numbers = itertools.count(1)

_QUIET = """
SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
"""Whoever a test left connected goes, as with the database before."""

_SHAPE = """
SELECT md5(string_agg(part, ' ' ORDER BY part)) FROM (
    SELECT concat_ws(' ', c.oid, c.relname, a.attname, a.atttypid, a.attnotnull, a.attisdropped)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.oid >= 16384 AND a.attnum > 0
    UNION ALL SELECT concat_ws(' ', oid, tgenabled, xmin) FROM pg_trigger
    UNION ALL SELECT concat_ws(' ', oid, xmin) FROM pg_proc WHERE oid >= 16384
    UNION ALL SELECT concat_ws(' ', oid, convalidated) FROM pg_constraint
    UNION ALL SELECT concat_ws(' ', setdatabase, setconfig) FROM pg_db_role_setting
) AS shape (part)
"""
"""Tables, columns, triggers and functions: rows are set back, these are not."""

_SIZE = "SELECT pg_database_size(current_database())"
_MOST_BYTES = 40_000_000
"""A database that has grown past this many bytes is slower than a new one."""


@dataclass
class Kept:
    """A database with the memory of how it began."""

    name: str
    url: str
    origin: Origin
    shape: str

    def is_restored(self) -> bool:
        """Set back to how it began; False where that cannot be done by rows."""
        ask = self.origin.connection.execute
        ask(_QUIET)
        if _found(ask(_SHAPE)) != self.shape or int(_found(ask(_SIZE))) > _MOST_BYTES:
            return False
        self.origin.restore()
        return True


@dataclass
class Shelf:
    """The databases of one server that no test holds, by the template that they are copies of."""

    server: EmbeddedServer
    idle: dict[str, list[Kept]] = field(default_factory=lambda: defaultdict(list))

    @contextmanager
    def lent(self, template: str) -> Iterator[str]:
        """URL of a database that is as the template is; any other connection to it ends with the block."""
        kept = self.idle[template].pop() if self.idle[template] else self._made(template)
        try:
            yield kept.url
        finally:
            if kept.is_restored():
                self.idle[template].append(kept)
            else:
                kept.origin.close()
                self._command("DROP DATABASE {} WITH (FORCE)", kept.name)

    def close(self) -> None:
        """Lets go of the server; nothing is lent any more."""
        for kept in (one for idle in self.idle.values() for one in idle):
            kept.origin.close()

    @contextmanager
    def own(self, template: str) -> Iterator[str]:
        """URL of a database for this block alone, that nobody else is connected to."""
        name = self._copied(template)
        try:
            yield f"{self._owner}/{name}"
        finally:
            self._command("DROP DATABASE {} WITH (FORCE)", name)

    def _made(self, template: str) -> Kept:
        name = self._copied(template)
        url = f"{self._owner}/{name}"
        origin = Origin.kept(url)
        return Kept(name, url, origin, str(_found(origin.connection.execute(_SHAPE))))

    def _copied(self, template: str) -> str:
        name = f"test_{next(_numbers)}"
        self._command("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)
        return name

    @property
    def _owner(self) -> str:
        return self.server.url.rpartition("/")[0]

    def _command(self, text: str, *names: str) -> None:
        with psycopg.connect(f"{self._owner}/postgres", autocommit=True) as connection:
            connection.execute(sql.SQL(text).format(*map(sql.Identifier, names)))


def _found(cursor: psycopg.Cursor) -> str:
    row = cursor.fetchone()
    assert row is not None
    return str(row[0])
