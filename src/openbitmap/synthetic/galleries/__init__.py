"""Galleries of synthetic finger templates for 100,000 to 1,000,000 people, and fresh impressions of any enrolled
finger.

Promises: the same seed gives the same bytes, whatever the number of people asked for and in whatever order; a
template is in the byte format of `openbitmap.biometrics.finger.Template`, best quality first; no image is made. The
model's realism is stated in docs/cards/synthetic-prints.md: do not read accuracy from it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from openbitmap.biometrics.finger import Template
from openbitmap.synthetic.galleries.fingers import Fingers, People, grow_fingers
from openbitmap.synthetic.galleries.prints import BYTES_A_MINUTIA, CANVAS, print_fingers
from openbitmap.synthetic.patterns import draw_patterns
from openbitmap.synthetic.seeds import Stream, generator
from openbitmap.vocabulary import FingerPosition

__all__ = [
    "CANVAS",
    "PARAMETERS",
    "TWO_FINGERS",
    "TemplateBatch",
    "enrolled_template",
    "mated_probe",
    "template_gallery",
]

PARAMETERS = "synthetic-templates-1"
"""What `Template.parameters` says, so that a synthetic template never passes for an extracted one."""

TWO_FINGERS = (FingerPosition.RIGHT_INDEX, FingerPosition.LEFT_INDEX)

BLOCK = 256
"""People drawn together: arrays of one block stay in the second cache, and one probe costs one block (about 10 ms)."""

PERSON_QUALITY = 0.35
"""Spread of quality between people, in units of the latent quality of one minutia (a guess: not fitted, no multi-
finger data).
"""


@dataclass(frozen=True)
class TemplateBatch:
    """Templates of up to 256 people: entry i is the print of `people[i]` at `positions[i]`, bytes `offsets[i]` to
    `offsets[i + 1]`.
    """

    people: npt.NDArray[np.int64]
    positions: npt.NDArray[np.uint8]
    data: bytes
    offsets: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.people)

    def __iter__(self) -> Iterator[tuple[int, FingerPosition, bytes]]:
        """Person index, finger position and template bytes of each entry."""
        ends = self.offsets.tolist()
        for i, (person, position) in enumerate(zip(self.people.tolist(), self.positions.tolist(), strict=True)):
            yield person, FingerPosition(position), self.data[ends[i] : ends[i + 1]]


def template_gallery(
    seed: int, people: int, positions: Sequence[FingerPosition] = TWO_FINGERS, *, first: int = 0
) -> Iterator[TemplateBatch]:
    """Enrolled templates of the people `first` to `first + people - 1`, in order of person, then of `positions`."""
    for block in range(first // BLOCK, -(-(first + people) // BLOCK)):
        start = max(first - block * BLOCK, 0)
        stop = min(first + people - block * BLOCK, BLOCK)
        if start < stop:
            yield _batch(seed, block, tuple(positions), rows=slice(start, stop))


def mated_probe(seed: int, person: int, position: FingerPosition, *, impression: int) -> Template:
    """Impression number 1, 2, ... of an enrolled finger; number 0 is the enrolled template itself."""
    if impression == 0:
        return enrolled_template(seed, person, position)
    block, row = divmod(person, BLOCK)
    finger = _fingers(seed, block, position).row(row)
    rng = generator(Stream.GALLERY_PRINTS, seed, person, int(position), impression)
    packed = print_fingers(rng, finger)
    return Template(packed.rows[0, : packed.count[0] * BYTES_A_MINUTIA].tobytes(), CANVAS, CANVAS, PARAMETERS)


def enrolled_template(seed: int, person: int, position: FingerPosition) -> Template:
    """The template that `template_gallery` gives for this person and position."""
    batch = next(template_gallery(seed, 1, (position,), first=person))
    return Template(batch.data, CANVAS, CANVAS, PARAMETERS)


def _batch(seed: int, block: int, positions: tuple[FingerPosition, ...], *, rows: slice) -> TemplateBatch:
    packed = [print_fingers(_print_stream(seed, block, p), _fingers(seed, block, p)) for p in positions]
    bytes_each = np.stack([p.count[rows] for p in packed], axis=1).ravel() * BYTES_A_MINUTIA
    side_by_side = np.stack([p.rows[rows] for p in packed], axis=1).reshape(len(bytes_each), -1)
    kept = np.arange(side_by_side.shape[1])[None, :] < bytes_each[:, None]
    people = np.arange(block * BLOCK + rows.start, block * BLOCK + rows.stop, dtype=np.int64)
    return TemplateBatch(
        np.repeat(people, len(positions)),
        np.tile(np.array([int(p) for p in positions], np.uint8), len(people)),
        side_by_side[kept].tobytes(),
        np.concatenate([np.zeros(1, np.int64), np.cumsum(bytes_each)]),
    )


def _print_stream(seed: int, block: int, position: FingerPosition) -> np.random.Generator:
    return generator(Stream.GALLERY_PRINTS, seed, block, int(position))


@lru_cache(maxsize=16)
def _people(seed: int, block: int) -> People:
    rng = generator(Stream.GALLERY_PEOPLE, seed, block)
    quality = (PERSON_QUALITY * rng.standard_normal(BLOCK)).astype(np.float32)
    return People(rng.integers(0, 4, BLOCK), rng.normal(0, 0.5, BLOCK), quality)


@lru_cache(maxsize=16)
def _fingers(seed: int, block: int, position: FingerPosition) -> Fingers:
    rng = generator(Stream.GALLERY_FINGERS, seed, block, int(position))
    people = _people(seed, block)
    pattern = draw_patterns(rng.random(BLOCK), people.leaning, position)
    return grow_fingers(rng, people, pattern)
