"""`openbitmap lab finger`, `bench` and `simulate` from the command line, small."""

import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from openbitmap.images import encode_png
from openbitmap.node import trials
from openbitmap.node.cli import main
from openbitmap.node.home import Home


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """Exit code of `openbitmap WORDS`."""
    monkeypatch.setattr(sys, "argv", ["openbitmap", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_lab_finger_writes_figures_and_chart_beside_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "prints" / "A"
    folder.mkdir(parents=True)
    blank = np.full((300, 260), 255, np.uint8)
    for name in ("1_1", "1_2", "2_1"):
        (folder / f"{name}.png").write_bytes(encode_png(blank, ppi=500))
    out = tmp_path / "out" / "figures.json"
    assert run(monkeypatch, "lab", "finger", "--data", str(tmp_path / "prints"), "--json", str(out)) == 0
    body = json.loads(out.read_text())
    assert set(body) >= {"databases", "pooled", "cost"}
    assert body["pooled"] | {"fnmr": None, "ci95": None} == {
        "genuine": 1,
        "impostor": 2,
        "failures_to_enrol": 3,
        "eer": 0.5,
        "fnmr": None,
        "ci95": None,
    }
    assert body["pooled"]["fnmr"]["1e-3"] == 1
    assert out.with_suffix(".svg").read_text().startswith("<svg")


def test_lab_finger_without_prints_ends_with_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = str(tmp_path / "x.json")
    for folder in (tmp_path, tmp_path / "none"):
        assert run(monkeypatch, "lab", "finger", "--data", str(folder), "--json", out) == 2
    assert not Path(out).exists()


def test_bench_search_writes_times_and_rates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "bench.json"
    words = ("bench", "search", "--people", "300", "--probes", "12", "--threads", "1", "--json", str(out))
    assert run(monkeypatch, *words) == 0
    body = json.loads(out.read_text())
    assert (body["people"], body["probes"], body["threads"]) == (300, 12, 1)
    assert 0 < body["p50_ms"] <= body["p95_ms"] and 0 < body["cpu_s_per_search"] < 1
    assert 3000 < body["bytes_per_person"] < 6000
    assert body["rank1"] >= 5 / 6 and body["false_alarms_at_fpir_1e-3"] == 0


@pytest.mark.slow
def test_bench_exchange_counts_what_caught_up_and_times_an_alert(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "exchange.json"
    words = ("bench", "exchange", "--messages", "20", "--cut-every", "2", "--alerts", "1", "--json", str(out))
    assert run(monkeypatch, *words) == 0
    body = json.loads(out.read_text())
    caught = body["catch_up"]
    assert (caught["messages"], caught["lost"], caught["doubled"], caught["out_of_order"]) == (20, 0, 0, 0)
    rates = ("seal_per_cpu_s", "open_per_cpu_s", "rooms_queue_per_cpu_s", "rooms_deliver_per_cpu_s")
    assert all(body[rate] > 0 for rate in rates) and body["envelope_bytes"] > body["body_bytes"]
    assert 0 < body["delay_ms"][0] <= body["delay_ms"][1] and 0 < body["alert_s"][0] <= body["alert_s"][1]


@pytest.fixture
def log_levels() -> Iterator[None]:
    """As they were before: a simulation says only what is an error."""
    log = logging.getLogger("openbitmap")
    level = log.level
    yield
    log.setLevel(level)


@pytest.mark.usefixtures("log_levels")
def test_simulate_counts_what_broke_and_what_was_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, home = tmp_path / "seeds.json", tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("OPENBITMAP_HOME", str(home))
    assert run(monkeypatch, "simulate", "--first", "7", "--seeds", "2", "--json", str(out)) == 0
    body = json.loads(out.read_text())
    broken = ("lost", "doubled", "unpermitted", "false_coverage", "broken_ledgers")
    assert {name: body[name] for name in ("seeds", *broken)} == {"seeds": 2} | dict.fromkeys(broken, 0)
    assert body["acts"] > 20 and body["letters"] > 10
    (trial,) = trials.kept(Home(home).trials, most=9).trials
    assert (trial.first, trial.last, trial.fault, trial.broken) == (7, 8, None, ())
    assert {"seeds": trial.seeds, **trial.counts, **trial.done} == body
    assert trial.made.code == trials.code_digest()


@pytest.mark.usefixtures("log_levels")
def test_the_seeds_alone_decide_how_a_simulation_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "trials").write_text("no folder")
    monkeypatch.setenv("OPENBITMAP_HOME", str(tmp_path))
    assert run(monkeypatch, "simulate", "--first", "7", "--seeds", "1") == 0
    assert "not kept for the console:" in capsys.readouterr().out
