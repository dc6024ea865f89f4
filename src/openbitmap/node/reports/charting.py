"""From an examiner's marks and pairs to charts: one for every picture of the probe paired with one of the candidate."""

from collections.abc import Sequence
from dataclasses import dataclass

from openbitmap.node import cases
from openbitmap.node.cases import Comparison
from openbitmap.node.reports.model import Chart, Exhibit, Mark, Pair


@dataclass(frozen=True)
class Placed:
    """An exhibit, and the name under which the examiner's marks know it."""

    exhibit: Exhibit
    picture: str


def pictures_in(comparison: Comparison, marked: Sequence[cases.Mark]) -> list[tuple[str, str]]:
    """Names of the pictures that pairs join, of the probe and of the candidate, in the order of the pairs."""
    probe = {m.number: m.picture for m in (*marked, *comparison.added)}
    candidate = {m.number: m.picture for m in comparison.marks}
    return list(dict.fromkeys((probe[p.probe], candidate[p.candidate]) for p in comparison.pairs))


def chart_of(
    comparison: Comparison, marked: Sequence[cases.Mark], *, examiner: str, sides: tuple[Placed, Placed]
) -> Chart:
    """What lies on these two pictures, paired or not; the pairs are numbered anew, for the chart."""
    probe, candidate = sides
    late = {m.number for m in comparison.added}
    on_probe = [m for m in (*marked, *comparison.added) if m.picture == probe.picture]
    on_candidate = [m for m in comparison.marks if m.picture == candidate.picture]
    numbers = {m.number for m in on_probe}, {m.number for m in on_candidate}
    joined = [p for p in comparison.pairs if p.probe in numbers[0] and p.candidate in numbers[1]]
    return Chart(
        examiner,
        comparison.letter,
        probe.exhibit.position,
        probe=probe.exhibit.number,
        candidate=candidate.exhibit.number,
        probe_marks=tuple(_mark(m, late=m.number in late) for m in on_probe),
        candidate_marks=tuple(_mark(m) for m in on_candidate),
        pairs=tuple(Pair(n, p.probe, p.candidate) for n, p in enumerate(joined, 1)),
    )


def _mark(mark: cases.Mark, *, late: bool = False) -> Mark:
    return Mark(mark.number, round(mark.x, 1), round(mark.y, 1), mark.kind.value, turn=mark.turn, late=late)
