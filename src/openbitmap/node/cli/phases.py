"""A measurement that takes a while, watched: a bar for each phase in a terminal, in a log a line when one ends."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn


@dataclass
class Phases:
    """`step` says how far a phase has come, `ended` what it found."""

    screen: Console
    bar: Progress
    totals: Mapping[str, int]
    tasks: dict[str, TaskID]
    began: dict[str, float] = field(default_factory=dict)

    def step(self, phase: str, done: int) -> None:
        self.bar.update(self.tasks[phase], completed=done)
        began = self.began.setdefault(phase, time.monotonic())
        if done >= self.totals[phase] and began < float("inf"):
            self.began[phase] = float("inf")
            self.ended(f"{phase}: {done:,} in {time.monotonic() - began:,.0f} s")

    def ended(self, figure: str) -> None:
        if not self.screen.is_terminal:
            self.screen.print(figure, highlight=False, soft_wrap=True)


@contextmanager
def watched(screen: Console, totals: Mapping[str, int]) -> Iterator[Phases]:
    """Phases by name with how many steps each has, in their order."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, disable=not screen.is_terminal) as bar:
        yield Phases(screen, bar, totals, {name: bar.add_task(name, total=total) for name, total in totals.items()})
