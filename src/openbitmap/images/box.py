"""DecoderBox: image codecs run in a child process that may be killed, never in ours.

Invariant: nothing the child says is believed beyond what the header, read by us, already allowed.
"""

import contextlib
import math
import os
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from openbitmap.images import decoding
from openbitmap.images.admission import admit, raw_raster
from openbitmap.images.headers import Header
from openbitmap.images.raster import LIMITS, ImageRefused, Limits, Raster, Refusal
from openbitmap.vocabulary import Compression

_CHUNK = 1 << 20
_LONGEST_MESSAGE = 1000
_REFUSALS = {
    decoding.BROKEN: Refusal.BROKEN,
    decoding.NO_MEMORY: Refusal.TOO_MUCH_MEMORY,
    decoding.UNSUPPORTED: Refusal.UNSUPPORTED,
}


class _ChildDied(Exception):
    """The decoding process ended or spoke nonsense."""


class DecoderBox:
    """One decoding process, started when first needed and again after every death; threads take turns."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """Process id of the running child, None while there is none."""
        child = self._child
        return child.pid if child else None

    def decode(
        self,
        data: bytes,
        compression: Compression,
        *,
        size: tuple[int, int] | None = None,
        limits: Limits = LIMITS,
    ) -> Raster:
        """Decode an image declared as `compression` and, if given, as (width, height) `size`; else ImageRefused."""
        if compression is Compression.NONE:
            return raw_raster(data, size, limits)
        header = admit(data, compression, size, limits=limits)
        with self._lock:
            try:
                return self._ask(data, header, limits)
            except _ChildDied:
                # The child may have been killed for reasons of its own; an image that kills two children is at fault.
                self._kill()
            try:
                return self._ask(data, header, limits)
            except _ChildDied as death:
                self._kill()
                raise ImageRefused(
                    Refusal.DECODER_DIED, f"the decoder died of this image twice ({death}); capture or export it again"
                ) from death

    def close(self) -> None:
        with self._lock:
            self._kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _ask(self, data: bytes, header: Header, limits: Limits) -> Raster:
        deadline = time.monotonic() + limits.seconds
        letter = decoding.WSQ if header.compression is Compression.WSQ else decoding.PILLOW
        request = decoding.REQUEST.pack(letter, limits.memory_bytes, math.ceil(limits.seconds), len(data))
        try:
            child = self._running()
            _send(child, request + data, deadline)
            reply = _receive(child, decoding.RESPONSE.size, deadline)
            status, width, height, channels, ppi, length = decoding.RESPONSE.unpack(reply)
            if not _is_plausible(header, (width, height, channels), length, done=status == decoding.DONE):
                raise _ChildDied("it announced more than the image can hold")
            body = _receive(child, length, deadline)
        except TimeoutError:
            self._kill()
            raise ImageRefused(
                Refusal.TOO_SLOW, f"decoding took longer than {limits.seconds:g} s; send an image of normal size"
            ) from None
        except BaseException:
            # Interrupted between question and answer (Ctrl-C): a late answer must not pass for that to the next image.
            self._kill()
            raise
        if status != decoding.DONE:
            self._kill()  # A decoder that stumbled may have damaged its own state (the WSQ code keeps globals).
            raise ImageRefused(_REFUSALS.get(status, Refusal.BROKEN), body.decode("utf-8", "replace"))
        return _raster(header, (width, height, channels), ppi, body=body)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._kill()
            self._child = _start()
        return self._child

    def _kill(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()


def _start() -> subprocess.Popen[bytes]:
    child = subprocess.Popen(
        [sys.executable, "-I", str(Path(decoding.__file__))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        start_new_session=True,
        bufsize=0,
    )
    for pipe in (child.stdin, child.stdout):
        assert pipe is not None
        os.set_blocking(pipe.fileno(), False)
    return child


def _send(child: subprocess.Popen[bytes], message: bytes, deadline: float) -> None:
    assert child.stdin is not None
    pipe, left = child.stdin.fileno(), memoryview(message)
    while left:
        _wait(pipe, select.POLLOUT, deadline)
        try:
            left = left[os.write(pipe, left[:_CHUNK]) :]
        except BlockingIOError:
            continue
        except BrokenPipeError:
            raise _ChildDied("it ended while reading") from None


def _receive(child: subprocess.Popen[bytes], length: int, deadline: float) -> bytes:
    assert child.stdout is not None
    pipe, parts = child.stdout.fileno(), bytearray()
    while len(parts) < length:
        _wait(pipe, select.POLLIN, deadline)
        try:
            part = os.read(pipe, min(_CHUNK, length - len(parts)))
        except BlockingIOError:
            continue
        if not part:
            raise _ChildDied(f"it ended with status {child.wait()}")
        parts += part
    return bytes(parts)


def _wait(pipe: int, event: int, deadline: float) -> None:
    poller = select.poll()
    poller.register(pipe, event)
    left = deadline - time.monotonic()
    if left <= 0 or not poller.poll(left * 1000):
        raise TimeoutError


def _is_plausible(header: Header, shape: tuple[int, int, int], length: int, *, done: bool) -> bool:
    if not done:
        return length <= _LONGEST_MESSAGE
    width, height, channels = shape
    return channels in (1, 3) and length == width * height * channels <= header.width * header.height * 3


def _raster(header: Header, shape: tuple[int, int, int], ppi: float, *, body: bytes) -> Raster:
    width, height, channels = shape
    if (width, height) != (header.width, header.height):
        raise ImageRefused(
            Refusal.SIZE_DISAGREES,
            f"the header says {header.width} x {header.height} pixels, the decoder found {width} x {height}",
        )
    pixels = np.frombuffer(body, np.uint8).reshape((height, width) if channels == 1 else (height, width, channels))
    return Raster(pixels, ppi if math.isfinite(ppi) and ppi > 0 else None, header.compression)
