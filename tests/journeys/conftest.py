"""A real node for a journey: supervisor, roles and doors as processes, its own home folder, a fresh database.

`node` is one for each test; `shared_node` is one for all tests of a file, for many small cases that leave each other
alone.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser
from tests.cast import ORIGINATORS, Cast, assemble
from tests.databases import Shelf
from tests.journeys.browsing import CHROMIUM, NO_BROWSER, Desk, browsers

from openbitmap.node.database import EmbeddedServer
from openbitmap.node.running import RunningNode
from openbitmap.node.settings import read_settings
from openbitmap.synthetic.people import Person, Post, people
from openbitmap.synthetic.transactions import Presentation

AS_OF = date(2026, 11, 24)


@pytest.fixture
def node(tmp_path: Path, server_url: str) -> Iterator[RunningNode]:
    settings = read_settings({}, home=str(tmp_path / "home"), database_url=server_url, port="0")
    with RunningNode(settings) as running:
        yield running


@pytest.fixture
def cast(node: RunningNode) -> Cast:
    with node.database() as database:
        return assemble(database)


@pytest.fixture
def client(node: RunningNode) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=node.address, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def shared_node(
    shelf: Shelf, server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningNode]:
    home = tmp_path_factory.mktemp("shared") / "home"
    with (
        shelf.lent(server.url.rpartition("/")[2]) as url,
        RunningNode(read_settings({}, home=str(home), database_url=url, port="0")) as running,
    ):
        yield running


@pytest.fixture(scope="module")
def shared_cast(shared_node: RunningNode) -> Cast:
    with shared_node.database() as database:
        return assemble(database)


@pytest.fixture(scope="module")
def shared_client(shared_node: RunningNode) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=shared_node.address, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for each file, not one for all: the driver's event loop runs in this thread as long as the browser does, and
    other tests have loops of their own."""
    if CHROMIUM is None:
        pytest.skip(NO_BROWSER)
    yield from browsers()


@pytest.fixture
def desk(browser: Browser, node: RunningNode, cast: Cast) -> Iterator[Desk]:
    """A browser before a node of this test's own, with the cast in it."""
    desk = Desk(browser, node)
    yield desk
    desk.close()


@pytest.fixture
def shared_desk(browser: Browser, shared_node: RunningNode, shared_cast: Cast) -> Iterator[Desk]:
    """A browser before the node that the tests of a file share."""
    desk = Desk(browser, shared_node)
    yield desk
    desk.close()


@pytest.fixture(scope="session")
def strangers() -> list[Person]:
    """Five people who never met; each test may take any of them."""
    return list(people(20_261_124, 5, as_of=AS_OF))


@pytest.fixture(scope="session")
def shown() -> Callable[..., Presentation]:
    """A presentation of a person at a station of the cast; `number` makes the control number and the impressions."""

    def present(person: Person, station: str, number: int, **more: object) -> Presentation:
        place = Post(ORIGINATORS[station], station.title(), "CI")  # type: ignore[index]  # stations are named by text here
        return Presentation(person, person.identity, place, datetime(2026, 11, 24, 2, 0, tzinfo=UTC), number, **more)  # type: ignore[arg-type]  # passed on as given

    return present
