"""The second half of the seeds: whatever links, clocks, deaths, losses and thieves do, six things hold."""

from collections.abc import Iterator

import pytest
from tests.simulated import BROKE_ONCE, chunks, sentences, world

from openbitmap.node.simulation import World, told_of


@pytest.fixture(scope="module")
def nations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("second")) as made:
        yield made


@pytest.mark.slow
@pytest.mark.parametrize("seeds", chunks(1, 2), ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_nothing_lost_doubled_unpermitted_or_untrue(nations: World, seeds: range) -> None:
    wrong = [what for seed in seeds for what in sentences(told_of(nations, seed))]
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("seed", BROKE_ONCE)
def test_what_broke_once_holds(nations: World, seed: int) -> None:
    assert not sentences(told_of(nations, seed))
