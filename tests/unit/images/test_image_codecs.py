"""Images out and in again: what each codec keeps, and what its header says without decoding."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from openbitmap.images import (
    DecoderBox,
    Pixels,
    encode_jpeg,
    encode_jpeg2000,
    encode_png,
    encode_wsq,
    header_size,
    sniff,
)
from openbitmap.vocabulary import Compression

NIST = Path(__file__).parents[4] / "shared" / "data" / "nist" / "wsq"
CODECS = [
    (encode_wsq, Compression.WSQ, 6.0),
    (encode_jpeg, Compression.JPEG, 2.0),
    (encode_jpeg2000, Compression.JPEG2000, 0.0),
    (encode_png, Compression.PNG, 0.0),
]


def ridges(width: int = 180, height: int = 140) -> Pixels:
    """Concentric ridges, 9 pixels apart: as near to a print as a formula comes."""
    y, x = np.mgrid[:height, :width]
    phase = 2 * np.pi * np.hypot(x - width / 2, 1.3 * (y - height / 2)) / 9
    return np.asarray(128 + 100 * np.sin(phase), np.uint8)


@pytest.fixture(scope="module")
def box() -> Iterator[DecoderBox]:
    with DecoderBox() as box:
        yield box


@pytest.mark.parametrize(("encode", "codec", "error"), CODECS)
def test_grey_image_survives_its_codec(
    box: DecoderBox, encode: Callable[[Pixels], bytes], codec: Compression, error: float
) -> None:
    pixels = ridges()
    data = encode(pixels)
    assert sniff(data) is codec
    assert header_size(data) == (180, 140)
    raster = box.decode(data, codec, size=(180, 140))
    assert raster.codec is codec
    assert raster.pixels.dtype == np.uint8
    assert raster.pixels.shape == pixels.shape
    assert np.abs(raster.pixels.astype(int) - pixels).mean() <= error


@pytest.mark.parametrize(("encode", "codec"), [(encode_png, Compression.PNG), (encode_jpeg2000, Compression.JPEG2000)])
def test_colour_image_survives_lossless_codecs(
    box: DecoderBox, encode: Callable[[Pixels], bytes], codec: Compression
) -> None:
    colours = np.dstack([ridges(), ridges()[::-1], ridges()[:, ::-1]])
    assert np.array_equal(box.decode(encode(colours), codec).pixels, colours)


def test_raw_pixels_are_cut_into_rows(box: DecoderBox) -> None:
    pixels = ridges()
    assert np.array_equal(box.decode(pixels.tobytes(), Compression.NONE, size=(180, 140)).pixels, pixels)


def test_lossless_jpeg2000_may_be_declared_by_its_own_code(box: DecoderBox) -> None:
    assert box.decode(encode_jpeg2000(ridges()), Compression.JPEG2000_LOSSLESS).pixels.shape == (140, 180)


def test_compressed_jpeg2000_is_smaller() -> None:
    assert len(encode_jpeg2000(ridges(), ratio=15)) < len(encode_jpeg2000(ridges())) / 2


def test_resolution_is_read_where_the_codec_carries_it(box: DecoderBox) -> None:
    assert box.decode(encode_wsq(ridges()), Compression.WSQ).ppi == 500
    assert box.decode(encode_png(ridges(), ppi=1000), Compression.PNG).ppi == pytest.approx(1000, abs=0.02)
    assert box.decode(encode_jpeg(ridges(), ppi=300), Compression.JPEG).ppi == 300
    assert box.decode(encode_png(ridges()), Compression.PNG).ppi is None


def test_header_of_something_else_is_unknown() -> None:
    for data in (b"", b"\xff", b"GIF89a", b"%PDF-1.7", b"\xff\xa0", encode_png(ridges())[:12]):
        assert header_size(data) is None


def test_wsq_refuses_what_it_cannot_hold() -> None:
    for pixels in (ridges(32, 200), np.dstack([ridges()] * 3)):
        with pytest.raises(ValueError, match="WSQ holds grey images"):
            encode_wsq(pixels)


@pytest.mark.real_prints
@pytest.mark.parametrize(
    ("name", "size", "ppi"),
    [
        ("libbiomeval-img", (256, 256), 500),
        ("sourceafis-wsq-original", (832, 768), 500),
        ("python-wsq-test", (540, 520), None),
    ],
)
def test_real_wsq_files(box: DecoderBox, name: str, size: tuple[int, int], ppi: float | None) -> None:
    path = NIST / f"{name}.wsq"
    if not path.exists():
        pytest.skip(f"needs {path}, which is not here")
    data = path.read_bytes()
    assert header_size(data) == size
    raster = box.decode(data, Compression.WSQ, size=size)
    assert raster.ppi == ppi
    assert raster.pixels.std() > 20
    again = box.decode(encode_wsq(raster.pixels), Compression.WSQ)
    assert np.abs(again.pixels.astype(int) - raster.pixels).mean() < 6
