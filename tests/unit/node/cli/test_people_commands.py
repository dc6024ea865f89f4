"""`openbitmap node account ...`, `link`, `setup-link`, `revoke`, beside a node's database."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.rooms import Rooms

from openbitmap.node import access
from openbitmap.node.access import Principal, Role
from openbitmap.node.cli import main
from openbitmap.node.problems import Refused

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(rooms: Rooms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`openbitmap node WORDS`: its exit code and what it said."""
    monkeypatch.setenv("OPENBITMAP_HOME", str(tmp_path))
    monkeypatch.setenv("OPENBITMAP_DATABASE_URL", rooms.database.url)
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "address").write_text("http://127.0.0.1:4711", encoding="ascii")

    def command(*words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["openbitmap", "node", *words])
        try:
            main()
        except SystemExit as end:
            said = capsys.readouterr()
            return int(end.code or 0), said.out + said.err
        said = capsys.readouterr()
        return 0, said.out + said.err

    return command


def test_an_account_is_made_and_let_in_by_a_link(rooms: Rooms, run: Run) -> None:
    assert run("account", "make", "nora", "officer", "--station", "arica", "--title", "Nora N.")[0] == 0
    code, said = run("link", "nora")
    assert code == 0
    assert said.startswith("http://localhost:4711/enter/")
    with rooms.database.transaction() as tx:
        token = said.strip().rpartition("/")[2]
        account = access.account_of_link(tx, token, at=datetime.now(UTC))
    assert account.principal == Principal(Role.OFFICER, "nora", account.station)
    assert "Nora N." in run("account", "list")[1]


def test_what_cannot_be_an_account_is_said(run: Run) -> None:
    assert run("account", "make", "nora", "officer")[0] == 2
    assert run("account", "make", "ana", "auditor")[0] == 2
    assert run("link", "nobody")[0] == 2
    assert run("account", "off", "nobody")[0] == 2


def test_an_account_changes_role_and_is_switched_off_and_on(rooms: Rooms, run: Run) -> None:
    assert run("account", "role", "ana", "auditor")[0] == 0
    assert run("account", "off", "ana")[0] == 0
    assert "switched off" in run("account", "list")[1]
    assert run("link", "ana")[0] == 2
    assert run("account", "on", "ana")[0] == 0
    assert rooms.facts("ana")[-4:] == ["KeyRevoked", "RoleChanged", "AccountSwitchedOff", "AccountSwitchedOn"]


def test_the_setup_link_ends_with_the_first_administrator(run: Run) -> None:
    code, said = run("setup-link")
    assert code == 2
    assert "adela" in said
    run("account", "make", "second", "administrator")
    assert run("account", "off", "adela")[0] == 0
    assert run("account", "off", "second")[0] == 2


def test_keys_are_revoked_by_name(rooms: Rooms, run: Run) -> None:
    assert run("revoke", "vera") == (0, "1 key of vera revoked\n")
    assert run("revoke", "vera") == (1, "vera holds no key\n")
    with rooms.database.transaction() as tx, pytest.raises(Refused):
        access.identify(tx, rooms.cast.keys["vera"])
    assert run("key", "officer", "olga", "--station", "arica", "--alone")[0] == 0
    with rooms.database.transaction() as tx, pytest.raises(Refused):
        access.identify(tx, rooms.cast.keys["olga"])
    assert run("key", "officer", "olga")[0] == 2
