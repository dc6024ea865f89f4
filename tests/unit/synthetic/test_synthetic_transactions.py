"""Synthetic transactions: good ones are conformant and marked, bad ones are bad in exactly the way they say."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from openbitmap import itl
from openbitmap.biometrics import finger
from openbitmap.images import DecoderBox, ImageRefused, header_size, sniff
from openbitmap.synthetic import transactions
from openbitmap.synthetic.people import MARK, POSTS, assumed_identity, people, person
from openbitmap.synthetic.prints import Condition
from openbitmap.synthetic.transactions import DEFECTS, FingerRecord, Presentation, arrest_card, rapid_query
from openbitmap.vocabulary import TEN_FINGERS, Compression, FingerPosition, Impression, MissingReason, Priority

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = NOON.date()
SOMEONE = person(5, 3, as_of=TODAY)
SHOWN = Presentation(SOMEONE, SOMEONE.identity, POSTS[0], NOON, 1)
CODES_OF_DEFECTS = {
    "truncated": "record-truncated",
    "oversized_length": "record-length-wrong",
    "wrong_length": "record-length-wrong",
    "repeated_record": "record-unannounced",
    "unknown_record": "profile-record-type",
    "size_disagrees": "image-size",
    "same_print_twice": "profile-same-image",
    "future_birth_date": "profile-birth-date",
}


def _findings(data: bytes) -> list[itl.Finding]:
    reading = itl.read(data)
    findings = list(reading.findings)
    if reading.transaction is not None:
        findings += itl.check(reading.transaction, received=TODAY, codestream_size=header_size)
    return findings


def _errors(data: bytes) -> set[str]:
    return {f.code for f in _findings(data) if f.severity is itl.Severity.ERROR}


def _read(data: bytes) -> itl.Transaction:
    transaction = itl.read(data).transaction
    assert transaction is not None
    return transaction


@pytest.mark.parametrize("record", FingerRecord)
def test_a_rapid_query_reads_back_without_findings(record: FingerRecord) -> None:
    data = rapid_query(SHOWN, record=record)
    assert _findings(data) == []
    query = _read(data)
    assert query.tot == "RPIS"
    assert query.priority is Priority.RAPID
    assert query.control_number == transactions.control_number(SHOWN)
    assert [f.position for f in query.fingers()] == [FingerPosition.RIGHT_INDEX, FingerPosition.LEFT_INDEX]
    assert all(sniff(f.image.data) is Compression.WSQ and f.image.ppi == 500 for f in query.fingers())


def test_the_same_presentation_gives_the_same_bytes_and_another_number_others() -> None:
    again = Presentation(SOMEONE, SOMEONE.identity, POSTS[0], NOON, 2)
    assert rapid_query(SHOWN) == rapid_query(SHOWN)
    first, second = _read(rapid_query(SHOWN)), _read(rapid_query(again))
    assert first.control_number != second.control_number
    assert first.fingers()[0].image.data != second.fingers()[0].image.data


def test_everything_says_that_it_is_synthetic() -> None:
    query = _read(rapid_query(SHOWN))
    claimed = query.person()
    assert claimed.reason == transactions.REMARK
    assert all(document.number.startswith(MARK) for document in claimed.documents)
    assert all(transactions.is_marked(f.image.data) for f in query.fingers())
    png = transactions.png_image(np.full((40, 40), 200, np.uint8))
    assert transactions.is_marked(png.data)
    with DecoderBox() as box:
        assert box.decode(png.data, Compression.PNG).pixels.shape == (40, 40)
        wsq = query.fingers()[0].image
        assert box.decode(wsq.data, Compression.WSQ).pixels.shape == (wsq.height, wsq.width)


@pytest.fixture(scope="module")
def card() -> itl.Transaction:
    lacking = Presentation(
        SOMEONE, SOMEONE.identity, POSTS[1], NOON, 7, amputated=frozenset({FingerPosition.RIGHT_RING})
    )
    data = arrest_card(lacking)
    assert _findings(data) == []
    return _read(data)


def test_an_arrest_card_has_rolled_fingers_slaps_and_says_what_is_missing(card: itl.Transaction) -> None:
    assert card.missing_fingers() == {FingerPosition.RIGHT_RING: MissingReason.AMPUTATED}
    rolled = [f.position for f in card.fingers() if f.impression is Impression.LIVE_ROLLED]
    assert rolled == [p for p in TEN_FINGERS if p is not FingerPosition.RIGHT_RING]
    slaps = {int(f.position): f for f in card.fingers() if f.position >= 13 and f.image.data}
    assert sorted(slaps) == [13, 14, 15]
    assert [int(s.position) for s in slaps[13].segments] == [2, 3, 5]
    assert [int(s.position) for s in slaps[14].segments] == [10, 9, 8, 7]


def test_an_enrolment_card_asks_to_be_kept() -> None:
    data = transactions.enrolment_card(SHOWN)
    assert _findings(data) == []
    assert _read(data).retain is True


def test_a_new_name_does_not_change_the_fingers() -> None:
    other = assumed_identity(SOMEONE, 1, as_of=TODAY)
    known, renamed = (
        _read(rapid_query(Presentation(SOMEONE, identity, POSTS[0], NOON, 3))) for identity in (SOMEONE.identity, other)
    )
    assert known.person().names != renamed.person().names
    assert known.fingers()[0].image.data == renamed.fingers()[0].image.data


def test_conditions_reach_the_image() -> None:
    dry = Presentation(
        SOMEONE, SOMEONE.identity, POSTS[0], NOON, 1, conditions={FingerPosition.RIGHT_INDEX: Condition.DRY}
    )
    usual, changed = _read(rapid_query(SHOWN)).fingers(), _read(rapid_query(dry)).fingers()
    assert usual[0].image.data != changed[0].image.data
    assert usual[1].image.data == changed[1].image.data


@pytest.mark.parametrize("name", CODES_OF_DEFECTS)
def test_what_the_format_shows_is_found(name: str) -> None:
    assert CODES_OF_DEFECTS[name] in _errors(DEFECTS[name](SHOWN))


def test_every_defect_of_the_issue_is_there() -> None:
    assert set(DEFECTS) == set(CODES_OF_DEFECTS) | {"decompression_bomb", "wrong_hand_slap", "same_finger_twice"}


def test_truncated_is_the_beginning_of_the_good_file() -> None:
    good = rapid_query(SHOWN)
    bad = transactions.truncated(SHOWN)
    assert good.startswith(bad)
    assert len(bad) < 0.7 * len(good)


def test_the_bomb_is_conformant_until_somebody_decodes_it() -> None:
    data = transactions.decompression_bomb(SHOWN)
    assert len(data) < 200_000
    assert _errors(data) == set()
    image = _read(data).fingers()[0].image
    assert header_size(image.data) == (30_000, 30_000)
    with DecoderBox() as box, pytest.raises(ImageRefused):
        box.decode(image.data, Compression.PNG)


def test_the_wrong_hands_have_changed_places() -> None:
    data = transactions.wrong_hand_slap(SHOWN)
    assert _errors(data) == set()
    right = _read(rapid_query(SHOWN, fingers=(FingerPosition.PLAIN_RIGHT_FOUR, FingerPosition.PLAIN_LEFT_FOUR)))
    wrong = _read(data)
    assert [f.position for f in wrong.fingers()] == [FingerPosition.PLAIN_LEFT_FOUR, FingerPosition.PLAIN_RIGHT_FOUR]
    assert [f.image.data for f in wrong.fingers()] == [f.image.data for f in right.fingers()]
    assert all(not f.segments for f in wrong.fingers())


def test_one_print_in_two_positions() -> None:
    one, other = _read(transactions.same_print_twice(SHOWN)).fingers()
    assert one.image.data == other.image.data
    assert one.position is not other.position


def test_one_finger_in_two_positions_is_conformant_and_the_same_finger() -> None:
    data = transactions.same_finger_twice(SHOWN)
    assert _errors(data) == set()
    prints = _read(data).fingers()
    assert len({p.image.data for p in prints}) == len({p.position for p in prints}) == 2
    found = []
    with DecoderBox() as box:
        for taken in prints:
            found.append(finger.extract(box.decode(taken.image.data, Compression.WSQ).pixels, 500).template)
    first, second = found
    assert first is not None
    assert second is not None
    assert finger.compare(first, second).score.log10_fmr < -5


def test_the_birth_date_lies_ahead() -> None:
    claimed = _read(transactions.future_birth_date(SHOWN)).person().birth_date
    assert claimed is not None
    assert date(int(claimed[:4]), int(claimed[4:6]), int(claimed[6:])) == TODAY + timedelta(days=400)


def test_a_child_grows_but_keeps_its_ridges() -> None:
    """Enrolled at nine, met again at twelve: the print is larger, and the finger known again."""
    child = next(p for p in people(5, 400, as_of=TODAY) if p.age(TODAY) == 12)
    templates = []
    for at, number in ((NOON - timedelta(days=3 * 365), 1), (NOON, 2)):
        (taken, _) = _read(rapid_query(Presentation(child, child.identity, POSTS[0], at, number))).fingers()
        with DecoderBox() as box:
            pixels = box.decode(taken.image.data, Compression.WSQ).pixels
        templates.append(finger.extract(pixels, 500).template)
    first, second = templates
    assert first is not None
    assert second is not None
    assert finger.compare(first, second).score.log10_fmr < -3
