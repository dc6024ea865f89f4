"""One embedded PostgreSQL per test session, one fresh migrated database per test. No imitation of the database."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from openbitmap.node.database import Database, EmbeddedServer, migrate

_TEMPLATE = "template_openbitmap"
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    """The session's server. Without fsync: tests of durability start their own."""
    server = EmbeddedServer(tmp_path_factory.mktemp("postgresql") / "node", database=_TEMPLATE, durable=False)
    server.start()
    with Database.open(server.url, connections=1) as template:
        migrate(template)
    yield server
    server.remove()


@pytest.fixture
def template() -> str:
    """The database that a test's own is a copy of; a folder may copy another one."""
    return _TEMPLATE


@pytest.fixture
def server_url(server: EmbeddedServer, template: str) -> Iterator[str]:
    """URL of a fresh, migrated, empty database, dropped after the test. For tests that start processes."""
    yield from fresh(server, template)


@pytest.fixture
def second_url(server: EmbeddedServer, template: str) -> Iterator[str]:
    """URL of another one, for a second node."""
    yield from fresh(server, template)


def fresh(server: EmbeddedServer, template: str) -> Iterator[str]:
    name = f"test_{next(_numbers)}"
    owner = server.url.rpartition("/")[0]
    _command(owner, "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)
    yield f"{owner}/{name}"
    _command(owner, "DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture
def database(server_url: str) -> Iterator[Database]:
    """The same fresh database, opened as the application opens it."""
    with Database.open(server_url) as database:
        yield database


@pytest.fixture
def vault_folder(tmp_path: Path) -> Path:
    return tmp_path / "vault"


def _command(owner: str, text: str, *names: str) -> None:
    with psycopg.connect(f"{owner}/postgres", autocommit=True) as connection:
        connection.execute(sql.SQL(text).format(*map(sql.Identifier, names)))
