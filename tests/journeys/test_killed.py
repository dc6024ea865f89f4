"""kill -9 of any process of a node with submissions in flight: nothing lost, nothing doubled, the chain whole."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from tests.asking import searched_answer
from tests.cast import ARICA, Cast, assemble
from tests.processes import alive, descendants, doors_open

from openbitmap.node import ledger
from openbitmap.node.database import Database, EmbeddedServer
from openbitmap.node.home import Home
from openbitmap.node.running import RunningNode
from openbitmap.node.settings import read_settings
from openbitmap.synthetic.people import Person
from openbitmap.synthetic.transactions import Presentation, rapid_query
from openbitmap.vocabulary import SubmissionId, Verdict
from openbitmap.wire import Receipt, receipt_from_json

pytestmark = pytest.mark.slow

Shown = Callable[..., Presentation]
TAKEN_OVER_SECONDS = 10.0
PATIENCE = 120.0
ONCE = ("SubmissionReceived", "SubmissionAccepted", "EncounterEnrolled", "SearchFinished")


@dataclass(frozen=True)
class Flight:
    """Files of two people, four each: who is searched after another must find the earlier ones."""

    files: list[bytes]

    def send(self, client: httpx.Client, headers: dict[str, str]) -> list[Receipt]:
        """Send all, each again until it is received: what a client does whose line broke."""
        return [_sent(client, headers, data) for data in self.files]


def _sent(client: httpx.Client, headers: dict[str, str], data: bytes) -> Receipt:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            response = client.post("/v1/submissions", content=data, headers=headers)
            if response.status_code == 202:
                return receipt_from_json(response.content)
            assert response.status_code >= 500, response.text
        except httpx.TransportError:
            pass
        assert time.monotonic() < until, "the door did not open again"
        time.sleep(0.2)


@pytest.fixture(scope="module")
def flight(strangers: list[Person], shown: Shown) -> Flight:
    return Flight([rapid_query(shown(strangers[n % 2], ARICA, 700 + n)) for n in range(8)])


def wait_until(database: Database, query: str, expected: int) -> float:
    """Seconds until a count is reached; failures of a database that is just being killed are waited out."""
    began = time.monotonic()
    found: object = None
    while time.monotonic() - began < PATIENCE:
        try:
            with database.reading() as tx:
                found = tx.scalar(query)
            if isinstance(found, int) and found >= expected:
                return time.monotonic() - began
        except Exception as trouble:  # noqa: BLE001  # whatever a dying server answers; the wait has an end
            found = trouble
        time.sleep(0.1)
    pytest.fail(f"{query}: {found} after {PATIENCE} s, expected {expected}")


def assert_nothing_lost_or_doubled(database: Database, receipts: list[Receipt]) -> None:
    """Every submission went its way exactly once, its answers are numbered from 1, and the ledger is whole."""
    assert len({r.submission for r in receipts}) == len(receipts)
    with database.reading() as tx:
        assert ledger.verify(tx).intact
        for receipt in receipts:
            told = Counter(type(e.event).__name__ for e in ledger.history(tx, receipt.submission))
            assert {name: told[name] for name in ONCE} == dict.fromkeys(ONCE, 1), told
            versions = _column(tx.all(ANSWERS, submission=receipt.submission))
            assert versions == list(range(1, len(versions) + 1))
            # One answer of the search; before it at most one word of waiting.
            verdicts = _column(tx.all(VERDICTS, submission=receipt.submission))
            assert [v for v in verdicts if v != "pending"] in (["no_candidate"], ["possible_match"])
            assert told["CaseOpened"] == (1 if "possible_match" in verdicts else 0)
            for table in ("encounter", "search"):
                assert tx.scalar(f"SELECT count(*) FROM {table} WHERE submission = %(s)s", s=receipt.submission) == 1
        assert tx.scalar("SELECT count(*) FROM work_jobs WHERE state = 'dead'") == 0


ANSWERS = "SELECT version FROM answer WHERE submission = %(submission)s ORDER BY version"
VERDICTS = "SELECT verdict FROM answer WHERE submission = %(submission)s ORDER BY version"
FINISHED = "SELECT count(*)::int FROM search"


def _column(rows: list[tuple[object, ...]]) -> list[object]:
    return [row[0] for row in rows]


def all_answered(client: httpx.Client, headers: dict[str, str], receipts: list[Receipt]) -> list[Verdict]:
    """The answers of searches, asked for again where the node was not there to give them."""
    verdicts = []
    until = time.monotonic() + PATIENCE
    for receipt in receipts:
        while True:
            try:
                verdicts.append(searched_answer(client, headers, receipt).verdict)
                break
            except (AssertionError, httpx.TransportError):
                assert time.monotonic() < until
                time.sleep(0.2)
    return verdicts


def assert_nobody_was_missed(verdicts: list[Verdict]) -> None:
    """Four files each of two people: at most the first of each found nobody."""
    assert verdicts.count(Verdict.NO_CANDIDATE) <= 2
    assert verdicts.count(Verdict.POSSIBLE_MATCH) >= 6


def settled(database: Database) -> None:
    """Until no job waits or runs: cases and alerts end after the answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with database.reading() as tx:
            if not tx.scalar("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"):
                return
        time.sleep(0.2)
    pytest.fail("the queue did not run dry")


