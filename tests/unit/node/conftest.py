"""The rooms of a node in one process, for tests of a single room."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from tests.attesting import MINUTES, attest, state
from tests.cast import Cast, assemble
from tests.databases import Shelf
from tests.nations import Nations, nations
from tests.rooms import NOON, Rooms
from tests.two_worlds import World, two_worlds

from openbitmap.biometrics import FingerGallery
from openbitmap.images import DecoderBox
from openbitmap.node.database import Database, EmbeddedServer
from openbitmap.node.equipment import Equipment
from openbitmap.node.home import Home
from openbitmap.node.settings import read_settings


@pytest.fixture(scope="session")
def decoder() -> Iterator[DecoderBox]:
    with DecoderBox() as decoder:
        yield decoder


_PEOPLED = "template_cast"


@pytest.fixture(scope="session")
def cast(server: EmbeddedServer) -> Cast:
    """The cast in a database of its own, of which every node of these tests begins as a copy."""
    owner = server.url.rpartition("/")[0]
    empty, peopled = (sql.Identifier(name) for name in (server.url.rpartition("/")[2], _PEOPLED))
    with psycopg.connect(f"{owner}/postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(peopled, empty))
    with Database.open(f"{owner}/{_PEOPLED}", connections=1) as database:
        return assemble(database)


@pytest.fixture
def template(template: str, request: pytest.FixtureRequest) -> str:
    if not {"rooms", "two_nations"} & set(request.fixturenames):
        return template
    request.getfixturevalue("cast")
    return _PEOPLED


@pytest.fixture
def rooms(database: Database, cast: Cast, decoder: DecoderBox, tmp_path: Path) -> Rooms:
    settings = read_settings({}, home=str(tmp_path / "home"), database_url=database.url)
    equipment = Equipment(settings, Home(settings.home).vault(), decoder, FingerGallery())
    return Rooms(database, cast, equipment)


@pytest.fixture
def two_nations(server_url: str, second_url: str, cast: Cast, decoder: DecoderBox, tmp_path: Path) -> Iterator[Nations]:
    """Chile and the United States, introduced to each other over a good link."""
    with nations((server_url, second_url), tmp_path, decoder, cast=cast) as made:
        yield made


@pytest.fixture
def worlds(shelf: Shelf, cast: Cast, decoder: DecoderBox, tmp_path: Path) -> Iterator[tuple[World, World]]:
    """Two nodes of the same cast: one for the day with its discreet entries, one for the day without."""
    with two_worlds(shelf, _PEOPLED, cast, decoder, tmp_path) as made:
        yield made


@pytest.fixture
def attested(two_nations: Nations) -> Iterator[Nations]:
    """Two nations that attested each other at noon, with some history."""
    state(two_nations.cl, 3)
    attest(two_nations, NOON)
    yield two_nations


@pytest.fixture
def twice(attested: Nations) -> Nations:
    """Attested a second time, so that the history between the two is a span of its own."""
    state(attested.cl, 3)
    attest(attested, NOON + 11 * MINUTES)
    return attested
