"""Rules for images: codec by record type, resolution by codec, size fields against the image's own size."""

from collections.abc import Callable
from dataclasses import dataclass

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


@dataclass(frozen=True)
class _Case:
    """One image: the record it stands in, by index, and where findings about it go."""

    index: int
    record: Record
    image: EncodedImage
    found: Findings

    def add(self, code: str, number: int, **details: object) -> None:
        """A finding at the record's field of this number."""
        field, kind = self.record.field(number), self.record.type
        offset = self.record.offset if field is None else field.offset
        self.found.add(code, Place(self.index, kind, f"{kind}.{number:03d}", offset), **details)


def check_images(
    transaction: Transaction, profile: Profile, found: Findings, *, codestream_size: CodestreamSize | None
) -> None:
    """Reports images that the profile does not take, or that contradict their own record."""
    for index, record in transaction.of_type(4, 10, 13, 14, 15, 17):
        image = image_of(record, transaction.header)
        if image is None:
            continue
        case = _Case(index, record, image, found)
        _check_codec(case, profile)
        _check_resolution(case)
        if image.compression is Compression.NONE:
            _check_raw_size(case)
        elif codestream_size is not None:
            _check_size(case, codestream_size(image.data))


def _check_codec(case: _Case, profile: Profile) -> None:
    kind, compression = case.record.type or 0, case.image.compression
    allowed = profile.compressions.get(kind, frozenset())
    if compression is None or compression.value not in allowed:
        name = "A code not defined" if compression is None else compression.value
        number = 8 if kind == 4 else 11
        case.add("profile-compression", number, compression=name, type=kind, allowed=", ".join(sorted(allowed)))


def _check_resolution(case: _Case) -> None:
    is_ridges, number = case.record.type in _RIDGES, 5 if case.record.type == 4 else 9
    ppi, compression = case.image.ppi, case.image.compression
    if ppi is None:
        if case.record.type == 4:
            case.add("resolution-missing", number, units="1.011", scale="none")
        return
    low, high = _WSQ_PPI
    if compression is Compression.WSQ and not low <= ppi <= high:
        case.add("profile-wsq-resolution", number, ppi=f"{ppi:g}")
    elif is_ridges and ppi < _LEAST_PPI:
        case.add("profile-resolution-low", number, ppi=f"{ppi:g}")
    elif is_ridges and compression in _JPEG2000 and ppi <= high:
        case.add("profile-jpeg2000-resolution", number, ppi=f"{ppi:g}")


def _check_size(case: _Case, actual: tuple[int, int] | None) -> None:
    image = case.image
    if actual is None:
        name = "none" if image.compression is None else image.compression.value
        case.add("image-size-unknown", 6, compression=name)
    elif actual != (image.width, image.height):
        stated = f"{image.width} x {image.height}"
        case.add("image-size", 6, stated=stated, actual=f"{actual[0]} x {actual[1]}")


def _check_raw_size(case: _Case) -> None:
    """Uncompressed 8-bit grey ridge images have one byte a pixel (clause 4.3)."""
    image = case.image
    if case.record.type in _RIDGES and len(image.data) != image.width * image.height:
        stated = f"{image.width} x {image.height}"
        case.add("image-size", 6, stated=stated, actual=f"{len(image.data)} bytes")
