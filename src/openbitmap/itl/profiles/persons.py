"""Rules about the person: fingers sent twice, missing, or on the wrong hand; impossible birth dates."""

from collections import Counter
from datetime import date

from openbitmap.itl.findings import Findings, Place
from openbitmap.itl.prints import FingerImage
from openbitmap.itl.profiles.profile import Profile
from openbitmap.itl.records import Record
from openbitmap.itl.transactions import Transaction, parse_date
from openbitmap.vocabulary import SLAP_FINGERS, FingerPosition

_PLAIN_THUMBS = (FingerPosition.PLAIN_RIGHT_THUMB, FingerPosition.PLAIN_LEFT_THUMB)


def check_fingers(transaction: Transaction, found: Findings) -> None:
    """Reports fingers sent twice, under two positions, although declared missing, or marked on the wrong slap.

    A rolled finger and the slap that shows it again are one presentation each, as on a ten-print card.
    """
    fingers = transaction.fingers()
    _check_positions(transaction, fingers, found)
    _check_images_differ(transaction, fingers, found)
    for finger in fingers:
        _check_segments(transaction, finger, found)


def _check_positions(transaction: Transaction, fingers: tuple[FingerImage, ...], found: Findings) -> None:
    counts = Counter(finger.position for finger in fingers)
    missing = transaction.missing_fingers()
    told: set[FingerPosition] = set()
    for finger in fingers:
        position = finger.position
        if counts[position] > 1 and _is_certain(position) and position not in told:
            told.add(position)
            details = {"position": int(position), "count": counts[position]}
            found.add("profile-duplicate-finger", _place(transaction, finger), **details)
        if position.finger in missing and position.is_single:
            found.add("profile-finger-missing-and-present", _place(transaction, finger), position=int(position))


def _check_images_differ(transaction: Transaction, fingers: tuple[FingerImage, ...], found: Findings) -> None:
    """The same bytes under two positions; the same finger in two captures is for a matcher to find."""
    first: dict[bytes, FingerImage] = {}
    for finger in fingers:
        other = first.setdefault(finger.image.data, finger)
        if other.position != finger.position:
            details = {"position": int(finger.position), "other": int(other.position)}
            found.add("profile-same-image", _place(transaction, finger), **details)


def _check_segments(transaction: Transaction, finger: FingerImage, found: Findings) -> None:
    for segment in finger.segments:
        on_it = SLAP_FINGERS.get(finger.position, (finger.position.finger,))
        if segment.position not in on_it:
            details = {"position": int(finger.position), "finger": int(segment.position)}
            found.add("profile-wrong-hand", _place(transaction, finger, 21), **details)
        inside = (
            segment.left < segment.right <= finger.image.width and segment.top < segment.bottom <= finger.image.height
        )
        if not inside:
            found.add("profile-segment-outside", _place(transaction, finger, 21), finger=int(segment.position))


def check_birth_dates(transaction: Transaction, profile: Profile, found: Findings, *, received: date | None) -> None:
    """Reports birth dates that are no dates, lie in the future, or more than a human life ago (2.022)."""
    for index, record in transaction.of_type(2):
        for parts in record.subfields(22):
            why = _why_impossible(parts[0], profile.oldest_birth_years, received)
            if why is not None:
                field = record.field(22)
                place = Place(index, 2, "2.022", None if field is None else field.offset)
                found.add("profile-birth-date", place, value=parts[0], why=why)


def _why_impossible(text: str, oldest_years: int, received: date | None) -> str | None:
    """EBTS writes 00 for an unknown month or day and 00000000 for an unknown date."""
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return "it is not written YYYYMMDD"
    year, month, day = text[:4], text[4:6], text[6:]
    if text == "00000000":
        return None
    earliest = parse_date(year + ("01" if month == "00" else month) + ("01" if day == "00" else day))
    if earliest is None or (month == "00" and day != "00"):
        return "there is no such day"
    if received is None:
        return None
    if earliest > received:
        return "it lies in the future"
    if received.year - earliest.year > oldest_years:
        return f"it is more than {oldest_years} years ago"
    return None


def _is_certain(position: FingerPosition) -> bool:
    return position.is_single or position in SLAP_FINGERS or position in _PLAIN_THUMBS


def _place(transaction: Transaction, finger: FingerImage, number: int | None = None) -> Place:
    """The place of a field of the finger's record; without a number, of its position (4.004, 14.013)."""
    record: Record = transaction.records[finger.record]
    number = number or (4 if record.type == 4 else 13)
    field = record.field(number)
    offset = record.offset if field is None else field.offset
    return Place(finger.record, record.type, f"{record.type}.{number:03d}", offset)
