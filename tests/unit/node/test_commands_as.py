"""Commands beside the node act as whoever's key is kept there, and stand in the ledger under that name."""

from pathlib import Path

import pytest
import typer
from tests.given import Abroad, abroad_of, facts, pieces
from tests.nations import US, Nations
from typer.testing import CliRunner

from openbitmap.node import disclosures
from openbitmap.node.cli import agreement, disclosure
from openbitmap.node.cli.unreachable import Unreachable
from openbitmap.node.disclosures import ItemKind
from openbitmap.node.events import HoldingRetained
from openbitmap.node.home import Home
from openbitmap.node.problems import Refused

NAMES = b'{"fields": {"names": "ROJAS, ANA"}}'


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


def ran(app: typer.Typer, *words: str) -> str | BaseException:
    done = CliRunner().invoke(app, list(words))
    return done.exception or done.output


def test_a_holding_is_retained_and_let_go_on_by_whoever_holds_the_key(cl: Abroad) -> None:
    pieces(cl, NAMES)
    with cl.cl.database.reading() as tx:
        held = next(h for h in disclosures.holdings_of(tx, US) if h.kind is ItemKind.DATA)
    assert held.holding in str(ran(disclosure.app, "held", "US"))
    kept = ("retain", held.holding, "--purpose", "serious_crime", "--basis", "Ley 19.974, art. 24")
    assert isinstance(ran(disclosure.app, *kept), Unreachable)  # a name without a key is nobody
    assert isinstance(ran(disclosure.app, *kept, "--as", "emilio"), Unreachable)
    assert isinstance(ran(disclosure.app, *kept, "--as", "ana"), Refused)  # no act of an examiner
    assert facts(cl.cl, HoldingRetained) == []
    assert "is kept for serious crime" in str(ran(disclosure.app, *kept, "--as", "elsa"))
    assert [f.purpose for f in facts(cl.cl, HoldingRetained) if isinstance(f, HoldingRetained)] == ["serious_crime"]
    on = ("consent", held.holding, "--to", "AR", "--basis", "letter of 24 November", "--as", "elsa")
    assert f"{held.holding} may go on to AR" in str(ran(disclosure.app, *on))


def test_recalls_and_the_register_ask_for_a_key_too(cl: Abroad) -> None:
    order = ("order", "--reason", "wrong_identity", "--words", "somebody else", "--person", "enc-none")
    assert isinstance(ran(disclosure.recalls, *order, "--as", "emilio"), Unreachable)
    assert isinstance(ran(agreement.app, "list"), Unreachable)
    stop = ("suspend", "pilot", "--reason", "a doubt")
    assert isinstance(ran(agreement.app, *stop, "--as", "elsa"), Refused)
