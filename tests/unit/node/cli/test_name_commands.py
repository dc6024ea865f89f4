"""`lab names` reads any table of its form and says where one is wrong; `bench names` leaves nothing behind."""

import json
import sys
from pathlib import Path

import pytest

from openbitmap.node.cli import main


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["openbitmap", *words])
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


@pytest.mark.parametrize(
    "text",
    [
        'a,b,same\n"Torres, Ana",Ana Torres,1\n\nAna Torres,Ana Flores,0\n',
        "\ufeffkind,same,b,a\nx,0,Ana Flores,Ana Torres\ny,1,Ana Tores,Ana Torres\n",
        "A, B, Same\r\nAna Torres,TORRES ANA,true\r\nAna Torres,Juan Ruiz,false\r\n\r\n",
    ],
)
def test_any_table_of_the_form_is_measured(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs, out = tmp_path / "pairs.csv", tmp_path / "out.json"
    pairs.write_text(text, encoding="utf-8", newline="")
    assert run(monkeypatch, "lab", "names", str(pairs), "--json", str(out)) == 0
    body = json.loads(out.read_text())
    assert set(body) == {"pairs", "auc", "errors", "us_per_pair"}
    assert (body["pairs"], body["auc"], body["errors"]) == (2, 1.0, 0)
    assert body["us_per_pair"] > 0


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a,b,same\nAna,Ana,maybe\n", "row 2, column same"),
        ("a,b,same\n\nAna,,1\n", "row 3, column b"),
        ("a,b\nAna,Ana\n", "row 1, column same"),
        ("a,b,same\nTorres, Ana,Ana Torres,1\n", "row 2"),
        ('a,b,same\n"Ana,Ana,1\n', "row"),
        ("", "row 1"),
    ],
)
def test_a_bad_table_is_refused_by_row_and_column(
    text: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs, out = tmp_path / "pairs.csv", tmp_path / "out.json"
    pairs.write_text(text, encoding="utf-8")
    assert run(monkeypatch, "lab", "names", str(pairs), "--json", str(out)) == 2
    assert place in capsys.readouterr().err and not out.exists()


def test_a_table_that_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "lab", "names", str(tmp_path / "none.csv"), "--json", str(tmp_path / "o.json")) == 2


def test_names_are_searched_in_a_server_that_is_gone_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, scratch = tmp_path / "bench.json", tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr("tempfile.tempdir", None)
    assert run(monkeypatch, "bench", "names", "--people", "300", "--searches", "30", "--json", str(out)) == 0
    body = json.loads(out.read_text())
    assert {"p50_ms", "p95_ms", "recall_200", "cpu_p50_ms", "cpu_p95_ms", "load"} <= set(body)
    assert 0 < body["p50_ms"] <= body["p95_ms"] and body["recall_200"] >= 0.9
    assert list(scratch.iterdir()) == []
