"""Friction ridge positions and impression types (ANSI/NIST-ITL 1-2011 Update 2015, tables 7 and 8)."""

from enum import IntEnum, StrEnum


class Hand(StrEnum):
    RIGHT = "right"
    LEFT = "left"


class FingerPosition(IntEnum):
    """Friction ridge generalised position, FGP/FRGP (table 8)."""

    UNKNOWN = 0
    RIGHT_THUMB = 1
    RIGHT_INDEX = 2
    RIGHT_MIDDLE = 3
    RIGHT_RING = 4
    RIGHT_LITTLE = 5
    LEFT_THUMB = 6
    LEFT_INDEX = 7
    LEFT_MIDDLE = 8
    LEFT_RING = 9
    LEFT_LITTLE = 10
    PLAIN_RIGHT_THUMB = 11
    PLAIN_LEFT_THUMB = 12
    PLAIN_RIGHT_FOUR = 13
    PLAIN_LEFT_FOUR = 14
    PLAIN_THUMBS = 15
    RIGHT_EXTRA = 16
    LEFT_EXTRA = 17
    UNKNOWN_FRICTION_RIDGE = 18
    TIP_OR_JOINT = 19

    @property
    def is_single(self) -> bool:
        """True for one known finger (1-10), plain single thumbs included (11, 12)."""
        return 1 <= self <= 12

    @property
    def finger(self) -> "FingerPosition":
        """The anatomical finger: 11 is the right thumb, 12 the left thumb; others stay what they are."""
        return {11: FingerPosition.RIGHT_THUMB, 12: FingerPosition.LEFT_THUMB}.get(int(self), self)

    @property
    def hand(self) -> Hand | None:
        if self in (11, 13, 16) or 1 <= self <= 5:
            return Hand.RIGHT
        if self in (12, 14, 17) or 6 <= self <= 10:
            return Hand.LEFT
        return None


TEN_FINGERS: tuple[FingerPosition, ...] = tuple(FingerPosition(n) for n in range(1, 11))

# Fingers of a slap in the order in which they lie in the image, left to right.
SLAP_FINGERS: dict[FingerPosition, tuple[FingerPosition, ...]] = {
    FingerPosition.PLAIN_RIGHT_FOUR: (
        FingerPosition.RIGHT_INDEX,
        FingerPosition.RIGHT_MIDDLE,
        FingerPosition.RIGHT_RING,
        FingerPosition.RIGHT_LITTLE,
    ),
    FingerPosition.PLAIN_LEFT_FOUR: (
        FingerPosition.LEFT_LITTLE,
        FingerPosition.LEFT_RING,
        FingerPosition.LEFT_MIDDLE,
        FingerPosition.LEFT_INDEX,
    ),
    FingerPosition.PLAIN_THUMBS: (FingerPosition.LEFT_THUMB, FingerPosition.RIGHT_THUMB),
}


class Impression(IntEnum):
    """Impression type, IMP (table 7): how the print came to be."""

    LIVE_PLAIN = 0
    LIVE_ROLLED = 1
    NONLIVE_PLAIN = 2
    NONLIVE_ROLLED = 3
    LATENT_IMPRESSION = 4
    LATENT_TRACING = 5
    LATENT_PHOTO = 6
    LATENT_LIFT = 7
    LIVE_SWIPE = 8
    LIVE_PALM = 10
    NONLIVE_PALM = 11
    LATENT_PALM_IMPRESSION = 12
    LIVE_CONTACTLESS_PLAIN = 24
    LIVE_CONTACTLESS_ROLLED = 25
    OTHER = 28
    UNKNOWN = 29


class MissingReason(StrEnum):
    """Why a finger was not printed: AMPCD of fields 2.084 and 14.018."""

    AMPUTATED = "XX"
    UNABLE_TO_PRINT = "UP"
