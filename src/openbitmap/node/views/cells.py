"""Counts of people by group, in which no small group can be seen or worked out.

A count below the threshold is withheld. Since the total is told, one withheld count could be had by subtraction, so the
next smallest are withheld with it until there are at least two, together they reach the threshold, and more than one
split of what they share is possible. Where even all of them do not do, none is named. A total below the threshold is
withheld with everything under it.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """One group. `count` is None where it is withheld."""

    name: str
    count: int | None


@dataclass(frozen=True)
class Cells:
    """Groups with their total, the largest first, those withheld last; `total` is None where even that would tell."""

    cells: tuple[Cell, ...]
    total: int | None

    @property
    def withheld(self) -> int:
        return sum(cell.count is None for cell in self.cells)


def suppressed(counts: Mapping[str, int], least: int) -> Cells:
    """Empty groups are left out: that nobody of a group came is told of no group."""
    present = {name: count for name, count in counts.items() if count > 0}
    total = sum(present.values())
    if total < least:
        return Cells((), None if total else 0)
    hidden = _hidden(present, least)
    if hidden and not _safe(present, hidden, least):
        return Cells((), total)
    shown = sorted(present.keys() - hidden, key=lambda name: (-present[name], name))
    cells = [Cell(name, present[name]) for name in shown]
    return Cells((*cells, *(Cell(name, None) for name in sorted(hidden))), total)


def _hidden(present: Mapping[str, int], least: int) -> set[str]:
    rising = sorted(present, key=lambda name: (present[name], name))
    hidden = {name for name in rising if present[name] < least}
    for name in rising:
        if not hidden or _safe(present, hidden, least):
            break
        hidden.add(name)
    return hidden


def _safe(present: Mapping[str, int], hidden: set[str], least: int) -> bool:
    """Each withheld group has at least one person, so what goes beyond that must leave a choice."""
    rest = sum(present[name] for name in hidden)
    return len(hidden) > 1 and rest >= least and rest > len(hidden)
