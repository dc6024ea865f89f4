"""Repositories outside, from end to end: six simulated ones in a process of their own, a real node that asks them, the
command, a notice pushed through the node's door, and the page that shows how each fares."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import httpx
from playwright.sync_api import expect
from tests.connecting import KEY, KINDS, SHOWN
from tests.journeys.browsing import Desk
from tests.journeys.test_command_line import Terminal

from openbitmap.node import connectors
from openbitmap.node.running import RunningNode
from openbitmap.synthetic import person
from openbitmap.synthetic.transactions import Presentation, rapid_query

SEED, KNOWN, STRANGER = 2026, 5, 9
Shown = Callable[..., Presentation]


def table(kind: str, node: str) -> str:
    return f"""
[simulator.{kind}]
kind = "{kind}"
key = "{KEY}"
seed = {SEED}
strangers = 200
node = "{node}"
notice_key = "notices of {kind}"
[[simulator.{kind}.known]]
reference = "R00000001"
person = {KNOWN}
handling = "CALL THE DESK"
"""


@contextmanager
def simulators(folder: Path, node: RunningNode) -> Iterator[dict[str, str]]:
    """All six as one process, as the demo starts them, and the node's configuration written by it."""
    home = node.home.folder
    config = folder / "simulators.toml"
    config.write_text("".join(table(kind, node.address) for kind in KINDS))
    (home / "keys").mkdir(exist_ok=True)
    for kind in KINDS:
        (home / "keys" / f"{kind}.repository").write_text(KEY)
        (home / "keys" / f"{kind}.notices").write_text(f"notices of {kind}")
    command = [sys.executable, "-m", "openbitmap.simulators", "--config", str(config)]
    process = subprocess.Popen([*command, "--connections", str(home / "connectors.toml")], stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        lines = [process.stdout.readline().decode().split() for _ in KINDS]
        addresses = dict(lines)
        for address in addresses.values():
            await_gallery(address)
        yield addresses
    finally:
        process.terminate()  # not an interrupt: a shell that runs the tests aside makes children deaf to it
        process.wait(20)


def await_gallery(address: str) -> None:
    for _ in range(300):
        try:
            if httpx.get(f"{address}/status", headers=SHOWN, timeout=20).json()["loaded"]:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise AssertionError("the gallery was never loaded")


def taken(folder: Path, shown: Shown, number: int) -> Path:
    """A new capture of a synthetic person at Arica, as a file."""
    someone = person(SEED, number, as_of=date(2026, 1, 2))
    presented = replace(shown(someone, "arica", 70 + number), identity=someone.identity)
    path = folder / f"{number}.eft"
    path.write_bytes(rapid_query(presented))
    return path


def test_repositories_from_the_question_to_the_page(desk: Desk, tmp_path: Path, shown: Shown) -> None:
    node = desk.node
    terminal = Terminal(node)
    with simulators(tmp_path, node) as addresses:
        assert knocked(terminal) == 0
        assert "IDENT (homeland security)" in terminal.run("repository", "list").said
        somebody_is_asked_about(terminal, tmp_path, shown)
        a_notice_comes(node, addresses)
        httpx.post(f"{addresses['abis']}/conduct", json={"outage": True}, headers=SHOWN)
        assert knocked(terminal, "abis") == 1
        assert terminal.run("repository", "ask", "abis", str(tmp_path / f"{STRANGER}.eft"), "--wait", "1").code == 1
        who_sees_the_page(desk)


def knocked(terminal: Terminal, *names: str) -> int:
    """In a thread: the browser's own event loop runs in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(terminal.run, "repository", "check", *names).result().code


def somebody_is_asked_about(terminal: Terminal, folder: Path, shown: Shown) -> None:
    known, stranger = str(taken(folder, shown, KNOWN)), str(taken(folder, shown, STRANGER))
    for kind in ("ident", "interpol"):
        found = terminal.run("repository", "ask", kind, known)
        assert (found.code, "candidate" in found.said, "R00000001" in found.said) == (0, True, True), found.said
        assert "no_candidate" in terminal.run("repository", "ask", kind, stranger).said
    barred = terminal.run("repository", "ask", "ngi", known, "--category", "own_national")
    assert "gate:category:own_national" in barred.said
    images = terminal.run("repository", "ask", "ident", "--reference", "R00000001")
    assert "ident: images" in images.said


def a_notice_comes(node: RunningNode, addresses: dict[str, str]) -> None:
    with node.database() as database, database.reading() as tx:
        row = tx.one(
            "SELECT control_number, inquiry FROM consultation WHERE repository = 'ident' AND state = 'no_candidate'"
        )
    assert row is not None
    told = {"about": row[0], "reference": "R00000002", "handling": "CALL THE DESK"}
    pushed = httpx.post(f"{addresses['ident']}/notices", json=told, headers=SHOWN, timeout=30)
    assert pushed.status_code == 202, pushed.text
    with node.database() as database, database.reading() as tx:
        (notice,) = connectors.notices_about(tx, row[1])
    assert (notice.repository, notice.reference) == ("ident", "R00000002")
    stranger = httpx.post(f"{node.address}/v1/repositories/notices", content=b"x", timeout=30)
    assert stranger.status_code == 401


def who_sees_the_page(desk: Desk) -> None:
    page = desk.page("elsa", language="es")
    desk.goto(page, "/repositories")
    expect(page.locator(".lines [data-row]")).to_have_count(len(KINDS))
    expect(page.locator(".sheet")).to_contain_text("Condición legal")
    desk.picture(page, "repositories-es-light")
    desk.goto(page, "/repositories/abis")
    expect(page.locator(".sheet")).to_contain_text("ABIS (defensa)")
    page = desk.page("aldo")
    desk.goto(page, "/repositories/interpol")
    expect(page.locator(".sheet")).to_contain_text("2 of 5000 questions today")
    desk.picture(page, "repositories-en-light", document=True)
    page = desk.page("vera")
    desk.goto(page, "/repositories")
    expect(page.locator("h1")).not_to_have_text("Repositories")
