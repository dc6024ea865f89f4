"""The full cross of a database: every unordered pair of its prints is compared once, the earlier print as the
probe."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from openbitmap.biometrics import FingerGallery
from openbitmap.lab.prints import EnrolledPrint
from openbitmap.lab.rates import Trials
from openbitmap.vocabulary import FingerPosition

ANY_FINGER = FingerPosition.RIGHT_INDEX
"""Test prints carry no position; all stand on one shelf, so that every pair of a database meets."""


@dataclass(frozen=True)
class Crossed:
    """The comparisons of one database, and the CPU time they took, the index of each probe included."""

    trials: Trials
    compared: int
    cpu_seconds: float


def cross(prints: Sequence[EnrolledPrint], cpu_seconds: Callable[[], float], *, first_finger: int = 0) -> Crossed:
    """Compares all pairs of one database. Fingers are numbered from `first_finger` on, in order of name."""
    number = {name: first_finger + n for n, name in enumerate(sorted({p.file.finger for p in prints}))}
    fingers = np.array([number[p.file.finger] for p in prints], np.int64)
    count = len(prints)
    scores = np.full((count, count), -np.inf)
    gallery, spent, compared = FingerGallery(), 0.0, 0
    # From the last print to the first: the gallery then holds just the prints that come after the probe.
    for k in range(count - 1, -1, -1):
        template = prints[k].template
        if template is None:
            continue
        start = cpu_seconds()
        rows, found = gallery.compare(ANY_FINGER, template.data)
        spent += cpu_seconds() - start
        scores[k, rows] = found
        compared += len(rows)
        gallery.add(k, ANY_FINGER, template.data)
    first, second = np.triu_indices(count, 1)
    genuine = fingers[first] == fingers[second]
    return Crossed(Trials(scores[first, second], genuine, fingers[first], fingers[second]), compared, spent)


def pool(parts: Sequence[Crossed]) -> Trials:
    """All databases under one threshold: their comparisons together, none between databases."""
    trials = [part.trials for part in parts]
    return Trials(
        np.concatenate([t.scores for t in trials]),
        np.concatenate([t.genuine for t in trials]),
        np.concatenate([t.first_finger for t in trials]),
        np.concatenate([t.second_finger for t in trials]),
    )
