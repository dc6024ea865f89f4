"""The net itself: a seed replays exactly, and each seeded defect is caught by the invariant it breaks."""

from collections.abc import Iterator

import pytest
from tests.simulated import world

from openbitmap.node.simulation import AS_IT_IS, BREAKS, DEFECTS, NEEDS, Report, World, plan_of, told_of

MOST_SEEDS = 40
REPLAYED = (2, 6, 7)
"""One of them learns of a stolen key, one loses a database."""
FIRST = {"given_on": 11, "unsettled": 25, "disputed_in_use": 19}
"""Where the first seeds that have what it needs show nothing of it, and need not be run each time."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("net")) as made:
        yield made


@pytest.mark.slow
def test_a_seed_replays_exactly(made: World) -> None:
    first = [told_of(made, seed) for seed in REPLAYED]
    again = [told_of(made, seed) for seed in reversed(REPLAYED)]
    assert [t.story for t in first] == [t.story for t in reversed(again)]
    assert len({t.digest for t in first}) == len(REPLAYED)
    plans = [plan_of(seed, made.names) for seed in REPLAYED]
    assert any(plan.rare.losses for plan in plans) and any(plan.rare.thefts for plan in plans)
    done = Report(tuple(first)).done()
    assert done["acts"] == sum(len(t.story) for t in first) and min(done["letters"], done["cuts"], done["seconds"]) > 0
    assert [t.cuts for t in first] == [t.cuts for t in reversed(again)]


@pytest.mark.slow
@pytest.mark.parametrize("defect", DEFECTS)
def test_a_seeded_defect_is_caught(made: World, defect: str) -> None:
    made.obey(DEFECTS[defect](AS_IT_IS))
    for seed in range(FIRST.get(defect, 1), MOST_SEEDS + 1):
        if defect in NEEDS and not NEEDS[defect](plan_of(seed, made.names)):
            continue
        if BREAKS[defect] in {v.kind.value for v in told_of(made, seed).violations}:
            return
    raise AssertionError(f"{MOST_SEEDS} seeds found nothing wrong with a node that has the defect {defect!r}")
