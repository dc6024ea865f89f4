"""Many seeds, one after the other, and the sum of what went wrong."""

import hashlib
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from openbitmap.node.simulation.invariants import Violation, Wrong, violations
from openbitmap.node.simulation.plan import plan_of
from openbitmap.node.simulation.running import NeverAtRest, Run
from openbitmap.node.simulation.world import TWO, Rules, World
from openbitmap.node.trials import Broken
from openbitmap.vocabulary import PartnerId


@dataclass(frozen=True)
class Told:
    """One seed: what was wrong, and a digest of everything that happened, in its order. `cuts` are messages that the
    link lost, `seconds` what the seed took."""

    seed: int
    violations: tuple[Violation, ...]
    story: tuple[str, ...]
    deaths: int
    cuts: int
    seconds: float

    @property
    def letters(self) -> int:
        """Different ones that left a node; each may have gone several times."""
        return sum(" sends " in act for act in self.story)

    @property
    def digest(self) -> str:
        return hashlib.sha256("\n".join(self.story).encode()).hexdigest()


class Found(TypedDict):
    """What a trial keeps of a report."""

    seeds: int
    counts: dict[str, int]
    done: dict[str, int]
    broken: tuple[Broken, ...]


@dataclass(frozen=True)
class Report:
    told: tuple[Told, ...]

    @property
    def failed(self) -> list[Told]:
        return [t for t in self.told if t.violations]

    def counts(self) -> dict[str, int]:
        """`seeds`, then how many seeds broke each invariant."""
        broken = Counter(kind for t in self.told for kind in {v.kind for v in t.violations})
        return {"seeds": len(self.told)} | {kind.value: broken[kind] for kind in Wrong}

    def as_trial(self) -> Found:
        """The same, to be kept."""
        counts = self.counts()
        return Found(seeds=counts.pop("seeds"), counts=counts, done=self.done(), broken=self.broken())

    def broken(self) -> tuple[Broken, ...]:
        """The seeds that failed, in sentences."""
        return tuple(
            Broken(
                t.seed,
                kinds=tuple(sorted({v.kind.value for v in t.violations})),
                sentences=tuple(f"{v.kind.value}, {v.nation}: {v.what}" for v in t.violations),
            )
            for t in self.failed
        )

    def done(self) -> dict[str, int]:
        """How much was done in all seeds together, in `seconds` of this machine."""
        return {
            "acts": sum(len(t.story) for t in self.told),
            "letters": sum(t.letters for t in self.told),
            "deaths": sum(t.deaths for t in self.told),
            "cuts": sum(t.cuts for t in self.told),
            "seconds": round(sum(t.seconds for t in self.told)),
        }


def simulate(
    seeds: Iterable[int],
    rules: Rules,
    *,
    nations: tuple[PartnerId, ...] = TWO,
    tell: Callable[[Told], None] | None = None,
) -> Report:
    """Run every seed in a world of its own making; about ten seconds to make it, then about a second a seed, and three
    where three nations ask each other."""
    done: list[Told] = []
    with (
        tempfile.TemporaryDirectory(prefix="openbitmap-simulation-") as folder,
        World(Path(folder), rules, nations) as world,
    ):
        for seed in seeds:
            done.append(told_of(world, seed))
            if tell:
                tell(done[-1])
    return Report(tuple(done))


def told_of(world: World, seed: int) -> Told:
    """One seed in a world that stands: the same world serves any number of them."""
    began = time.monotonic()
    run = Run(world, plan_of(seed, world.names))
    found: list[Violation]
    try:
        seen = run.to_its_end()
        found = violations(world, seen)
    except NeverAtRest as restless:
        found = [Violation(Wrong.LOST, "all", str(restless))]
    deaths = sum(nation.executioner.deaths for nation in world.nations.values())
    took = time.monotonic() - began
    return Told(
        seed,
        tuple(found),
        tuple(run.seen.acts),
        deaths,
        cuts=sum(link.cuts for link in run.links.values()),
        seconds=took,
    )
