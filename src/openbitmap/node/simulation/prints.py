"""Prints of a simulation: a small image that says in blocks of black and white whose finger it shows, and the extractor
that reads it. Everything between capture and template is real; only the slow part, from ridges to minutiae, is a table.
"""

import functools
from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from openbitmap.biometrics import finger
from openbitmap.itl import Capture, EncodedImage, Header, Value, compose, type_2, type_14, write
from openbitmap.synthetic.galleries import TWO_FINGERS, mated_probe
from openbitmap.synthetic.transactions import png_image
from openbitmap.vocabulary import FingerPosition, Priority

WORLD = 20_250_730
"""Seed of all people of all simulations; which of them meet whom is a run's own."""
NATIONALITY = "VE"
"""Of everybody, so that nobody is a national of who asks or answers."""
BLOCK, SIDE = 8, 96
_BITS = {"person": 32, "position": 8, "impression": 16}


def rapid_query(person: int, number: int, *, originator: str, nationality: str, at: datetime) -> bytes:
    """An RPIS file with two index fingers of a simulated person; another number, another capture."""
    fields: dict[str | int, Value | None] = {
        "ATN": "SIMULATION",
        "NAM": f"SIMULATED, PERSON {person}",
        "POB": nationality,
        "CTZ": nationality,
        "DOB": "19900101",
        "SEX": "U",
        "RFP": "SYNTHETIC PRACTICE DATA, NO REAL PERSON",
        "CRI": originator,
        "NDR": ["6"],
    }
    capture = Capture(originator, at.date())
    images = [type_14(p, _image(person, p, number), capture) for p in TWO_FINGERS]
    header = Header(
        "RPIS",
        f"{originator}-{number:010d}",
        at.date(),
        "SYNNODE01",
        originator,
        priority=Priority.RAPID,
        time=at,
        domain=("NORAM", "EBTS"),
        ppi=500.0,
    )
    return write(compose(header, [type_2(fields), *images]))


def read_print(pixels: NDArray[np.uint8], _ppi: float) -> finger.Extraction:
    """The template of the finger that an image of `rapid_query` names."""
    bits = (pixels[BLOCK // 2 :: BLOCK, BLOCK // 2 :: BLOCK].ravel() > 127).astype(np.uint8)
    person, position, impression = _decoded(bits.tolist())
    return finger.Extraction(_template(person, position, impression), finger.Quality(80, finger.Advice.OK))


@functools.lru_cache(maxsize=4096)
def _template(person: int, position: int, impression: int) -> finger.Template:
    return mated_probe(WORLD, person, FingerPosition(position), impression=impression)


def _image(person: int, position: FingerPosition, impression: int) -> EncodedImage:
    values = (person, int(position), impression % (1 << 16))
    bits = [value >> place & 1 for value, size in zip(values, _BITS.values(), strict=True) for place in range(size)]
    blocks = np.zeros((SIDE // BLOCK) ** 2, np.uint8)
    blocks[: len(bits)] = np.array(bits, np.uint8) * 255
    square = blocks.reshape(SIDE // BLOCK, SIDE // BLOCK)
    return png_image(np.kron(square, np.ones((BLOCK, BLOCK), np.uint8)))


def _decoded(bits: Sequence[int]) -> tuple[int, int, int]:
    values, place = [], 0
    for size in _BITS.values():
        values.append(sum(bit << n for n, bit in enumerate(bits[place : place + size])))
        place += size
    return values[0], values[1], values[2]
