"""Files with images for tests of rooms and pages: small, but with a slap and a face in them."""

from datetime import UTC, date, datetime
from functools import cache

import numpy as np
from tests.cast import ORIGINATORS
from tests.rooms import SEED

from openbitmap import itl
from openbitmap.images import encode_png
from openbitmap.itl import EncodedImage
from openbitmap.synthetic import Presentation, person
from openbitmap.synthetic.people import POSTS
from openbitmap.synthetic.transactions import rapid_transaction
from openbitmap.vocabulary import Compression, FingerPosition, Priority

DAY = date(2026, 11, 24)
SLAP_AND_TWO = (FingerPosition.RIGHT_INDEX, FingerPosition.LEFT_INDEX, FingerPosition.PLAIN_RIGHT_FOUR)


@cache
def card(number: int = 5) -> bytes:
    """Two fingers, a slap of the right hand and a face in colour, as one file."""
    who = person(SEED, 3, as_of=DAY)
    shown = Presentation(who, who.identity, POSTS[0], datetime(2026, 11, 24, 12, tzinfo=UTC), number)
    prints = rapid_transaction(shown, fingers=SLAP_AND_TWO)
    colours = np.zeros((60, 48, 3), np.uint8)
    colours[..., 0] = 200
    face = EncodedImage(encode_png(colours), Compression.PNG, 48, 60, None)
    records = [*prints.records[1:], itl.type_10_face(face, itl.Capture("SYNTHETIC", DAY))]
    header = itl.Header(
        "RPIS",
        f"TCN-PICTURES-{number}",
        DAY,
        "SYNNODE01",
        ORIGINATORS[next(iter(ORIGINATORS))],
        priority=Priority.RAPID,
        ppi=500.0,
    )
    return itl.write(itl.compose(header, records))
