"""What a score is worth: how often chance alone reaches it, and which threshold keeps false alarms at a named rate.

One finger: a table of real impostor scores gives log10 FMR (finger/impostors.py). A person: the evidence of k
fingers is w = sum of -ln FMR over the fingers compared (Fisher's method). If the fingers of two different people
agree by chance independently, w follows a gamma law of shape k, so FMR_k(w) = exp(-w) * sum over i < k of w^i / i!,
for any k, and FPIR(N) = 1 - (1 - FMR_k)^N at a gallery of N people. What is assumed and how far it was checked:
docs/cards/finger-matching.md.
"""

import math
from dataclasses import dataclass
from typing import Final

from openbitmap.biometrics.finger.impostors import LEAST_SEEN_LOG10_FMR

MOST_FINGERS: Final = 10


@dataclass(frozen=True)
class Threshold:
    """The evidence `score` (nats, as `PersonScore.evidence`) that keeps the false positive identification rate of a
    search of `gallery_size` people with `fingers` fingers at `fpir`."""

    score: float
    log10_fmr: float
    """The false match rate per person that this asks for: what a candidate with fewer fingers in common is held
    to."""
    fpir: float
    gallery_size: int
    fingers: int
    extrapolated: bool
    """True when a finger must be rarer by chance than any rate seen among real impostors: the model is then trusted
    alone."""


def log10_fmr(evidence: float, fingers: int) -> float:
    """log10 of the share of pairs of different people whose evidence over so many fingers reaches this. 0 for no
    finger."""
    _check_fingers(fingers, least=0)
    if fingers == 0 or evidence <= 0:
        return 0.0
    terms = [i * math.log(evidence) - math.lgamma(i + 1) for i in range(fingers)]
    most = max(terms)
    return min(0.0, (-evidence + most + math.log(sum(math.exp(t - most) for t in terms))) / math.log(10))


def threshold(fingers: int, gallery_size: int, fpir: float) -> Threshold:
    """The threshold for this false positive identification rate. Raises ValueError for rates outside (0, 1), 0
    people, or not 1 to 10 fingers."""
    _check_fingers(fingers, least=1)
    if not 0 < fpir < 1 or gallery_size < 1:
        raise ValueError(
            f"no threshold for FPIR {fpir} at {gallery_size} people: give 0 < FPIR < 1 and at least one person"
        )
    needed = math.log10(-math.expm1(math.log1p(-fpir) / gallery_size))
    low, high = 0.0, 2000.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if log10_fmr(middle, fingers) > needed else (low, middle)
    extrapolated = needed / fingers < LEAST_SEEN_LOG10_FMR
    return Threshold(high, needed, fpir, gallery_size, fingers, extrapolated)


def chance_candidates(fingers: int, gallery_size: int, at: Threshold) -> float:
    """Expected number of people who reach the threshold by chance in a gallery of this size that does not hold the
    person."""
    return gallery_size * 10 ** log10_fmr(at.score, fingers)


def _check_fingers(fingers: int, *, least: int) -> None:
    if not least <= fingers <= MOST_FINGERS:
        raise ValueError(f"{fingers} fingers: a person presents {least} to {MOST_FINGERS}")
