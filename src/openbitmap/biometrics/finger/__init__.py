"""Friction ridge prints of single fingers: image to template, two templates to a score with its reasons.

Promises: pure functions of arrays and bytes; a template that was made once stays readable for ever; a score always
comes with the pairs it rests on, the terms it was made of and the version of the parameters.
"""

from openbitmap.biometrics.finger.compare import compare, compare_readably
from openbitmap.biometrics.finger.extract import EXTRACTION, Extraction, extract
from openbitmap.biometrics.finger.failure import Failure
from openbitmap.biometrics.finger.impostors import (
    LEAST_LOG10_FMR,
    ORDINARY,
    PARTIAL,
    Level,
    finger_log10_fmr,
    finger_log10_fmrs,
)
from openbitmap.biometrics.finger.quality import Advice, Quality
from openbitmap.biometrics.finger.segment import Segment, Segmentation, SlapFinding, segment
from openbitmap.biometrics.finger.stages.minutiae import minutiae_network
from openbitmap.biometrics.finger.template import Comparison, Evidence, InvalidMinutiae, Score, Template

__all__ = [
    "EXTRACTION",
    "LEAST_LOG10_FMR",
    "ORDINARY",
    "PARTIAL",
    "Advice",
    "Comparison",
    "Evidence",
    "Extraction",
    "Failure",
    "InvalidMinutiae",
    "Level",
    "Quality",
    "Score",
    "Segment",
    "Segmentation",
    "SlapFinding",
    "Template",
    "compare",
    "compare_readably",
    "extract",
    "finger_log10_fmr",
    "finger_log10_fmrs",
    "minutiae_network",
    "segment",
]
