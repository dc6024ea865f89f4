"""Transactions of synthetic people: the rapid query of a border post (RPIS) and the ten-print card of an arrest
(CAR), EBTS 9.1.
"""

import re
from collections.abc import Sequence
from enum import IntEnum

from openbitmap.itl import (
    Capture,
    Header,
    Record,
    Segment,
    Transaction,
    Value,
    compose,
    type_2,
    type_4,
    type_10_face,
    type_14,
    type_14_missing,
    write,
)
from openbitmap.synthetic.people import COUNTRIES, Identity
from openbitmap.synthetic.prints import Kind, Sensor, Slap
from openbitmap.synthetic.transactions.captures import (
    Presentation,
    capture_face,
    capture_finger,
    capture_slap,
)
from openbitmap.synthetic.transactions.marking import REMARK
from openbitmap.vocabulary import (
    SLAP_FINGERS,
    TEN_FINGERS,
    ControlNumber,
    FingerPosition,
    Impression,
    MissingReason,
    Priority,
)

NODE = "SYNNODE01"
"""Destination 1.007: the national node of the synthetic world, nine characters as EBTS wants them."""
DEVICE = ("OPENBITMAP", "SYNTHETIC PRINTS", "SYN0001")
"""Make, model and serial number (14.901 or MMS) of the device that takes synthetic prints."""
REPOSITORIES = ("6", "9", "13")
TWO_FINGERS = (FingerPosition.RIGHT_INDEX, FingerPosition.LEFT_INDEX)


class FingerRecord(IntEnum):
    """In which record type fingers are sent; the two do not mix."""

    BINARY = 4
    TAGGED = 14


def control_number(shown: Presentation) -> ControlNumber:
    """1.009 of every transaction of this presentation: post, day and number."""
    return ControlNumber(f"{shown.post.code}-{shown.day:%Y%m%d}-{shown.number:06d}")


def rapid_query(
    shown: Presentation,
    *,
    fingers: Sequence[FingerPosition] = TWO_FINGERS,
    record: FingerRecord = FingerRecord.TAGGED,
    sensor: Sensor = Sensor.OPTICAL,
    face: bool = False,
) -> bytes:
    """An RPIS file with plain prints of these fingers (2 to 10; fingers 13 to 15 mean slaps) and, if asked, a drawn
    face, conformant to our EBTS profile.

    A missing finger is declared in 2.084 and not sent. Raises itl.InvalidTransaction when fewer than two images are
    left.
    """
    return write(rapid_transaction(shown, fingers=fingers, record=record, sensor=sensor, face=face))


def rapid_transaction(
    shown: Presentation,
    *,
    fingers: Sequence[FingerPosition] = TWO_FINGERS,
    record: FingerRecord = FingerRecord.TAGGED,
    sensor: Sensor = Sensor.OPTICAL,
    face: bool = False,
) -> Transaction:
    """The same before it is written, for whoever wants to spoil it first."""
    records = [type_2(_person_fields(shown.identity, shown) | {"NDR": REPOSITORIES})]
    for position in fingers:
        if position.finger not in shown.missing:
            records.append(_finger_record(shown, position, record, how=(Kind.PLAIN, sensor)))
    if face:
        records.append(type_10_face(capture_face(shown), _capture(shown)))
    return compose(_header(shown, "RPIS", Priority.RAPID), records)


def enrolment_card(
    shown: Presentation, *, fingers: Sequence[FingerPosition] = TWO_FINGERS, face: bool = False
) -> bytes:
    """A CAR file with plain prints of these fingers only and, if asked, a drawn face, by which a small post has a
    person kept (2.005 is Y)."""
    images = [(p, Kind.PLAIN) for p in fingers if p.finger not in shown.missing]
    records = [type_2(_arrest_fields(shown))]
    records += [_finger_record(shown, p, FingerRecord.TAGGED, how=(kind, Sensor.OPTICAL)) for p, kind in images]
    if face:
        records.append(type_10_face(capture_face(shown), _capture(shown)))
    return write(compose(_header(shown, "CAR", Priority.ROUTINE_CRIMINAL), records))


