"""Two real nodes on loopback under mutual TLS: Chile sits behind a router that lets nobody in, so it pushes what it has
and fetches what the United States have for it."""

import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from tests.cast import ADMINISTRATOR

from openbitmap.node import access, envelopes, partners, witness
from openbitmap.node.access import Account, Role
from openbitmap.node.envelopes import InState, OutState
from openbitmap.node.partners import Keyring
from openbitmap.node.running import RunningNode
from openbitmap.node.settings import Settings, read_settings
from openbitmap.vocabulary import PartnerId
from openbitmap.wire import Letter, LetterKind

CL, US = PartnerId("CL"), PartnerId("US")
PATIENCE = 60.0


@dataclass
class Pair:
    cl: RunningNode
    us: RunningNode

    def post(self, sender: PartnerId, numbers: range) -> None:
        node, to = (self.cl, US) if sender == CL else (self.us, CL)
        with node.database() as database:
            for number in numbers:
                with database.transaction() as tx:
                    letter = Letter(to, LetterKind.REFUSAL, {"number": number}, correlation=str(number))
                    at, key = datetime.now(UTC), f"act {number}"
                    envelopes.send(tx, letter, permit_clause="", at=at, actor=ADMINISTRATOR, key=key)

    def taken(self, reader: PartnerId) -> list[int]:
        """What a node's rooms were given of our letters, by number of the envelope. Other letters pass too, checkpoints
        of the ledgers for instance; no number of any may be missing."""
        node, sender = (self.us, CL) if reader == US else (self.cl, US)
        with node.database() as database, database.reading() as tx:
            came = envelopes.incoming_of(tx, sender, limit=10_000)
        given = [i for i in came if i.state is InState.DELIVERED]
        assert [i.sequence for i in given] == list(range(1, len(given) + 1))
        return [int(i.correlation) for i in given if i.kind == LetterKind.REFUSAL]

    def waiting(self, sender: PartnerId) -> int:
        node = self.cl if sender == CL else self.us
        with node.database() as database, database.reading() as tx:
            return sum(
                o.state is OutState.QUEUED for o in envelopes.outgoing_of(tx, US if sender == CL else CL, limit=10_000)
            )


@pytest.fixture
def pair(tmp_path: Path, server_url: str, second_url: str) -> Iterator[Pair]:
    near = _settings(tmp_path / "cl", server_url, node="CL", node_title="Chile")
    far = _settings(tmp_path / "us", second_url, node="US", node_title="United States", partner_port=str(_free_port()))
    with RunningNode(near) as cl, RunningNode(far) as us:
        _introduce(cl, us)
        _introduce(us, cl)
        yield Pair(cl, us)


def test_nothing_is_lost_or_doubled_between_two_nodes(pair: Pair, tmp_path: Path) -> None:
    pair.post(CL, range(5))
    pair.post(US, range(3))
    _until(lambda: len(pair.taken(US)) == 5 and len(pair.taken(CL)) == 3, "pushed one way, fetched the other")
    _until(lambda: pair.waiting(CL) + pair.waiting(US) == 0, "receipts on both sides")
    _strangers_stay_outside(pair)

    pair.post(CL, range(5, 155))
    os.kill(pair.us.process_ids()["partners"], signal.SIGKILL)
    pair.post(US, range(3, 53))
    os.kill(pair.cl.process_ids()["partners"], signal.SIGKILL)
    _until(lambda: pair.waiting(CL) + pair.waiting(US) == 0, "caught up after both were killed")
    assert pair.taken(US) == list(range(155))
    assert pair.taken(CL) == list(range(53))

    _restore_is_settled(pair)
    _by_stick(pair, tmp_path)


def _restore_is_settled(pair: Pair) -> None:
    """Chile says that it was restored, over the line; nothing was forgotten, so nothing comes again, and both know."""
    with pair.cl.database() as database, database.transaction() as tx:
        adela = Account("adela", "Adela", Role.ADMINISTRATOR, None, "en")
        access.make_account(tx, adela, at=datetime.now(UTC), actor=ADMINISTRATOR)
        key = access.issue_key(tx, adela.principal, at=datetime.now(UTC), actor=ADMINISTRATOR)
    pair.cl.home.keep_key("adela", key)
    told = _command(pair.cl, "settle", "US", "--reason", "a new disk", "--as", "adela")
    assert "US holds our letters up to number" in told
    assert "0 letters were forgotten here" in told
    for node, partner in ((pair.cl, US), (pair.us, CL)):
        with node.database() as database, database.reading() as tx:
            assert [r.node for r in witness.restores_with(tx, partner)] == [CL]
            assert witness.evidence_with(tx, partner).is_broken


def _strangers_stay_outside(pair: Pair) -> None:
    """Neither without a certificate, nor with one that is nobody's, though it names a partner."""
    address = pair.us.settings.abroad.channel.address
    stranger = Keyring(pair.cl.home.folder / "stranger").certificate_file(CL)
    for own in (None, stranger):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        if own:
            context.load_cert_chain(own)
        with httpx.Client(base_url=address, verify=context, timeout=5) as client, pytest.raises(httpx.TransportError):
            client.get("/partners/v1/feed")
    older = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    older.check_hostname, older.verify_mode = False, ssl.CERT_NONE
    older.maximum_version = ssl.TLSVersion.TLSv1_2
    older.load_cert_chain(Keyring.of(pair.cl.home.folder).certificate_file(CL))
    with httpx.Client(base_url=address, verify=older, timeout=5) as client, pytest.raises(httpx.TransportError):
        client.get("/partners/v1/feed")


def _by_stick(pair: Pair, folder: Path) -> None:
    """While the door is shut, a file carries the same bytes there, and another the receipts back."""
    pair.us.stop()
    pair.post(CL, range(200, 203))
    there, back = folder / "there.bundle", folder / "back.bundle"
    _command(pair.cl, "export", "US", str(there))
    _command(pair.us, "import", str(there))
    assert pair.taken(US)[-3:] == [200, 201, 202]
    _command(pair.us, "export", "CL", str(back))
    _command(pair.cl, "import", str(back))
    with pair.cl.database() as database, database.reading() as tx:
        ours = [o for o in envelopes.outgoing_of(tx, US, limit=10_000) if o.kind == LetterKind.REFUSAL]
    assert {o.state for o in ours} == {OutState.DELIVERED}


def _command(node: RunningNode, *words: str) -> str:
    environment = os.environ | {
        "OPENBITMAP_HOME": str(node.home.folder),
        "OPENBITMAP_DATABASE_URL": node.settings.database_url,
        "OPENBITMAP_NODE": node.settings.node,
    }
    done = subprocess.run(
        [sys.executable, "-m", "openbitmap.node.cli", "partner", *words],
        env=environment, capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _settings(home: Path, url: str, **given: str) -> Settings:
    return read_settings({}, home=str(home), database_url=url, port="0", cores="1", **given)


def _introduce(newcomer: RunningNode, host: RunningNode) -> None:
    with newcomer.database() as database, database.reading() as tx:
        card = partners.own_card(tx)
    _, fingerprint = partners.read_card(card)
    with host.database() as database, database.transaction() as tx:
        partners.introduce(tx, card, fingerprint=fingerprint, at=datetime.now(UTC), actor=ADMINISTRATOR)


def _until(reached: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < until, f"not within {PATIENCE:g} s: {what}"
        time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
