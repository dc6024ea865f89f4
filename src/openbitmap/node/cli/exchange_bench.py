"""What `openbitmap bench exchange` measures: envelopes as bytes, through the rooms, and over a link that is cut.

Two nodes in a temporary folder, one embedded server, their `partners` roles as processes of their own, mutual TLS on
loopback through a proxy that cuts every connection from time to time. Nothing else of a node runs: what follows from a
letter (searches, alerts) is not in these figures.
"""

import itertools
import multiprocessing
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from openbitmap.biometrics import FingerGallery
from openbitmap.images import DecoderBox
from openbitmap.node import envelopes, partners
from openbitmap.node.cli.exchange_link import Proxy, cpu_of, family_cpu, p50_p99
from openbitmap.node.cli.phases import Phases
from openbitmap.node.database import Database, EmbeddedServer, migrate
from openbitmap.node.envelopes import carrying
from openbitmap.node.equipment import Equipment
from openbitmap.node.home import Home
from openbitmap.node.partners import Keyring, Whoami
from openbitmap.node.running import Role, free_port, run_role
from openbitmap.node.settings import read_settings
from openbitmap.vocabulary import Actor, EnvelopeId, PartnerId
from openbitmap.wire import Letter, LetterKind
from openbitmap.wire.envelope import (
    Binding,
    Content,
    Header,
    ReadingKey,
    Route,
    SigningKey,
    open_content,
    open_frame,
    seal_content,
    sign_header,
    signed_by,
    write_frame,
)

NEAR, FAR = PartnerId("AA"), PartnerId("BB")
BENCH = Actor("node", "bench")
BODY_BYTES = 1000
MOST_BYTES_RUNS = 2000
QUEUED_AT_ONCE = 200
MOST_DELAYS = 200
LOOK_SECONDS = 1.0
"""Looking costs a count over all letters, which is in the figures."""


@dataclass(frozen=True)
class ExchangeFigures:
    """Rates are envelopes a second of CPU time (one core), where a name does not say wall. `rooms_*` count this process
    and the database server together; `lost` and `doubled` are counted in the reader's ledger."""

    body_bytes: int
    envelope_bytes: int
    seal_per_cpu_s: float
    open_per_cpu_s: float
    rooms_runs: int
    rooms_queue_per_cpu_s: float
    rooms_deliver_per_cpu_s: float
    delay_runs: int
    delay_ms: tuple[float, float]
    catch_up: "CatchUp"


@dataclass(frozen=True)
class CatchUp:
    """`cpu_s`: both `partners` processes and the server, which here serves both nodes."""

    messages: int
    cut_every_s: float
    cuts: int
    wall_s: float
    cpu_s: float
    per_wall_s: float
    lost: int
    doubled: int
    out_of_order: int
    load: float


@dataclass(frozen=True)
class Node:
    name: PartnerId
    database: Database
    equipment: Equipment


def measure(messages: int, cut_every: float, phases: Phases) -> ExchangeFigures:
    """Everything in a folder that is gone afterwards."""
    seal, opened, size = _bytes(min(messages, MOST_BYTES_RUNS))
    phases.ended(f"sealed {seal:,.0f}, opened {opened:,.0f} envelopes of {size:,} bytes per CPU second")
    with _nations() as pair:
        runs = min(messages, 1000)
        queue, deliver = _rooms(pair, runs, phases)
        phases.ended(f"through the rooms: {queue:,.0f} queued, {deliver:,.0f} delivered per CPU second")
        pair.start()
        delays = _delays(pair, delay_runs(messages), phases)
        p50, p99 = p50_p99(delays)
        phases.ended(f"from commit to acceptance: {p50:,.0f} ms (p50), {p99:,.0f} ms (p99)")
        caught = _catch_up(pair, messages, cut_every, phases=phases)
    phases.ended(f"caught up over {caught.cuts} cuts: {caught.lost} lost, {caught.doubled} doubled")
    timed = (len(delays), (p50, p99))
    return ExchangeFigures(BODY_BYTES, size, seal, opened, runs, queue, deliver, *timed, caught)


