"""One trial: how many seeds, what broke in which, what happened; and how much a trial without a break leaves open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Broken:
    """A seed after which something did not hold, with what was wrong in sentences."""

    seed: int
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Trial:
    """`counts` are `seeds` and how many of them broke each invariant; `done` is how much happened in all of them.
    `defect` names the fault that was put in to see whether it is found."""

    ended_at: datetime
    version: str
    first: int
    defect: str
    counts: Mapping[str, int]
    done: Mapping[str, int]
    broken: tuple[Broken, ...]

    @property
    def seeds(self) -> int:
        return self.counts["seeds"]

    @property
    def last(self) -> int:
        return self.first + self.seeds - 1


@dataclass(frozen=True)
class Unreadable:
    """A file that stands among the trials and is none."""

    name: str
    why: str


def at_most(seeds: int) -> float:
    """The largest share of all seeds that may break something where none of so many did: the upper end of the exact
    one-sided interval (Clopper and Pearson, 1934) at 95 %."""
    return float(1 - (1 - CONFIDENCE) ** (1 / seeds))
