"""The figures on the card of finger matching are those of the frozen files, and the gate they speak of is met."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CARD = (ROOT / "docs" / "cards" / "finger-matching.md").read_text(encoding="utf-8")
RESULTS = ROOT / "benchmarks" / "results"


def frozen(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((RESULTS / name).read_text(encoding="utf-8"))
    return loaded


def row(*first: str) -> list[str]:
    """The cells of the one table row that begins with these cells."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in CARD.splitlines() if line.startswith("|")]
    found = [cells for cells in rows if tuple(cells[: len(first)]) == first]
    assert len(found) == 1, f"{len(found)} rows begin with {first}"
    return found[0]


ACCURACY = frozen("finger-fvc2002.json")


@pytest.mark.parametrize("name", [*ACCURACY["databases"], "pooled"])
def test_error_rates_are_those_measured(name: str) -> None:
    result = ACCURACY["databases"].get(name, ACCURACY["pooled"])
    rates = [result["eer"], *result["fnmr"].values()]
    assert row(name)[1:] == [str(result["genuine"]), str(result["impostor"]), *(f"{100 * rate:.2f}" for rate in rates)]
    assert result["failures_to_enrol"] == 0


def test_intervals_are_those_measured() -> None:
    interval = ACCURACY["pooled"]["ci95"]
    stated = re.findall(r"pooled (?:EER|FNMR at FMR 1e-3): (\d+\.\d+) to (\d+\.\d+)", CARD)
    assert stated == [tuple(f"{100 * end:.2f}" for end in ends) for ends in (interval["eer"], interval["fnmr"]["1e-3"])]


def test_peers_are_those_measured() -> None:
    peers = frozen("peers-nbis.json")
    bozorth = peers["NBIS mindtct + bozorth3"]
    mixed, own = peers["mindtct + openbitmap matcher"], ACCURACY["pooled"]

    def cells(rate: float, ends: list[float]) -> str:
        return f"{100 * rate:.2f} ({100 * ends[0]:.2f} to {100 * ends[1]:.2f})"

    assert row("NBIS mindtct + bozorth3")[1:] == [cells(bozorth[k][0], bozorth[k][1:]) for k in ("eer", "fnmr 1e-3")]
    for name, result in (("NBIS mindtct + our matcher", mixed), ("ours", own)):
        eer = cells(result["eer"], result["ci95"]["eer"])
        fnmr = cells(result["fnmr"]["1e-3"], result["ci95"]["fnmr"]["1e-3"])
        assert row(name)[1:] == [eer, fnmr]


def test_the_gate_is_met() -> None:
    assert ACCURACY["pooled"]["eer"] <= 0.005
    assert ACCURACY["pooled"]["fnmr"]["1e-3"] <= 0.008
    assert ACCURACY["cost"]["match_cpu_us"] <= 50


def test_costs_are_those_measured() -> None:
    cost = ACCURACY["cost"]
    assert row("extraction")[1] == f"{cost['extract_cpu_ms']:.0f} ms a print"
    assert row("comparison in a scan")[1] == f"{cost['match_cpu_us']:.1f} us a pair"


@pytest.mark.parametrize("people", sorted(int(p.stem.split("-")[1]) for p in RESULTS.glob("search-*.json")))
def test_searches_are_those_measured(people: int) -> None:
    f = frozen(f"search-{people}.json")
    assert row(str(people), str(f["probes"]))[2:] == [
        f"{f['cpu_s_per_search']:.3f}",
        f"{f['p50_ms']:.0f}",
        f"{f['p95_ms']:.0f}",
        f"{f['bytes_per_person']:.0f}",
        f"{100 * f['rank1']:.1f}",
        f"{100 * f['fnir_at_fpir_1e-3']:.1f}",
        f"{f['false_alarms_at_fpir_1e-3']} of {f['strangers']}",
    ]


@pytest.mark.parametrize("path", sorted(RESULTS.glob("fpir-held-out-*.json")), ids=lambda path: path.stem)
def test_achieved_rates_are_those_measured(path: Path) -> None:
    f = frozen(path.name)
    achieved = {entry["predicted"]: entry["achieved"] for entry in f["fpir"]}
    cells = row(str(f["fingers"]), str(f["people"]), str(f["strangers"]))
    assert cells[3:] == [f"{achieved[p]:.3f}" for p in (0.5, 0.2, 0.1, 0.05, 0.01)]


@pytest.mark.parametrize("path", sorted(RESULTS.glob("fpir-held-out-*.json")), ids=lambda path: path.stem)
def test_no_achieved_rate_is_above_the_predicted_one(path: Path) -> None:
    for entry in frozen(path.name)["fpir"]:
        assert entry["ci95"][0] <= entry["predicted"]