def delay_runs(messages: int) -> int:
    """How many letters are timed one by one; the first of them is not counted."""
    return max(2, min(messages, MOST_DELAYS))


def _bytes(runs: int) -> tuple[float, float, int]:
    writer, reader = SigningKey.made(), ReadingKey.made()
    binding = Binding(EnvelopeId("env-bench"), NEAR, FAR)
    content = Content({"text": "x" * BODY_BYTES})
    began = time.process_time()
    for number in range(1, runs + 1):
        sealed = seal_content(content, binding, reader.public)
        header = Header(
            binding.envelope, "search", Route(NEAR, FAR, number), datetime.now(UTC), "", "", reader.key, sealed.digests
        )  # fmt: skip
        data = write_frame(sign_header(header.to_bytes(), writer), sealed)
    middle = time.process_time()
    for _ in range(runs):
        envelope = open_frame(data)
        assert signed_by(envelope.signed, writer.public)
        open_content(envelope.sealed, binding, reader)
    end = time.process_time()
    return runs / (middle - began), runs / (end - middle), len(data)


@dataclass
class Pair:
    """Two nodes, the server under both, the proxy between them."""

    near: Node
    far: Node
    server: EmbeddedServer
    proxy: Proxy
    roles: list[BaseProcess] = field(default_factory=list)

    def start(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        for node in (self.far, self.near):
            process = spawn.Process(target=run_role, args=(Role.PARTNERS, node.equipment.settings), daemon=True)
            process.start()
            self.roles.append(process)

    def stop(self) -> None:
        for role in self.roles:
            role.kill()
            role.join()

    def cpu(self) -> float:
        """Seconds that the server, this process and the roles have worked."""
        pids = [role.pid for role in self.roles if role.pid]
        return time.process_time() + family_cpu(self.server.pid) + sum(cpu_of(pid) for pid in pids)


@contextmanager
def _nations() -> Iterator[Pair]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="openbitmap-bench-")))
        server = EmbeddedServer(folder / "postgres", database=NEAR.lower())
        server.start()
        stack.callback(server.remove)
        owner = server.url.rpartition("/")[0]
        with psycopg.connect(f"{owner}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {FAR.lower()}".encode())
        decoder = stack.enter_context(DecoderBox())
        proxy = Proxy(free_port())
        stack.callback(proxy.close)
        door = {"partner_port": str(proxy.target), "partner_address": f"https://127.0.0.1:{proxy.port}"}
        near = stack.enter_context(_node(NEAR, owner, folder, decoder=decoder, given={}))
        far = stack.enter_context(_node(FAR, owner, folder, decoder=decoder, given=door))
        _introduce(near, far)
        _introduce(far, near)
        pair = Pair(near, far, server, proxy)
        stack.callback(pair.stop)
        yield pair


@contextmanager
def _node(
    name: PartnerId, owner: str, folder: Path, *, decoder: DecoderBox, given: dict[str, str]
) -> Iterator[Node]:  # fmt: skip
    url = f"{owner}/{name.lower()}"
    settings = read_settings({}, home=str(folder / name), database_url=url, node=name, **given)
    with Database.open(url) as database:
        migrate(database)
    with Database.open(url) as database:
        with database.transaction() as tx:
            who = Whoami(name, name, name, settings.abroad.channel.address)
            partners.establish(tx, Keyring.of(settings.home), who, at=datetime.now(UTC))
        yield Node(name, database, Equipment(settings, Home(settings.home).vault(), decoder, FingerGallery()))


def _introduce(newcomer: Node, host: Node) -> None:
    with newcomer.database.reading() as tx:
        card = partners.own_card(tx)
    _, fingerprint = partners.read_card(card)
    with host.database.transaction() as tx:
        partners.introduce(tx, card, fingerprint=fingerprint, at=datetime.now(UTC), actor=BENCH)


