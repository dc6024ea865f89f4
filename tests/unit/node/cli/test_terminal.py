"""What commands print: names stay whole, on a narrow terminal and where nobody looks; agreements hide no term."""

import io
import sys

import pytest
from rich.console import Console

from openbitmap.node.cli import main, terminal

NAME = "recall-1M8PPBK4JZ-0123456789-0123456789"
PILOT, LETTER = "docs/agreements/pilot.agreement", "docs/agreements/letter-of-intent.agreement"


def printed(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setattr(sys, "argv", ["openbitmap", *words])
    with pytest.raises(SystemExit):
        main()
    return capsys.readouterr().out


def test_names_are_never_folded(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    table = terminal.plain("recall", "outstanding", "words", whole=("recall",))
    table.add_row(NAME, "BR", "somebody else " * 20)
    terminal.show(table)
    assert len(capsys.readouterr().out.splitlines()) == 2
    shown = io.StringIO()
    monkeypatch.setattr(terminal, "screen", lambda: Console(file=shown, width=60))
    terminal.show(table)
    assert NAME in shown.getvalue() and "outstanding" in shown.getvalue()


def test_agreements_hide_no_term(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(("agreement", "explain", PILOT), monkeypatch, capsys)
    for words in ("forbids under every agreement", "goal 1", "datos@cl.example", "answer within 24 h", "minors: yes"):
        assert words in told
    assert "passed on with consent only" in told and "at most 5 candidates" in told
    rehearsed = printed(("agreement", "dry-run", PILOT, "--synthetic", "100"), monkeypatch, capsys)
    assert "permitted" in rehearsed and "barred: forbidden     9.1" in rehearsed
    differs = printed(("agreement", "diff", PILOT, LETTER), monkeypatch, capsys)
    assert "contact: National point of contact, Undersecretariat (synthetic), enlace@cl.example" in differs
