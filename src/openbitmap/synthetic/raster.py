"""The few raster operations of the image generators: one pinned path through OpenCV, without BLAS, the same bytes on
every run.
"""

import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import numpy as np
import numpy.typing as npt

from openbitmap.synthetic import steady
from openbitmap.synthetic.arrays import Floats, floats

# OpenCV's settings belong to the process: of two threads the first to end would take them from the other.
_SETTINGS = threading.RLock()


@contextmanager
def one_path() -> Iterator[None]:
    """OpenCV on one thread and without processor-dependent code while the block runs; the caller's settings come back
    after. Threads take turns.
    """
    with _SETTINGS:
        threads, optimized = cv2.getNumThreads(), cv2.useOptimized()
        cv2.setNumThreads(1)
        cv2.setUseOptimized(False)
        try:
            yield
        finally:
            cv2.setUseOptimized(optimized)
            cv2.setNumThreads(threads)


def blur(image: Floats, sigma: float) -> Floats:
    """Gaussian blur, mirrored at the border."""
    side = int(3 * sigma + 0.5) * 2 + 1
    return floats(cv2.GaussianBlur(image, (side, side), sigma, borderType=cv2.BORDER_REFLECT_101))


def stretch(image: npt.NDArray[np.floating], width: int, height: int) -> Floats:
    """Cubic resampling to a new size."""
    return floats(cv2.resize(floats(image), (width, height), interpolation=cv2.INTER_CUBIC))


def enlarge(image: npt.NDArray[np.floating], height: int, width: int, *, factor: int = 4) -> Floats:
    """Cubic enlargement by a whole factor, cut to the size."""
    return stretch(image, image.shape[1] * factor, image.shape[0] * factor)[:height, :width]


def sample(image: Floats, x: Floats, y: Floats) -> Floats:
    """Bilinear values of the image (any number of channels) at the places; the border goes on for ever."""
    return floats(cv2.remap(image, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))


def noise(rng: np.random.Generator, height: int, width: int, *, sigma: float) -> Floats:
    """Gaussian noise of unit variance and correlation length `sigma` pixels; made on a coarse grid where that is
    large.
    """
    step = max(1, int(sigma / 1.6)) if sigma > 3 else 1
    fine = sigma / step
    field = rng.standard_normal((-(-height // step) + 2, -(-width // step) + 2), dtype=np.float32)
    if fine >= 0.35:
        field = blur(field, fine)
        field *= np.float32(2 * math.sqrt(math.pi) * fine if fine > 0.8 else 1 / max(float(field.std()), 1e-6))
    if step == 1:
        return field[:height, :width]
    large = stretch(field, field.shape[1] * step, field.shape[0] * step)
    return large[step : step + height, step : step + width]


def smooth_step(x: npt.NDArray[np.floating]) -> Floats:
    """0 below 0, 1 above 1, without a kink between."""
    clipped = np.clip(x, 0, 1)
    return floats(clipped * clipped * (3 - 2 * clipped))


def sigmoid(x: npt.NDArray[np.floating]) -> Floats:
    return floats(1 / (1 + steady.exp(-np.clip(x, -12, 12))))


def grid(height: int, width: int) -> tuple[Floats, Floats]:
    """Column and row of every pixel, in that order."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    return x, y
