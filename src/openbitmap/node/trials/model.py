"""One trial: how many seeds, what broke in which, what happened; and how much a trial without a break leaves open."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import AwareDatetime, Field, NonNegativeInt

CONFIDENCE = 0.95
Counts = Mapping[str, NonNegativeInt]


@dataclass(frozen=True)
class Broken:
    """A seed after which something did not hold: which invariants, and what was wrong in sentences."""

    seed: int
    kinds: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """A fault that was put in to see whether it is found, and the invariant by which it is to be found."""

    name: str
    breaks: str


@dataclass(frozen=True)
class Made:
    """By what a trial was run: the version, and the digest of the code, for a version may have many."""

    version: str
    code: str


@dataclass(frozen=True)
class Trial:
    """`nations` is how many took part; `counts` are how many seeds broke each invariant; `done` is how much happened in
    all of them."""

    ended_at: AwareDatetime
    made: Made
    nations: Annotated[int, Field(ge=2)]
    first: int
    seeds: Annotated[int, Field(ge=1)]
    fault: Fault | None
    counts: Counts
    done: Counts
    broken: tuple[Broken, ...]

    @property
    def last(self) -> int:
        return self.first + self.seeds - 1

    @property
    def is_replay(self) -> bool:
        """One seed, run to see it again."""
        return self.seeds == 1

    @property
    def found(self) -> int:
        """How many seeds showed the fault that was put in by what it is to break."""
        return self.counts.get(self.fault.breaks, 0) if self.fault else 0

    @property
    def unexpected(self) -> tuple[Broken, ...]:
        """The seeds that broke something, and nothing that a fault put in explains."""
        return tuple(b for b in self.broken if not self.fault or self.fault.breaks not in b.kinds)


@dataclass(frozen=True)
class Unreadable:
    """A file that stands among the trials and is none."""

    name: str
    why: str


def at_most(seeds: int) -> float:
    """The largest share of all seeds that may break something where none of so many did: the upper end of the exact
    one-sided interval (Clopper and Pearson, 1934) at 95 %. It supposes seeds drawn from all, none of which the code was
    mended for."""
    return float(1 - (1 - CONFIDENCE) ** (1 / seeds))
