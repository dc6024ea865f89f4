"""Workers as real processes: killed, frozen, poisoned, stopped; nothing lost, nothing doubled."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from openbitmap.node import work
from openbitmap.node.database import Database, EmbeddedServer, migrate

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).with_name("work_process.py")
REAL = "2,6,2"
QUICK = "0.3,1.5,0.3"
TABLES = """
CREATE TABLE IF NOT EXISTS effects (job bigint, process int, at timestamptz DEFAULT clock_timestamp());
CREATE TABLE IF NOT EXISTS deaths (job bigint, reason text);
GRANT ALL ON effects, deaths TO openbitmap_application;
"""
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts worker processes that this test alone can kill; ends those still alive after it."""
    started: list[subprocess.Popen[str]] = []

    def start(url: str, pace: str = QUICK, queues: str = "default") -> subprocess.Popen[str]:
        command = [sys.executable, str(SCRIPT), url, pace, queues]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


@pytest.fixture
def tables(server_url: str) -> str:
    with psycopg.connect(server_url) as connection:
        connection.execute(TABLES)
    return server_url


def enqueue(database: Database, task: str, *, queue: work.Queue = work.Queue.DEFAULT, seconds: float = 0.0) -> None:
    with database.transaction() as tx:
        work.enqueue(tx, task, queue=queue, seconds=str(seconds))


def wait_for(database: Database, query: str, expected: object, *, patience: float) -> float:
    """Seconds until the query says what is expected."""
    began = time.monotonic()
    while time.monotonic() - began < patience:
        with database.reading() as tx:
            found = tx.scalar(query)
        if found == expected:
            return time.monotonic() - began
        time.sleep(0.02)
    pytest.fail(f"{query} is {found!r} after {patience} s, expected {expected!r}")


