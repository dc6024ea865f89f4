"""Error rates of genuine and impostor scores, and how far they may be trusted.

A comparison is accepted when its score is above the threshold. Rates are fractions. Intervals come from resampling
fingers, not pairs: the pairs of one finger stand and fall together."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

FMR_POINTS = (1e-2, 1e-3, 1e-4, 0.0)
RESAMPLES = 1000
INTERVAL = (2.5, 97.5)


@dataclass(frozen=True)
class Trials:
    """Comparisons side by side: score, whether both prints are of one finger, and the number of each print's finger.

    A print that did not enrol has the score minus infinity in all its comparisons: a miss with its own finger, a
    rejection with any other."""

    scores: Floats
    genuine: Bools
    first_finger: Ints
    second_finger: Ints

    def __len__(self) -> int:
        return len(self.scores)


@dataclass(frozen=True)
class Curve:
    """FMR and FNMR at each threshold, from accepting nobody to accepting all; the DET curve."""

    fmr: Floats
    fnmr: Floats

    @property
    def equal_error_rate(self) -> float:
        """Mean of the two rates where they lie nearest to each other."""
        k = int(np.argmin(np.abs(self.fmr - self.fnmr)))
        return float((self.fmr[k] + self.fnmr[k]) / 2)

    def fnmr_at(self, fmr: float) -> float:
        """The lowest FNMR of all thresholds with at most this FMR."""
        return float(self.fnmr[self.fmr <= fmr + 1e-12].min())


@dataclass(frozen=True)
class Rates:
    """EER, FNMR at each of FMR_POINTS, and a 95 % interval of each, lowest and highest in the same order."""

    equal_error_rate: float
    fnmr: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def curve(trials: Trials, weights: Floats | None = None) -> Curve | None:
    """The DET curve, or None where there is no genuine or no impostor comparison (of weight above 0)."""
    weight = np.ones(len(trials)) if weights is None else weights
    order = np.argsort(-trials.scores, kind="stable")
    scores, genuine, weight = trials.scores[order], trials.genuine[order], weight[order]
    accepted_genuine, accepted_impostors = np.cumsum(weight * genuine), np.cumsum(weight * ~genuine)
    if not len(scores) or accepted_genuine[-1] == 0 or accepted_impostors[-1] == 0:
        return None
    # One point for each score value; prints that did not enrol are never accepted.
    last = np.append(scores[1:] != scores[:-1], True) & np.isfinite(scores)
    fnmr = 1 - accepted_genuine[last] / accepted_genuine[-1]
    fmr = accepted_impostors[last] / accepted_impostors[-1]
    return Curve(np.append(0.0, fmr), np.append(1.0, fnmr))


def rates(trials: Trials, *, seed: int = 1, resamples: int = RESAMPLES) -> Rates | None:
    """Rates with intervals, or None where one kind of comparison is missing."""
    whole = curve(trials)
    if whole is None:
        return None
    rng = np.random.default_rng(seed)
    fingers = int(max(trials.first_finger.max(), trials.second_finger.max())) + 1
    drawn = []
    for _ in range(resamples):
        count = np.bincount(rng.integers(0, fingers, fingers), minlength=fingers).astype(float)
        # A finger drawn twice is its own pairs twice, and the pairs with others as often as both were drawn.
        both = count[trials.first_finger] * count[trials.second_finger]
        resampled = curve(trials, np.where(trials.genuine, count[trials.first_finger], both))
        if resampled is not None:
            drawn.append(_points(resampled))
    low, high = np.percentile(drawn, INTERVAL, axis=0) if drawn else (np.full(5, np.nan), np.full(5, np.nan))
    eer, *fnmr = _points(whole)
    return Rates(eer, tuple(fnmr), tuple(low.tolist()), tuple(high.tolist()))


def _points(at: Curve) -> list[float]:
    return [at.equal_error_rate, *(at.fnmr_at(fmr) for fmr in FMR_POINTS)]
