"""The finger template: five bytes a minutia, best quality first, and the values that a comparison of two templates
returns.

Layout of one minutia, most significant bit first (40 bits): x 12, y 12, direction 8, type 3, quality 5.
x and y are pixels at 500 ppi with y downwards; 256 direction steps make a full turn, clockwise on the screen; the
type is graded from -3 (surely a bifurcation) to 3 (surely an ending), two's complement, so that an unsure type
never counts against a pair; quality is in steps of 1/31.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from openbitmap.biometrics.finger.parameters import MOST_MINUTIAE

BYTES_A_MINUTIA = 5
LEAST_QUALITY = 0.2
MOST_PIXELS = 4095
UNKNOWN_EXTRACTION = "unstated"


class InvalidMinutiae(ValueError):
    """The array of minutiae is not n x 5 finite numbers, or the size of the print is not positive."""


@dataclass(frozen=True)
class Template:
    """What is kept of one print. `width` and `height` are those of the 500 ppi image; `parameters` names the
    extraction."""

    data: bytes
    width: int
    height: int
    parameters: str = UNKNOWN_EXTRACTION

    @classmethod
    def from_minutiae(
        cls, minutiae: npt.ArrayLike, width: int, height: int, *, parameters: str = UNKNOWN_EXTRACTION
    ) -> "Template":
        """Pack rows (x, y, direction, type, quality): pixels at 500 ppi, y downwards; direction in radians,
        counter-clockwise with y UPWARDS as extractors give it; type 1 for an ending, 0 for a bifurcation, graded;
        quality 0 to 1.

        Keeps the best 120 of quality 0.2 and better; equal qualities keep their order. Raises InvalidMinutiae.
        """
        rows = np.asarray(minutiae, dtype=np.float64)
        if rows.size == 0:
            rows = np.zeros((0, 5))
        if rows.ndim != 2 or rows.shape[1] != 5 or not np.isfinite(rows).all():
            raise InvalidMinutiae("minutiae must be rows of five finite numbers: x, y, direction, type, quality")
        if width <= 0 or height <= 0:
            raise InvalidMinutiae(f"a print of {width} x {height} pixels has no area")
        return cls(_pack(rows), width, height, parameters)

    @property
    def minutiae(self) -> npt.NDArray[np.float64]:
        """Rows (x, y, direction, type, quality) in the units of `from_minutiae`, as coarse as they are stored."""
        stored = self.integers.astype(np.float64)
        x, y, direction, kind, quality = stored.T
        radians = np.mod(-direction * (np.pi / 128) + np.pi, 2 * np.pi) - np.pi
        return np.column_stack([x, y, radians, (kind / 3 + 1) / 2, quality / 31])

    @property
    def integers(self) -> npt.NDArray[np.int64]:
        """Rows (x, y, direction, type, quality) as stored: pixels, 256ths of a turn clockwise, -3 to 3, 0 to 31."""
        raw = np.frombuffer(self.data[: len(self) * BYTES_A_MINUTIA], np.uint8).reshape(-1, BYTES_A_MINUTIA)
        b = raw.astype(np.int64)
        kind = b[:, 4] >> 5
        columns = [
            b[:, 0] << 4 | b[:, 1] >> 4,
            (b[:, 1] & 15) << 8 | b[:, 2],
            b[:, 3],
            np.where(kind >= 4, kind - 8, kind),
            b[:, 4] & 31,
        ]
        return np.column_stack(columns)

    def __len__(self) -> int:
        return len(self.data) // BYTES_A_MINUTIA


@dataclass(frozen=True)
class Evidence:
    """The terms a score was made of (lengths in pixels at 500 ppi, angles in degrees): what an examiner or auditor
    may ask for."""

    share: float
    """Close, good pairs over the minutiae that lie in the common area: 0 to about 1."""
    whole: float
    """Good pairs over the whole of both templates: 0 to about 1."""
    support: float
    """Sum of the weights of edges whose both ends are paired with each other."""
    overlap: float
    """Quality-weighted number of minutiae in the common area."""
    crawled: int
    """Pairs that edges reached; the rest of the pairs were found by place."""
    rotation: float
    """Turn of the probe onto the candidate."""


@dataclass(frozen=True)
class Score:
    """About a log-likelihood ratio (natural), never to be compared across parameter versions. `log10_fmr` is the
    calibrated base-10 logarithm of the share of impostor comparisons that reach it."""

    value: float
    log10_fmr: float
    detail: Evidence


@dataclass(frozen=True)
class Comparison:
    """One comparison: its score, the pairs (minutia of the probe, minutia of the candidate; numbers into
    `Template.minutiae`) and the version of the parameters that made it."""

    score: Score
    pairs: tuple[tuple[int, int], ...]
    parameters: str


def _pack(rows: npt.NDArray[np.float64]) -> bytes:
    good = rows[rows[:, 4] >= LEAST_QUALITY]
    good = good[np.argsort(-good[:, 4], kind="stable")][:MOST_MINUTIAE]
    x, y = np.clip(np.rint(good[:, :2]), 0, MOST_PIXELS).astype(np.int64).T
    direction = np.rint(-good[:, 2] * (128 / np.pi)).astype(np.int64) & 255
    kind = np.clip(np.rint((2 * good[:, 3] - 1) * 3), -3, 3).astype(np.int64) & 7
    quality = np.clip(np.rint(good[:, 4] * 31), 0, 31).astype(np.int64)
    packed = [x >> 4, (x & 15) << 4 | y >> 8, y & 255, direction, kind << 5 | quality]
    return np.column_stack(packed).astype(np.uint8).tobytes()