def announced(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def test_a_killed_workers_job_is_taken_over_within_ten_seconds(database: Database, tables: str, start: Start) -> None:
    first = start(tables, REAL)
    enqueue(database, "slow", seconds=0.5)
    assert announced(first) == "started slow 1"
    second = start(tables, REAL)
    time.sleep(0.2)
    first.kill()
    killed = time.monotonic()
    assert announced(second) == "started slow 1"
    taken_over = time.monotonic() - killed
    wait_for(database, "SELECT state FROM work_jobs", "done", patience=5)
    with database.reading() as tx:
        effects = tx.all("SELECT process FROM effects")
        crashes = tx.scalar("SELECT crashes FROM work_jobs")
    print(f"taken over after {taken_over:.1f} s")
    assert taken_over < 10
    assert effects == [(second.pid,)]
    assert crashes == 1


def test_a_frozen_worker_wakes_up_and_cannot_write(database: Database, tables: str, start: Start) -> None:
    frozen = start(tables)
    enqueue(database, "slow", seconds=1)
    assert announced(frozen) == "started slow 1"
    os.kill(frozen.pid, signal.SIGSTOP)
    other = start(tables)
    assert announced(other) == "started slow 1"
    os.kill(frozen.pid, signal.SIGCONT)  # wakes while the other is still at work
    wait_for(database, "SELECT state FROM work_jobs", "done", patience=10)
    enqueue(database, "quick")  # and both go on working
    wait_for(database, "SELECT count(*) FROM effects WHERE job = 2", 1, patience=10)
    time.sleep(1)
    with database.reading() as tx:
        effects = tx.all("SELECT process FROM effects WHERE job = 1")
        status = tx.scalar("SELECT status::text FROM procrastinate_jobs WHERE id = 1")
    assert effects == [(other.pid,)]
    assert status == "succeeded"
    assert frozen.poll() is None


def test_a_deadly_job_dies_and_takes_no_innocent_along(database: Database, tables: str, start: Start) -> None:
    for _ in range(2):
        enqueue(database, "slow", seconds=0.5)
    enqueue(database, "deadly")
    enqueue(database, "slow", seconds=0.5)
    stop = threading.Event()

    def supervise() -> None:
        while not stop.is_set():
            process = start(tables)
            while process.poll() is None and not stop.is_set():
                time.sleep(0.05)

    supervisor = threading.Thread(target=supervise)
    supervisor.start()
    try:
        wait_for(database, "SELECT count(*) FROM work_jobs WHERE state IN ('done', 'dead')", 4, patience=90)
    finally:
        stop.set()
        supervisor.join()
    with database.reading() as tx:
        done = tx.all("SELECT job, state, crashes FROM work_jobs WHERE task = 'slow'")
        deaths = tx.all("SELECT job, reason FROM deaths")
        doubled = tx.scalar("SELECT count(*) - count(DISTINCT job) FROM effects")
    assert all(state == "done" and crashes <= 1 for _, state, crashes in done), done
    assert deaths == [(3, "its worker died 3 times")]
    assert doubled == 0


def test_a_waiting_worker_starts_new_work_at_once(database: Database, tables: str, start: Start) -> None:
    start(tables, REAL)
    enqueue(database, "quick")
    wait_for(database, "SELECT count(*) FROM effects", 1, patience=15)
    for _ in range(20):
        enqueue(database, "quick")
        time.sleep(0.1)
    wait_for(database, "SELECT count(*) FROM effects", 21, patience=5)
    with database.reading() as tx:
        waits = [
            row[0]
            for row in tx.all(
                """
                SELECT extract(epoch FROM started_at - enqueued_at)::float8 * 1000 FROM work_jobs
                WHERE job > 1 ORDER BY 1
                """
            )
        ]
    print(f"enqueue to start, ms: median {waits[10]:.0f}, worst {waits[-1]:.0f}")
    assert waits[10] < 500


def test_what_waits_for_people_is_tried_again_a_minute_later(database: Database, tables: str, start: Start) -> None:
    worker = start(tables)
    enqueue(database, "patient")
    assert announced(worker) == "started patient 1"
    enqueue(database, "quick")
    wait_for(database, "SELECT count(*) FROM effects", 1, patience=15)
    wait_for(database, "SELECT status::text FROM procrastinate_jobs WHERE id = 1", "todo", patience=5)
    with database.reading() as tx:
        wait = tx.scalar("SELECT extract(epoch FROM scheduled_at - now())::float8 FROM procrastinate_jobs WHERE id = 1")
        assert tx.scalar("SELECT failures FROM work_jobs WHERE job = 1") == 0
    assert 30 < wait <= 60


def test_sigterm_lets_the_running_job_end(database: Database, tables: str, start: Start) -> None:
    worker = start(tables)
    enqueue(database, "slow", seconds=1)
    assert announced(worker) == "started slow 1"
    enqueue(database, "quick")
    wait_for(database, "SELECT count(*) FROM work_jobs WHERE state = 'done'", 1, patience=5)
    worker.terminate()
    assert announced(worker) == "stopped"
    assert worker.wait(5) == 0
    with database.reading() as tx:
        states = tx.all("SELECT state, crashes FROM work_jobs ORDER BY job")
    assert states == [("done", 0), ("done", 0)]


def test_workers_outlive_a_killed_database(tmp_path: Path, start: Start) -> None:
    with EmbeddedServer(tmp_path / "node") as server, Database.open(server.url) as database:
        migrate(database)
        with psycopg.connect(server.url) as connection:
            connection.execute(TABLES)
        worker = start(server.url)
        enqueue(database, "slow", seconds=1)
        assert announced(worker) == "started slow 1"
        killed = time.monotonic()
        os.kill(server.pid, signal.SIGKILL)
        while not server.healthy():
            time.sleep(0.02)
        back = time.monotonic() - killed
        wait_for(database, "SELECT state FROM work_jobs", "done", patience=60)
        print(f"database back after {back:.2f} s, job done after {time.monotonic() - killed:.1f} s")
        with database.reading() as tx:
            assert tx.scalar("SELECT count(*) FROM effects") == 1
            assert tx.scalar("SELECT crashes FROM work_jobs") == 0
        server.remove()
