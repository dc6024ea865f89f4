"""Made-up transactions for the tests of openbitmap.itl: no person, no print, image data that only looks the part."""

import random
from datetime import UTC, date, datetime

from openbitmap.itl import (
    Capture,
    EncodedImage,
    Header,
    Segment,
    Transaction,
    compose,
    tagged,
    type_2,
    type_4,
    type_10_face,
    type_14,
    type_14_missing,
)
from openbitmap.vocabulary import Compression, FingerPosition, Impression, MissingReason, Priority

DAY = date(2026, 3, 14)
CAPTURE = Capture("POST00001", DAY, ("Example", "Reader 1", "0001"))


def noise(seed: int, length: int = 300) -> bytes:
    """Bytes that look like WSQ from outside and hold every separator within."""
    return b"\xff\xa0\x1c\x1d\x1e\x1f" + random.Random(seed).randbytes(length)


def picture(seed: int = 1, *, compression: Compression = Compression.WSQ, ppi: float | None = 500.0) -> EncodedImage:
    return EncodedImage(noise(seed), compression, 400, 500, ppi)


def header(tot: str = "RPIS", **changes: object) -> Header:
    values: dict[str, object] = {
        "tot": tot,
        "control_number": "POST00001-000001",
        "date": DAY,
        "destination": "NODE00001",
        "originator": "POST00001",
        "priority": Priority.RAPID,
        "time": datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC),
        "domain": ("NORAM", "EBTS 10"),
    }
    return Header(**(values | changes))  # type: ignore[arg-type]  # keyword values of mixed types


def rapid_search() -> Transaction:
    """RPIS with two rolled fingers in Type-14 records, one finger missing."""
    text = type_2(
        {"RET": "N", "ATN": "OFFICER 7", "NAM": "QUISPE MAMANI,ANA", "DOB": "19910700", "SEX": "F", "CTZ": "BL",
         "CRI": "POST00001", "AMP": [["05", "UP"]], "NDR": ["6", "9"]}
    )  # fmt: skip
    fingers = [
        type_14(FingerPosition.RIGHT_INDEX, picture(1), CAPTURE),
        type_14(FingerPosition.LEFT_INDEX, picture(2), CAPTURE, impression=Impression.LIVE_ROLLED),
        type_14_missing(FingerPosition.RIGHT_LITTLE, MissingReason.UNABLE_TO_PRINT, CAPTURE),
    ]
    return compose(header(), [text, *fingers])


def binary_search() -> Transaction:
    """RPIS with Type-4 binary records."""
    text = type_2({"ATN": "OFFICER 7", "CRI": "POST00001", "NDR": ["6"]})
    fingers = [type_4(FingerPosition.RIGHT_INDEX, picture(3)), type_4(FingerPosition.LEFT_INDEX, picture(4))]
    return compose(header(), [text, *fingers])


def arrest(**changes: object) -> Transaction:
    """CAR with a slap that names its segments, a face, and all fields that EBTS demands."""
    values: dict[str | int, object] = {
        "RET": "Y", "NAM": "DOE,JOHN", "AKA": ["DOE,JACK", "ROE,J"], "POB": "CI", "DOB": "19800229", "SEX": "M",
        "RAC": "U", "HGT": "509", "WGT": "160", "EYE": "BRO", "HAI": "BLK", "DOA": DAY,
        "ASL": [["20260313", "FALSE DOCUMENT"]], "CRI": "POST00001",
    }  # fmt: skip
    slap = type_14(
        FingerPosition.PLAIN_RIGHT_FOUR,
        picture(5),
        CAPTURE,
        segments=[Segment(FingerPosition.RIGHT_INDEX, 10, 110, 20, 220)],
    )
    face = type_10_face(picture(6, compression=Compression.JPEG, ppi=None), CAPTURE)
    return compose(header("CAR", priority=Priority.URGENT_CRIMINAL), [type_2(values | changes), slap, face])  # type: ignore[operator]  # mixed values


def answer() -> Transaction:
    """RPISR that says: no candidate."""
    text = type_2({"ATN": "OFFICER 7", "SRF": "G", "NOT": "NO CANDIDATE IN THE GALLERIES THAT ANSWERED"})
    return compose(header("RPISR", reference="POST00001-000001", control_number="NODE00001-000009"), [text])


def refusal(*messages: str) -> Transaction:
    """ERRT with up to eleven messages."""
    text = type_2({"MSG": list(messages or ("FIELD 2.022 LIES IN THE FUTURE",))})
    return compose(header("ERRT", reference="POST00001-000001", control_number="NODE00001-000010"), [text])


def minutiae() -> Transaction:
    """A Type-9 record with INCITS 378 (M1) and one with extended features."""
    m1 = tagged(
        9, {"IMP": 1, "FMT": "U", "CBI": [["001B", "0201", "00000001"]], "HLL": 400, "VLL": 500, "SLC": 1,
            "THPS": 500, "TVPS": 500, "FVW": 0, 134: 2, 136: 1, 137: [["1", "100", "120", "45", "1", "60"]]},
    )  # fmt: skip
    efs = tagged(9, {300: [["2708", "2462"]], 302: [["8", "DST"]], 331: [["1908", "41", "186", "E"]]})
    return compose(header("LFFS"), [type_2({"ATN": "LATENT UNIT"}), m1, efs])


SEEDS = (rapid_search, binary_search, arrest, answer, refusal, minutiae)
