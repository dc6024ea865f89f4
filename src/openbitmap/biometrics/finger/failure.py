"""Why an image gave no template."""

from enum import StrEnum


class Failure(StrEnum):
    """A failure to extract, as ISO/IEC 2382-37 has it: the sample was received, but holds nothing to compare."""

    RESOLUTION = "resolution"
    TOO_SMALL = "too-small"
    TOO_LARGE = "too-large"
    BLANK = "blank"
    NO_RIDGES = "no-ridges"
    TOO_FEW_MINUTIAE = "too-few-minutiae"

    @property
    def message(self) -> str:
        """One sentence for a person: what is wrong and what to do."""
        return _MESSAGES[self]


_MESSAGES = {
    Failure.RESOLUTION: "the stated resolution is no resolution of a print (72 to 2400 ppi); correct it and send again",
    Failure.TOO_SMALL: "the image is smaller than 4 mm on a side; capture the finger again",
    Failure.TOO_LARGE: "the image is larger than any print; cut it to one finger",
    Failure.BLANK: "the image is blank; capture the finger again",
    Failure.NO_RIDGES: "no ridges of a finger were found; clean the platen and capture the finger again",
    Failure.TOO_FEW_MINUTIAE: "the print shows too few ridge details to be compared; capture more of the finger",
}
