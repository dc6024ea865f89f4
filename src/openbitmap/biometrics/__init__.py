"""Arrays to templates, templates to scores, scores to one answer about a person: a library of pure functions.

Promises: no clock, no database, no network, no environment; every score carries the version of its parameters; every
threshold names the error rate it stands for and the data behind it; a finger is never compared with another position.
"""

from openbitmap.biometrics import calibration, engine, finger, fusion
from openbitmap.biometrics.calibration import Threshold, chance_candidates, threshold
from openbitmap.biometrics.engine import FingerGallery, FingerMatcher, FingerSearch, KernelMatcher, TemplateFinding
from openbitmap.biometrics.fusion import FingerScan, FusedGallery, PersonScore, explain, fuse_gallery, fuse_person
from openbitmap.biometrics.null import NullFingerGallery, NullMatcher
from openbitmap.biometrics.trace import Recording, Trace

__all__ = [
    "FingerGallery",
    "FingerMatcher",
    "FingerScan",
    "FingerSearch",
    "FusedGallery",
    "KernelMatcher",
    "NullFingerGallery",
    "NullMatcher",
    "PersonScore",
    "Recording",
    "TemplateFinding",
    "Threshold",
    "Trace",
    "calibration",
    "chance_candidates",
    "engine",
    "explain",
    "finger",
    "fuse_gallery",
    "fuse_person",
    "fusion",
    "threshold",
]
