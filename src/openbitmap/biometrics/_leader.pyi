"""The compiled minutiae network (kernel/bind/leader.cpp)."""

import numpy as np
from numpy.typing import NDArray

class Engine:
    """Holds the weights; any number of threads may call `find` at once."""

    def __init__(self, panels: bytes, *, portable: bool = False) -> None:
        """`panels` is the content of leader.panels; RuntimeError if it is not. `portable` forgoes AVX2."""

    def find(self, pixels: NDArray[np.uint8], least_quality: float) -> NDArray[np.float32]:
        """Rows (x, y, direction, ending, quality) of a C-contiguous 500 ppi image; ValueError if empty or too large."""

    @property
    def instructions(self) -> str:
        """What it runs on: "avx2" or "portable"."""
