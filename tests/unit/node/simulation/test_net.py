"""The net itself: a seed replays exactly, and each seeded defect is caught by the invariant it breaks."""

from pathlib import Path

import pytest
from tests.simulated import world

from openbitmap.node.simulation import DEFECTS, Report, told_of

MOST_SEEDS = 40
REPLAYED = (1, 6)


@pytest.mark.slow
def test_a_seed_replays_exactly(tmp_path: Path) -> None:
    with world(tmp_path) as made:
        first = [told_of(made, seed) for seed in REPLAYED]
        again = [told_of(made, seed) for seed in reversed(REPLAYED)]
    assert [t.story for t in first] == [t.story for t in reversed(again)]
    assert first[0].digest != first[1].digest
    done = Report(tuple(first)).done()
    assert done["acts"] == sum(len(t.story) for t in first) and min(done["letters"], done["cuts"], done["seconds"]) > 0
    assert [t.cuts for t in first] == [t.cuts for t in reversed(again)]


@pytest.mark.slow
@pytest.mark.parametrize("defect", DEFECTS)
def test_a_seeded_defect_is_caught(tmp_path: Path, defect: str) -> None:
    with world(tmp_path, defect) as made:
        for seed in range(1, MOST_SEEDS + 1):
            if defect in {v.kind.value for v in told_of(made, seed).violations}:
                return
    raise AssertionError(f"{MOST_SEEDS} seeds found nothing wrong with a node that has the defect {defect!r}")
