"""One embedded PostgreSQL per test session, a migrated database for each test, as if new. No imitations."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.databases import Shelf

from openbitmap.node.database import Database, EmbeddedServer, migrate

_TEMPLATE = "template_openbitmap"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests first: what begins last should not be what takes longest."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


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


@pytest.fixture(scope="session")
def shelf(server: EmbeddedServer) -> Iterator[Shelf]:
    """Databases of the session's server that are used again, set back to how they began."""
    shelf = Shelf(server)
    yield shelf
    shelf.close()


@pytest.fixture
def server_url(shelf: Shelf, template: str) -> Iterator[str]:
    """URL of a migrated, empty database; what happened in it is forgotten after the test. For tests that start
    processes."""
    with shelf.lent(template) as url:
        yield url


@pytest.fixture
def second_url(shelf: Shelf, template: str) -> Iterator[str]:
    """URL of another one, for a second node."""
    with shelf.lent(template) as url:
        yield url


@pytest.fixture
def database(server_url: str) -> Iterator[Database]:
    """The same database, opened as the application opens it."""
    with Database.open(server_url) as database:
        yield database


@pytest.fixture
def vault_folder(tmp_path: Path) -> Path:
    return tmp_path / "vault"
