"""Transactions, frozen values, named queries, identifiers, migrations, roles: the door every room goes through."""

import contextlib
import itertools
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

import psycopg
import pytest

from openbitmap.node.database import (
    Database,
    MigrationRefused,
    TooManyRows,
    migrate,
    named_queries,
    new_id,
)


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Thing:
    number: int
    colour: Colour | None
    parts: tuple[str, ...]
    at: datetime


@pytest.fixture
def things(database: Database) -> Database:
    with psycopg.connect(database.url) as connection:
        connection.execute("CREATE TABLE things (number int PRIMARY KEY, colour text, parts text[], at timestamptz)")
    return database


INSERT = "INSERT INTO things VALUES (%(number)s, %(colour)s, %(parts)s, %(at)s)"
SELECT = "SELECT number, colour, parts, at FROM things"


def test_values_come_back_as_the_frozen_types_they_went_in(things: Database) -> None:
    at = datetime.now(UTC)
    with things.transaction() as tx:
        assert tx.run(INSERT, number=1, colour=Colour.RED, parts=["a", "b"], at=at) == 1
        assert tx.run(INSERT, number=2, colour=None, parts=[], at=at) == 1
    with things.reading() as tx:
        found = tx.all(f"{SELECT} ORDER BY number", into=Thing)
        assert list(tx.each(f"{SELECT} ORDER BY number", into=Thing)) == found
        assert tx.one(f"{SELECT} WHERE number = %(n)s", into=Thing, n=3) is None
        assert tx.scalar("SELECT count(*) FROM things") == 2
    assert found == [Thing(1, Colour.RED, ("a", "b"), at), Thing(2, None, (), at)]
    assert found[0].at.utcoffset() == timedelta(0)


def test_one_row_means_one_row(things: Database) -> None:
    with things.transaction() as tx:
        tx.copy("COPY things (number, colour) FROM STDIN", [(n, "red") for n in range(1000)])
        with pytest.raises(TooManyRows, match="SELECT number"):
            tx.one("SELECT number FROM things")


def test_statements_as_they_are_written(things: Database) -> None:
    with things.transaction() as tx:
        assert tx.one("SELECT %(a)s::int + %(b)s::int, %(a)s::text || '%%'", a=1, b=2) == (3, "1%")
        assert tx.run("INSERT INTO things (number) VALUES (1); INSERT INTO things (number) VALUES (2)") == 1
        assert [row[0] for row in tx.all("SELECT number FROM things ORDER BY number")] == [1, 2]
    for wrong in ("SELECT %s", "SELECT '50%'", "SELECT %(missing)s"):
        with pytest.raises(psycopg.ProgrammingError), things.transaction() as tx:
            tx.one(wrong)
    with pytest.raises(psycopg.ProgrammingError, match="rows"), things.transaction() as tx:
        tx.all("DELETE FROM things")
    with things.reading() as tx:
        assert tx.scalar("SELECT count(*) FROM things") == 2


def test_a_plan_outlives_a_rollback_and_a_changed_table(things: Database) -> None:
    with things.session() as session:
        with session.transaction() as tx:
            assert tx.all("SELECT * FROM things") == []
        with pytest.raises(psycopg.errors.UniqueViolation), session.transaction() as tx:
            tx.run("INSERT INTO things (number) VALUES (1), (1)")
        with psycopg.connect(things.url) as owner:
            owner.execute("ALTER TABLE things ADD weight int")
        with pytest.raises(psycopg.errors.FeatureNotSupported), session.transaction() as tx:
            tx.all("SELECT * FROM things")
        with session.transaction() as tx:
            assert tx.all("SELECT * FROM things") == []


def test_a_glance_commits_each_statement_and_an_empty_transaction_tells_the_server_nothing(things: Database) -> None:
    with pytest.raises(ZeroDivisionError), things.glancing() as tx:
        tx.run("INSERT INTO things (number) VALUES (1)")
        raise ZeroDivisionError
    with things.session() as session:
        with session.transaction() as tx:
            assert tx.scalar("SELECT count(*) FROM things") == 1
        state = "SELECT query FROM pg_stat_activity WHERE pid = %s"
        with psycopg.connect(things.url) as owner:
            last = owner.execute(state, (session.backend,)).fetchone()
            with session.transaction():
                pass
            owner.rollback()
            assert owner.execute(state, (session.backend,)).fetchone() == last == ("COMMIT",)


def test_a_failed_transaction_leaves_nothing_and_calls_nobody(things: Database) -> None:
    told: list[str] = []
    with pytest.raises(ZeroDivisionError), things.transaction() as tx:
        tx.run("INSERT INTO things (number) VALUES (1)")
        tx.after_commit(lambda: told.append("rolled back"))
        raise ZeroDivisionError
    with things.transaction() as tx:
        assert tx.scalar("SELECT count(*) FROM things") == 0
        tx.after_commit(lambda: told.append("committed"))
        assert told == []
    assert told == ["committed"]


