"""Encoded images that say of themselves that they are synthetic, in the comment that each format has for it."""

import zlib

from openbitmap.images import encode_jpeg, encode_png, encode_wsq
from openbitmap.itl import EncodedImage
from openbitmap.synthetic.arrays import Pixels
from openbitmap.vocabulary import Compression

PPI = 500.0
REMARK = "SYNTHETIC PRACTICE DATA, NO REAL PERSON"
"""Stands in every image's comment and in field 2.037 of every transaction."""

_WSQ_START, _WSQ_COMMENT = b"\xff\xa0", b"\xff\xa8"
_PNG_HEADER = 8 + 25
"""Signature and IHDR chunk, after which a text chunk may stand."""


def wsq_image(pixels: Pixels) -> EncodedImage:
    """Grey 500 ppi pixels as WSQ with the remark as its first comment (WSQ specification, marker COM)."""
    data = encode_wsq(pixels)
    remark = REMARK.encode()
    comment = _WSQ_COMMENT + (len(remark) + 2).to_bytes(2, "big") + remark
    height, width = pixels.shape
    marked = _WSQ_START + comment + data.removeprefix(_WSQ_START)
    return EncodedImage(marked, Compression.WSQ, width, height, PPI)


def png_image(pixels: Pixels) -> EncodedImage:
    """The same as PNG, lossless, with the remark as a text chunk."""
    data = encode_png(pixels, ppi=PPI)
    chunk = b"tEXtDescription\0" + REMARK.encode()
    text = (len(chunk) - 4).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
    height, width = pixels.shape
    return EncodedImage(data[:_PNG_HEADER] + text + data[_PNG_HEADER:], Compression.PNG, width, height, PPI)


def jpeg_image(pixels: Pixels) -> EncodedImage:
    """Colour pixels as baseline JPEG with the remark as its first comment (marker COM)."""
    data = encode_jpeg(pixels)
    comment = b"\xff\xfe" + (len(REMARK) + 2).to_bytes(2, "big") + REMARK.encode()
    height, width = pixels.shape[:2]
    marked = data[:2] + comment + data[2:]
    return EncodedImage(marked, Compression.JPEG, width, height, None)


def is_marked(data: bytes) -> bool:
    """Whether an encoded image or a transaction carries the remark."""
    return REMARK.encode() in data
