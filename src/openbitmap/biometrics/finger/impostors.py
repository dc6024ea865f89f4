"""How high chance alone scores, measured: the table behind every false match rate of one finger.

Source: FVC2002 DB1_B to DB4_B (40 fingers, 320 prints, extraction "leader-0.7.3/1"), scores of "edge-graph 1.0",
all between different fingers of one sensor: every pair inside a database, print against mirrored print, and a 95 px
circle of a print against whole prints. `low` and `high` bound the score by bootstrap over fingers (95 %). ORDINARY:
probes of 20 minutiae and more, 70,632 comparisons; PARTIAL: fewer, 21,528 comparisons. Made by
benchmarks/calibrate_fingers.py."""

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
    Level(0.5, -6.26, -6.48, -5.96),
    Level(0.2, -5.17, -5.57, -4.72),
    Level(0.1, -4.48, -4.96, -4.05),
    Level(0.05, -3.92, -4.44, -3.44),
    Level(0.02, -3.23, -3.78, -2.61),
    Level(0.01, -2.71, -3.33, -1.98),
    Level(0.005, -2.25, -2.96, -1.49),
    Level(0.002, -1.61, -2.48, -0.93),
    Level(0.001, -1.14, -2.14, -0.59),
)

PARTIAL: Final = (
    Level(0.5, -4.92, -5.17, -4.56),
    Level(0.2, -3.54, -3.88, -3.15),
    Level(0.1, -2.81, -3.15, -2.37),
    Level(0.05, -2.17, -2.55, -1.60),
    Level(0.02, -1.41, -1.84, -0.75),
    Level(0.01, -0.92, -1.38, -0.20),
    Level(0.005, -0.39, -1.06, 0.21),
    Level(0.002, 0.09, -0.56, 0.92),
    Level(0.001, 0.47, -0.14, 1.90),
)

ORDINARY_DECADE: Final = 1.2
"""Score that makes chance ten times rarer beyond the table: an exponential tail, deliberately heavy. Mean excess
above the 1e-3 level: 1.01 +- 0.12; 0.7 to 1.0 at 1e-4 to 1e-5 among 2.4 million synthetic pairs."""

PARTIAL_DECADE: Final = 1.5
"""The same for partial prints; mean excess above the 1e-3 level: 1.53 +- 0.33."""

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
    table, decade = (PARTIAL, PARTIAL_DECADE) if minutiae < PARTIAL_BELOW else (ORDINARY, ORDINARY_DECADE)
    levels = np.array([row.score for row in table])
    rates = np.log10([row.fmr for row in table])
    values = np.asarray(scores, np.float64)
    inside = np.interp(values, levels, rates)
    above = rates[-1] - (values - levels[-1]) / decade
    # Below the median the rate lies between a half and one; scores there say next to nothing.
    below = np.minimum(0.0, rates[0] + (levels[0] - values) / DECADE_BELOW_MEDIAN)
    result = np.where(values > levels[-1], above, np.where(values < levels[0], below, inside))
    return np.maximum(result, LEAST_LOG10_FMR)
