"""EBTS demands: each rule broken once, found once, at its place; a good transaction has no finding."""

from datetime import date, timedelta

import pytest

from itl_examples import (
    CAPTURE,
    DAY,
    answer,
    arrest,
    binary_search,
    header,
    noise,
    picture,
    rapid_search,
    refusal,
)
from openbitmap.itl import (
    EBTS,
    EncodedImage,
    Finding,
    Segment,
    Severity,
    Transaction,
    check,
    compose,
    read,
    type_2,
    type_4,
    type_10_face,
    type_14,
    write,
)
from openbitmap.vocabulary import Compression, FingerPosition, Impression


def found(transaction: Transaction, **options: object) -> list[Finding]:
    """Findings of the profile on the transaction as read back, the day of receipt being the day of sending."""
    back = read(write(transaction)).transaction
    assert back is not None
    return list(check(back, EBTS, **({"received": DAY} | options)))  # type: ignore[arg-type]  # options of mixed types


def codes(transaction: Transaction, **options: object) -> list[str]:
    return [finding.code for finding in found(transaction, **options) if finding.severity is not Severity.NOTE]


def search(*fingers: object, **text: object) -> Transaction:
    values = {"ATN": "OFFICER 7", "CRI": "POST00001", "NDR": ["6"]} | text
    return compose(header(), [type_2(values), *fingers])  # type: ignore[arg-type, list-item]  # records by the builders


def finger(position: FingerPosition, **changes: object) -> object:
    image = EncodedImage(noise(int(position)), Compression.WSQ, 400, 500, 500.0)
    return type_14(position, EncodedImage(**(vars(image) | changes)), CAPTURE)  # type: ignore[arg-type]  # mixed values


INDEXES = (finger(FingerPosition.RIGHT_INDEX), finger(FingerPosition.LEFT_INDEX))


@pytest.mark.parametrize("seed", [rapid_search, binary_search, arrest, answer, refusal])
def test_good_transactions_have_no_finding(seed) -> None:
    assert codes(seed()) == []


@pytest.mark.parametrize(
    "tot", ["RPIS", "RPISR", "CAR", "CPNU", "SRE", "TPIS", "SRT", "IRQ", "IRR", "ERRT", "ERRL", "ERRI", "ERRA"]
)
def test_the_transactions_of_the_main_job_are_known(tot: str) -> None:
    assert EBTS.demands[tot].tot == tot


def test_an_unknown_transaction_is_said() -> None:
    assert codes(compose(header("XYZ"), [type_2({"ATN": "A"})])) == ["profile-unknown-transaction"]


def test_record_counts_and_types() -> None:
    assert codes(search(INDEXES[0])) == ["profile-record-count"]
    assert codes(search(*(finger(FingerPosition(n)) for n in range(1, 11)))) == []
    eleven = [finger(FingerPosition(n)) for n in (*range(1, 11), 13)]
    assert codes(search(*eleven)) == ["profile-record-count"]
    assert codes(compose(header("ERRT", reference="POST00001-000001"), [type_2({"MSG": "X"}), INDEXES[0]])) == [
        "profile-record-type"
    ]


def test_type_4_and_type_14_do_not_mix() -> None:
    mixed = compose(header(), [search().records[1], INDEXES[0], type_4(FingerPosition.LEFT_INDEX, picture())])
    assert codes(mixed) == ["profile-mixed-fingers"]


@pytest.mark.parametrize("field", ["ATN", "CRI", "NDR"])
def test_mandatory_fields_of_a_rapid_search(field: str) -> None:
    (finding,) = found(search(*INDEXES, **{field: None}))
    assert finding.code == "profile-field-missing"
    assert field in finding.message


def test_fields_the_transaction_does_not_use_are_a_note_not_an_error() -> None:
    (finding,) = found(search(*INDEXES, OCP="FARMER"))
    assert (finding.code, finding.field, finding.severity) == ("profile-field-unexpected", "2.040", Severity.NOTE)


