"""10,000 mutated files, seeded: no crash, no hang, and none accepted silently wrong (defined in itl_mutations.py)."""

import random
import time
from pathlib import Path

import pytest

from itl_examples import SEEDS
from itl_mutations import mutate, silently_wrong
from openbitmap.itl import check, join, read, write

FILES = 10_000
SLOWEST_CPU_SECONDS = 2.0
NIST = Path(__file__).parents[4] / "shared" / "data" / "nist" / "ansi-nist"


def fuzz(seeds: tuple[bytes, ...], files: int, seed: int) -> dict[str, int]:
    """Mutates, reads and checks `files` files; returns how many were refused, found fault with, accepted silently."""
    rng = random.Random(seed)
    outcomes = {"refused": 0, "with findings": 0, "silent": 0}
    for _ in range(files):
        data = mutate(rng, rng.choice(seeds), seeds)
        begin = time.process_time()
        reading = read(data)
        if reading.transaction is None:
            assert reading.findings
            outcomes["refused"] += 1
            continue
        assert join(reading.transaction.records) == data
        check(reading.transaction)
        reading.transaction.fingers()
        reading.transaction.person()
        assert time.process_time() - begin < SLOWEST_CPU_SECONDS
        assert silently_wrong(data) is None
        outcomes["with findings" if reading.findings else "silent"] += 1
    return outcomes


@pytest.mark.slow
def test_ten_thousand_mutated_files() -> None:
    outcomes = fuzz(tuple(write(seed()) for seed in SEEDS), FILES, seed=1)
    assert sum(outcomes.values()) == FILES
    assert min(outcomes.values()) > 100, f"the mutations no longer reach all outcomes: {outcomes}"


@pytest.mark.slow
@pytest.mark.real_prints
def test_mutated_files_of_nist() -> None:
    if not NIST.is_dir():
        pytest.skip("needs the NIST sample files in ../shared/data/nist")
    small = tuple(file.read_bytes() for file in sorted(NIST.iterdir()) if file.stat().st_size < 40_000)
    outcomes = fuzz(small, 1_000, seed=2)
    assert outcomes["with findings"] > 500


def test_the_definition_of_silently_wrong_can_fail() -> None:
    """A reader that stays silent about swapped records would be caught: their IDCs contradict 1.003."""
    from openbitmap.itl import Transaction, assemble

    transaction = SEEDS[0]()
    first, text, one, two, rest = transaction.records
    swapped = (first, text, two, one, rest)
    assert join(assemble(Transaction(swapped)).records) != join(swapped)
