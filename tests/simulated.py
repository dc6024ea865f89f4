"""Worlds of simulated nations for the tests, and how a failing seed is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from openbitmap.node.simulation import AS_IT_IS, TWO, Told, World
from openbitmap.vocabulary import PartnerId

SEEDS = 300
"""So many in continuous integration, three minutes of two cores; `simulate --seeds 10000` before a release."""
BROKE_ONCE = (419, 684, 998, 1447)
"""Beyond those, each for a fault that it found."""
WITH_THREE = 40
"""Seeds of three nations, which cost three times as much."""
CHUNK = 25


def chunks(part: int, parts: int) -> list[range]:
    """This part's seeds, in ranges of a test each."""
    first, last = 1 + part * SEEDS // parts, 1 + (part + 1) * SEEDS // parts
    return [range(n, min(n + CHUNK, last)) for n in range(first, last, CHUNK)]


@contextmanager
def world(folder: Path, nations: tuple[PartnerId, ...] = TWO) -> Iterator[World]:
    with World(folder, AS_IT_IS, nations) as made:
        yield made


def sentences(told: Told) -> list[str]:
    """`openbitmap simulate --first SEED --seeds 1 --verbose` tells the rest."""
    return [f"seed {told.seed}: {v.kind.value}, {v.nation}: {v.what}" for v in told.violations]
