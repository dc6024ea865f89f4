"""Values of this package: a decoded image, what decoding may cost, and why an image was refused."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from openbitmap.vocabulary import Compression

PPI = 500.0
"""Pixels an inch at which prints are matched."""

Pixels = NDArray[np.uint8]
"""Grey (height, width) or colour (height, width, 3), 0 black."""


@dataclass(frozen=True, eq=False)
class Raster:
    """A decoded image. `ppi` is None unless the codestream itself states a resolution."""

    pixels: Pixels
    ppi: float | None
    codec: Compression


@dataclass(frozen=True)
class Limits:
    """What one image may cost. Size, pixels and memory are judged from the header, before anything is decoded."""

    seconds: float = 10.0
    pixels: int = 40_000_000
    bytes: int = 32 * 1024 * 1024
    memory_bytes: int = 1024 * 1024 * 1024


LIMITS = Limits()
"""Fits a full palm at 1000 ppi (about 5,000 x 7,500 pixels)."""


class Refusal(StrEnum):
    """Why an image was not decoded."""

    EMPTY = "empty"
    NOT_THIS_CODEC = "not-this-codec"
    UNSUPPORTED = "unsupported"
    TRUNCATED = "truncated"
    BROKEN = "broken"
    SIZE_DISAGREES = "size-disagrees"
    TOO_MANY_BYTES = "too-many-bytes"
    TOO_MANY_PIXELS = "too-many-pixels"
    TOO_MUCH_MEMORY = "too-much-memory"
    TOO_SLOW = "too-slow"
    DECODER_DIED = "decoder-died"


class ImageRefused(Exception):
    """An image that will not be decoded: a stable code, and a sentence that says what is wrong and what to do."""

    def __init__(self, code: Refusal, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
