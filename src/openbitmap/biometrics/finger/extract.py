"""From the image of one finger to its template: the recipe. Each line is a stage of `stages/`."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from openbitmap.biometrics.finger.failure import Failure
from openbitmap.biometrics.finger.quality import EMPTY, Quality, assess
from openbitmap.biometrics.finger.stages.check import MOST_OF_A_FINGER, check
from openbitmap.biometrics.finger.stages.foreground import area_mm2, foreground
from openbitmap.biometrics.finger.stages.minutiae import find_minutiae
from openbitmap.biometrics.finger.stages.resample import resample
from openbitmap.biometrics.finger.stages.ridges import ridge_map
from openbitmap.biometrics.finger.template import Template
from openbitmap.biometrics.trace import Trace

EXTRACTION = "leader-0.7.3/1"
"""Name of the network's weights and version of this recipe; every template carries it."""

LEAST_MM2 = 20.0
LEAST_MINUTIAE = 4


@dataclass(frozen=True)
class Extraction:
    """A template, or the reason why there is none; the quality in either case."""

    template: Template | None
    quality: Quality
    failure: Failure | None = None


def extract(pixels: NDArray[np.uint8], ppi: float, *, trace: Trace | None = None) -> Extraction:
    """Minutiae of one finger, dark ridges on light ground, y downwards; about 1 us of processor time a pixel.

    Content never raises: what holds no usable print is a stated failure. TypeError if the array is not grey uint8.
    """
    failure = check(pixels, ppi, most=MOST_OF_A_FINGER)
    if failure is not None:
        return Extraction(None, EMPTY, failure)
    watch = trace or _Unwatched()
    image = resample(pixels, ppi)
    watch.stage("image", image)
    ridges = ridge_map(image)
    watch.stage("ridges", ridges)
    finger = foreground(ridges)
    watch.stage("foreground", finger)
    if area_mm2(finger) < LEAST_MM2:
        return Extraction(None, EMPTY, Failure.NO_RIDGES)
    minutiae = find_minutiae(image, finger)
    watch.stage("minutiae", minutiae)
    quality = assess(image, ridges, finger, minutiae=minutiae)
    watch.stage("quality", quality)
    if len(minutiae) < LEAST_MINUTIAE:
        return Extraction(None, quality, Failure.TOO_FEW_MINUTIAE)
    template = Template.from_minutiae(minutiae, image.shape[1], image.shape[0], parameters=EXTRACTION)
    watch.stage("template", template)
    return Extraction(template, quality)


class _Unwatched:
    def stage(self, name: str, value: object) -> None:
        """Nobody watches."""