@pytest.mark.parametrize("role", ["worker-1", "gallery", "web"])
def test_a_killed_role_loses_and_doubles_nothing(
    node: RunningNode, cast: Cast, client: httpx.Client, flight: Flight, role: str
) -> None:
    headers = cast.headers(ARICA)
    before = node.process_ids()
    receipts = flight.send(client, headers)
    os.kill(before[role], signal.SIGKILL)
    verdicts = all_answered(client, headers, receipts)
    with node.database() as database:
        settled(database)
        assert_nothing_lost_or_doubled(database, receipts)
    assert_nobody_was_missed(verdicts)
    after = node.process_ids()
    assert after[role] != before[role]
    assert {k: v for k, v in after.items() if k != role} == {k: v for k, v in before.items() if k != role}


def seconds_until_started_again(database: Database, jobs: list[object]) -> float:
    """Until the library counts a second start of each of these jobs."""
    began = time.monotonic()
    again = "SELECT count(*) FROM procrastinate_jobs WHERE id = ANY(%(jobs)s) AND attempts > 0"
    while time.monotonic() - began < PATIENCE:
        with database.reading() as tx:
            if tx.scalar(again, jobs=jobs) == len(jobs):
                return time.monotonic() - began
        time.sleep(0.05)
    pytest.fail("the jobs were never taken over")


def test_a_killed_workers_job_is_taken_over_within_ten_seconds(
    node: RunningNode, cast: Cast, client: httpx.Client, flight: Flight
) -> None:
    """Every worker is killed while each holds a job: their successors take the jobs over."""
    headers = cast.headers(ARICA)
    receipts = flight.send(client, headers)
    with node.database() as database:
        wait_until(database, "SELECT count(*)::int FROM procrastinate_jobs WHERE status = 'doing'", 1)
        with database.reading() as tx:
            held = _column(tx.all("SELECT id FROM procrastinate_jobs WHERE status = 'doing'"))
        for name, process in node.process_ids().items():
            if name.startswith("worker"):
                os.kill(process, signal.SIGKILL)
        taken_over = seconds_until_started_again(database, held)
        all_answered(client, headers, receipts)
        settled(database)
        assert_nothing_lost_or_doubled(database, receipts)
    print(f"taken over after {taken_over:.1f} s")
    assert taken_over < TAKEN_OVER_SECONDS


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[RunningNode]:
    """A node with a PostgreSQL server of its own, which a test may kill."""
    home = tmp_path / "home"
    with RunningNode(read_settings({}, home=str(home), port="0")) as running:
        yield running
    EmbeddedServer(Home(home).postgres).remove()


