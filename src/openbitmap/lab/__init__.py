"""The accuracy lab: a protocol run on a tree of prints, with error rates, their intervals, the DET chart and the
cost.

Promises: rates come with the number of comparisons and an interval by finger; a print that fails to enrol counts
against us; nothing in a tree stops a run. Uses only the doors of biometrics and images; clocks are handed in."""

from openbitmap.lab.accuracy import Instruments, NoPrints, measure_accuracy
from openbitmap.lab.det import det_svg
from openbitmap.lab.name_pairs import BadPairs, NamePair, PairFigures, measure_pairs, read_pairs
from openbitmap.lab.prints import EnrolledPrint, enrol_prints, find_prints
from openbitmap.lab.rates import Curve, Rates, Trials, curve, rates
from openbitmap.lab.report import Report, Result
from openbitmap.lab.search import Clocks, Population, SearchFigures, enrol, figures, search

__all__ = [
    "BadPairs",
    "Clocks",
    "Curve",
    "EnrolledPrint",
    "Instruments",
    "NamePair",
    "NoPrints",
    "PairFigures",
    "Population",
    "Rates",
    "Report",
    "Result",
    "SearchFigures",
    "Trials",
    "curve",
    "det_svg",
    "enrol",
    "enrol_prints",
    "figures",
    "find_prints",
    "measure_accuracy",
    "measure_pairs",
    "rates",
    "read_pairs",
    "search",
]
