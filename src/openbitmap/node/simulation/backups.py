"""A backup of one nation as an administrator would have made it: its database dumped table by table, its home folder
copied. Set back to it, the nation knows nothing of what came after."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psycopg
from psycopg import sql

_TABLES = """
SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
  AND NOT a.attisdropped AND a.attgenerated = ''
GROUP BY c.relname ORDER BY c.relname
"""
_SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1"
_SET_BACK = "SELECT setval(format('public.%%I', %s::text)::regclass, COALESCE(%s, 1), %s)"
_EMPTY = 21
"""Bytes of a dump without a row."""


@dataclass(frozen=True)
class Backup:
    """What lay in each table, where each sequence stood, and where the copy of the home folder lies."""

    tables: Mapping[str, tuple[tuple[str, ...], bytes]]
    sequences: tuple[tuple[str, int | None], ...]
    folder: Path

    @classmethod
    def taken(cls, url: str, home: Path) -> Self:
        """Of everything that is committed, at one instant. The copy of the folder lies beside it."""
        folder = home.with_name(f"{home.name}.backup")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(home, folder)
        tables = {}
        with psycopg.connect(url) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            for name, columns in connection.execute(_TABLES).fetchall():
                with connection.cursor().copy(_copied(name, columns, "TO STDOUT")) as copy:
                    tables[name] = (tuple(columns), b"".join(bytes(piece) for piece in copy))
            sequences = tuple((name, last) for name, last in connection.execute(_SEQUENCES).fetchall())
        return cls(tables, sequences, folder)

    def restore(self, url: str, home: Path) -> None:
        """Whatever came since is gone. Triggers and foreign keys rest meanwhile: rows come back as they were."""
        shutil.rmtree(home)
        shutil.copytree(self.folder, home)
        with psycopg.connect(url) as connection:
            connection.execute("SET session_replication_role = replica")
            emptied = [sql.SQL("DELETE FROM {}").format(sql.Identifier("public", name)) for name in self.tables]
            connection.execute(sql.SQL("; ").join(emptied))
            for name, (columns, rows) in self.tables.items():
                if len(rows) <= _EMPTY:
                    continue
                with connection.cursor().copy(_copied(name, columns, "FROM STDIN")) as copy:
                    copy.write(rows)
            for name, last in self.sequences:
                connection.execute(_SET_BACK, (name, last, last is not None))


def _copied(table: str, columns: tuple[str, ...] | list[str], way: str) -> sql.Composed:
    named = sql.SQL(", ").join(sql.Identifier(column) for column in columns)
    whole = sql.SQL("COPY {} ({}) " + way + " (FORMAT BINARY)")
    return whole.format(sql.Identifier("public", table), named)