def test_an_answer_names_its_question() -> None:
    assert "profile-reference-missing" in codes(compose(header("SRE"), [type_2({"MSG": "X"})]))


def test_an_error_about_a_question_without_a_readable_number_is_conformant_and_says_so() -> None:
    (finding,) = found(compose(header("ERRT"), [type_2({"MSG": "X"})]))
    assert (finding.code, finding.severity) == ("profile-error-without-reference", Severity.WARNING)


def test_agencies_have_nine_characters_and_control_numbers_ten_to_forty() -> None:
    text = search(*INDEXES).records[1:]
    assert codes(compose(header(originator="POST"), list(text))) == ["profile-value"]
    assert codes(compose(header(control_number="1"), list(text))) == ["profile-value"]
    assert codes(compose(header(control_number="1" * 41), list(text))) == ["profile-value"]


def test_versions_before_2007_are_not_exchanged() -> None:
    def sent(version: bytes) -> list[str]:
        back = read(write(search(*INDEXES)).replace(b"1.002:0502", b"1.002:" + version)).transaction
        assert back is not None
        return [finding.code for finding in check(back)]

    assert sent(b"0400") == sent(b"0500") == []
    assert sent(b"0300") == ["profile-value"]


def test_repositories_must_be_assigned() -> None:
    (finding,) = found(search(*INDEXES, NDR=["6", "99"]))
    assert (finding.code, finding.field) == ("profile-repository", "2.098")


def test_at_most_eleven_messages_of_three_hundred_characters() -> None:
    twelve = read(write_anyway(refusal(*["X"] * 12))).findings
    assert [finding.code for finding in twelve] == ["too-many-subfields"]
    long = read(write_anyway(refusal("X" * 301))).findings
    assert [finding.code for finding in long] == ["value-length"]
    assert read(write_anyway(refusal(*["X" * 300] * 11))).findings == ()


def write_anyway(transaction: Transaction) -> bytes:
    return b"".join(record.encoded() for record in transaction.records)


@pytest.mark.parametrize(("days", "expected"), [(0, []), (1, []), (2, ["profile-date-future"])])
def test_the_date_may_lie_one_day_ahead(days: int, expected: list[str]) -> None:
    sent = compose(header(date=DAY + timedelta(days=days)), list(search(*INDEXES).records[1:]))
    assert codes(sent) == expected
    assert codes(sent, received=None) == []


@pytest.mark.parametrize(
    ("birth_date", "why"),
    [
        ("20260315", "future"),
        ("19151231", "110 years"),
        ("19801301", "no such day"),
        ("19800230", "no such day"),
        ("19800015", "no such day"),
    ],
)
def test_impossible_birth_dates(birth_date: str, why: str) -> None:
    (finding,) = [finding for finding in found(arrest(DOB=birth_date)) if finding.severity is Severity.ERROR]
    assert (finding.code, finding.field) == ("profile-birth-date", "2.022")
    assert why in finding.message


@pytest.mark.parametrize("birth_date", ["20260314", "19160314", "19800000", "19800700", "00000000", "20000229"])
def test_possible_and_partly_unknown_birth_dates(birth_date: str) -> None:
    assert codes(arrest(DOB=birth_date)) == []


def test_an_arrest_after_the_day_of_receipt() -> None:
    assert codes(arrest(DOA=date(2026, 4, 1))) == ["profile-date-order"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ppi": 1000.0}, "profile-wsq-resolution"),
        ({"ppi": 400.0, "compression": Compression.PNG}, "profile-resolution-low"),
        ({"ppi": 500.0, "compression": Compression.JPEG2000}, "profile-jpeg2000-resolution"),
        ({"compression": Compression.NONE}, "image-size"),
    ],
)
def test_image_rules_of_fingers(changes: dict[str, object], code: str) -> None:
    assert codes(search(finger(FingerPosition.RIGHT_INDEX, **changes), INDEXES[1])) == [code]


