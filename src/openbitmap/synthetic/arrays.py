"""Names of the array types that the generators pass on, and the one way to make them."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Pixels = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]


def floats(values: npt.ArrayLike) -> Floats:
    """The values as 32-bit floats, without a copy where they already are."""
    return np.asarray(values, dtype=np.float32)
