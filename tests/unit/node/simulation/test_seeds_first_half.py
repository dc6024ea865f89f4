"""The first half of the seeds: whatever links, clocks, deaths, losses and thieves do, six things hold."""

from collections.abc import Iterator

import pytest
from tests.simulated import chunks, sentences, world

from openbitmap.node.simulation import World, told_of


@pytest.fixture(scope="module")
def nations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("first")) as made:
        yield made


@pytest.mark.slow
@pytest.mark.parametrize("seeds", chunks(0, 2), ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_nothing_lost_doubled_unpermitted_or_untrue(nations: World, seeds: range) -> None:
    wrong = [what for seed in seeds for what in sentences(told_of(nations, seed))]
    assert not wrong, "\n".join(wrong)
