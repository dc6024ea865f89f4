"""The figures on the card of finger extraction are those of the frozen file, and the gate it speaks of is met."""

import json
from pathlib import Path

ROOT = Path(__file__).parents[2]
CARD = (ROOT / "docs" / "cards" / "finger-extraction.md").read_text(encoding="utf-8")
FROZEN = json.loads((ROOT / "benchmarks" / "results" / "finger-extraction-fvc2002.json").read_text(encoding="utf-8"))


def test_cost_is_the_one_measured_and_meets_the_gate() -> None:
    ratio = FROZEN["engine_to_onnxruntime"]
    assert f"| our engine, AVX2 | {FROZEN['cpu_ms']['engine']:.1f} | {ratio:.3f} |" in CARD
    assert f"| plain network, onnxruntime 1.32.0 | {FROZEN['cpu_ms']['onnxruntime']:.1f} | 1 |" in CARD
    assert f"| whole recipe, template and quality | {FROZEN['cpu_ms']['extract']:.1f} | |" in CARD
    assert ratio <= 0.6


def test_equality_is_the_one_measured() -> None:
    assert f"{FROZEN['minutiae']} minutiae, {FROZEN['differing']} of them found by only one of the two" in CARD
    assert FROZEN["differing"] <= FROZEN["minutiae"] / 10_000
    assert FROZEN["largest_quality_difference"] < 1e-4
    assert FROZEN["portable_differing"] == 0


def test_quality_row_is_the_one_measured() -> None:
    foretold = FROZEN["quality_foretells"]
    left = foretold["low_scores_left_when_rejecting"].values()
    cells = " | ".join(f"{value:.2f}" for value in (foretold["rank_correlation"], *left))
    assert f"| minutiae strength 1 | {cells} |" in CARD
    assert f"{len(FROZEN['failures'])} of {FROZEN['prints']} prints." in CARD