def test_a_killed_database_loses_and_doubles_nothing(embedded: RunningNode, flight: Flight) -> None:
    with embedded.database() as database:
        headers = assemble(database).headers(ARICA)
    with httpx.Client(base_url=embedded.address, timeout=90) as client:
        before = embedded.process_ids()
        receipts = flight.send(client, headers)
        with embedded.database() as database:
            wait_until(database, FINISHED, 1)
        os.kill(before["postgres"], signal.SIGKILL)
        receipts_again = flight.send(client, headers)
        verdicts = all_answered(client, headers, receipts)
        with embedded.database() as database:
            settled(database)
            assert_nothing_lost_or_doubled(database, receipts)
    assert receipts_again == receipts
    assert_nobody_was_missed(verdicts)
    assert embedded.process_ids()["postgres"] != before["postgres"]


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts `openbitmap node up` on one home, as an operator would; cleans up after the test."""
    home = tmp_path / "home"
    processes: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        environment = os.environ | {"OPENBITMAP_HOME": str(home), "OPENBITMAP_PORT": "0"}
        with (tmp_path / f"up-{len(processes)}.log").open("wb") as log:
            command = [sys.executable, "-m", "openbitmap.node.cli", "node", "up"]
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        processes.append(process)
        until = time.monotonic() + PATIENCE
        while not doors_open(home):
            assert process.poll() is None, Path(log.name).read_text()
            assert time.monotonic() < until
            time.sleep(0.2)
        return process

    yield start
    for process in processes:
        if process.poll() is None:
            process.terminate()
        process.wait()
    EmbeddedServer(Home(home).postgres).remove()


def test_a_killed_node_ends_whole_and_finishes_everything_after_a_restart(
    tmp_path: Path, started: Callable[[], subprocess.Popen[bytes]], flight: Flight
) -> None:
    home = Home(tmp_path / "home")
    first = started()
    url = home.database_url(read_settings({}, home=str(home.folder)))
    assert url is not None
    with Database.open(url, connections=1) as database:
        headers = assemble(database).headers(ARICA)
    with httpx.Client(base_url=home.address.read_text(), timeout=90) as client:
        receipts = flight.send(client, headers)
    family = descendants(first.pid)
    assert len(family) >= 6  # web, gallery, folder, two workers, the database
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    killed = time.monotonic()
    while any(map(alive, family)):
        assert time.monotonic() - killed < 30, [p for p in family if alive(p)]
        time.sleep(0.1)
    print(f"everything ended {time.monotonic() - killed:.1f} s after the supervisor")

    started()
    with httpx.Client(base_url=home.address.read_text(), timeout=90) as client:
        verdicts = all_answered(client, headers, receipts)
        assert flight.send(client, headers) == receipts
    url = home.database_url(read_settings({}, home=str(home.folder)))
    assert url is not None
    with Database.open(url, connections=2) as database:
        settled(database)
        assert_nothing_lost_or_doubled(database, receipts)
    assert_nobody_was_missed(verdicts)


def test_two_arrivals_of_one_second_cannot_miss_each_other(
    node: RunningNode, cast: Cast, client: httpx.Client, strangers: list[Person], shown: Shown
) -> None:
    headers = cast.headers(ARICA)
    files = [rapid_query(shown(strangers[2], ARICA, 800 + n)) for n in range(2)]
    receipts = [_sent(client, headers, data) for data in files]
    verdicts = all_answered(client, headers, receipts)
    assert verdicts.count(Verdict.POSSIBLE_MATCH) >= 1
    with node.database() as database, database.reading() as tx:
        order = _column(tx.all("SELECT submission FROM search ORDER BY finished_at"))
    later = [SubmissionId(str(s)) for s in order][-1]
    assert verdicts[[r.submission for r in receipts].index(later)] is Verdict.POSSIBLE_MATCH
