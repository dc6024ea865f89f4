"""What commands print: names stay whole, on a narrow terminal and where nobody looks; agreements hide no term."""

import io
import sys

import pytest
from rich.console import Console

from openbitmap.node.cli import main

PILOT, LETTER = "docs/agreements/pilot.agreement", "docs/agreements/letter-of-intent.agreement"


def printed(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setattr(sys, "argv", ["openbitmap", *words])
    with pytest.raises(SystemExit):
        main()
    return capsys.readouterr().out


def test_names_are_never_folded(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    wide = printed(("node", "settings"), monkeypatch, capsys)
    narrow = io.StringIO()
    monkeypatch.setattr("openbitmap.node.cli.terminal.screen", lambda: Console(file=narrow, width=60))
    printed(("node", "settings"), monkeypatch, capsys)
    names = [line.split()[0] for line in wide.splitlines() if line.startswith(" OPENBITMAP_")]
    assert len(names) == len(wide.splitlines()) - 1 > 20  # one line a setting, and the headings
    assert set(names) <= set(narrow.getvalue().split())


def test_agreements_hide_no_term(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(("agreement", "explain", PILOT), monkeypatch, capsys)
    for words in ("forbids under every agreement", "goal 1", "datos@cl.example", "answer within 24 h", "minors: yes"):
        assert words in told
    assert "passed on with consent only" in told and "at most 5 candidates" in told
    rehearsed = printed(("agreement", "dry-run", PILOT, "--synthetic", "100"), monkeypatch, capsys)
    assert "permitted" in rehearsed and "barred: forbidden     9.1" in rehearsed
    differs = printed(("agreement", "diff", PILOT, LETTER), monkeypatch, capsys)
    assert "contact: National point of contact, Undersecretariat (synthetic), enlace@cl.example" in differs
