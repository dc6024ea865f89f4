"""What an examiner marks: the analysis of a probe, locked before any candidate exists, and the pairs of a comparison.

Pure values and their rules. Guards the order of the method (R28, R30): a pair refers to marks that exist, marks made on
the probe after the candidates were seen are kept apart from those made before.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from openbitmap.node.problems import MARKS_UNUSABLE, Refused
from openbitmap.vocabulary import Digest, digest_of

MOST_MARKS = 400
"""On one side of a comparison or in one analysis: ten rolled prints marked to the last ridge ending stay below."""

MOST_PAIRS = 200
FARTHEST = 20_000
"""Pixels: a palm at 1000 ppi has 8,000 to a side."""

HIGHEST_POSITION = 40
"""The last code of table 8 in use for ridges (palms go up to 38)."""

LONGEST_NAME = 40
SINGLE_FINGERS = range(1, 11)


class MarkKind(StrEnum):
    RIDGE_ENDING = "ridge_ending"
    BIFURCATION = "bifurcation"
    OTHER = "other"


@dataclass(frozen=True)
class Mark:
    """One feature: `number` as the examiner sees it, `picture` the picture's name within its encounter, `position` its
    code of table 8 (0: a face); `x` and `y` in that picture's own pixels from the upper left; `turn` in degrees,
    clockwise from the right."""

    number: int
    picture: str
    position: int
    x: float
    y: float
    kind: MarkKind
    turn: int | None = None


class Worth(StrEnum):
    """What a picture of the probe is good for, in the examiner's judgement."""

    SUITABLE = "suitable"
    LIMITED = "limited"
    UNSUITABLE = "unsuitable"


@dataclass(frozen=True)
class Suitability:
    """The examiner's word on one picture of the probe before any candidate was seen."""

    picture: str
    position: int
    worth: Worth


class Unmarked(StrEnum):
    """Why an analysis has no mark; the word stays with the case."""

    NO_PICTURE = "no_picture"
    NOT_A_PRINT = "not_a_print"
    NOTHING_TO_MARK = "nothing_to_mark"
    WORKED_ELSEWHERE = "worked_elsewhere"


@dataclass(frozen=True)
class Analysis:
    """The probe's marks and what its pictures are good for, immutable once locked. Without a mark it says why."""

    locked_at: datetime
    marks: tuple[Mark, ...] = ()
    suitability: tuple[Suitability, ...] = ()
    unmarked: Unmarked | None = None

    @property
    def digest(self) -> Digest:
        """Over marks and suitability in canonical form: what the ledger holds of them."""
        values = asdict(self)
        del values["locked_at"]
        return _digest(values)


@dataclass(frozen=True)
class Pair:
    """Two marks that are the same feature: numbers of a mark on the probe and of a mark on the candidate."""

    probe: int
    candidate: int


@dataclass(frozen=True)
class Comparison:
    """Marks on one candidate and their pairs. `added` are marks put on the probe after the analysis was locked, with
    numbers of their own: whoever reads the case sees which were made with the candidate in sight."""

    letter: str
    marks: tuple[Mark, ...]
    pairs: tuple[Pair, ...]
    added: tuple[Mark, ...] = ()


def digest_of_comparisons(comparisons: Sequence[Comparison]) -> Digest:
    """Over all comparisons of one opinion in the order of their letters."""
    return _digest({"comparisons": [asdict(c) for c in sorted(comparisons, key=lambda c: c.letter)]})


def check_analysis(analysis: Analysis) -> None:
    """Raises Refused(MARKS_UNUSABLE) with the reason."""
    _check_marks(analysis.marks, "probe")
    pictures = [s.picture for s in analysis.suitability]
    _require(len(set(pictures)) == len(pictures), "a picture has two words on its suitability")
    _require(len(pictures) <= MOST_MARKS, f"more than {MOST_MARKS} pictures are spoken of")
    for s in analysis.suitability:
        _require(0 < len(s.picture) <= LONGEST_NAME and s.picture.isprintable(), "a picture has no usable name")
        _require(0 <= s.position <= HIGHEST_POSITION, f"position {s.position} is not in table 8")
    _require(bool(analysis.marks) != bool(analysis.unmarked), "an analysis has marks, or says why there are none")


def check_pictures(analysis: Analysis, ridges: Mapping[str, bool]) -> None:
    """`ridges`: the probe's pictures by name, and whether they show ridges; empty where only templates are held, whose
    pictures lie elsewhere under names of their own. Raises Refused(MARKS_UNUSABLE) with the reason."""
    if not ridges:
        return
    for picture in (*(m.picture for m in analysis.marks), *(s.picture for s in analysis.suitability)):
        _require(picture in ridges, f"the probe has no picture {picture}")
    _require(analysis.unmarked is not Unmarked.NO_PICTURE, "the probe has pictures")
    seen = analysis.unmarked is Unmarked.NOT_A_PRINT and any(ridges.values())
    _require(not seen, "the probe has pictures of ridges")


def check_comparison(comparison: Comparison, analysis: Analysis) -> None:
    """Raises Refused(MARKS_UNUSABLE) with the reason."""
    side = f"candidate {comparison.letter}"
    _check_marks(comparison.marks, side)
    _check_marks((*analysis.marks, *comparison.added), "probe")
    _require(len(comparison.pairs) <= MOST_PAIRS, f"more than {MOST_PAIRS} pairs with {side}")
    probe = {m.number: m for m in (*analysis.marks, *comparison.added)}
    candidate = {m.number: m for m in comparison.marks}
    for pair in comparison.pairs:
        _require(pair.probe in probe, f"a pair names mark {pair.probe} of the probe, which is not there")
        _require(pair.candidate in candidate, f"a pair names mark {pair.candidate} of {side}, which is not there")
        positions = probe[pair.probe].position, candidate[pair.candidate].position
        fingers = all(p in SINGLE_FINGERS for p in positions)
        _require(not fingers or positions[0] == positions[1], "a pair joins two different fingers")
    _require(_once_each(p.probe for p in comparison.pairs), f"a mark of the probe is paired twice with {side}")
    _require(_once_each(p.candidate for p in comparison.pairs), f"a mark of {side} is paired twice")


def _check_marks(marks: Sequence[Mark], side: str) -> None:
    _require(len(marks) <= MOST_MARKS, f"more than {MOST_MARKS} marks on the {side}")
    _require(_once_each(m.number for m in marks), f"two marks on the {side} have one number")
    for m in marks:
        place = f"mark {m.number} on the {side}"
        _require(0 < m.number <= 10 * MOST_MARKS, f"{place} has no usable number")
        _require(0 < len(m.picture) <= LONGEST_NAME and m.picture.isprintable(), f"{place} names no picture")
        _require(0 <= m.position <= HIGHEST_POSITION, f"{place} is at position {m.position}, which is not in table 8")
        _require(all(math.isfinite(v) and 0 <= v <= FARTHEST for v in (m.x, m.y)), f"{place} lies outside any picture")
        _require(m.turn is None or 0 <= m.turn < 360, f"{place} turns by {m.turn} degrees")


def _once_each(numbers: Iterable[int]) -> bool:
    return all(times == 1 for times in Counter(numbers).values())


def _require(holds: bool, why: str) -> None:
    if not holds:
        raise Refused(MARKS_UNUSABLE, why=why)


def _digest(values: dict[str, object]) -> Digest:
    return digest_of(json.dumps(values, sort_keys=True, separators=(",", ":")).encode())
