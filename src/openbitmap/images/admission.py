"""What is checked before a single pixel is decoded: codec, completeness, size, and what decoding would cost."""

import numpy as np

from openbitmap.images.headers import JPEG_DECODED_FRAMES, Header, ends_properly, jpeg_frame_marker, read_header, sniff
from openbitmap.images.raster import ImageRefused, Limits, Raster, Refusal
from openbitmap.vocabulary import Compression

# Working memory of the codecs in bytes a pixel and component, rounded up: WSQ keeps floats and two integer planes,
# OpenJPEG 32-bit planes twice, the others the pixels and what Pillow converts them into.
_BYTES_A_SAMPLE = {Compression.WSQ: 16, Compression.JPEG2000: 16, Compression.JPEG: 6, Compression.PNG: 6}
_MOST_COMPONENTS = 4
_MOST_BITS = 8


def admit(data: bytes, compression: Compression, size: tuple[int, int] | None, *, limits: Limits) -> Header:
    """The header of an image worth decoding; ImageRefused for any other."""
    _check_bytes(data, limits)
    header = _header_of(data, compression)
    _check_kind(data, header)
    _check_size(header, size, limits)
    if not ends_properly(data, header.compression):
        raise ImageRefused(Refusal.TRUNCATED, "the image stops before its end marker; send the whole file again")
    return header


def raw_raster(data: bytes, size: tuple[int, int] | None, limits: Limits) -> Raster:
    """Uncompressed pixels: their count must be exactly width x height, once (grey) or three times (colour)."""
    _check_bytes(data, limits)
    if size is None:
        raise ImageRefused(Refusal.UNSUPPORTED, "uncompressed pixels need a width and a height beside them")
    width, height = size
    header = Header(Compression.NONE, width, height, 1, _MOST_BITS)
    _check_size(header, size, limits)
    shapes = {width * height: (height, width), width * height * 3: (height, width, 3)}
    if len(data) not in shapes:
        code = Refusal.TRUNCATED if len(data) < width * height else Refusal.SIZE_DISAGREES
        raise ImageRefused(code, f"{width} x {height} pixels are declared, {len(data)} bytes are there")
    return Raster(np.frombuffer(data, np.uint8).reshape(shapes[len(data)]), None, Compression.NONE)


def _check_bytes(data: bytes, limits: Limits) -> None:
    if not data:
        raise ImageRefused(Refusal.EMPTY, "there is no image data")
    if len(data) > limits.bytes:
        raise ImageRefused(Refusal.TOO_MANY_BYTES, f"{len(data)} bytes; at most {limits.bytes} are accepted")


def _header_of(data: bytes, declared: Compression) -> Header:
    found = sniff(data)
    wanted = Compression.JPEG2000 if declared is Compression.JPEG2000_LOSSLESS else declared
    if found is not wanted:
        what = found.value if found else "no image format known here"
        raise ImageRefused(Refusal.NOT_THIS_CODEC, f"declared as {declared.value}, but the data is {what}")
    header = read_header(data)
    if header is None:
        raise ImageRefused(Refusal.TRUNCATED, "the image stops inside its header; send the whole file again")
    return header


def _check_kind(data: bytes, header: Header) -> None:
    marker = jpeg_frame_marker(data) if header.compression in (Compression.JPEG, Compression.JPEG_LOSSLESS) else None
    if marker is not None and marker not in JPEG_DECODED_FRAMES:
        raise ImageRefused(Refusal.UNSUPPORTED, f"JPEG frame type {marker:02X}; send baseline JPEG, PNG or WSQ")
    if header.components > _MOST_COMPONENTS or header.bits > _MOST_BITS:
        raise ImageRefused(
            Refusal.UNSUPPORTED, f"{header.components} components of {header.bits} bits; 8-bit grey or colour is needed"
        )


def _check_size(header: Header, size: tuple[int, int] | None, limits: Limits) -> None:
    width, height = header.width, header.height
    if width < 1 or height < 1:
        raise ImageRefused(Refusal.BROKEN, f"the header says {width} x {height} pixels")
    if width * height > limits.pixels:
        raise ImageRefused(Refusal.TOO_MANY_PIXELS, f"{width} x {height} pixels; at most {limits.pixels} are accepted")
    if size is not None and size != (width, height):
        raise ImageRefused(
            Refusal.SIZE_DISAGREES,
            f"declared as {size[0]} x {size[1]} pixels, the image itself says {width} x {height}",
        )
    need = width * height * header.components * _BYTES_A_SAMPLE.get(header.compression, 1)
    if need > limits.memory_bytes:
        raise ImageRefused(
            Refusal.TOO_MUCH_MEMORY, f"decoding needs about {need} bytes; at most {limits.memory_bytes} are allowed"
        )
