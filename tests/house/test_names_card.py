"""The figures on the card of names are those of the frozen file, and the goal it speaks of is met there."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CARD = (ROOT / "docs" / "cards" / "names.md").read_text(encoding="utf-8")
FROZEN = json.loads((ROOT / "benchmarks" / "results" / "names.json").read_text(encoding="utf-8"))
ROWS = {
    "given": "given",
    "own, tuned half": "own-tuned",
    "own, other half": "own-held",
    "fresh": "fresh",
    "generated": "generated",
}


@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_what_was_measured(row: str) -> None:
    f = FROZEN[ROWS[row]]["openbitmap"]
    auc = f"{f['auc']:.3f} ({f['low']:.3f} to {f['high']:.3f})"
    assert f"| {row} | {f['pairs']} | {auc} | {f['errors']} | {f['us_per_pair']:.0f} |" in CARD
    assert f["auc"] >= 0.93


@pytest.mark.parametrize("scorer", FROZEN["given"])
def test_peers_are_those_measured(scorer: str) -> None:
    names = {"openbitmap": "openbitmap.names"}
    line = next(
        x
        for x in CARD.splitlines()
        if x.startswith(f"| {names.get(scorer, scorer.split()[0])}") and scorer.split()[-1] in x
    )
    for kind in ("given", "own-held", "fresh", "generated"):
        f = FROZEN[kind][scorer]
        assert f"| {f['auc']:.3f} / {f['errors']} / {f['us_per_pair']:.0f} |" in line
