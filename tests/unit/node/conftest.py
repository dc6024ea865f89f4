"""The rooms of a node in one process, for tests of a single room."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cast import assemble
from tests.rooms import Rooms

from openbitmap.biometrics import FingerGallery
from openbitmap.images import DecoderBox
from openbitmap.node.database import Database
from openbitmap.node.equipment import Equipment
from openbitmap.node.home import Home
from openbitmap.node.settings import read_settings


@pytest.fixture(scope="session")
def decoder() -> Iterator[DecoderBox]:
    with DecoderBox() as decoder:
        yield decoder


@pytest.fixture
def rooms(database: Database, decoder: DecoderBox, tmp_path: Path) -> Rooms:
    settings = read_settings({}, home=str(tmp_path / "home"), database_url=database.url)
    equipment = Equipment(settings, Home(settings.home).vault(), decoder, FingerGallery())
    return Rooms(database, assemble(database), equipment)