def _queue(pair: Pair, count: int, what: str, *, phases: Phases) -> None:
    """Letters of the near node, some in each transaction."""
    for start in range(0, count, QUEUED_AT_ONCE):
        with pair.near.database.transaction() as tx:
            for number in range(start, min(count, start + QUEUED_AT_ONCE)):
                letter = Letter(FAR, LetterKind.REFUSAL, {"text": "x" * BODY_BYTES})
                at, key = datetime.now(UTC), f"{what} {number}"
                envelopes.send(tx, letter, permit_clause="", at=at, actor=BENCH, key=key)
        phases.step(what, min(count, start + QUEUED_AT_ONCE))


def _rooms(pair: Pair, runs: int, phases: Phases) -> tuple[float, float]:
    """Queued with their facts; then bytes, acceptance and receipt, batch by batch, without a network."""
    near, far = pair.near, pair.far
    began = pair.cpu()
    _queue(pair, runs, "rooms", phases=phases)
    middle = pair.cpu()
    while True:
        with near.database.transaction() as tx:
            batch = envelopes.outbound(tx, near.equipment, FAR)
        if not batch:
            break
        for pieces in carrying.portions(batch):
            with far.database.transaction() as tx:
                receipts = carrying.take_envelopes(tx, far.equipment, pieces, at=datetime.now(UTC), channel=NEAR)
            with near.database.transaction() as tx:
                carrying.note_receipts(tx, receipts, at=datetime.now(UTC))
    return runs / (middle - began), runs / (pair.cpu() - middle)


def _delays(pair: Pair, runs: int, phases: Phases) -> list[float]:
    """Milliseconds from the sender's commit to the reader's acceptance by the clock of this machine, one letter at a
    time, over the network."""
    delays = []
    for number in range(runs):
        with pair.near.database.transaction() as tx:
            letter = Letter(FAR, LetterKind.WATCH_ENDED, {"number": number})
            at, key = datetime.now(UTC), f"delay {number}"
            envelope = envelopes.send(tx, letter, permit_clause="", at=at, actor=BENCH, key=key)
        sent = datetime.now(UTC)
        received = _received(pair.far, envelope)
        if number:  # the first one waits for the processes to start
            delays.append((received - sent).total_seconds() * 1000)
        phases.step("delays", number + 1)
    return delays


def _received(reader: Node, envelope: EnvelopeId) -> datetime:
    while True:
        with reader.database.reading() as tx:
            at = tx.scalar("SELECT received_at FROM envelope_in WHERE envelope = %(envelope)s", envelope=envelope)
        if at is not None:
            return at  # type: ignore[no-any-return]  # a column of times
        time.sleep(0.01)


def _catch_up(pair: Pair, messages: int, cut_every: float, *, phases: Phases) -> CatchUp:
    """An outage in which letters pile up, then a link that is cut again and again until all are receipted."""
    pair.proxy.shut = True
    pair.proxy.cut()
    _queue(pair, messages, "queueing", phases=phases)
    began, cpu = time.monotonic(), pair.cpu()
    pair.proxy.shut = False
    pair.proxy.cut_every(cut_every)
    while True:
        with pair.near.database.reading() as tx:
            [traffic] = envelopes.traffic_with(tx)
        phases.step("catching up", messages - traffic.waiting)
        if not traffic.waiting:
            break
        time.sleep(LOOK_SECONDS)
    wall, worked = time.monotonic() - began, pair.cpu() - cpu
    with pair.far.database.reading() as tx:
        rows = tx.all(
            "SELECT leaf::json->'body'->>'sequence' FROM ledger_entries WHERE kind = 'EnvelopeAccepted' ORDER BY seq"
        )
    numbers = [int(row[0]) for row in rows]
    expected = traffic.delivered
    return CatchUp(
        messages, cut_every, pair.proxy.cuts, wall, worked, messages / wall,
        lost=expected - len(set(numbers)), doubled=len(numbers) - len(set(numbers)),
        out_of_order=sum(b != a + 1 for a, b in itertools.pairwise(numbers)), load=os.getloadavg()[0],
    )  # fmt: skip