def arrest_card(shown: Presentation, *, record: FingerRecord = FingerRecord.TAGGED) -> bytes:
    """A CAR file: ten rolled fingers and the slaps 13, 14 and 15; amputated fingers coded in 2.084 and, in Type-14,
    in 14.018.
    """
    return write(arrest_transaction(shown, record=record))


def arrest_transaction(shown: Presentation, *, record: FingerRecord = FingerRecord.TAGGED) -> Transaction:
    """The same before it is written."""
    records = [type_2(_arrest_fields(shown))]
    for position in TEN_FINGERS:
        if position not in shown.missing:
            records.append(_finger_record(shown, position, record, how=(Kind.ROLLED, Sensor.OPTICAL)))
        elif record is FingerRecord.TAGGED:
            records.append(type_14_missing(position, MissingReason.AMPUTATED, _capture(shown)))
    for position in SLAP_FINGERS:
        if any(p not in shown.missing for p in SLAP_FINGERS[position]):
            records.append(_finger_record(shown, position, record, how=(Kind.SLAP, Sensor.OPTICAL)))
    return compose(_header(shown, "CAR", Priority.ROUTINE_CRIMINAL), records)


def _header(shown: Presentation, tot: str, priority: Priority) -> Header:
    return Header(
        tot,
        control_number(shown),
        shown.day,
        NODE,
        shown.post.code,
        priority=priority,
        time=shown.at,
        domain=("NORAM", "EBTS"),
        ppi=500.0,
    )


def _person_fields(identity: Identity, shown: Presentation) -> dict[str | int, Value | None]:
    """What is asserted about the person; every transaction says in 2.006 and 2.037 that it is synthetic."""
    country = next(c.short for c in COUNTRIES if c.code == identity.nationality)
    numbers = [re.sub(r"[^A-Z0-9]", "", paper.number)[:15] for paper in identity.papers]
    missing = [[f"{int(p):02d}", MissingReason.AMPUTATED.value] for p in sorted(shown.missing)]
    return {
        "ATN": "SYNTHETIC PRACTICE DATA",
        "MNU": numbers or None,
        "NAM": identity.name.ebts,
        "AKA": [alias.ebts for alias in identity.aliases] or None,
        "POB": country,
        "CTZ": country,
        "DOB": f"{identity.birth_date:%Y%m%d}",
        "SEX": shown.person.sex.value,
        "RFP": REMARK,
        "CRI": shown.post.code,
        "AMP": missing or None,
    }


def _arrest_fields(shown: Presentation) -> dict[str | int, Value | None]:
    return {
        **_person_fields(shown.identity, shown),
        "RET": "Y",
        "RAC": "U",
        "HGT": "507",
        "WGT": "150",
        "EYE": "BRO",
        "HAI": "BLK",
        "DOA": shown.day,
        "ASL": [[f"{shown.day:%Y%m%d}", "SYNTHETIC OFFENSE FOR PRACTICE"]],
    }


def _capture(shown: Presentation) -> Capture:
    return Capture(shown.post.code, shown.day, DEVICE)


def _finger_record(
    shown: Presentation, position: FingerPosition, record: FingerRecord, *, how: tuple[Kind, Sensor]
) -> Record:
    kind, sensor = how
    taken: Slap | None = None
    if position in SLAP_FINGERS:
        image, taken = capture_slap(shown, position)
    else:
        image = capture_finger(shown, position, kind=kind, sensor=sensor)
    rolled = kind is Kind.ROLLED and taken is None
    made = Impression.LIVE_ROLLED if rolled else Impression.LIVE_PLAIN
    if record is FingerRecord.BINARY:
        return type_4(position, image, impression=made)
    return type_14(position, image, _capture(shown), impression=made, segments=_segments(taken))


def _segments(taken: Slap | None) -> tuple[Segment, ...]:
    if taken is None:
        return ()
    return tuple(Segment(p, left, right, top, bottom) for p, (left, top, right, bottom) in taken.boxes.items())
