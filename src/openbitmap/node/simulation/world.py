"""The nations of all runs: one server, a database each, founded, introduced, agreed once; set back for each seed."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from psycopg import sql

from openbitmap.images import DecoderBox
from openbitmap.instruments import digest, parse, signed_words
from openbitmap.node import agreements, partners
from openbitmap.node.database import Database, EmbeddedServer, migrate
from openbitmap.node.delivery import Step
from openbitmap.node.events import Event
from openbitmap.node.flow import FLOW
from openbitmap.node.partners import Keyring
from openbitmap.node.running import LOOKS
from openbitmap.node.simulation.agreement import agreement_of
from openbitmap.node.simulation.nation import SIMULATION, Clock, Look, Nation, Place, founded, introduced
from openbitmap.node.simulation.restoring import keep, restore
from openbitmap.vocabulary import PartnerId

BEGINNING = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)
NAMES = (PartnerId("CL"), PartnerId("US"))


@dataclass(frozen=True)
class Rules:
    """What nodes do: the flow of facts into jobs, and what they look at as time passes. A defect is another flow."""

    flow: Mapping[type[Event], tuple[Step, ...]]
    looks: tuple[Look, ...]


AS_IT_IS = Rules(FLOW, LOOKS)
"""What a node does, but for what it looks at once a minute: forgetting has a pace of its own."""


class World:
    """Use as a context manager; it takes a few seconds to open."""

    def __init__(self, folder: Path, rules: Rules, names: tuple[PartnerId, PartnerId] = NAMES) -> None:
        self.folder = folder
        self.names = names
        self._rules = rules
        self._server = EmbeddedServer(folder / "postgresql", database="simulation", durable=False)
        self._decoder = DecoderBox()
        self.nations: dict[PartnerId, Nation] = {}
        self.text = agreement_of(*names)

    def __enter__(self) -> Self:
        self._decoder.__enter__()
        url = self._server.start()
        for name in self.names:
            self.nations[name] = self._born(name, url)
        for newcomer, host in permutations(self.nations.values(), 2):
            introduced(newcomer, host)
        self._agree()
        for nation in self.nations.values():
            nation.work()
            nation.database.close()
            keep(nation.place.url)
            shutil.copytree(nation.place.folder, self._origin(nation))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for nation in self.nations.values():
            nation.database.close()
        self._server.remove()
        self._decoder.__exit__(kind, error, trace)

    def begin(self) -> None:
        """Every nation as it was when the world was made, its process just started, its clock right."""
        for nation in self.nations.values():
            nation.database.close()
            restore(nation.place.url)
            shutil.rmtree(nation.place.folder)
            shutil.copytree(self._origin(nation), nation.place.folder)
            nation.clock.now, nation.clock.offset = 0, nation.clock.offset * 0
            nation.executioner.deaths = nation.restarts = 0
            nation.restart()

    def _born(self, name: PartnerId, url: str) -> Nation:
        owner = url.rpartition("/")[0]
        database = f"nation_{name.lower()}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
        with Database.open(f"{owner}/{database}", connections=1) as fresh:
            migrate(fresh)
        place = Place(f"{owner}/{database}", self.folder / name.lower(), self._decoder)
        nation = Nation(name, place, Clock(BEGINNING), self._rules.flow, self._rules.looks)
        founded(nation)
        return nation

    def _agree(self) -> None:
        """One instrument, signed by all and registered by each, as if ministers had met."""
        words = signed_words(digest(parse(self.text)))
        signatures = {}
        for nation in self.nations.values():
            with nation.database.reading() as tx:
                signatures[nation.name] = partners.sign(tx, Keyring.of(nation.settings.home), words)
        for nation in self.nations.values():
            with nation.database.transaction() as tx:
                agreements.register(tx, self.text, signatures, by=SIMULATION, at=nation.clock())

    def _origin(self, nation: Nation) -> Path:
        return self.folder / f"{nation.name.lower()}.origin"
