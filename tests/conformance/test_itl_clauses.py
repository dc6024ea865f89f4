"""One test per clause of ANSI/NIST-ITL 1-2011 Update 2015 about encoding and the Type-1 record, named by its clause."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from itl_examples import CAPTURE, arrest, binary_search, header, noise, picture, rapid_search
from openbitmap.itl import (
    InvalidTransaction,
    compose,
    join,
    read,
    type_2,
    type_14,
    write,
)
from openbitmap.vocabulary import FingerPosition, Impression, Priority

RPIS = write(rapid_search())
FS, GS, RS, US = b"\x1c", b"\x1d", b"\x1e", b"\x1f"


def codes(data: bytes) -> set[str]:
    return {finding.code for finding in read(data).findings}


def fields_of(data: bytes, record: int) -> dict[int | None, bytes]:
    transaction = read(data).transaction
    assert transaction is not None
    return {field.number: field.value for field in transaction.records[record].fields}


# Annex B: traditional encoding.


def test_b_1_1_byte_and_bit_order_is_big_endian() -> None:
    record = binary_search().records[2]
    assert record.encoded()[:4] == len(record.encoded()).to_bytes(4, "big")
    assert record.encoded()[13:17] == (400).to_bytes(2, "big") + (500).to_bytes(2, "big")


def test_b_1_2_dates_are_eight_digits() -> None:
    assert fields_of(RPIS, 0)[5] == b"20260314"
    assert "value-date" in codes(RPIS.replace(b"1.005:20260314", b"1.005:14032026"))


def test_b_1_4_times_are_utc_and_end_with_z() -> None:
    madrid = timezone(timedelta(hours=2))
    data = write(compose(header(time=datetime(2026, 7, 1, 1, 30, tzinfo=madrid)), [type_2({"ATN": "A B"})]))
    assert fields_of(data, 0)[14] == b"20260630233000Z"
    back = read(data).transaction
    assert back is not None
    assert back.time == datetime(2026, 6, 30, 23, 30, tzinfo=UTC)


def test_b_1_5_records_begin_with_their_length_and_the_idc_comes_second() -> None:
    assert "field-order" in codes(RPIS.replace(b"2.002:00\x1d2.005:N", b"2.005:N\x1d2.002:00"))
    for record in rapid_search().records[1:]:
        assert [field.number for field in record.fields[:2]] == [1, 2]


def test_b_1_5_fields_after_the_second_may_come_in_any_order() -> None:
    data = RPIS.replace(b"2.005:N\x1d2.006:OFFICER 7", b"2.006:OFFICER 7\x1d2.005:N")
    assert codes(data) == set()
    assert "header-order" in codes(
        RPIS.replace(b"1.007:NODE00001\x1d1.008:POST00001", b"1.008:POST00001\x1d1.007:NODE00001")
    )


def test_b_1_6_the_length_counts_every_byte_of_the_record_itself_included() -> None:
    for record in rapid_search().records:
        assert int(record.fields[0].value) == len(record.encoded())


@pytest.mark.parametrize("length", range(60, 120, 3))
def test_b_1_6_the_length_counts_its_own_digits(length: int) -> None:
    record = compose(header(), [type_2({"NOT": "X" * length})]).records[1]
    assert int(record.fields[0].value) == len(record.encoded())


def test_b_1_7_separators_fs_gs_rs_us() -> None:
    text = next(record for record in arrest().records if record.type == 2).encoded()
    assert text.endswith(FS)
    assert GS + b"2.019:DOE,JACK" + RS + b"ROE,J" + GS in text
    assert b"2.047:20260313" + US + b"FALSE DOCUMENT" in text


def test_b_1_8_image_data_are_the_last_field_and_end_with_fs() -> None:
    record = rapid_search().records[2]
    assert record.fields[-1].number == 999
    assert record.encoded().endswith(noise(1) + FS)


def test_b_2_binary_records_have_no_tags_and_no_separators() -> None:
    record = binary_search().records[2]
    assert record.ending == b""
    assert record.encoded()[18:] == noise(3)


# Clause 5 and 7: resolution, common fields.


def test_5_3_scale_units_in_pixels_per_centimetre_mean_500_ppi() -> None:
    data = RPIS.replace(b"14.008:1\x1d14.009:500\x1d14.010:500", b"14.008:2\x1d14.009:197\x1d14.010:197")
    transaction = read(data).transaction
    assert transaction is not None
    assert [finger.image.ppi for finger in transaction.fingers()] == [500.0, 500.0]


def test_7_3_1_the_idc_links_1_003_and_the_record() -> None:
    contents = fields_of(RPIS, 0)[3]
    assert contents == b"1\x1f4\x1e2\x1f00\x1e14\x1f01\x1e14\x1f02\x1e14\x1f03"
    assert "idc-differs" in codes(RPIS.replace(b"\x1e14\x1f02", b"\x1e14\x1f07"))


def test_7_7_3_table_7_impressions_of_optical_and_other_sensors() -> None:
    for code, meaning in (
        (20, Impression.LIVE_PLAIN),
        (23, Impression.LIVE_ROLLED),
        (27, Impression.LIVE_CONTACTLESS_ROLLED),
    ):
        data = RPIS.replace(b"14.003:0", b"14.003:%d" % code, 1).replace(b"14.001:490", b"14.001:491", 1)
        transaction = read(data).transaction
        assert transaction is not None
        assert transaction.fingers()[0].impression is meaning


def test_7_7_4_table_8_finger_positions() -> None:
    for position in range(1, 16):
        record = type_14(FingerPosition(position), picture(), CAPTURE)
        assert codes(write(compose(header(), [record]))) == set()
    assert "value-code" in codes(RPIS.replace(b"14.013:2\x1d", b"14.013:39\x1d", 1))


# Clause 8.1: Type-1.


@pytest.mark.parametrize("number", [2, 4, 5, 7, 8, 9, 11, 12])
def test_8_1_mandatory_fields_of_type_1(number: int) -> None:
    data = RPIS.replace(b"1.%03d:" % number, b"1.%03d:" % (number + 100), 1)
    missing = [finding for finding in read(data).findings if finding.code == "field-missing"]
    assert [finding.field for finding in missing] == [f"1.{number:03d}"]


def test_8_1_2_version() -> None:
    assert fields_of(RPIS, 0)[2] == b"0502"
    assert "value-code" in codes(RPIS.replace(b"1.002:0502", b"1.002:0600"))


def test_8_1_3_transaction_content_counts_and_lists_the_records() -> None:
    assert "contents-count" in codes(RPIS.replace(b"1\x1f4\x1e", b"1\x1f5\x1e"))
    assert "record-missing" in codes(join(rapid_search().records[:-1]))


def test_8_1_4_type_of_transaction_up_to_sixteen_characters() -> None:
    assert codes(write(compose(header("ABCDEFGHIJKLMNOP"), [type_2({"ATN": "A B"})]))) == set()
    with pytest.raises(InvalidTransaction, match=r"1\.004"):
        write(compose(header("ABCDEFGHIJKLMNOPQ"), [type_2({"ATN": "A B"})]))


@pytest.mark.parametrize("priority", list(Priority))
def test_8_1_6_priority_one_to_nine(priority: Priority) -> None:
    back = read(write(compose(header(priority=priority), [type_2({"ATN": "A B"})]))).transaction
    assert back is not None
    assert back.priority is priority
    assert "value-code" in codes(RPIS.replace(b"1.006:1", b"1.006:0"))


def test_8_1_10_control_number_reference() -> None:
    back = read(write(compose(header("ERRT", reference="ABC"), [type_2({"MSG": "X"})]))).transaction
    assert back is not None
    assert back.reference == "ABC"


def test_8_1_11_and_8_1_12_resolution_is_00_00_without_binary_fingerprints() -> None:
    assert fields_of(RPIS, 0)[11] == fields_of(RPIS, 0)[12] == b"00.00"
    assert fields_of(write(binary_search()), 0)[12] == b"19.69"


def test_8_1_13_domain() -> None:
    assert fields_of(RPIS, 0)[13] == b"NORAM\x1fEBTS 10"


def test_8_1_15_character_encoding_is_declared() -> None:
    assert fields_of(RPIS, 0)[15] == b"003\x1fUTF-8"
    assert "text-not-utf8" in codes(RPIS.replace(b"QUISPE MAMANI", b"QUISPE MAMAN\xd1"))
