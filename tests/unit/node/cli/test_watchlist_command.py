"""`openbitmap watchlist import`: nothing is done before --apply, and the same files do nothing twice."""

import sys
from pathlib import Path

import pytest
from tests.rooms import Rooms

from openbitmap.node.cli import main
from openbitmap.node.home import Home

SHEET = """reference,name,birth_date,category,evidence
1,"SYNTHETIC, ONE",1980-05-01,gang,gang_claim
2,"SYNTHETIC, TWO",,wanted,rumour
"""
GIVEN = ("--list", "watchlist", "--originator", "PDI", "--source", "A synthetic office", "--legal-basis", "Ley 20.000")
WORDS = ("--contact", "+56 2 0000 0000", "--statement", "Said to collect rent for a synthetic gang")


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["openbitmap", "watchlist", "import", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


@pytest.fixture
def sheet(rooms: Rooms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    settings = rooms.equipment.settings
    Home(settings.home).vault()
    monkeypatch.setenv("OPENBITMAP_HOME", str(settings.home))
    monkeypatch.setenv("OPENBITMAP_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("OPENBITMAP_KEY", rooms.cast.keys["vera"])
    file = tmp_path / "list.csv"
    file.write_text(SHEET)
    return str(file)


def entries(rooms: Rooms) -> int:
    with rooms.database.reading() as tx:
        return int(tx.scalar("SELECT count(*) FROM watchlist_entry"))


def test_a_look_first_then_the_nominations_once(
    rooms: Rooms, sheet: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, sheet, *GIVEN, *WORDS) == 0
    told = capsys.readouterr().out
    assert "1 new, 0 changed, 0 unchanged, 1 refused" in told
    assert "evidence not a word rumour" in " ".join(told.split())
    assert entries(rooms) == 0
    for _ in range(2):
        assert run(monkeypatch, sheet, *GIVEN, *WORDS, "--apply") == 0
    assert "already" in capsys.readouterr().out
    assert entries(rooms) == 1


def test_who_may_not_nominate_is_told(
    rooms: Rooms, sheet: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENBITMAP_KEY", rooms.cast.keys["elsa"])
    assert run(monkeypatch, sheet, *GIVEN, *WORDS, "--apply") == 2
    assert "not-allowed" in capsys.readouterr().err
    assert run(monkeypatch, "/nowhere/list.csv", *GIVEN, *WORDS) == 2
