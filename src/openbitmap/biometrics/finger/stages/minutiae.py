"""Minutiae by the LEADER network in our kernel (weights: R. Cappelli, pyfing 0.7.3, MIT)."""

import functools
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from openbitmap.biometrics import _leader
from openbitmap.biometrics.finger.stages.foreground import Mask, covers
from openbitmap.biometrics.finger.template import LEAST_QUALITY

PANELS = "leader.panels"

Minutiae = NDArray[np.float32]
"""Rows (x, y, direction, ending, quality): pixels at 500 ppi, y downwards; radians, counter-clockwise, y upwards;
1 surely an ending, 0 surely a bifurcation; quality 0 to 1."""


def find_minutiae(pixels: NDArray[np.uint8], finger: Mask) -> Minutiae:
    """Minutiae of quality 0.2 and better on the finger, best first. `pixels` is contiguous, at 500 ppi."""
    found = minutiae_network().find(pixels, LEAST_QUALITY)
    found = found[covers(finger, found[:, 0], found[:, 1])]
    return found[np.argsort(-found[:, 4], kind="stable")]


@functools.cache
def minutiae_network(*, portable: bool = False) -> _leader.Engine:
    """The network with its weights, read once; `portable` forgoes AVX2. FileNotFoundError says how to make them."""
    path = Path(_leader.__file__).with_name(PANELS)
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing: build the kernel again (pip install -e .)")
    return _leader.Engine(path.read_bytes(), portable=portable)
