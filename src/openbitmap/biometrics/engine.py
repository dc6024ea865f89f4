"""The contract of a finger matcher and the only door to the compiled one.

Whatever implements `FingerMatcher` and `FingerSearch` can stand in for the kernel (null.py does); tests/contract
holds every implementation to the same suite. Budgets of the kernel, CPU time of one core with 40 minutiae a print:
50 us a comparison in a scan, 100 us to prepare a print, 3 kB of memory a print; a scan holds the interpreter lock
for none of it.
"""

from enum import IntFlag
from typing import Protocol

import numpy as np
import numpy.typing as npt

from openbitmap.biometrics import _matcher
from openbitmap.biometrics.finger.impostors import finger_log10_fmr
from openbitmap.biometrics.finger.template import Comparison, Evidence, Score, Template
from openbitmap.vocabulary import TEN_FINGERS, FingerPosition

Rows = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]


class TemplateFinding(IntFlag):
    """What was noticed about a template's bytes. Only REFUSED keeps it from ever matching."""

    NOTHING = 0
    BROKEN_LENGTH = 1
    """Not a whole number of minutiae: the last bytes are ignored."""
    TOO_MANY = 2
    """More than 120 minutiae: the best are used."""
    DUPLICATES = 4
    """Minutiae nearer than 4 px to a better one: dropped."""
    REFUSED = 8
    """Repeated, regular or crowded minutiae, as no finger has: the template matches nobody."""


class FingerMatcher(Protocol):
    """Compares two prints. A score is about a natural log-likelihood ratio and carries the version that made it."""

    @property
    def parameters(self) -> str: ...

    def examine(self, template: bytes) -> TemplateFinding: ...

    def compare(self, probe: Template, candidate: Template) -> Comparison: ...


class FingerSearch(Protocol):
    """A gallery of prints by finger position, in memory. A position is never compared with another one."""

    position: int

    def add(self, row: int, position: FingerPosition, template: bytes) -> TemplateFinding: ...

    def remove(self, row: int) -> int: ...

    def compare(self, position: FingerPosition, template: bytes, *, threads: int = 1) -> tuple[Rows, Scores]: ...

    def __len__(self) -> int: ...


class KernelMatcher:
    """The compiled edge-graph matcher, one comparison at a time."""

    @property
    def parameters(self) -> str:
        return str(_matcher.parameters()["version"])

    def examine(self, template: bytes) -> TemplateFinding:
        """What preparing these bytes would notice; any bytes may be asked about."""
        return TemplateFinding(_matcher.findings(template))

    def compare(self, probe: Template, candidate: Template, *, portable: bool = False) -> Comparison:
        """Score, pairs and evidence. `portable` forces the plain instruction set; scores are equal either way."""
        value, (share, whole, support, overlap, crawled, rotation), pairs = _matcher.compare(
            probe.data, candidate.data, portable
        )
        detail = Evidence(share, whole, support, overlap, crawled, rotation)
        return Comparison(Score(value, finger_log10_fmr(value, len(probe)), detail), tuple(pairs), self.parameters)


class FingerGallery:
    """Every print of every finger position, prepared in the kernel: about 2.2 kB a print, 20 us a print and search.

    `position` is the owner's: the ledger position this gallery covers. Several prints of one row and position may
    stand side by side; each is compared. Calls may come from several threads; a scan waits for no other scan.
    """

    def __init__(self) -> None:
        self.position = 0
        # All shelves from the start: a dictionary that grew while another thread goes through it would fail that one.
        self._shelves = {finger: _matcher.Gallery() for finger in TEN_FINGERS}

    def add(self, row: int, position: FingerPosition, template: bytes) -> TemplateFinding:
        """Adds one print; `row` is the owner's number. A REFUSED template stands in the gallery but matches nobody.

        Raises ValueError if the position is not one known finger: such a print must not be searched as another's.
        """
        return TemplateFinding(self._shelves[_one_finger(position)].add(row, template))

    def remove(self, row: int) -> int:
        """Removes every print of the row and returns how many; takes time in proportion to the gallery's size."""
        return sum(shelf.remove(row) for shelf in self._shelves.values())

    def compare(self, position: FingerPosition, template: bytes, *, threads: int = 1) -> tuple[Rows, Scores]:
        """The row and score of every print of this finger position, in no promised order."""
        return self._shelves[_one_finger(position)].scan(template, threads)

    @property
    def memory_bytes(self) -> int:
        """What the prints take in the kernel."""
        return sum(shelf.bytes() for shelf in self._shelves.values())

    def __len__(self) -> int:
        """Prints, not rows."""
        return sum(len(shelf) for shelf in self._shelves.values())


def _one_finger(position: FingerPosition) -> FingerPosition:
    if not position.is_single:
        raise ValueError(f"{position.name} is not one finger: cut it into fingers, or leave it out of the search")
    return position.finger
