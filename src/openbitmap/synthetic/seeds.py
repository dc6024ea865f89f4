"""Seeded randomness: every random draw of the synthetic world comes from a key of whole numbers, never from a clock
or the system.

Bytes repeat for the pinned NumPy, SciPy and OpenCV; NumPy may change the stream of a distribution between releases
(NEP 19), and the digests in the tests show it when that happens.
"""

from enum import IntEnum

import numpy as np


class Stream(IntEnum):
    """First word of a key: what the draws are for, so that two parts of the world never share a stream."""

    BIOGRAPHY = 1
    HAND = 2
    MASTER = 3
    LOOK = 4
    IMPRESSION = 5
    SCARS = 6
    SLAP = 7
    GALLERY_PEOPLE = 8
    GALLERY_FINGERS = 9
    GALLERY_PRINTS = 10
    POPULATION = 11
    TRANSACTION = 12
    IDENTITY = 13
    FACE = 14
    PORTRAIT = 15
    CROWD = 16


def generator(stream: Stream, *key: int) -> np.random.Generator:
    """The generator of one key; keys of different length or content give unrelated streams. Numbers must not be
    negative.
    """
    words = [int(stream), len(key), *(int(k) for k in key)]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(words)))
