"""Finding the next record when a length field lies: the first bytes that look like the beginning of one."""

import re
from array import array
from bisect import bisect_left

# A tagged record begins "14.001:NUMBER GS". A Type-3 to 6 record begins with a length below 64 MiB, IDC, impression
# type below 40, six positions of which the last five are unused (255), and a resolution flag of 0 or 1.
_MARK = re.compile(
    rb"\d{1,2}\.0{0,2}1:\d{1,10}\x1d|[\x00-\x03].{3}[\x00-\x63][\x00-\x27].\xff{5}[\x00\x01]",
    re.DOTALL,
)


class Marks:
    """The plausible beginnings of records in one file. Each byte is searched once, however often and wherever is asked:
    lengths that all point to one far place must not cost a search of the file each."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._starts = array("Q")
        self._searched = 0

    def next(self, start: int) -> int:
        """Offset of the first one at or after `start`, or the end of the data."""
        while not self._starts or self._starts[-1] < start:
            match = _MARK.search(self._data, self._searched)
            if match is None:
                self._searched = len(self._data)
                return len(self._data)
            self._starts.append(match.start())
            self._searched = match.start() + 1
        return self._starts[bisect_left(self._starts, start)]


def is_mark(data: bytes, offset: int) -> bool:
    """True when the bytes at `offset` look like the beginning of a record."""
    return _MARK.match(data, offset) is not None
