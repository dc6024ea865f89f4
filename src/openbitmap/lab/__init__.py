"""The accuracy lab: a protocol run on a tree of prints, with error rates, their intervals, the DET chart and the
cost.

Promises: rates come with the number of comparisons and an interval by finger; a print that fails to enrol counts
against us; nothing in a tree stops a run. Uses only the doors of biometrics and images; clocks are handed in."""

from openbitmap.lab.accuracy import Instruments, NoPrints, measure_accuracy
from openbitmap.lab.det import det_svg
from openbitmap.lab.rates import Curve, Rates, Trials, curve, rates
from openbitmap.lab.report import Report, Result

__all__ = [
    "Curve",
    "Instruments",
    "NoPrints",
    "Rates",
    "Report",
    "Result",
    "Trials",
    "curve",
    "det_svg",
    "measure_accuracy",
    "rates",
]
