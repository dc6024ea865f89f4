"""A protocol on pairs of names: how well a score tells one person's two spellings from two people's names."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from openbitmap import names

YES, NO = frozenset(("1", "true", "yes", "y")), frozenset(("0", "false", "no", "n"))
COLUMNS = ("a", "b", "same")
DRAWS = 2000
TIMED_SECONDS, MOST_PASSES = 0.4, 50

Score = Callable[[str, str], float]


class BadPairs(ValueError):
    """A table that cannot be read; the message names row and column."""


@dataclass(frozen=True)
class NamePair:
    """Two names as written, and whether they are meant to be one person's."""

    a: str
    b: str
    same: bool
    kind: str = ""


@dataclass(frozen=True)
class PairFigures:
    """What a scorer does on some pairs. `auc` is None where only one sort of pair is there; `low` and `high` are its
    95 % interval by bootstrap over pairs; `errors` counts pairs on the wrong side of the threshold."""

    pairs: int
    auc: float | None
    low: float | None
    high: float | None
    errors: int
    us_per_pair: float


def read_pairs(text: str) -> list[NamePair]:
    """Pairs of a CSV with columns a, b, same and perhaps kind, in any order. Raises BadPairs."""
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    pairs: list[NamePair] = []
    heading: list[str] | None = None
    try:
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            if heading is None:
                heading = _heading(row, rows.line_num)
            else:
                pairs.append(_pair(row, heading, rows.line_num))
    except csv.Error as error:
        raise BadPairs(f"row {rows.line_num}: {error}") from None
    if not pairs:
        raise BadPairs("row 1: no pair in it; columns a, b, same and then one pair a row")
    return pairs


def _heading(row: Sequence[str], line: int) -> list[str]:
    heading = [cell.strip().lower() for cell in row]
    for column in COLUMNS:
        if heading.count(column) != 1:
            count = heading.count(column)
            raise BadPairs(f"row {line}, column {column}: there must be one column of this name, not {count}")
    return heading


def _pair(row: Sequence[str], heading: Sequence[str], line: int) -> NamePair:
    if len(row) > len(heading) and any(cell.strip() for cell in row[len(heading) :]):
        raise BadPairs(f"row {line}, column {len(heading) + 1}: more cells than columns; quote names with a comma")
    cells = dict(zip(heading, [*row, *[""] * len(heading)], strict=False))
    for column in ("a", "b"):
        if not cells[column].strip():
            raise BadPairs(f"row {line}, column {column}: empty, a name is wanted")
    same = cells["same"].strip().lower()
    if same not in YES | NO:
        raise BadPairs(f"row {line}, column same: {cells['same']!r} is neither 1 nor 0")
    return NamePair(cells["a"].strip(), cells["b"].strip(), same in YES, cells.get("kind", "").strip())


def measure_pairs(
    pairs: Sequence[NamePair], clock: Callable[[], float], *, score: Score | None = None, threshold: float | None = None
) -> PairFigures:
    """Figures of a scorer, of ours by default. `clock` counts CPU seconds; the first pass, which reads the tables and
    meets each word for the first time, is not timed."""
    scorer = score or (lambda a, b: names.compare(a, b).score)
    bar = names.THRESHOLD if threshold is None else threshold
    scores = np.array([scorer(p.a, p.b) for p in pairs])
    same = np.array([p.same for p in pairs])
    low, high = _interval(scores, same)
    return PairFigures(
        len(pairs),
        area(scores, same),
        low,
        high,
        errors=int(np.count_nonzero((scores >= bar) != same)),
        us_per_pair=_cost(pairs, scorer, clock),
    )


def area(scores: npt.NDArray[np.float64], same: npt.NDArray[np.bool_]) -> float | None:
    """Chance that a pair of one person scores above a pair of two; a tie counts half."""
    mates, others = scores[same], scores[~same]
    if not len(mates) or not len(others):
        return None
    above = (mates[:, None] > others[None, :]).sum() + 0.5 * (mates[:, None] == others[None, :]).sum()
    return float(above / (len(mates) * len(others)))


def _interval(scores: npt.NDArray[np.float64], same: npt.NDArray[np.bool_]) -> tuple[float | None, float | None]:
    rng = np.random.default_rng(1)
    drawn = []
    for _ in range(DRAWS if len(scores) <= 2000 else 200):
        rows = rng.integers(0, len(scores), len(scores))
        found = area(scores[rows], same[rows])
        if found is not None:
            drawn.append(found)
    if not drawn:
        return None, None
    low, high = np.percentile(drawn, (2.5, 97.5))
    return float(low), float(high)


def _cost(pairs: Sequence[NamePair], scorer: Score, clock: Callable[[], float]) -> float:
    """The quickest pass: other work on the machine only ever adds."""
    begun, quickest, passes = clock(), float("inf"), 0
    while passes < MOST_PASSES and (passes < 2 or clock() - begun < TIMED_SECONDS):
        started = clock()
        for pair in pairs:
            scorer(pair.a, pair.b)
        quickest = min(quickest, clock() - started)
        passes += 1
    return quickest / len(pairs) * 1e6
