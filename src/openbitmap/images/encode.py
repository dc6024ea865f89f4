"""Images out of pixels. Runs in our own process: what it reads was made here."""

import io

import _wsq
import numpy as np
from PIL import Image

from openbitmap.images.raster import Pixels

WSQ_BITRATE = 0.75
"""Bits a pixel, about 15:1: what EBTS asks of 500 ppi prints, and the only rate the encoder has."""

# Below this the wavelet encoder's own buffers overflow (it then refuses, but late).
_LEAST_WSQ_SIDE = 33


def encode_wsq(pixels: Pixels) -> bytes:
    """Grey 500 ppi pixels as WSQ at WSQ_BITRATE. The encoder writes 500 ppi into the comment, whatever the image is.

    Raises ValueError for colour, for sides under 33 pixels and for content that does not compress to its size.
    """
    if pixels.ndim != 2 or min(pixels.shape) < _LEAST_WSQ_SIDE:
        raise ValueError(f"WSQ holds grey images of at least {_LEAST_WSQ_SIDE} pixels a side, not {pixels.shape}")
    height, width = pixels.shape
    try:
        return bytes(_wsq.compress(np.ascontiguousarray(pixels).tobytes(), height, width, WSQ_BITRATE))
    except Exception as error:
        if type(error) is not Exception:  # The extension raises plain Exception, and nothing else, for its own errors.
            raise
        raise ValueError(f"the WSQ encoder refused {width} x {height} pixels: {error}") from error


def encode_png(pixels: Pixels, *, ppi: float | None = None) -> bytes:
    """Lossless. `ppi` is stored in whole pixels a metre, as the format has it."""
    return _saved(pixels, "PNG", {"dpi": (ppi, ppi)} if ppi else {})


def encode_jpeg(pixels: Pixels, *, quality: int = 90, ppi: float | None = None) -> bytes:
    """Baseline JPEG. For faces; prints lose minutiae to it."""
    return _saved(pixels, "JPEG", {"quality": quality} | ({"dpi": (round(ppi), round(ppi))} if ppi else {}))


def encode_jpeg2000(pixels: Pixels, *, ratio: float | None = None) -> bytes:
    """JPEG 2000 in a JP2 file: lossless, or compressed `ratio` : 1 where one is given."""
    options: dict[str, object] = {"irreversible": ratio is not None}
    if ratio is not None:
        options |= {"quality_mode": "rates", "quality_layers": [ratio]}
    return _saved(pixels, "JPEG2000", options)


def _saved(pixels: Pixels, kind: str, options: dict[str, object]) -> bytes:
    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(out, kind, **options)
    return out.getvalue()
