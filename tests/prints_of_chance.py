"""Made-up minutiae for the matcher's tests: fingers of chance, and fresh impressions of them. No real person's
print."""

import numpy as np
import numpy.typing as npt

from openbitmap.biometrics.finger import Template

Minutiae = npt.NDArray[np.float64]
CENTRE = 400.0


def finger(seed: int, minutiae: int = 40) -> Minutiae:
    """Minutiae at least 12 px apart in a 300 x 400 px oval, with random directions, types and qualities."""
    rng = np.random.default_rng(seed)
    places: list[tuple[float, float]] = []
    while len(places) < minutiae:
        x, y = rng.uniform(-1, 1, 2)
        candidate = (CENTRE + 150 * x, CENTRE + 200 * y)
        if x * x + y * y < 1 and all(np.hypot(candidate[0] - u, candidate[1] - v) >= 12 for u, v in places):
            places.append(candidate)
    turn, kind, quality = rng.uniform(-np.pi, np.pi, minutiae), rng.random(minutiae), rng.uniform(0.3, 1, minutiae)
    return np.column_stack([places, turn, kind, quality])


def moved(minutiae: Minutiae, *, degrees: float = 0.0, dx: float = 0.0, dy: float = 0.0) -> Minutiae:
    """The print turned counter-clockwise about the middle of its field and shifted; y points down, directions up."""
    a = np.radians(degrees)
    x, y = minutiae[:, 0] - CENTRE, minutiae[:, 1] - CENTRE
    out = minutiae.copy()
    out[:, 0] = CENTRE + np.cos(a) * x + np.sin(a) * y + dx
    out[:, 1] = CENTRE - np.sin(a) * x + np.cos(a) * y + dy
    out[:, 2] = minutiae[:, 2] + a
    return out


def impression(minutiae: Minutiae, seed: int, *, lost: float = 0.15, jitter: float = 1.5) -> Minutiae:
    """Another impression: some minutiae lost, places and directions a little off."""
    rng = np.random.default_rng(seed)
    out = minutiae[rng.random(len(minutiae)) >= lost].copy()
    out[:, :2] += rng.normal(0, jitter, (len(out), 2))
    out[:, 2] += rng.normal(0, 0.05, len(out))
    return out


def template(minutiae: Minutiae) -> Template:
    return Template.from_minutiae(minutiae, 800, 800)
