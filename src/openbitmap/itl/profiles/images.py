"""Rules for images: codec by record type, resolution by codec, size fields against the image's own size."""

from collections.abc import Callable, Iterator

from openbitmap.itl.findings import Findings, Place
from openbitmap.itl.prints import EncodedImage, image_of
from openbitmap.itl.profiles.profile import Profile
from openbitmap.itl.records import Record
from openbitmap.itl.transactions import Transaction
from openbitmap.vocabulary import Compression

CodestreamSize = Callable[[bytes], tuple[int, int] | None]
"""Width and height that an encoded image gives of itself, or None when it cannot be told."""

_RIDGES = frozenset({4, 14, 15})
_JPEG2000 = frozenset({Compression.JPEG2000, Compression.JPEG2000_LOSSLESS})
# Clause 5: 500 ppi with a tolerance of 1 %; scale fields are rounded to whole pixels.
_WSQ_PPI = (490.0, 510.0)
_LEAST_PPI = 490.0


def check_images(
    transaction: Transaction, profile: Profile, found: Findings, codestream_size: CodestreamSize | None
) -> None:
    """Reports images that the profile does not take, or that contradict their own record."""
    for index, record, image in _images(transaction):
        _check_codec(index, record, image, profile, found)
        _check_resolution(index, record, image, found)
        if codestream_size is not None and image.compression is not Compression.NONE:
            _check_size(index, record, image, codestream_size(image.data), found)
        elif image.compression is Compression.NONE and record.type in _RIDGES:
            _check_raw_size(index, record, image, found)


def _images(transaction: Transaction) -> Iterator[tuple[int, Record, EncodedImage]]:
    for index, record in transaction.of_type(4, 10, 13, 14, 15, 17):
        image = image_of(record, transaction.header)
        if image is not None:
            yield index, record, image


def _check_codec(index: int, record: Record, image: EncodedImage, profile: Profile, found: Findings) -> None:
    allowed = profile.compressions.get(record.type or 0, frozenset())
    if image.compression is None or image.compression.value not in allowed:
        number = 8 if record.type == 4 else 11
        name = "A code not defined" if image.compression is None else image.compression.value
        details = {"compression": name, "type": record.type, "allowed": ", ".join(sorted(allowed))}
        found.add("profile-compression", _place(index, record, number), **details)


def _check_resolution(index: int, record: Record, image: EncodedImage, found: Findings) -> None:
    place = _place(index, record, 5 if record.type == 4 else 9)
    if image.ppi is None:
        if record.type == 4:
            found.add("resolution-missing", place, units="1.011", scale="none")
        return
    ppi = f"{image.ppi:g}"
    low, high = _WSQ_PPI
    if image.compression is Compression.WSQ and not low <= image.ppi <= high:
        found.add("profile-wsq-resolution", place, ppi=ppi)
    elif record.type in _RIDGES and image.ppi < _LEAST_PPI:
        found.add("profile-resolution-low", place, ppi=ppi)
    elif record.type in _RIDGES and image.compression in _JPEG2000 and image.ppi <= high:
        found.add("profile-jpeg2000-resolution", place, ppi=ppi)


def _check_size(
    index: int, record: Record, image: EncodedImage, actual: tuple[int, int] | None, found: Findings
) -> None:
    place = _place(index, record, 6)
    if actual is None:
        name = "none" if image.compression is None else image.compression.value
        found.add("image-size-unknown", place, compression=name)
    elif actual != (image.width, image.height):
        stated = f"{image.width} x {image.height}"
        found.add("image-size", place, stated=stated, actual=f"{actual[0]} x {actual[1]}")


def _check_raw_size(index: int, record: Record, image: EncodedImage, found: Findings) -> None:
    """Uncompressed 8-bit grey images have one byte a pixel (clause 4.3)."""
    if len(image.data) != image.width * image.height:
        stated = f"{image.width} x {image.height}"
        found.add("image-size", _place(index, record, 6), stated=stated, actual=f"{len(image.data)} bytes")


def _place(index: int, record: Record, number: int) -> Place:
    field = record.field(number)
    return Place(index, record.type, f"{record.type}.{number:03d}", record.offset if field is None else field.offset)
