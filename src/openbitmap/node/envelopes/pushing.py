"""The way out over the network: one drain a partner pushes what waits, in order, and fetches what the partner cannot
push. Nothing is held in the database while bytes travel."""

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import httpx

from openbitmap.node import partners
from openbitmap.node.database import OUTAGES, Database
from openbitmap.node.envelopes import carrying, store
from openbitmap.node.envelopes.carrying import AT_ONCE, Carried
from openbitmap.node.envelopes.channel import client_context
from openbitmap.node.equipment import Equipment
from openbitmap.node.partners import Keyring, Partner
from openbitmap.vocabulary import PartnerId
from openbitmap.wire.envelope import Bundle, Unacceptable, open_frame, pack_bundle, unpack_bundle

_log = logging.getLogger(__name__)

ENVELOPES, FEED, RECEIPTS = "/partners/v1/envelopes", "/partners/v1/feed", "/partners/v1/receipts"
CONTENT_TYPE = "application/vnd.openbitmap.bundle"
TIMEOUT = httpx.Timeout(30, connect=5)
LOOK_SECONDS = 1.0
"""How often a drain looks although nobody woke it; a node without a door fetches as often."""
LONGEST_WAIT = 15.0
"""Between two attempts to reach a partner: what an alert may be late by after the link is back."""
REACHED_NOTE_SECONDS = 10.0


@dataclass
class Pace:
    """How many envelopes go at once. A link that is cut every few seconds must still carry one batch between two cuts,
    so a failure halves it and a success doubles it. `moved`: something got through since it was last asked."""

    size: int = AT_ONCE // 8
    moved: bool = False

    def succeeded(self) -> None:
        self.size, self.moved = min(self.size * 2, AT_ONCE), True

    def failed(self) -> bool:
        """Whether something had got through before it failed."""
        moved, self.moved = self.moved, False
        self.size = max(1, self.size // 2)
        return moved


@dataclass(frozen=True)
class Way:
    """What a drain needs to reach one partner."""

    database: Database
    equipment: Equipment
    partner: Partner
    client: httpx.Client
    pace: Pace = field(default_factory=Pace)


def open_client(equipment: Equipment, own: PartnerId, partner: Partner) -> httpx.Client:
    """Close it after use."""
    keyring = Keyring.of(equipment.settings.home)
    context = client_context(keyring.certificate_file(own), partner)
    return httpx.Client(base_url=partner.address, verify=context, timeout=TIMEOUT, trust_env=False)


def push(way: Way) -> Carried:
    """Send everything that waits, batch by batch. Raises httpx.HTTPError when the partner cannot be reached."""
    name, total, after = way.partner.partner, Carried(), 0
    while True:
        with way.database.transaction() as tx:
            bundle = carrying.bundle_for(tx, way.equipment, name, after=after, limit=way.pace.size)
        if not bundle.envelopes and not bundle.receipts:
            return total
        receipts = _posted(way, ENVELOPES, bundle).receipts
        with way.database.transaction() as tx:
            carrying.receipts_shown(tx, name, bundle.receipts)
        total += _noted(way, receipts)
        total += Carried(rejected=len(carrying.rejections(receipts)))
        way.pace.succeeded()
        if not bundle.envelopes:
            return total
        after = open_frame(bundle.envelopes[-1]).header.route.sequence


def pull(way: Way) -> Carried:
    """Fetch everything a partner has for us, and show it the receipts. Raises httpx.HTTPError."""
    name, total = way.partner.partner, Carried()
    while True:
        with way.database.reading() as tx:
            after = store.last_taken(tx, name)
        response = way.client.get(FEED, params={"after": after, "limit": way.pace.size})
        bundle = _opened(response.raise_for_status())
        if not bundle.envelopes and not bundle.receipts:
            return total
        rejected: tuple[str, ...] = ()
        for pieces in carrying.portions(bundle.envelopes):
            with way.database.transaction() as tx:
                kept = carrying.keep_envelopes(tx, way.equipment, pieces, at=way.equipment.now(), channel=name)
            total += carrying.counted(kept)
            rejected += carrying.rejections(kept)
        total += _noted(way, bundle.receipts)
        _show_receipts(way, rejected)
        way.pace.succeeded()
        with way.database.reading() as tx:
            if store.last_taken(tx, name) == after:
                return total


def _noted(way: Way, receipts: Sequence[str]) -> Carried:
    total = Carried()
    for some in carrying.portions(receipts):
        with way.database.transaction() as tx:
            total += carrying.note_receipts(tx, some, at=way.equipment.now())
    return total


def _show_receipts(way: Way, rejected: tuple[str, ...]) -> None:
    """What is owed is marked as shown once it was; a rejection is said once and forgotten."""
    name = way.partner.partner
    with way.database.transaction() as tx:
        bundle = carrying.bundle_for(tx, way.equipment, name, limit=0)
    if bundle.receipts or rejected:
        _posted(way, RECEIPTS, replace(bundle, receipts=bundle.receipts + rejected))
        with way.database.transaction() as tx:
            carrying.receipts_shown(tx, name, bundle.receipts)


def _posted(way: Way, path: str, bundle: Bundle) -> Bundle:
    response = way.client.post(path, content=pack_bundle(bundle), headers={"Content-Type": CONTENT_TYPE})
    return _opened(response.raise_for_status())


def _opened(response: httpx.Response) -> Bundle:
    try:
        return unpack_bundle(response.content)
    except Unacceptable as fault:
        raise httpx.RemoteProtocolError(f"the partner's answer is no bundle: {fault}") from None


@dataclass
class Drain:
    """One partner's drain, in a thread of its own until `stop`. `wake` is set by whoever knows that something waits."""

    database: Database
    equipment: Equipment
    partner: Partner
    stop: threading.Event
    wake: threading.Event = field(default_factory=threading.Event)
    _failures: int = 0
    _noted_at: float = 0.0

    def run(self) -> None:
        with self.database.reading() as tx:
            own = partners.me(tx)
        with open_client(self.equipment, own, self.partner) as client:
            way = Way(self.database, self.equipment, self.partner, client)
            while not self.stop.is_set():
                wait = self._round(way)
                self.wake.wait(wait)
                self.wake.clear()

    def _round(self, way: Way) -> float:
        """One look; seconds until the next."""
        try:
            rejected = push(way).rejected
            if self.equipment.settings.abroad.channel.port is None:
                rejected += pull(way).rejected
            self._failures = self._failures + 1 if rejected else 0
            self._note("")
        except httpx.HTTPError as trouble:
            self._failures = 1 if way.pace.failed() else self._failures + 1
            self._note(type(trouble).__name__)
        except OUTAGES:
            self._failures += 1
        except Exception:  # noqa: BLE001  # one partner's drain must not end for ever over what nobody foresaw
            _log.exception("the drain to %s failed; tried again", self.partner.partner)
            self._failures += 1
        return min(LOOK_SECONDS * 2.0 ** max(0, self._failures - 1), LONGEST_WAIT)

    def _note(self, trouble: str) -> None:
        """For people. The good news is written once in a while, the bad at once."""
        at = self.equipment.now()
        stamp = at.timestamp()
        if trouble or abs(stamp - self._noted_at) >= REACHED_NOTE_SECONDS:
            self._noted_at = 0.0 if trouble else stamp
            with self.database.transaction() as tx:
                store.note_link(tx, self.partner.partner, trouble=trouble, at=at)