@pytest.mark.parametrize("ppi", [495.0, 500.0, 505.0])
def test_wsq_is_for_500_ppi_with_its_tolerance(ppi: float) -> None:
    assert codes(search(finger(FingerPosition.RIGHT_INDEX, ppi=ppi), INDEXES[1])) == []


def test_1000_ppi_is_jpeg_2000() -> None:
    good = finger(FingerPosition.RIGHT_INDEX, ppi=1000.0, compression=Compression.JPEG2000)
    assert codes(search(good, INDEXES[1])) == []


def test_a_face_is_never_wsq() -> None:
    transaction = search(*INDEXES, type_10_face(picture(), CAPTURE))
    (finding,) = [finding for finding in check(transaction) if finding.code == "profile-compression"]
    assert (finding.record_type, finding.field) == (10, "10.011")


def test_size_fields_against_the_images_own_size() -> None:
    assert codes(search(*INDEXES), codestream_size=lambda data: (400, 500)) == []
    assert codes(search(*INDEXES), codestream_size=lambda data: (400, 501)) == ["image-size"] * 2
    assert codes(search(*INDEXES), codestream_size=lambda data: None) == ["image-size-unknown"] * 2


def test_the_same_finger_twice() -> None:
    (finding,) = found(search(INDEXES[0], INDEXES[0]))
    assert (finding.code, finding.record) == ("profile-duplicate-finger", 2)


def test_a_card_shows_a_finger_rolled_and_plain() -> None:
    rolled = type_14(FingerPosition.RIGHT_THUMB, picture(), CAPTURE, impression=Impression.LIVE_ROLLED)
    plain = type_14(FingerPosition.PLAIN_RIGHT_THUMB, picture(2), CAPTURE)
    assert codes(search(rolled, plain)) == []


def test_the_same_image_under_two_positions() -> None:
    again = finger(FingerPosition.LEFT_INDEX, data=noise(int(FingerPosition.RIGHT_INDEX)))
    (finding,) = found(search(INDEXES[0], again))
    assert (finding.code, finding.record, finding.field) == ("profile-same-image", 3, "14.013")


@pytest.mark.parametrize(
    ("marked", "box", "expected"),
    [
        (FingerPosition.RIGHT_INDEX, (10, 110, 20, 220), []),
        (FingerPosition.LEFT_INDEX, (10, 110, 20, 220), ["profile-wrong-hand"]),
        (FingerPosition.RIGHT_RING, (10, 401, 20, 220), ["profile-segment-outside"]),
        (FingerPosition.RIGHT_RING, (110, 10, 20, 220), ["profile-segment-outside"]),
    ],
)
def test_fingers_marked_on_a_slap_belong_to_it_and_lie_within(
    marked: FingerPosition, box: tuple[int, int, int, int], expected: list[str]
) -> None:
    slap = type_14(FingerPosition.PLAIN_RIGHT_FOUR, picture(), CAPTURE, segments=[Segment(marked, *box)])
    assert codes(search(slap, INDEXES[1])) == expected


def test_a_finger_sent_although_declared_missing() -> None:
    assert codes(search(*INDEXES, AMP=[["02", "XX"]])) == ["profile-finger-missing-and-present"]


def test_notes_cannot_crowd_out_an_error() -> None:
    """A thousand unused fields are a thousand notes; the impossible birth date behind them must not pass unseen."""
    text = type_2(
        {"ATN": "A", "CRI": "POST00001", "NDR": "2", "DOB": "20990101", **dict.fromkeys(range(1000, 2010), "x")}
    )
    transaction = compose(header("RPIS"), [text])
    findings = check(transaction, received=DAY)
    assert sum(finding.severity is Severity.NOTE for finding in findings) > 900
    assert findings[-1].code == "too-many-findings"
    assert findings[-1].severity is Severity.ERROR
