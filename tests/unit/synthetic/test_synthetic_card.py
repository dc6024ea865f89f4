"""The page about synthetic prints says what was measured."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FIGURES = json.loads((ROOT / "benchmarks/results/synthetic-prints.json").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs/cards/synthetic-prints.md").read_text(encoding="utf-8")
SETS = {
    "DB1_B": "FVC2002 DB1_B, optical",
    "DB2_B": "DB2_B, optical",
    "DB3_B": "DB3_B, capacitive",
    "DB4_B": "DB4_B, synthetic (SFinGe)",
    "synthetic optical": "**ours, optical**",
    "synthetic capacitive": "**ours, capacitive**",
}
SEARCHES = {
    "real_to_other_databases": "real against real of other databases",
    "real_to_synthetic": "real against synthetic",
    "synthetic_to_synthetic": "synthetic against synthetic",
}


def _cells(first: str) -> list[str]:
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| {first} |"))
    return [cell.strip() for cell in row.strip("|").split("|")][1:]


@pytest.mark.parametrize("name", SETS)
def test_rows_of_images(name: str) -> None:
    measured = FIGURES[name]
    genuine, impostor = measured["genuine"], measured["impostor"]
    assert _cells(SETS[name]) == [
        str(measured["prints"]),
        " ".join(f"{v:.0f}" for v in measured["minutiae"]),
        " ".join(f"{v:.0f}" for v in measured["quality"]),
        " ".join(f"{v:.1f}" for v in measured["nearest"]),
        str(genuine["pairs"]),
        f"{genuine['mean']:.1f} ({genuine['q0.01']:.1f}, {genuine['q0.1']:.1f})",
        str(impostor["pairs"]),
        f"{impostor['mean']:.2f} ({impostor['q0.99']:.2f}, {impostor['q0.999']:.2f})",
        f"{100 * measured['eer']:.2f}",
    ]
    assert measured["failures"] == 0


@pytest.mark.parametrize("name", SEARCHES)
def test_rows_of_templates(name: str) -> None:
    measured = FIGURES["templates"][name]
    scores = [f"{measured[key]:.2f}" for key in ("mean", "0.01", "0.001", "0.0001")]
    assert _cells(SEARCHES[name]) == [str(measured["pairs"]), *scores]
