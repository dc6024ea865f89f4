"""The decoding process. A script for DecoderBox; imports nothing of ours, so that it starts fast and knows nothing.

It limits itself, then answers requests on its standard input: fixed headers and raw pixels, nothing that could be code.
Everything it reads may be hostile, and so may it itself be after reading it: the parent checks all it says.
"""

import ctypes
import io
import os
import resource
import struct
import sys
from typing import BinaryIO

REQUEST = struct.Struct(">cQII")
"""Codec letter, memory in bytes, CPU seconds, length of the data that follows."""
RESPONSE = struct.Struct(">cIIBdI")
"""Status, width, height, channels, ppi (0: unknown), length of the pixels or message that follow."""

WSQ, PILLOW = b"w", b"p"
DONE, BROKEN, NO_MEMORY, UNSUPPORTED = b"+", b"b", b"m", b"u"

_MODES = {"L": "L", "1": "L", "P": "RGB", "RGB": "RGB", "RGBA": "RGB", "LA": "L", "YCbCr": "RGB"}


class UnsupportedImage(Exception):
    """A valid image of a kind that prints and faces do not come in."""


Decoded = tuple[int, int, int, float, bytes]


def decode_wsq(data: bytes) -> Decoded:
    import _wsq

    pixels, width, height, ppi = _wsq.decompress(data)
    return width, height, 1, max(float(ppi), 0.0), bytes(pixels)


def decode_pillow(data: bytes) -> Decoded:
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "JPEG2000")) as image:
        mode = _MODES.get(image.mode)
        if mode is None:
            raise UnsupportedImage(f"pixels of kind {image.mode}; 8-bit grey or colour is needed")
        dpi = image.info.get("dpi", (0.0, 0.0))
        image.load()
        pixels = image.convert(mode) if image.mode != mode else image
        return image.width, image.height, len(mode), float(dpi[0]), pixels.tobytes()


def answer(letter: bytes, data: bytes) -> tuple[bytes, Decoded]:
    """Decode one image; whatever goes wrong becomes a status and a sentence."""
    try:
        return DONE, (decode_wsq if letter == WSQ else decode_pillow)(data)
    except MemoryError:
        return NO_MEMORY, _said("the decoder ran out of the memory it is allowed")
    except UnsupportedImage as error:
        return UNSUPPORTED, _said(str(error))
    except Exception as error:  # noqa: BLE001  A codec may raise anything; the parent turns it into a refusal.
        return BROKEN, _said(f"{type(error).__name__}: {error}")


def _said(message: str) -> Decoded:
    return 0, 0, 0, 0.0, message.encode("utf-8", "replace")[:1000]


def limit_process() -> None:
    """No files, no cores, no children; memory and processor time are set per request."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    if sys.platform == "linux":
        no_new_privileges = 38
        ctypes.CDLL(None).prctl(no_new_privileges, 1, 0, 0, 0)


def limit_request(memory: int, seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_AS, (_address_space() + memory, resource.RLIM_INFINITY))


def _address_space() -> int:
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[0]) * resource.getpagesize()


def serve(requests: BinaryIO, responses: BinaryIO) -> None:
    while len(header := requests.read(REQUEST.size)) == REQUEST.size:
        letter, memory, seconds, length = REQUEST.unpack(header)
        limit_request(memory, seconds)
        data = requests.read(length)
        if len(data) != length:
            return
        status, (width, height, channels, ppi, body) = answer(letter, data)
        responses.write(RESPONSE.pack(status, width, height, channels, ppi, len(body)))
        responses.write(body)
        responses.flush()


def main() -> None:
    # C codecs print; what they print must not fall into the protocol.
    responses = os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    import _wsq  # noqa: F401  Loaded before the limits, so that no request pays for it.
    from PIL import Image, Jpeg2KImagePlugin, JpegImagePlugin, PngImagePlugin  # noqa: F401  The same.

    Image.MAX_IMAGE_PIXELS = None  # The parent has judged the size from the header.
    limit_process()
    serve(sys.stdin.buffer, responses)


if __name__ == "__main__":
    main()
