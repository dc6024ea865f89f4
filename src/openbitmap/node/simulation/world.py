"""The nations of all runs: one server, a database each, founded, introduced, agreed once; set back for each seed."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations, permutations
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

from openbitmap.images import DecoderBox
from openbitmap.instruments import digest, parse, signed_words
from openbitmap.node import agreements, partners
from openbitmap.node.database import Database, EmbeddedServer, Origin, migrate
from openbitmap.node.delivery import Step
from openbitmap.node.events import Event
from openbitmap.node.flow import FLOW
from openbitmap.node.partners import Keyring
from openbitmap.node.running import LOOKS
from openbitmap.node.simulation.agreement import agreement_of
from openbitmap.node.simulation.nation import SIMULATION, Clock, Look, Nation, Place, founded, introduced
from openbitmap.node.simulation.plan import Pair
from openbitmap.vocabulary import PartnerId

BEGINNING = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)
NAMES = (PartnerId("CL"), PartnerId("US"), PartnerId("AR"), PartnerId("PE"))
"""Of those who may take part, in their order."""
TWO = NAMES[:2]
_EMPTY = "furnished_once"
_PLANS = "plan_cache_mode = force_generic_plan"
"""In a nation of a handful of people any plan is as good as another, and making them costs more than following them."""


@dataclass(frozen=True)
class Rules:
    """What nodes do: the flow of facts into jobs, and what they look at as time passes. A defect is another flow."""

    flow: Mapping[type[Event], tuple[Step, ...]]
    looks: tuple[Look, ...]
    settles_restores: bool = True
    """Whether people settle what a restored node forgot, or let it go on."""


AS_IT_IS = Rules(FLOW, LOOKS)
"""What a node does, but for what it looks at once a minute: forgetting has a pace of its own."""


class World:
    """Use as a context manager; it takes a few seconds to open."""

    def __init__(self, folder: Path, rules: Rules, names: tuple[PartnerId, ...] = TWO) -> None:
        self.folder = folder
        self.names = names
        self._rules = rules
        self.settles_restores = rules.settles_restores
        self._server = EmbeddedServer(folder / "postgresql", database="simulation", durable=False)
        self._decoder = DecoderBox()
        self._origins: dict[PartnerId, Origin] = {}
        self.nations: dict[PartnerId, Nation] = {}
        self.texts = {Pair(pair): agreement_of(*pair) for pair in combinations(names, 2)}

    def __enter__(self) -> Self:
        self._decoder.__enter__()
        self._server.start()
        with psycopg.connect(self._server.near_url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {_EMPTY}".encode())
            with Database.open(self._url(_EMPTY), connections=1) as fresh:
                migrate(fresh)
            for name in self.names:
                connection.execute(f"CREATE DATABASE nation_{name.lower()} TEMPLATE {_EMPTY}".encode())
                connection.execute(f"ALTER DATABASE nation_{name.lower()} SET {_PLANS}".encode())
        for name in self.names:
            self.nations[name] = self._born(name)
        for newcomer, host in permutations(self.nations.values(), 2):
            introduced(newcomer, host)
        for pair in self.texts:
            self._agree(pair)
        for nation in self.nations.values():
            nation.work()
            self._origins[nation.name] = Origin.kept(nation.place.url)
            shutil.copytree(nation.place.folder, self._folder(nation))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for nation in self.nations.values():
            nation.database.close()
        for origin in self._origins.values():
            origin.close()
        self._server.remove()
        self._decoder.__exit__(kind, error, trace)

    def obey(self, rules: Rules) -> None:
        """Other rules from the next beginning on: a world serves nodes with a defect as well as those without."""
        self._rules, self.settles_restores = rules, rules.settles_restores
        for nation in self.nations.values():
            nation.flow, nation.looks = rules.flow, rules.looks

    def begin(self) -> None:
        """Every nation as it was when the world was made, its process just started, its clock right."""
        for nation in self.nations.values():
            self._origins[nation.name].restore()
            shutil.rmtree(nation.place.folder)
            shutil.copytree(self._folder(nation), nation.place.folder)
            nation.begin()

    def _born(self, name: PartnerId) -> Nation:
        place = Place(self._url(f"nation_{name.lower()}"), self.folder / name.lower(), self._decoder)
        nation = Nation(name, place, Clock(BEGINNING), self._rules.flow, self._rules.looks)
        founded(nation)
        return nation

    def _url(self, database: str) -> str:
        return f"{self._server.near_url.rpartition('/')[0]}/{database}"

    def _agree(self, pair: Pair) -> None:
        """One instrument, signed by both and registered by each, as if ministers had met."""
        words = signed_words(digest(parse(self.texts[pair])))
        parties = [self.nations[name] for name in self.names if name in pair]
        signatures = {}
        for nation in parties:
            with nation.database.reading() as tx:
                signatures[nation.name] = partners.sign(tx, Keyring.of(nation.settings.home), words)
        for nation in parties:
            with nation.database.transaction() as tx:
                agreements.register(tx, self.texts[pair], signatures, by=SIMULATION, at=nation.clock())

    def _folder(self, nation: Nation) -> Path:
        return self.folder / f"{nation.name.lower()}.origin"
