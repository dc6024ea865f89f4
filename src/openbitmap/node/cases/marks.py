"""What an examiner marks: the analysis of a probe, locked before any candidate exists, and the pairs of a comparison.

Pure values and their rules. Guards the order of the method (R28, R30): a pair refers to marks that exist, marks made on
the probe after the candidates were seen are kept apart from those made before.
"""

import json
import math
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from openbitmap.node.problems import MARKS_UNUSABLE, Refused, Why
from openbitmap.vocabulary import Digest, digest_of

MOST_MARKS = 400
"""On one side of a comparison or in one analysis: ten rolled prints marked to the last ridge ending stay below."""

MOST_PAIRS = 200
FARTHEST = 20_000
"""Pixels: a palm at 1000 ppi has 8,000 to a side."""

HIGHEST_POSITION = 40
"""The last code of table 8 in use for ridges (palms go up to 38)."""

LONGEST_NAME = 40
PROBE = Why("the probe", "la dubitada")
NAMELESS = Why("a picture has no usable name", "una imagen no tiene un nombre utilizable")
NEITHER = Why(
    "an analysis has marks, or says why there are none", "un análisis tiene marcas, o dice por qué no hay ninguna"
)
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
    _check_marks(analysis.marks, PROBE)
    pictures = [s.picture for s in analysis.suitability]
    _require(
        len(set(pictures)) == len(pictures),
        Why("a picture has two words on its suitability", "una imagen tiene dos palabras sobre su aptitud"),
    )
    _require(
        len(pictures) <= MOST_MARKS,
        Why(f"more than {MOST_MARKS} pictures are spoken of", f"se habla de más de {MOST_MARKS} imágenes"),
    )
    for s in analysis.suitability:
        _require(is_name(s.picture), NAMELESS)
        _require(
            0 <= s.position <= HIGHEST_POSITION,
            Why(f"position {s.position} is not in table 8", f"la posición {s.position} no está en la tabla 8"),
        )
    _require(bool(analysis.marks) != bool(analysis.unmarked), NEITHER)


def check_pictures(analysis: Analysis, ridges: Mapping[str, bool]) -> None:
    """`ridges`: the probe's pictures by name, and whether they show ridges; empty where only templates are held, whose
    pictures lie elsewhere under names of their own. Raises Refused(MARKS_UNUSABLE) with the reason."""
    if not ridges:
        return
    for picture in (*(m.picture for m in analysis.marks), *(s.picture for s in analysis.suitability)):
        _require(
            picture in ridges, Why(f"the probe has no picture {picture}", f"la dubitada no tiene la imagen {picture}")
        )
    _require(analysis.unmarked is not Unmarked.NO_PICTURE, Why("the probe has pictures", "la dubitada tiene imágenes"))
    seen = analysis.unmarked is Unmarked.NOT_A_PRINT and any(ridges.values())
    _require(not seen, Why("the probe has pictures of ridges", "la dubitada tiene imágenes de crestas"))


def check_places(marks: Iterable[Mark], pictures: Container[str], side: Why) -> None:
    """Marks lie on pictures that this side has. Raises Refused(MARKS_UNUSABLE) with the reason."""
    for mark in marks:
        name = mark.picture[:LONGEST_NAME]
        english, spanish = f"{side} has no picture {name}", f"{side.spanish}: no hay imagen {name}"
        _require(mark.picture in pictures, Why(english, spanish))


def side_of(letter: str) -> Why:
    return Why(f"candidate {letter}", f"candidato {letter}")


def check_comparison(comparison: Comparison, analysis: Analysis) -> None:
    """Raises Refused(MARKS_UNUSABLE) with the reason."""
    side = side_of(comparison.letter)
    _check_marks(comparison.marks, side)
    _check_marks((*analysis.marks, *comparison.added), PROBE)
    many = Why(f"more than {MOST_PAIRS} pairs with {side}", f"más de {MOST_PAIRS} pares con el {side.spanish}")
    _require(len(comparison.pairs) <= MOST_PAIRS, many)
    probe = {m.number: m for m in (*analysis.marks, *comparison.added)}
    candidate = {m.number: m for m in comparison.marks}
    for pair in comparison.pairs:
        _require(pair.probe in probe, _unmade(pair.probe, PROBE))
        _require(pair.candidate in candidate, _unmade(pair.candidate, side))
        positions = probe[pair.probe].position, candidate[pair.candidate].position
        fingers = all(p in SINGLE_FINGERS for p in positions)
        _require(
            not fingers or positions[0] == positions[1],
            Why("a pair joins two different fingers", "un par une dos dedos distintos"),
        )
    twice = Why(f"a mark is paired twice with {side}", f"una marca tiene dos pares con el {side.spanish}")
    _require(_once_each(p.probe for p in comparison.pairs), twice)
    _require(_once_each(p.candidate for p in comparison.pairs), twice)


def _unmade(number: int, side: Why) -> Why:
    """A pair names a mark that is not there."""
    english, spanish = f"a pair names mark {number} of {side}", f"un par nombra la marca {number} ({side.spanish})"
    return Why(f"{english}, which is not there", f"{spanish}, que no existe")


def _check_marks(marks: Sequence[Mark], side: Why) -> None:
    here = f" ({side.spanish})"
    _require(
        len(marks) <= MOST_MARKS, Why(f"more than {MOST_MARKS} marks on {side}", f"más de {MOST_MARKS} marcas{here}")
    )
    one_number = Why(f"two marks on {side} have one number", f"dos marcas tienen el mismo número{here}")
    _require(_once_each(m.number for m in marks), one_number)
    for mark in marks:
        for fault, holds in _faults(mark).items():
            place = f"mark {mark.number} on {side} {fault}", f"la marca {mark.number}{here} {fault.spanish}"
            _require(holds, Why(*place))


def _faults(m: Mark) -> dict[Why, bool]:
    """What may be wrong with a mark by itself, and whether it is right."""
    inside = all(math.isfinite(v) and 0 <= v <= FARTHEST for v in (m.x, m.y))
    return {
        Why("has no usable number", "no tiene un número utilizable"): 0 < m.number <= 10 * MOST_MARKS,
        Why("names no picture", "no nombra ninguna imagen"): is_name(m.picture),
        Why(f"is at position {m.position}, not in table 8", f"está en la posición {m.position}, fuera de la tabla 8"): (
            0 <= m.position <= HIGHEST_POSITION
        ),
        Why("lies outside any picture", "queda fuera de toda imagen"): inside,
        Why(f"turns by {m.turn} degrees", f"gira {m.turn} grados"): m.turn is None or 0 <= m.turn < 360,
    }


def is_name(picture: str) -> bool:
    return 0 < len(picture) <= LONGEST_NAME and picture.isprintable()


def _once_each(numbers: Iterable[int]) -> bool:
    return all(times == 1 for times in Counter(numbers).values())


def _require(holds: bool, why: Why) -> None:
    if not holds:
        raise Refused(MARKS_UNUSABLE, why=why)


def _digest(values: dict[str, object]) -> Digest:
    return digest_of(json.dumps(values, sort_keys=True, separators=(",", ":")).encode())
