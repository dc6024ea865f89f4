"""One nation of a simulation: its rooms, database and queue as they are; only clock, link and deaths are not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from openbitmap.biometrics import FingerGallery
from openbitmap.images import DecoderBox
from openbitmap.node import access, envelopes, identities, intake, ledger, partners, work
from openbitmap.node.access import Account, Principal, Role, Station
from openbitmap.node.database import Database, Transaction
from openbitmap.node.delivery import Delivery, Step
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import Event
from openbitmap.node.home import Home
from openbitmap.node.identities import Gallery
from openbitmap.node.partners import Keyring, Whoami
from openbitmap.node.settings import read_settings
from openbitmap.node.simulation.killing import Executioner, Killed
from openbitmap.node.simulation.prints import read_print
from openbitmap.vocabulary import Actor, GalleryKind, PartnerId, StationId
from openbitmap.wire import Receipt

SIMULATION = Actor("node", "simulation")
POST = StationId("post")
GALLERIES = {
    "watchlist": GalleryKind.WATCHLIST,
    "wanted": GalleryKind.WANTED,
    "prison": GalleryKind.PRISON,
    "encounters": GalleryKind.ENCOUNTER,
}
STATIONS: Mapping[StationId, str] = {POST: "encounters", StationId("police"): "wanted", StationId("jail"): "prison"}
PEOPLE = {
    "ana": Role.EXAMINER,
    "bruno": Role.EXAMINER,
    "vera": Role.WATCH_OFFICER,
    "victor": Role.WATCH_OFFICER,
    "elsa": Role.SUPERVISOR,
    "emilio": Role.SUPERVISOR,
    "aldo": Role.AUDITOR,
    "adela": Role.ADMINISTRATOR,
}

Look = Callable[[Transaction, Equipment, datetime], None]


@dataclass(frozen=True)
class Place:
    """Where a nation lives in this run: its database, its folder, and what opens images."""

    url: str
    folder: Path
    decoder: DecoderBox


@dataclass
class Clock:
    """A nation's own idea of the time: the simulation's, and how far it is off."""

    base: datetime
    offset: timedelta = timedelta()
    now: int = 0

    def __call__(self) -> datetime:
        return self.base + self.offset + timedelta(seconds=self.now)


@dataclass
class Nation:
    """Processes of one node: they start, do what waits, and may die at any statement."""

    name: PartnerId
    place: Place
    clock: Clock
    flow: Mapping[type[Event], tuple[Step, ...]]
    looks: tuple[Look, ...]
    executioner: Executioner = field(default_factory=Executioner)
    restarts: int = 0
    seen_at: int = 0

    def __post_init__(self) -> None:
        self.settings = read_settings(
            {}, home=str(self.place.folder), database_url=self.place.url, node=self.name, cores="1"
        )
        self.database = Database.open(self.place.url, connections=2, watch=self.executioner, is_trusting=True)
        self._start()

    def _start(self) -> None:
        """A process begins with nothing in memory."""
        self.equipment = Equipment(
            self.settings,
            Home(self.settings.home).vault(),
            self.place.decoder,
            FingerGallery(),
            process=f"{self.name}-{self.restarts}",
            now=self.clock,
            extract=read_print,
        )
        self.duties = Delivery(self.flow, self.equipment).duties

    def begin(self) -> None:
        """At the beginning of a run: nothing in memory, the clock right. Sessions with the server hold nothing of the
        last run but what was planned for statements, so they stand."""
        self.clock.now, self.clock.offset = 0, timedelta()
        self.executioner.begin()
        self.restarts = self.seen_at = 0
        self._start()

    def restart(self) -> None:
        """After a death: another process takes over what the last one held. Its sessions with the server have rolled
        back what they had begun, as the server does for a dead client's; what they hold now is plans of statements,
        so they stand."""
        self.executioner.disarm()
        self.restarts += 1
        self._start()
        work.take_over(self.database, self.duties, ends_sessions=False)

    def surviving(self, act: Callable[[], None]) -> bool:
        """Do something that may kill the nation's process; False if it did, and a new one stands."""
        self.executioner.is_watching = True
        try:
            act()
        except Killed:
            self.executioner.is_watching = False
            self.restart()
            return False
        finally:
            self.executioner.is_watching = False
        return True

    def work(self) -> None:
        """Everything that waits in the queue, and what the clock says."""
        work.drain(self.database, self.duties, raising=False)

    def look(self) -> None:
        """Each look is committed before the next one; those that changed nothing share a transaction, which no death
        can tell from one of their own."""
        waiting = list(self.looks)
        while waiting:
            with self.database.transaction() as tx:
                written = self.executioner.writes
                while waiting and not self.executioner.has_written(written):
                    waiting.pop(0)(tx, self.equipment, self.clock())

    def receive(self, data: bytes, station: StationId) -> Receipt:
        with self.database.transaction() as tx:
            return intake.receive(tx, self.equipment.vault, intake.Arrival(data, station, "simulation", self.clock()))

    def leaving(self, partner: PartnerId) -> list[bytes]:
        with self.database.glancing() as tx:
            return envelopes.outbound(tx, self.equipment, partner)

    def take(self, data: bytes) -> bytes:
        """An envelope from the wire; its receipt."""
        with self.database.transaction() as tx:
            return envelopes.accept(tx, self.equipment, data, at=self.clock())

    def note_receipt(self, data: bytes) -> None:
        with self.database.transaction() as tx:
            envelopes.note_receipt(tx, data, at=self.clock())

    def has_moved(self) -> bool:
        """Whether its ledger is longer than when this was asked last."""
        with self.database.glancing() as tx:
            before, self.seen_at = self.seen_at, ledger.head(tx).seq
        return self.seen_at != before

    def principal(self, name: str) -> Principal:
        return Principal(PEOPLE[name], name, None)


def founded(nation: Nation) -> None:
    """Galleries, stations, people and an identity towards others. Once for a database."""
    with nation.database.transaction() as tx:
        for name, kind in GALLERIES.items():
            identities.found_gallery(tx, Gallery(name, kind, name.title(), nation.name))
        for station, gallery in STATIONS.items():
            access.enrol_station(tx, _station(nation.name, station, gallery), actor=SIMULATION)
        for name, role in PEOPLE.items():
            account = Account(name, name.title(), role, station=None, language="en")
            access.make_account(tx, account, at=nation.clock(), actor=SIMULATION)
        keyring = Keyring.of(nation.settings.home)
        partners.establish(tx, keyring, Whoami(nation.name, f"Nation {nation.name}", nation.name), at=nation.clock())


def introduced(newcomer: Nation, host: Nation) -> None:
    """The host learns of the newcomer: card by one way, fingerprint by another."""
    with newcomer.database.reading() as tx:
        card = partners.own_card(tx)
    _, fingerprint = partners.read_card(card)
    with host.database.transaction() as tx:
        partners.introduce(tx, card, fingerprint=fingerprint, at=host.clock(), actor=SIMULATION)


def originator(nation: PartnerId, station: StationId) -> str:
    """The agency identifier of a station, nine characters as EBTS wants them."""
    return f"{nation}SIM{station.upper()}".ljust(9, "0")[:9]


def _station(nation: PartnerId, station: StationId, gallery: str) -> Station:
    name = originator(nation, station)
    return Station(station, station.title(), name, gallery, tots=("RPIS", "CAR"), language="en", active=True)
