"""Brings a database to this version's schema. Guards two invariants: an applied file never changes, no file is skipped.

`NNNN_pre_name.sql` runs before new code starts and must let old code go on; `NNNN_post_name.sql` runs when no old code
is left.
"""

import hashlib
import re
from dataclasses import dataclass
from importlib import resources
from typing import Any

import psycopg

from openbitmap.node.database.connection import Database

_FILE = re.compile(r"^(\d{4})_(pre|post)_([a-z0-9_]+)\.sql$")
_LOCK = 0x0B17_4A90_0001  # any fixed number nobody else uses: one migration at a time in a database
_TABLE = """
CREATE TABLE IF NOT EXISTS schema_migrations (
    name text PRIMARY KEY,
    sha256 text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
)
"""


class MigrationRefused(RuntimeError):
    """The database and this version's migration files contradict each other; nothing was changed."""


@dataclass(frozen=True)
class Migration:
    """One file: `NNNN`, its half (pre or post), and its SQL."""

    name: str
    sql: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.sql.encode()).hexdigest()


def migrate(database: Database) -> tuple[str, ...]:
    """Applies every file not yet applied, each in its own transaction, and returns their names; again, it does nothing.

    Runs as the connecting role (the owner), not as the application role. Raises `MigrationRefused` when an applied file
    was edited, is missing here (the database is newer), or would be inserted before applied ones.
    """
    with psycopg.connect(database.url, autocommit=True, options="-c TimeZone=UTC") as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
        connection.execute(_TABLE)
        known: dict[str, str] = dict(connection.execute("SELECT name, sha256 FROM schema_migrations").fetchall())
        wanted = migrations()
        _refuse_contradictions(known, wanted)
        pending = [migration for migration in wanted if migration.name not in known]
        for migration in pending:
            _apply(connection, migration)
    return tuple(migration.name for migration in pending)


def migrations() -> tuple[Migration, ...]:
    """The files of this version in order: by number, pre before post."""
    found: list[tuple[str, str, Migration]] = []
    for entry in (resources.files(__package__) / "migrations").iterdir():
        if match := _FILE.match(entry.name):
            found.append((match[1], "01"[match[2] == "post"], Migration(entry.name, entry.read_text("utf-8"))))
        elif entry.name.endswith(".sql"):
            raise MigrationRefused(
                f"migrations/{entry.name}: not named NNNN_pre_name.sql or NNNN_post_name.sql; rename it"
            )
    ordered = sorted(found, key=lambda item: (item[0], item[1], item[2].name))
    return tuple(migration for _, _, migration in ordered)


def _refuse_contradictions(known: dict[str, str], wanted: tuple[Migration, ...]) -> None:
    here = {migration.name: migration.sha256 for migration in wanted}
    for name, sha256 in known.items():
        if name not in here:
            raise MigrationRefused(f"{name} was applied to this database but is unknown here: start a newer version")
        if here[name] != sha256:
            raise MigrationRefused(f"{name} was changed after it was applied: restore it, put the change in a new file")
    last = max((place for place, migration in enumerate(wanted) if migration.name in known), default=-1)
    for migration in wanted[: last + 1]:
        if migration.name not in known:
            raise MigrationRefused(f"{migration.name} comes before files already applied: give it the next free number")


def _apply(connection: psycopg.Connection[tuple[Any, ...]], migration: Migration) -> None:
    with connection.transaction():
        connection.execute(migration.sql.encode())
        connection.execute(
            "INSERT INTO schema_migrations (name, sha256) VALUES (%s, %s)", (migration.name, migration.sha256)
        )
