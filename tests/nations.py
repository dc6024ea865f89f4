"""Two nations in one process: the rooms of "CL" and "US", each with its own database, keys and cast, introduced to each
other. What passes between them passes over a `Link` that can do by a seed whatever links do.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from tests.cast import ADMINISTRATOR, Cast, assemble
from tests.rooms import NOON, Rooms
from tests.treaties import PILOT

from openbitmap.biometrics import FingerGallery
from openbitmap.images import DecoderBox
from openbitmap.instruments import digest, parse, signed_words
from openbitmap.node import agreements, envelopes, partners
from openbitmap.node.database import Database
from openbitmap.node.equipment import Equipment
from openbitmap.node.home import Home
from openbitmap.node.partners import Keyring, Whoami
from openbitmap.node.settings import read_settings
from openbitmap.vocabulary import Digest, PartnerId

CL, US = PartnerId("CL"), PartnerId("US")
TITLES = {CL: "Chile", US: "United States"}
MOST_ROUNDS = 200


@dataclass
class Link:
    """What happens to a piece on its way: with these chances it is cut, doubled, delayed to a later round, put behind
    the next one, or changed in one bit. All zero is a good link; `cut_now` is a bad day."""

    seed: int = 0
    cut: float = 0.0
    double: float = 0.0
    delay: float = 0.0
    reorder: float = 0.0
    corrupt: float = 0.0
    cut_now: bool = False
    _late: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)

    def carried(self, pieces: list[bytes]) -> Iterator[bytes]:
        """What arrives in this round, late pieces of earlier rounds among it."""
        if self.cut_now:
            return
        arriving, self._late = self._late, []
        for piece in pieces:
            if self._happens(self.cut):
                continue
            copies = 2 if self._happens(self.double) else 1
            for _ in range(copies):
                (self._late if self._happens(self.delay) else arriving).append(piece)
        if self._happens(self.reorder):
            self._chance.shuffle(arriving)
        for piece in arriving:
            yield self._changed(piece) if self._happens(self.corrupt) else piece

    @property
    def holds_back(self) -> bool:
        return bool(self._late)

    def loses(self) -> bool:
        """Whether a single piece, a receipt say, is lost."""
        return self.cut_now or self._happens(self.cut)

    def _happens(self, chance: float) -> bool:
        return self._chance.random() < chance

    def _changed(self, piece: bytes) -> bytes:
        changed = bytearray(piece)
        changed[self._chance.randrange(len(changed))] ^= 1 << self._chance.randrange(8)
        return bytes(changed)


@dataclass(frozen=True)
class Nations:
    """Two nodes and the link between them. `at` is the moment of what is carried; each node's own clock is its
    equipment's."""

    cl: Rooms
    us: Rooms
    link: Link = field(default_factory=Link)

    def rooms(self, nation: PartnerId) -> Rooms:
        return {CL: self.cl, US: self.us}[nation]

    def carry(self, *, at: datetime | None = None, drain: bool = True) -> int:
        """Move envelopes and receipts both ways, and run both queues dry, until nothing moves; how many rounds that
        took. Over a bad link it goes on until everything has arrived; over a cut one it gives up at once."""
        for number in range(1, MOST_ROUNDS + 1):
            jobs = self.cl.drain() + self.us.drain() if drain else 0
            moved = self._move(CL, US, at=at) + self._move(US, CL, at=at)
            if not moved and not jobs and not self.link.holds_back:
                return number
            if self.link.cut_now and not jobs:
                return number
        raise AssertionError(f"not quiet after {MOST_ROUNDS} rounds")

    def carry_once(self, sender: PartnerId) -> int:
        """One round in one direction, whatever comes of it; how many envelopes left."""
        return self._move(sender, US if sender == CL else CL, at=None)

    def waiting(self, sender: PartnerId) -> int:
        """Envelopes of a nation that its partner has not receipted yet."""
        with self.rooms(sender).database.reading() as tx:
            return sum(traffic.waiting for traffic in envelopes.traffic_with(tx))

    def _move(self, sender: PartnerId, reader: PartnerId, *, at: datetime | None) -> int:
        """One round in one direction; how many envelopes left."""
        own, other = self.rooms(sender), self.rooms(reader)
        with own.database.transaction() as tx:
            leaving = envelopes.outbound(tx, own.equipment, reader)
        receipts = []
        for data in self.link.carried(leaving):
            with other.database.transaction() as tx:
                moment = at or other.equipment.now()
                receipts.append(envelopes.accept(tx, other.equipment, data, at=moment))
        for receipt in receipts:
            if self.link.loses():
                continue  # the receipt was lost: the envelope goes again
            with own.database.transaction() as tx:
                envelopes.note_receipt(tx, receipt, at=at or own.equipment.now())
        return len(leaving)


@contextmanager
def nations(urls: tuple[str, str], folder: Path, decoder: DecoderBox, *, cast: Cast | None = None) -> Iterator[Nations]:
    """Both nodes, founded and introduced to each other. `urls` are those of two fresh databases, with the cast in them
    if it is given."""
    with Database.open(urls[0]) as first, Database.open(urls[1]) as second:
        made = Nations(
            founded(CL, first, folder / "cl", decoder=decoder, cast=cast),
            founded(US, second, folder / "us", decoder=decoder, cast=cast),
        )
        introduce(made.cl, made.us)
        introduce(made.us, made.cl)
        yield made


def with_clock(nations: Nations, nation: PartnerId, now: Callable[[], datetime]) -> Nations:
    """The same two nations, one of which reads another clock."""
    rooms = nations.rooms(nation)
    changed = replace(rooms, equipment=replace(rooms.equipment, now=now))
    return replace(nations, cl=changed) if nation == CL else replace(nations, us=changed)


def introduce(newcomer: Rooms, host: Rooms) -> None:
    """The host learns of the newcomer: card by one way, fingerprint by another."""
    with newcomer.database.reading() as tx:
        card = partners.own_card(tx)
    _, fingerprint = partners.read_card(card)
    with host.database.transaction() as tx:
        partners.introduce(tx, card, fingerprint=fingerprint, at=NOON, actor=ADMINISTRATOR)


def agree(nations: Nations, text: str = PILOT, *, at: datetime = NOON) -> Digest:
    """An instrument signed by both and registered at both, as if two ministers had met; its hash. Letters about it are
    another test's matter."""
    signed = signed_words(digest(parse(text)))
    signatures = {}
    for nation in (CL, US):
        rooms = nations.rooms(nation)
        with rooms.database.reading() as tx:
            signatures[nation] = partners.sign(tx, Keyring.of(rooms.equipment.settings.home), signed)
    for nation in (CL, US):
        with nations.rooms(nation).database.transaction() as tx:
            agreements.register(tx, text, signatures, by=ADMINISTRATOR, at=at)
    return digest(parse(text))


def founded(nation: PartnerId, database: Database, folder: Path, *, decoder: DecoderBox, cast: Cast | None) -> Rooms:
    """One nation's node, which knows nobody yet."""
    settings = read_settings({}, home=str(folder / "home"), database_url=database.url, node=nation)
    equipment = Equipment(settings, Home(settings.home).vault(), decoder, FingerGallery())
    rooms = Rooms(database, cast or assemble(database), equipment)
    with database.transaction() as tx:
        who = Whoami(nation, TITLES.get(nation, nation), nation)
        partners.establish(tx, Keyring.of(settings.home), who, at=NOON)
    return rooms
