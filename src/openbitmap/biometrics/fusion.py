"""From the scores of all fingers presented to one answer about a person, with the part each finger played.

Evidence is the sum of -ln FMR over the fingers that both sides have (Fisher's method, see calibration.py). A finger
that is missing on either side is simply absent: it neither speaks for nor against; a finger that disagrees adds
next to nothing, while the bar for one finger more rises. Of several prints of one finger the best is taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from openbitmap.biometrics.calibration import Threshold, log10_fmr
from openbitmap.biometrics.finger.impostors import finger_log10_fmr, finger_log10_fmrs
from openbitmap.vocabulary import FingerPosition

NATS_A_DECADE = float(np.log(10))


@dataclass(frozen=True)
class FingerScan:
    """One finger's scan of a gallery: the probe's number of minutiae, and the score of every print of that
    position."""

    position: FingerPosition
    minutiae: int
    rows: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float32]


@dataclass(frozen=True)
class FingerPart:
    """What one finger contributed: its raw score, and how often chance alone reaches that."""

    position: FingerPosition
    score: float
    log10_fmr: float


@dataclass(frozen=True)
class PersonScore:
    """The fused answer for one row of a gallery. `fingers` are those compared, the strongest first."""

    row: int
    evidence: float
    """Nats: sum of -ln FMR over the fingers compared."""
    log10_fmr: float
    """log10 of the share of different people who reach this evidence with as many fingers."""
    fingers: tuple[FingerPart, ...]

    def reaches(self, threshold: Threshold) -> bool:
        """True when chance is at least as rare as the threshold asks, whatever the number of fingers in common."""
        return self.log10_fmr <= threshold.log10_fmr


@dataclass(frozen=True)
class FusedGallery:
    """The fused answer for every row that has at least one finger in common with the probe; arrays run side by
    side."""

    rows: npt.NDArray[np.int64]
    evidence: npt.NDArray[np.float64]
    log10_fmr: npt.NDArray[np.float64]
    fingers: npt.NDArray[np.int64]

    def best(self, most: int) -> npt.NDArray[np.int64]:
        """Places of the `most` rows that chance explains least, best first; ties by evidence, then by row."""
        order = np.lexsort((self.rows, -self.evidence, self.log10_fmr))
        return order[:most]


def fuse_gallery(scans: Sequence[FingerScan]) -> FusedGallery:
    """One answer for each row of the gallery. Raises ValueError if a position comes twice: fuse prints of one
    finger first."""
    _check_positions([scan.position for scan in scans])
    best = [_best_of_each_row(scan) for scan in scans]
    rows = np.unique(np.concatenate([rows for rows, _ in best])) if best else np.zeros(0, np.int64)
    evidence, fingers = np.zeros(len(rows)), np.zeros(len(rows), np.int64)
    for scan, (present, scores) in zip(scans, best, strict=True):
        places = np.searchsorted(rows, present)
        evidence[places] -= finger_log10_fmrs(scores, scan.minutiae) * NATS_A_DECADE
        fingers[places] += 1
    rates = np.zeros(len(rows))
    for count in np.unique(fingers):
        rates[fingers == count] = log10_fmrs(evidence[fingers == count], int(count))
    return FusedGallery(rows, evidence, rates, fingers)


def fuse_person(row: int, fingers: Sequence[tuple[FingerPosition, int, float]]) -> PersonScore:
    """One person from (position, minutiae of the probe, best score) of each finger in common. Raises ValueError on
    a repeat."""
    _check_positions([position for position, _, _ in fingers])
    parts = [FingerPart(position, score, finger_log10_fmr(score, minutiae)) for position, minutiae, score in fingers]
    parts.sort(key=lambda part: (part.log10_fmr, -part.score))
    evidence = sum(-part.log10_fmr for part in parts) * NATS_A_DECADE
    return PersonScore(row, evidence, log10_fmr(evidence, len(parts)), tuple(parts))


def explain(scans: Sequence[FingerScan], row: int) -> PersonScore:
    """The parts of one row's fused answer. A row without any finger in common has none, and log10 FMR 0."""
    fingers = []
    for scan in scans:
        scores = scan.scores[scan.rows == row]
        if len(scores):
            fingers.append((scan.position, scan.minutiae, float(scores.max())))
    return fuse_person(row, fingers)


def log10_fmrs(evidence: npt.NDArray[np.float64], fingers: int) -> npt.NDArray[np.float64]:
    """`calibration.log10_fmr` for an array: ln FMR = -w + ln(sum over i < k of w^i / i!), the sum by Horner's
    rule."""
    total = np.ones_like(evidence)
    for i in range(fingers - 1, 0, -1):
        total = 1 + total * evidence / i
    return np.minimum(0.0, (np.log(total) - evidence) / NATS_A_DECADE)


def _best_of_each_row(scan: FingerScan) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    order = np.lexsort((-scan.scores, scan.rows))
    rows = scan.rows[order]
    first = np.ones(len(rows), bool)
    first[1:] = rows[1:] != rows[:-1]
    return rows[first], scan.scores[order][first]


def _check_positions(positions: Sequence[FingerPosition]) -> None:
    if len(set(positions)) != len(positions):
        raise ValueError("a finger position comes twice: the fingers of a person are fused once each")
