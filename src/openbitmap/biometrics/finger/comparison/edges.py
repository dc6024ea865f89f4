"""Step 0: a template becomes a print whose minutiae are joined to their neighbours by edges.

An edge is its length and its direction seen from each of its two ends, relative to that minutia's own direction:
values that do not change when the finger is turned or moved."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from openbitmap.biometrics.finger import parameters as P
from openbitmap.biometrics.finger.template import Template

Ints = npt.NDArray[np.int64]
HALF_TURN = 32768


@dataclass(frozen=True)
class Print:
    """Minutiae as stored (`rows`: x, y, direction, type, quality) with their numbers in the template, and edges as
    rows (length in 16ths of a pixel, direction seen from a, from b, a, b)."""

    rows: Ints
    numbers: Ints
    edges: Ints
    refused: bool

    @property
    def places(self) -> npt.NDArray[np.float64]:
        return self.rows[:, :2].astype(np.float64)

    @property
    def directions(self) -> Ints:
        """65536 units to a turn."""
        return self.rows[:, 2] * 256

    @property
    def qualities(self) -> npt.NDArray[np.float64]:
        return self.rows[:, 4] / 31

    def __len__(self) -> int:
        return len(self.rows)


def wrap(angle: Ints) -> Ints:
    """Into one turn, -32768 to 32767."""
    wrapped: Ints = (angle + HALF_TURN) % (2 * HALF_TURN) - HALF_TURN
    return wrapped


def prepare(template: Template) -> Print:
    """The print of a template; a template no finger looks like comes back refused and empty."""
    offered = template.integers[: P.MOST_MINUTIAE]
    numbers = _distinct(offered)
    rows = offered[numbers]
    edges, crowded = _join_neighbours(rows)
    repeated = len(offered) - len(rows) > P.MOST_DROPPED * len(offered)
    if repeated or crowded or _sameness(edges) > P.MOST_SAMENESS:
        return Print(np.zeros((0, 5), np.int64), np.zeros(0, np.int64), np.zeros((0, 5), np.int64), refused=True)
    return Print(rows, numbers, edges, refused=False)


def _distinct(rows: Ints) -> Ints:
    kept: list[int] = []
    for n, (x, y) in enumerate(rows[:, :2]):
        if all((x - rows[k, 0]) ** 2 + (y - rows[k, 1]) ** 2 >= P.NEAREST_PX**2 for k in kept):
            kept.append(n)
    return np.array(kept, np.int64)


def _join_neighbours(rows: Ints) -> tuple[Ints, bool]:
    """Edges to everybody's nearest, each edge once, and whether most minutiae are crowded."""
    steps = rows[None, :, :2] - rows[:, None, :2]
    squared = (steps**2).sum(2)
    nearest, crowded = [], 0
    for i in range(len(rows)):
        order = np.argsort(squared[i], kind="stable")
        near = [int(j) for j in order if j != i and squared[i, j] <= P.LONGEST_PX**2][: P.NEIGHBOURS]
        nearest.append(near)
        crowded += len(near) == P.NEIGHBOURS and bool(squared[i, near[-1]] < P.CROWDED_PX**2)
    edges = [_edge(rows, i, j) for i, near in enumerate(nearest) for j in near if i < j or i not in nearest[j]]
    return np.array(edges, np.int64).reshape(-1, 5), 2 * crowded > len(rows)


def _edge(rows: Ints, a: int, b: int) -> tuple[int, int, int, int, int]:
    dx, dy = (float(v) for v in rows[b, :2] - rows[a, :2])
    bearing = round(np.arctan2(dy, dx) * (HALF_TURN / np.pi))
    seen = wrap(np.array([bearing - rows[a, 2] * 256, bearing + HALF_TURN - rows[b, 2] * 256]))
    return round(16 * np.hypot(dx, dy)), int(seen[0]), int(seen[1]), a, b


def _sameness(edges: Ints) -> float:
    """Mean number of edges in an edge's bin of 8 px and 22.5 degrees: near 1 for fingers, large for anything
    regular."""
    if not len(edges):
        return 0.0
    length, seen_a, seen_b = np.minimum(edges[:, 0] >> 7, 23), (edges[:, 1] & 65535) >> 12, (edges[:, 2] & 65535) >> 12
    counts = np.bincount((length * 16 + seen_a) * 16 + seen_b)
    return float((counts**2).sum() / len(edges))
