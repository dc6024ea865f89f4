"""Six simulated repositories, and one node that asks them, for all tests of a file."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.asked_abroad import TURN
from tests.cast import Cast
from tests.connecting import Abroad, abroad
from tests.databases import Shelf
from tests.rooms import Rooms

from openbitmap.biometrics import FingerGallery
from openbitmap.images import DecoderBox
from openbitmap.node.database import Database
from openbitmap.node.equipment import Equipment
from openbitmap.node.home import Home
from openbitmap.node.settings import read_settings


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Abroad]:
    with abroad(tmp_path_factory.mktemp("abroad")) as servers:
        yield servers


@pytest.fixture(scope="module")
def shared(shelf: Shelf, cast: Cast, decoder: DecoderBox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rooms]:
    """One node for all tests of this file: each gives its questions names of its own."""
    home = tmp_path_factory.mktemp("connectors") / "home"
    with shelf.lent("template_cast") as url, Database.open(url) as database:
        settings = read_settings({}, home=str(home), database_url=url)
        equipment = Equipment(settings, Home(settings.home).vault(), decoder, FingerGallery())
        yield Rooms(database, cast, equipment)


@pytest.fixture
def connected(shared: Rooms, outside: Abroad) -> Iterator[Rooms]:
    outside.connect(shared.equipment.settings.home)
    with shared.database.transaction() as tx:
        for table in ("consultation", "repository_day", "repository_health", "repository_notice"):
            tx.run(f"DELETE FROM {table}")
    next(TURN)
    at = datetime.now(UTC)
    yield replace(shared, equipment=replace(shared.equipment, now=lambda: at))
    usual = {"delay_seconds": 0.0, "outage": False, "silent_seconds": 0.0, "unauthorised": False, "refusal": ""}
    outside.behave(**usual, quota=0, stale_hours=0.0, garbage=False, drip_seconds=0.0)
