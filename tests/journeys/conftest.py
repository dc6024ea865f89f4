"""A real node for a journey: supervisor, roles and doors as processes, its own home folder, a fresh database."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest

from openbitmap.node.running import RunningNode
from openbitmap.node.settings import read_settings
from openbitmap.synthetic.people import Person, Post, people
from openbitmap.synthetic.transactions import Presentation
from tests.cast import ORIGINATORS, Cast, assemble

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


@pytest.fixture(scope="session")
def strangers() -> list[Person]:
    """Five people who never met; each test may take any of them."""
    return list(people(20_261_124, 5, as_of=AS_OF))


@pytest.fixture
def shown() -> Callable[..., Presentation]:
    """A presentation of a person at a station of the cast; `number` makes the control number and the impressions."""

    def present(person: Person, station: str, number: int, **more: object) -> Presentation:
        place = Post(ORIGINATORS[station], station.title(), "CI")  # type: ignore[index]  # stations are named by text here
        return Presentation(person, person.identity, place, datetime(2026, 11, 24, 2, 0, tzinfo=UTC), number, **more)  # type: ignore[arg-type]  # passed on as given

    return present
