"""How high chance alone scores, measured: the table behind every false match rate of one finger.

Source: FVC2002 DB1_B to DB4_B (40 fingers, 320 prints, LEADER minutiae), scores of "edge-graph 1.0", all between
different fingers of one sensor: every pair inside a database, print against mirrored print, and a 95 px circle of a
print against whole prints. `low` and `high` bound the score by bootstrap over fingers (95 %). ORDINARY: probes of
20 minutiae and more, 71,928 comparisons; PARTIAL: fewer, 20,232 comparisons. Made by
benchmarks/calibrate_fingers.py.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Level:
    """A share `fmr` of impostor comparisons reaches `score`."""

    fmr: float
    score: float
    low: float
    high: float


PARTIAL_BELOW: Final = 20
"""Minutiae of a probe below which it counts as a partial print."""

ORDINARY: Final = (
    Level(0.5, -6.27, -6.50, -6.02),
    Level(0.2, -5.21, -5.59, -4.85),
    Level(0.1, -4.54, -4.96, -4.18),
    Level(0.05, -3.98, -4.41, -3.58),
    Level(0.02, -3.32, -3.81, -2.79),
    Level(0.01, -2.83, -3.35, -2.28),
    Level(0.005, -2.37, -3.00, -1.76),
    Level(0.002, -1.70, -2.53, -1.11),
    Level(0.001, -1.27, -2.23, -0.79),
)

PARTIAL: Final = (
    Level(0.5, -4.84, -5.14, -4.54),
    Level(0.2, -3.52, -3.86, -3.19),
    Level(0.1, -2.81, -3.13, -2.39),
    Level(0.05, -2.20, -2.55, -1.65),
    Level(0.02, -1.45, -1.90, -0.89),
    Level(0.01, -0.96, -1.50, -0.32),
    Level(0.005, -0.53, -1.16, 0.13),
    Level(0.002, 0.02, -0.80, 0.43),
    Level(0.001, 0.26, -0.48, 0.78),
)

DECADE: Final = 1.2
"""Score that makes chance ten times rarer beyond the tables: an exponential tail, deliberately heavy. Mean excess
above the 1e-3 level: 1.01 +- 0.12 (ordinary), 0.95 +- 0.21 (partial), 0.7 to 1.0 at 1e-4 to 1e-5 (2.4 million
synthetic pairs)."""

DECADE_BELOW_MEDIAN: Final = 8.0
"""The same below the median, where the rate goes from a half to one (the lower half spreads over some 2.5 points)."""

LEAST_SEEN_LOG10_FMR: Final = -4.0
"""Rates below this are extrapolated: 92,160 comparisons of 40 fingers show nothing rarer."""

LEAST_LOG10_FMR: Final = -12.0
"""No comparison of two prints is called rarer than this, however high it scores."""


def finger_log10_fmr(score: float, minutiae: int) -> float:
    """log10 of the share of impostor comparisons that reach this score, for a probe with so many minutiae.

    Small prints reach a given score by chance more often, so there are two tables. Never below -12: past that no
    claim is made.
    """
    return float(finger_log10_fmrs(np.array([score]), minutiae)[0])


def finger_log10_fmrs(scores: npt.ArrayLike, minutiae: int) -> npt.NDArray[np.float64]:
    """`finger_log10_fmr` for an array of scores of one probe."""
    table = PARTIAL if minutiae < PARTIAL_BELOW else ORDINARY
    levels = np.array([row.score for row in table])
    rates = np.log10([row.fmr for row in table])
    values = np.asarray(scores, np.float64)
    inside = np.interp(values, levels, rates)
    above = rates[-1] - (values - levels[-1]) / DECADE
    # Below the median the rate lies between a half and one; scores there say next to nothing.
    below = np.minimum(0.0, rates[0] + (levels[0] - values) / DECADE_BELOW_MEDIAN)
    result = np.where(values > levels[-1], above, np.where(values < levels[0], below, inside))
    return np.maximum(result, LEAST_LOG10_FMR)
