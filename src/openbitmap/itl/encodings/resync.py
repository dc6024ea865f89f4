"""Finding the next record when a length field lies: the first bytes that look like the beginning of one."""

import re

# A tagged record begins "14.001:NUMBER GS". A Type-3 to 6 record begins with a length below 64 MiB, IDC, impression
# type below 40, six positions of which the last five are unused (255), and a resolution flag of 0 or 1.
_MARK = re.compile(
    rb"\d{1,2}\.0{0,2}1:\d{1,10}\x1d|[\x00-\x03].{3}[\x00-\x63][\x00-\x27].\xff{5}[\x00\x01]",
    re.DOTALL,
)


def next_mark(data: bytes, start: int) -> int:
    """Offset of the next plausible beginning of a record at or after `start`, or the end of the data."""
    match = _MARK.search(data, start)
    return len(data) if match is None else match.start()


def is_mark(data: bytes, offset: int) -> bool:
    """True when the bytes at `offset` look like the beginning of a record."""
    return _MARK.match(data, offset) is not None
