"""What a codestream says of itself, read without decoding: codec, size, components, whether it ends where it should."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from openbitmap.vocabulary import Compression

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
JP2_SIGNATURE = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
J2K_START = b"\xff\x4f\xff\x51"

# Marker segments without a length field: start and end of image; JPEG also has TEM and the restart markers.
_WSQ_BARE = frozenset({0xA0, 0xA1})
_JPEG_BARE = frozenset({0x01, 0xD8, *range(0xD0, 0xD8)})
_WSQ_FRAME = 0xA2
# SOF0-SOF15 without DHT (C4), JPG (C8) and DAC (CC): ISO/IEC 10918-1, table B.1.
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_LOSSLESS_FRAMES = frozenset({0xC3, 0xC7, 0xCB, 0xCF})
# Only these frames are decoded: baseline, extended, progressive (Huffman).
JPEG_DECODED_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_JPEG_SCAN = 0xDA
_PNG_COMPONENTS = {0: 1, 2: 3, 3: 3, 4: 2, 6: 4}

# Inside entropy-coded data these byte pairs cannot occur, so finding one near the end proves that the end is there.
_END_MARKERS = {
    Compression.WSQ: b"\xff\xa1",
    Compression.JPEG: b"\xff\xd9",
    Compression.JPEG_LOSSLESS: b"\xff\xd9",
    Compression.JPEG2000: b"\xff\xd9",
    Compression.PNG: b"IEND",
}
# Padding and separators that record layers leave behind an image.
_TAIL = 1024


@dataclass(frozen=True)
class Header:
    """What the codestream's header claims. `bits` is the depth of the deepest component."""

    compression: Compression
    width: int
    height: int
    components: int
    bits: int


def sniff(data: bytes) -> Compression | None:
    """The codec by its signature, or None. JPEG 2000 is JPEG2000 whether its wavelet is reversible or not."""
    if data.startswith(b"\xff\xa0\xff"):
        return Compression.WSQ
    if data.startswith((J2K_START, JP2_SIGNATURE)):
        return Compression.JPEG2000
    if data.startswith(PNG_SIGNATURE):
        return Compression.PNG
    if data.startswith(b"\xff\xd8\xff"):
        frame = _jpeg_frame(data)
        return Compression.JPEG_LOSSLESS if frame and frame[0] in _JPEG_LOSSLESS_FRAMES else Compression.JPEG
    return None


def header_size(data: bytes) -> tuple[int, int] | None:
    """(width, height) as the codestream states them, or None if it is no known codec or its header is cut short."""
    header = read_header(data)
    return (header.width, header.height) if header else None


def read_header(data: bytes) -> Header | None:
    compression = sniff(data)
    try:
        match compression:
            case Compression.WSQ:
                return _wsq_header(data)
            case Compression.JPEG | Compression.JPEG_LOSSLESS:
                return _jpeg_header(data, compression)
            case Compression.JPEG2000:
                return _jpeg2000_header(data)
            case Compression.PNG:
                return _png_header(data)
    except (struct.error, IndexError):
        return None  # The header runs past the end of the data.
    return None


def ends_properly(data: bytes, compression: Compression) -> bool:
    """Whether the codec's end marker stands near the end; False means the stream was cut."""
    return _END_MARKERS[compression] in data[-_TAIL:]


def jpeg_frame_marker(data: bytes) -> int | None:
    frame = _jpeg_frame(data)
    return frame[0] if frame else None


def _segments(data: bytes, bare: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Marker segments as (marker, offset of the segment's body), up to damage, entropy-coded data or the end."""
    at = 0
    while at + 1 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        yield marker, at + 4
        if marker in bare:
            at += 2
        elif at + 4 <= len(data):
            at += 2 + max(2, struct.unpack_from(">H", data, at + 2)[0])
        else:
            return


def _wsq_header(data: bytes) -> Header | None:
    for marker, body in _segments(data, _WSQ_BARE):
        if marker == _WSQ_FRAME:
            height, width = struct.unpack_from(">2xHH", data, body)
            return Header(Compression.WSQ, width, height, 1, 8)
    return None


def _jpeg_frame(data: bytes) -> tuple[int, int] | None:
    for marker, body in _segments(data, _JPEG_BARE):
        if marker in _JPEG_FRAMES:
            return marker, body
        if marker == _JPEG_SCAN:
            return None
    return None


def _jpeg_header(data: bytes, compression: Compression) -> Header | None:
    frame = _jpeg_frame(data)
    if frame is None:
        return None
    bits, height, width, components = struct.unpack_from(">BHHB", data, frame[1])
    return Header(compression, width, height, components, bits)


def _png_header(data: bytes) -> Header | None:
    length, kind, width, height, bits, colour = struct.unpack_from(">I4sIIBB", data, len(PNG_SIGNATURE))
    if kind != b"IHDR" or length != 13 or colour not in _PNG_COMPONENTS:
        return None
    return Header(Compression.PNG, width, height, _PNG_COMPONENTS[colour], bits)


def _jpeg2000_header(data: bytes) -> Header | None:
    start = 0 if data.startswith(J2K_START) else _codestream_box(data)
    if start is None or not data.startswith(J2K_START, start):
        return None
    # SIZ: Lsiz Rsiz Xsiz Ysiz XOsiz YOsiz, four words of tiles, Csiz, then three bytes a component (15444-1, A.5.1).
    x1, y1, x0, y0, components = struct.unpack_from(">4xIIII16xH", data, start + 4)
    depths = [data[start + 42 + 3 * i] & 0x7F for i in range(components)]
    if x1 <= x0 or y1 <= y0 or not depths:
        return None
    return Header(Compression.JPEG2000, x1 - x0, y1 - y0, components, max(depths) + 1)


def _codestream_box(data: bytes) -> int | None:
    """Offset of the first contiguous codestream of a JP2 file (15444-1, annex I)."""
    at = 0
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        body = at + 8
        if length == 1:
            length, body = struct.unpack_from(">Q", data, body)[0], body + 8
        if kind == b"jp2c":
            return body
        if length < body - at:
            return None
        at += length
    return None
