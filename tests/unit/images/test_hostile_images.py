"""Hostile and damaged images: every one ends as a refusal with a code, and the box decodes the next one."""

import os
import random
import signal
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from openbitmap.images import (
    DecoderBox,
    ImageRefused,
    Limits,
    Pixels,
    Refusal,
    encode_jpeg,
    encode_jpeg2000,
    encode_png,
    encode_wsq,
    header_size,
)
from openbitmap.vocabulary import Compression

CODECS = [
    (encode_wsq, Compression.WSQ),
    (encode_jpeg, Compression.JPEG),
    (encode_jpeg2000, Compression.JPEG2000),
    (encode_png, Compression.PNG),
]


def noise(width: int = 120, height: int = 100) -> Pixels:
    return np.random.default_rng(7).integers(60, 200, (height, width), dtype=np.uint8).astype(np.uint8)


def png_bomb(side: int) -> bytes:
    """A valid PNG of side x side black pixels in a thousandth of its size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compressobj(9)
    body = b"".join(rows.compress(bytes(side + 1)) for _ in range(side)) + rows.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def box() -> Iterator[DecoderBox]:
    with DecoderBox() as box:
        yield box


def refusal(box: DecoderBox, data: bytes, codec: Compression, **options: object) -> Refusal:
    with pytest.raises(ImageRefused) as refused:
        box.decode(data, codec, **options)  # type: ignore[arg-type]  # options are size= and limits= of each case
    assert refused.value.message
    return refused.value.code


@pytest.mark.parametrize(("encode", "codec"), CODECS)
def test_truncated_stream(box: DecoderBox, encode: Callable[[Pixels], bytes], codec: Compression) -> None:
    data = encode(noise(400, 300))
    assert refusal(box, data[: len(data) // 2], codec) is Refusal.TRUNCATED
    assert refusal(box, data[:20], codec) is Refusal.TRUNCATED


@pytest.mark.parametrize(("encode", "codec"), CODECS)
def test_wrong_codec(box: DecoderBox, encode: Callable[[Pixels], bytes], codec: Compression) -> None:
    data = encode(noise())
    for declared in {Compression.WSQ, Compression.JPEG, Compression.JPEG2000, Compression.PNG} - {codec}:
        assert refusal(box, data, declared) is Refusal.NOT_THIS_CODEC


def test_no_data_and_no_image(box: DecoderBox) -> None:
    assert refusal(box, b"", Compression.WSQ) is Refusal.EMPTY
    assert refusal(box, b"not an image at all", Compression.PNG) is Refusal.NOT_THIS_CODEC


@pytest.mark.parametrize(("encode", "codec"), CODECS)
def test_size_disagrees(box: DecoderBox, encode: Callable[[Pixels], bytes], codec: Compression) -> None:
    assert refusal(box, encode(noise()), codec, size=(121, 100)) is Refusal.SIZE_DISAGREES


def test_raw_pixels_of_another_count(box: DecoderBox) -> None:
    assert refusal(box, bytes(99), Compression.NONE, size=(10, 10)) is Refusal.TRUNCATED
    assert refusal(box, bytes(101), Compression.NONE, size=(10, 10)) is Refusal.SIZE_DISAGREES
    assert refusal(box, bytes(100), Compression.NONE) is Refusal.UNSUPPORTED
    assert refusal(box, bytes(100), Compression.NONE, size=(-10, -10)) is Refusal.BROKEN


def test_limits_are_judged_before_decoding(box: DecoderBox) -> None:
    bomb = png_bomb(7000)
    assert len(bomb) < 100_000
    started = time.process_time()
    assert refusal(box, bomb, Compression.PNG) is Refusal.TOO_MANY_PIXELS
    assert refusal(box, bomb, Compression.PNG, limits=Limits(bytes=1000)) is Refusal.TOO_MANY_BYTES
    roomy = Limits(pixels=10**9, memory_bytes=10**8)
    assert refusal(box, bomb, Compression.PNG, limits=roomy) is Refusal.TOO_MUCH_MEMORY
    assert time.process_time() - started < 1


def test_memory_is_limited_in_the_decoder_too() -> None:
    """A small image wrapped in 30 MB of ancillary chunk: its header promises little, reading it takes much."""
    plain = encode_png(noise())
    body = bytes(30_000_000)
    chunk = struct.pack(">I", len(body)) + b"teSt" + body + struct.pack(">I", zlib.crc32(b"teSt" + body))
    wrapped = plain[:33] + chunk + plain[33:]
    with DecoderBox() as box:
        assert box.decode(wrapped, Compression.PNG).pixels.shape == (100, 120)
        code = refusal(box, wrapped, Compression.PNG, limits=Limits(memory_bytes=5_000_000))
        assert code in (Refusal.TOO_MUCH_MEMORY, Refusal.DECODER_DIED)
        assert box.decode(plain, Compression.PNG).pixels.shape == (100, 120)


def test_slow_image_is_stopped_on_time(box: DecoderBox) -> None:
    data = encode_jpeg2000(noise(2500, 2500))
    started = time.monotonic()
    assert refusal(box, data, Compression.JPEG2000, limits=Limits(seconds=0.3)) is Refusal.TOO_SLOW
    assert time.monotonic() - started < 2
    assert box.decode(encode_png(noise()), Compression.PNG).pixels.shape == (100, 120)


def test_lossless_jpeg_is_named_unsupported(box: DecoderBox) -> None:
    data = encode_jpeg(noise()).replace(b"\xff\xc0", b"\xff\xc3", 1)
    assert refusal(box, data, Compression.JPEG_LOSSLESS) is Refusal.UNSUPPORTED


def test_box_survives_the_death_of_its_child(box: DecoderBox) -> None:
    data = encode_wsq(noise())
    before = box.decode(data, Compression.WSQ).pixels
    first = box.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert np.array_equal(box.decode(data, Compression.WSQ).pixels, before)
    assert box.pid != first


def test_child_killed_in_the_middle_of_an_image_is_replaced(box: DecoderBox) -> None:
    data = encode_jpeg2000(noise(1800, 1800))
    box.decode(encode_png(noise()), Compression.PNG)
    first = box.pid
    assert first is not None
    killer = threading.Timer(0.15, os.kill, (first, signal.SIGKILL))
    killer.start()
    assert box.decode(data, Compression.JPEG2000).pixels.shape == (1800, 1800)
    killer.join()
    assert box.pid != first


def test_threads_take_turns(box: DecoderBox) -> None:
    images = [np.full((60 + i, 50), i, np.uint8) for i in range(8)]
    results: dict[int, Pixels] = {}

    def work(i: int) -> None:
        results[i] = box.decode(encode_png(images[i]), Compression.PNG).pixels

    threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.array_equal(results[i], images[i]) for i in range(8))


def test_closed_box_leaves_no_process() -> None:
    with DecoderBox() as box:
        box.decode(encode_png(noise()), Compression.PNG)
        child = box.pid
    assert child is not None
    assert box.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


@pytest.mark.parametrize(("encode", "codec"), CODECS)
def test_fuzzed_streams_end_as_image_or_refusal(
    box: DecoderBox, encode: Callable[[Pixels], bytes], codec: Compression
) -> None:
    original = encode(noise())
    chance = random.Random(codec.value)
    refused = 0
    for _ in range(30):
        data = bytearray(original)
        for _ in range(chance.choice((1, 3, 20))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            raster = box.decode(bytes(data), codec, limits=Limits(seconds=5, pixels=1_000_000))
        except ImageRefused as refusal:
            refused += 1
            assert isinstance(refusal.code, Refusal)
        else:
            assert header_size(bytes(data)) == (raster.pixels.shape[1], raster.pixels.shape[0])
    assert refused > 0
    assert np.array_equal(box.decode(encode_png(noise()), Compression.PNG).pixels, noise())


def test_an_interrupted_question_is_not_answered_later() -> None:
    """Ctrl-C between question and answer: the next image must not get the pixels of the one that was given up."""

    class Interrupted(Exception):
        pass

    def interrupt(*_: object) -> None:
        raise Interrupted

    one, other = noise(3000, 3000), np.full((3000, 3000), 7, np.uint8)
    given_up, next_one = encode_png(one), encode_png(other)
    with DecoderBox() as box:
        box.decode(next_one, Compression.PNG)
        before = signal.signal(signal.SIGALRM, interrupt)
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.03)
            with pytest.raises(Interrupted):
                box.decode(given_up, Compression.PNG)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
        assert (box.decode(next_one, Compression.PNG).pixels == other).all()