def test_parameters_are_never_sql(things: Database) -> None:
    hostile = "'; DROP TABLE things; --"
    with things.transaction() as tx:
        tx.run("INSERT INTO things (number, colour) VALUES (1, %(colour)s)", colour=hostile)
        assert tx.scalar("SELECT colour FROM things") == hostile


def test_the_application_and_the_reader_cannot_rewrite_the_ledger(database: Database) -> None:
    for attempt in ("UPDATE ledger_entries SET leaf = ''", "DELETE FROM ledger_entries", "TRUNCATE ledger_entries"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), database.transaction() as tx:
            tx.run(attempt)
        with (
            psycopg.connect(database.url) as owner,
            pytest.raises(psycopg.errors.InsufficientPrivilege, match="append"),
        ):
            owner.execute(attempt.encode())
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction), database.reading() as tx:
        tx.run("INSERT INTO vault_objects DEFAULT VALUES")


def test_rooms_tables_made_later_are_open_to_the_application(things: Database) -> None:
    with things.transaction() as tx:
        assert tx.scalar("SELECT current_user") == "openbitmap_application"
        tx.run("INSERT INTO things (number) VALUES (1)")
    with things.reading() as tx:
        assert tx.scalar("SELECT current_user") == "openbitmap_reader"
        assert tx.scalar("SELECT number FROM things") == 1


def test_identifiers_are_distinct_readable_and_in_order_of_time() -> None:
    batches = []
    for _ in range(5):
        batches.append([new_id("sub") for _ in range(200)])
        time.sleep(0.002)
    everything = [name for batch in batches for name in batch]
    assert len(set(everything)) == 1000
    assert all(max(early) < min(late) for early, late in itertools.pairwise(batches))
    assert all(name.startswith("sub-") and len(name) == 22 and not set("ILOU") & set(name[4:]) for name in everything)


def queries_package(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> str:
    package = f"room_{folder.name.replace('-', '_')}"
    (folder / package).mkdir()
    (folder / package / "__init__.py").touch()
    (folder / package / "queries.sql").write_text(text, "utf-8")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, package, raising=False)
    return package


def test_named_queries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "-- The room's.\n\n-- name: find\n-- One by number.\nSELECT 1\n  -- why\n;\n-- name: count\n-- All.\nSELECT 2"
    )
    queries = named_queries(queries_package(tmp_path, text, monkeypatch))
    assert list(queries) == ["find", "count"]
    assert "SELECT 1" in queries["find"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("-- name: find\nSELECT 1", "line 2.*description"),
        ("-- name: find\n-- A.\nSELECT 1\n-- name: find\n-- B.\nSELECT 2", "line 4.*twice"),
        ("SELECT 1", "line 1.*before the first"),
    ],
)
def test_badly_named_queries_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, text: str, complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        named_queries(queries_package(tmp_path, text, monkeypatch))


def test_migrating_twice_does_nothing(database: Database) -> None:
    assert migrate(database) == ()


def test_an_edited_unknown_or_skipped_migration_is_refused(database: Database) -> None:
    def tampered(statement: str, complaint: str) -> None:
        with psycopg.connect(database.url) as owner:
            owner.execute(statement.encode())
        with pytest.raises(MigrationRefused, match=complaint):
            migrate(database)

    tampered("UPDATE schema_migrations SET sha256 = 'x' WHERE name LIKE '0001%'", "changed after it was applied")
    tampered("DELETE FROM schema_migrations WHERE name LIKE '0000%'", "changed after it was applied")
    tampered("DELETE FROM schema_migrations WHERE name LIKE '0001%'", "comes before")
    tampered("INSERT INTO schema_migrations VALUES ('9999_pre_future.sql', 'x')", "newer version")


def test_our_copy_of_the_job_librarys_schema_is_that_of_the_installed_version(database: Database) -> None:
    """An upgrade of the library must come with its migrations as new files here."""
    from importlib import resources

    schema = (resources.files("procrastinate") / "sql" / "schema.sql").read_text("utf-8")
    ours = (resources.files("openbitmap.node.database") / "migrations" / "0000_pre_job_library.sql").read_text("utf-8")
    assert ours.endswith(schema)


def test_what_failed_and_was_passed_over_is_no_commit_and_what_is_over_is_not_used_again(things: Database) -> None:
    ran: list[str] = []
    with pytest.raises(psycopg.errors.InFailedSqlTransaction), things.transaction() as tx:
        tx.after_commit(lambda: ran.append("kept"))
        tx.run("INSERT INTO things (number) VALUES (7)")
        with contextlib.suppress(psycopg.errors.UniqueViolation):
            tx.run("INSERT INTO things (number) VALUES (7)")
    with things.transaction() as over:
        assert over.scalar("SELECT count(*) FROM things WHERE number = 7") == 0
    assert not ran
    with pytest.raises(psycopg.InterfaceError, match="is over"):
        over.run("INSERT INTO things (number) VALUES (8)")
