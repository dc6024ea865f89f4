"""Commands beside the node act as whoever's key is kept there, and stand in the ledger under that name."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.given import Abroad, abroad_of, facts, pieces
from tests.nations import US, Nations
from tests.rooms import fingers_of

from openbitmap.node import disclosures
from openbitmap.node.cli import main
from openbitmap.node.disclosures import ItemKind, Scope
from openbitmap.node.events import HoldingRetained
from openbitmap.node.home import Home

NAMES = b'{"fields": {"names": "ROJAS, ANA"}}'
Run = Callable[..., str]


@pytest.fixture
def cl(two_nations: Nations, monkeypatch: pytest.MonkeyPatch) -> Abroad:
    """CL's node as the one of this machine, with the keys of elsa (supervisor) and ana (examiner) kept."""
    abroad = abroad_of(two_nations)
    home = Home(Path(abroad.cl.equipment.settings.home))
    monkeypatch.setenv("OPENBITMAP_HOME", str(home.folder))
    monkeypatch.setenv("OPENBITMAP_DATABASE_URL", abroad.cl.database.url)
    monkeypatch.delenv("OPENBITMAP_KEY", raising=False)
    (home.folder / "keys").mkdir(parents=True, exist_ok=True)
    for name in ("elsa", "ana"):
        (home.folder / "keys" / name).write_text(abroad.cl.cast.keys[name], encoding="ascii")
    return abroad


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """What a command says, in one line; it must end with this code."""

    def said(*words: str, code: int = 0) -> str:
        monkeypatch.setattr(sys, "argv", ["openbitmap", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        shown = capsys.readouterr()
        assert int(ended.value.code or 0) == code, shown.err
        return " ".join((shown.out + shown.err).split())

    return said


def test_a_holding_is_retained_and_let_go_on_by_whoever_holds_the_key(cl: Abroad, run: Run) -> None:
    pieces(cl, NAMES)
    with cl.cl.database.reading() as tx:
        held = next(h for h in disclosures.holdings_of(tx, US) if h.kind is ItemKind.DATA)
    assert held.holding in run("disclosure", "held", "US")
    kept = ("disclosure", "retain", held.holding, "--purpose", "serious_crime", "--basis", "Ley 19.974, art. 24")
    assert "--as (ana, elsa)" in run(*kept, code=2)
    assert "no key for 'emilio'" in run(*kept, "--as", "emilio", code=2)  # an account, but a name alone is nobody
    assert "may not" in run(*kept, "--as", "ana", code=2)
    assert facts(cl.cl, HoldingRetained) == []
    assert "is kept for serious crime" in run(*kept, "--as", "elsa")
    assert [f.purpose for f in facts(cl.cl, HoldingRetained) if isinstance(f, HoldingRetained)] == ["serious_crime"]
    on = ("--to", "AR", "--basis", "letter of 24 November", "--as", "elsa")
    assert f"{held.holding} may go on to AR" in run("disclosure", "consent", held.holding, *on)


def test_recalls_and_the_register_ask_for_a_key_too(cl: Abroad, run: Run) -> None:
    order = ("recall", "order", "--reason", "wrong_identity", "--words", "somebody else", "--person", "enc-none")
    assert "no key for 'emilio'" in run(*order, "--as", "emilio", code=2)
    assert "--as (ana, elsa)" in run("agreement", "list", code=2)
    assert "may not" in run("agreement", "propose", "docs/agreements/pilot.agreement", "--as", "elsa", code=2)


def test_recalls_of_both_sides_are_listed_with_what_they_are_about_and_their_receipts(cl: Abroad, run: Run) -> None:
    assert "nothing was called back" in run("recall", "list")
    assert "no recall is overdue" in run("recall", "overdue")
    assert "no copy is in other hands" in run("disclosure", "list")
    given = pieces(cl, NAMES)
    (ordered,) = cl.recall(US, Scope(encounter=given.record))
    cl.carry()
    told = run("recall", "list")
    assert ordered in told
    assert "theirs US wrong identity images, data" in told
    assert f"done {cl.clock.at:%Y-%m-%d %H:%M}" in told


def test_a_marking_says_what_it_changes_and_empty_lists_say_so(cl: Abroad, run: Run, tmp_path: Path) -> None:
    assert "nothing that the guard held back" in run("protection", "queue", "--as", "elsa")
    met = cl.cl.enrol(fingers_of(9, 1)).encounter
    told = run("protection", "mark", met, "feared_state", "--nation", "USA", "--reason", "said", "--as", "elsa")
    assert f"the person of {met} is protected, feared state against whom: US what changes: it learns nothing" in told
    assert "until two people end it" in told
    assert "no repository is configured here" in run("repository", "list")
    assert "no repository is configured here" in run("repository", "check")
    assert "no question has been asked" in run("inquiry", "list", "--as", "elsa")
    pieces(cl, NAMES)
    evidence = str(tmp_path / "us.evidence")
    assert "number 120 was asked for" in run("partner", "evidence", "US", evidence, "--upto", "120")
    assert "card of US, 1 of 1: " in run("partner", "verify", evidence)
