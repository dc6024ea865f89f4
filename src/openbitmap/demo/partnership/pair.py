"""Two nodes on one machine: started, introduced to each other, and agreed."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import httpx

from openbitmap.demo.partnership.nations import CL, TITLES, UNITED_STATES, US
from openbitmap.demo.staging import ELSA
from openbitmap.demo.world import DEMO, furnish
from openbitmap.instruments import digest, parse, signed_words
from openbitmap.node import agreements, partners
from openbitmap.node.access import Principal, Role
from openbitmap.node.client import await_answer
from openbitmap.node.database import Database, Transaction
from openbitmap.node.partners import Keyring
from openbitmap.node.running import RunningNode, free_port
from openbitmap.node.settings import read_settings
from openbitmap.vocabulary import AgreementId, PartnerId, StationId
from openbitmap.wire import Answer, Receipt, receipt_from_json

T = TypeVar("T")
TEXTS = Path(__file__).parents[4] / "docs" / "agreements"
LETTER, PILOT = AgreementId("CL-US-LOI-2025"), AgreementId("CL-US-PILOT-2026")
ADELA = Principal(Role.ADMINISTRATOR, "adela", None)
ALAN = Principal(Role.ADMINISTRATOR, "alan", None)
SAM = Principal(Role.SUPERVISOR, "sam", None)
PATIENCE_SECONDS = 90
LOOK_SECONDS = 0.2


class NotAsTold(RuntimeError):
    """Something that the story promised did not happen in time."""


@dataclass(frozen=True)
class Pair:
    cl: RunningNode
    us: RunningNode

    def is_agreed(self) -> bool:
        """Whether the pilot is in force, from an earlier telling."""
        with self.cl.database() as database, database.reading() as tx:
            return _is_in_force(tx)

    def agree(self) -> None:
        """Chile proposes the pilot and signs, the United States signs, two people each; by letters, over the link."""
        text = (TEXTS / "pilot.agreement").read_text(encoding="utf-8")
        with self.cl.database() as database:
            with database.transaction() as tx:
                agreements.propose(tx, text, by=ADELA, at=datetime.now(UTC))
            self._sign(database, self.cl, text, hands=(ADELA, ELSA))
        with self.us.database() as database:
            awaited(database, _is_proposed, "the proposal did not reach Washington")
            self._sign(database, self.us, text, hands=(ALAN, SAM))
        with self.cl.database() as database:
            awaited(database, _is_in_force, "the signature did not reach Santiago")

    def _sign(self, database: Database, node: RunningNode, text: str, *, hands: tuple[Principal, Principal]) -> None:
        """Two people of a nation, one after the other."""
        for person in hands:
            with database.transaction() as tx:
                keyring = Keyring.of(node.settings.home)
                agreements.sign(tx, keyring, digest(parse(text)), by=person, at=datetime.now(UTC))

    def register_letter(self) -> None:
        """The letter of intent as both hold it: signed in July 2025, over since April 2026."""
        text = (TEXTS / "letter-of-intent.agreement").read_text(encoding="utf-8")
        words = signed_words(digest(parse(text)))
        signatures = {}
        for name, node in ((CL, self.cl), (US, self.us)):
            with node.database() as database, database.reading() as tx:
                signatures[name] = partners.sign(tx, Keyring.of(node.settings.home), words)
        for node in (self.cl, self.us):
            with node.database() as database, database.transaction() as tx:
                if LETTER not in _texts(tx, US if node is self.cl else CL):
                    agreements.register(tx, text, signatures, by=DEMO, at=datetime.now(UTC))

    def introduce(self) -> None:
        """Cards by one way, fingerprints by another: two people at two telephones."""
        for newcomer, host in ((self.cl, self.us), (self.us, self.cl)):
            with newcomer.database() as database, database.reading() as tx:
                card = partners.own_card(tx)
            _, fingerprint = partners.read_card(card)
            with host.database() as database, database.transaction() as tx:
                partners.introduce(tx, card, fingerprint=fingerprint, at=datetime.now(UTC), actor=DEMO)


@contextmanager
def united_states(home: Path) -> Iterator[RunningNode]:
    """The other nation's node, furnished, while the block lasts."""
    settings = read_settings(
        home=str(home),
        port="0",
        node=US,
        node_title=TITLES[US],
        node_country="US",
        partner_port=str(free_port()),
        cores="1",
        fresh_minutes="720",
    )
    with RunningNode(settings) as node:
        with node.database() as database:
            furnish(database, node.home, "en", world=UNITED_STATES)
        yield node


def sent(node: RunningNode, station: StationId, data: bytes) -> tuple[Receipt, Answer]:
    """A station's file, and the node's first answer to it."""
    headers = {"Authorization": f"Bearer {node.home.kept_key(station)}"}
    with httpx.Client(base_url=node.address, headers=headers, timeout=90) as client:
        response = client.post("/v1/submissions", content=data).raise_for_status()
        receipt = receipt_from_json(response.content)
        return receipt, await_answer(client, receipt)


def awaited(database: Database, look: Callable[[Transaction], T | None], otherwise: str) -> T:
    """What `look` finds, as soon as it finds something. Raises NotAsTold."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        with database.reading() as tx:
            found = look(tx)
        if found:
            return found
        time.sleep(LOOK_SECONDS)
    raise NotAsTold(otherwise)


def _is_in_force(tx: Transaction) -> bool:
    return PILOT in {held.agreement for held in agreements.in_force(tx, datetime.now(UTC))}


def _is_proposed(tx: Transaction) -> bool:
    return PILOT in _texts(tx, CL)


def _texts(tx: Transaction, partner: PartnerId) -> set[AgreementId]:
    return {held.agreement for held in agreements.instruments_with(tx, partner)}
