"""Image compression codes (ANSI/NIST-ITL 1-2011 Update 2015, table 20; field CGA)."""

from enum import StrEnum


class Compression(StrEnum):
    NONE = "NONE"
    WSQ = "WSQ20"
    JPEG = "JPEGB"
    JPEG_LOSSLESS = "JPEGL"
    JPEG2000 = "JP2"
    JPEG2000_LOSSLESS = "JP2L"
    PNG = "PNG"

    @classmethod
    def from_binary_code(cls, code: int) -> "Compression | None":
        """Code of the binary records Types 3 to 7 (one byte, table 20), or None if it is not assigned."""
        return _BINARY.get(code)


_BINARY = {
    0: Compression.NONE,
    1: Compression.WSQ,
    2: Compression.JPEG,
    3: Compression.JPEG_LOSSLESS,
    4: Compression.JPEG2000,
    5: Compression.JPEG2000_LOSSLESS,
    6: Compression.PNG,
}
