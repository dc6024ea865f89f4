"""Images in and out: WSQ, JPEG 2000, JPEG, PNG and raw pixels.

Promises: hostile bytes are decoded only in a child process that can be killed (`DecoderBox`), within `Limits` that are
judged from the header first; whatever cannot be decoded is an `ImageRefused` with a stable code and a sentence. A
library: no database, environment or network, and no clock but the monotonic one that counts a decoder's seconds.
"""

from openbitmap.images.box import DecoderBox
from openbitmap.images.encode import encode_jpeg, encode_jpeg2000, encode_png, encode_wsq
from openbitmap.images.headers import header_size, sniff
from openbitmap.images.raster import LIMITS, PPI, ImageRefused, Limits, Pixels, Raster, Refusal

__all__ = [
    "LIMITS",
    "PPI",
    "DecoderBox",
    "ImageRefused",
    "Limits",
    "Pixels",
    "Raster",
    "Refusal",
    "encode_jpeg",
    "encode_jpeg2000",
    "encode_png",
    "encode_wsq",
    "header_size",
    "sniff",
]
