"""Three nations, each two with an agreement of their own: what one was told by another goes to no third."""

from collections.abc import Iterator

import pytest
from tests.simulated import CHUNK, WITH_THREE, sentences, world

from openbitmap.node.simulation import NAMES, World, told_of

THREE = NAMES[:3]


@pytest.fixture(scope="module")
def nations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("three"), THREE) as made:
        yield made


@pytest.mark.slow
@pytest.mark.parametrize("first", range(1, WITH_THREE, CHUNK))
def test_nothing_lost_doubled_unpermitted_or_untrue(nations: World, first: int) -> None:
    seeds = range(first, min(first + CHUNK, WITH_THREE + 1))
    told = [told_of(nations, seed) for seed in seeds]
    wrong = [what for one in told for what in sentences(one)]
    assert not wrong, "\n".join(wrong)
    assert all(any(act.startswith(f"{name} sends search") for one in told for act in one.story) for name in THREE)
