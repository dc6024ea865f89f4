"""The meaningful layer: a transaction as its readers understand it, over the lossless records."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from openbitmap.itl.biographics import Biographics, biographics, printable
from openbitmap.itl.prints import (
    FaceImage,
    FingerImage,
    IrisImage,
    RidgeImage,
    finger_of,
    image_of,
    impression_of,
    missing_in,
    positions_of,
)
from openbitmap.itl.records import Record, whole_number
from openbitmap.vocabulary import FingerPosition, MissingReason, Priority

_FACES = frozenset({"FACE", "FRONTAL"})

# Longer ones are errors of every profile; cutting them keeps a hostile file from filling whoever stores them.
LONGEST_HEADER_TEXT = 256


@dataclass(frozen=True)
class Transaction:
    """A Type-1 record and those that follow it; `original` holds the bytes it was read from, None when composed."""

    records: tuple[Record, ...]
    original: bytes | None = None

    @property
    def header(self) -> Record:
        """The Type-1 record."""
        return self.records[0]

    @property
    def tot(self) -> str:
        """Type of transaction, 1.004; empty when missing."""
        return self._header_text(4)

    @property
    def control_number(self) -> str:
        """TCN, 1.009: the sender's number for this transaction; empty when missing."""
        return self._header_text(9)

    @property
    def reference(self) -> str | None:
        """TCR, 1.010: in an answer, the control number of the question."""
        return self._header_text(10) or None

    @property
    def priority(self) -> Priority | None:
        """PRY, 1.006; None when missing or not 1 to 9 (EBTS then takes 9, the least urgent)."""
        number = self.header.integer(6)
        return Priority(number) if number is not None and 1 <= number <= 9 else None

    @property
    def originator(self) -> str:
        """ORI, 1.008; empty when missing."""
        return self._header_text(8)

    @property
    def destination(self) -> str:
        """DAI, 1.007; empty when missing."""
        return self._header_text(7)

    @property
    def date(self) -> date | None:
        """DAT, 1.005: the sender's local date; None when it is not a date."""
        return parse_date(self.header.text(5))

    @property
    def time(self) -> datetime | None:
        """GMT, 1.014, as an aware time; None when missing or unreadable."""
        return parse_utc(self.header.text(14))

    @property
    def version(self) -> str:
        """VER, 1.002: "0502" is 1-2011 Update 2015; empty when missing."""
        return self._header_text(2)

    def of_type(self, *types: int) -> Iterator[tuple[int, Record]]:
        """Records of these types with their index in the file, in order."""
        return ((index, record) for index, record in enumerate(self.records) if record.type in types)

    def fingers(self) -> tuple[FingerImage, ...]:
        """Finger and slap images of the Type-4 and Type-14 records that carry an image, in order."""
        found = (finger_of(record, index, self.header) for index, record in self.of_type(4, 14))
        return tuple(finger for finger in found if finger is not None)

    def faces(self) -> tuple[FaceImage, ...]:
        """Type-10 images of faces."""
        return tuple(picture for picture in self._pictures() if picture.kind in _FACES)

    def marks(self) -> tuple[FaceImage, ...]:
        """Type-10 images of anything else: scars, marks, tattoos, body parts."""
        return tuple(picture for picture in self._pictures() if picture.kind not in _FACES)

    def latents(self) -> tuple[RidgeImage, ...]:
        """Type-13 images."""
        return tuple(self._ridges(13))

    def palms(self) -> tuple[RidgeImage, ...]:
        """Type-15 images."""
        return tuple(self._ridges(15))

    def irises(self) -> tuple[IrisImage, ...]:
        """Type-17 images."""
        found = ((index, record, image_of(record, self.header)) for index, record in self.of_type(17))
        return tuple(IrisImage(index, record.integer(3) or 0, image) for index, record, image in found if image)

    def missing_fingers(self) -> dict[FingerPosition, MissingReason]:
        """Fingers declared amputated or unable to print, in 2.084 or 14.018."""
        missing: dict[FingerPosition, MissingReason] = {}
        for _, record in self.of_type(2):
            missing.update(missing_in(record.subfields(84)))
        for _, record in self.of_type(14):
            missing.update(missing_in(record.subfields(18)))
        return missing

    def person(self) -> Biographics:
        """What the Type-2 records assert about the person."""
        return biographics(tuple(record for _, record in self.of_type(2)))

    def repositories(self) -> tuple[int, ...]:
        """Repositories to be searched, NDR 2.098, in the order given."""
        numbers = (whole_number(parts[0]) for _, record in self.of_type(2) for parts in record.subfields(98))
        return tuple(number for number in numbers if number is not None)

    @property
    def retain(self) -> bool | None:
        """RET, 2.005: may the prints be kept; None when the sender does not say."""
        return {"Y": True, "N": False}.get(self.text(5) or "")

    def messages(self) -> tuple[str, ...]:
        """Status and error messages, 2.060."""
        return tuple(printable(parts[0]) for _, record in self.of_type(2) for parts in record.subfields(60))

    def text(self, number: int) -> str | None:
        """The first value of the first Type-2 field of this number, printable; None when no Type-2 record has it."""
        found = (record.subfields(number) for _, record in self.of_type(2))
        return next((printable(subfields[0][0]) for subfields in found if subfields), None)

    def _header_text(self, number: int) -> str:
        """A Type-1 value that is safe to store and to echo in an answer; what it may not hold becomes "?"."""
        text = self.header.text(number) or ""
        return "".join(c if " " <= c <= "~" else "?" for c in text[:LONGEST_HEADER_TEXT])

    def _pictures(self) -> Iterator[FaceImage]:
        for index, record in self.of_type(10):
            image = image_of(record, self.header)
            if image is not None:
                yield FaceImage(index, record.text(3) or "", record.text(20), image)

    def _ridges(self, kind: int) -> Iterator[RidgeImage]:
        for index, record in self.of_type(kind):
            image = image_of(record, self.header)
            if image is not None:
                yield RidgeImage(index, positions_of(record), impression_of(record), image)


def parse_date(text: str | None) -> date | None:
    """A date written YYYYMMDD (Annex B.1.2), or None."""
    if text is None or len(text) != 8 or not (text.isascii() and text.isdigit()):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def parse_utc(text: str | None) -> datetime | None:
    """A time written YYYYMMDDHHMMSSZ (Annex B.1.4), or None."""
    if text is None or len(text) != 15 or not text.endswith("Z") or not (text.isascii() and text[:14].isdigit()):
        return None
    try:
        return datetime.strptime(text, "%Y%m%d%H%M%S%z")
    except ValueError:
        return None
