"""Lenient reading: each kind of damage is one named finding at its place, the bytes are kept, nothing is raised."""

import re
from dataclasses import replace

import pytest

from itl_examples import DAY, answer, arrest, binary_search, header, minutiae, noise, rapid_search, refusal
from openbitmap.itl import LIMITS, Finding, Severity, check, compose, join, read, write

RPIS = write(rapid_search())
BINARY = write(binary_search())


def findings(data: bytes) -> list[Finding]:
    """Findings after checking what holds for every reading: bytes kept, places within the file, three-part messages."""
    reading = read(data)
    if reading.transaction is not None:
        assert join(reading.transaction.records) == data
    for finding in reading.findings:
        assert len(finding.message.split(" | ")) == 3
        assert finding.offset is None or 0 <= finding.offset <= len(data)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", finding.code)
    return list(reading.findings)


def codes(data: bytes) -> list[str]:
    return [finding.code for finding in findings(data)]


def one(data: bytes, code: str) -> Finding:
    found = [finding for finding in findings(data) if finding.code == code]
    assert len(found) == 1, findings(data)
    return found[0]


@pytest.mark.parametrize("seed", [rapid_search, binary_search, arrest, answer, refusal, minutiae])
def test_what_we_write_reads_without_a_finding(seed) -> None:
    assert codes(write(seed())) == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"\x00" * 100, "not-ansi-nist"),
        (b"2.001:20\x1d2.002:00\x1c", "not-ansi-nist"),
        (b"%PDF-1.7 ...", "not-ansi-nist"),
        (b"\n <?xml version='1.0'?><itl:NISTBiometricInformationExchangePackage/>", "xml-encoding"),
    ],
)
def test_what_is_no_transaction_is_said_and_not_guessed(data: bytes, code: str) -> None:
    reading = read(data)
    assert reading.transaction is None
    assert [finding.code for finding in reading.findings] == [code]


def test_a_file_over_the_cap_is_not_taken_apart() -> None:
    reading = read(RPIS, limits=replace(LIMITS, bytes=len(RPIS) - 1))
    assert reading.transaction is None
    assert [finding.code for finding in reading.findings] == ["file-too-large"]


@pytest.mark.parametrize("lost", [1, 2, 40, 400])
def test_a_truncated_file_names_the_record_that_broke_off(lost: int) -> None:
    data = BINARY[:-lost]
    finding = next(finding for finding in findings(data) if finding.code == "record-truncated")
    assert finding.severity is Severity.ERROR
    last = binary_search().records[-1].encoded() if lost < 300 else binary_search().records[-2].encoded()
    assert finding.record == (3 if lost < 300 else 2)
    assert finding.offset == BINARY.index(last)


def test_a_wrong_length_of_a_text_record_is_named_and_the_next_record_still_found() -> None:
    data = RPIS.replace(b"2.001:137", b"2.001:999")
    finding = one(data, "record-length-wrong")
    assert (finding.record, finding.record_type, finding.field) == (1, 2, "2.001")
    assert "137" in finding.message
    transaction = read(data).transaction
    assert transaction is not None
    assert len(transaction.fingers()) == 2


@pytest.mark.parametrize("stated", [b"14.001:100", b"14.001:900", b"14.001:491"])
def test_a_wrong_length_of_an_image_record_costs_no_other_record(stated: bytes) -> None:
    data = RPIS.replace(b"14.001:490", stated, 1)
    finding = one(data, "record-length-wrong")
    assert (finding.record, finding.field) == (2, "14.001")
    transaction = read(data).transaction
    assert transaction is not None
    assert [record.type for record in transaction.records] == [1, 2, 14, 14, 14]


def test_a_wrong_length_that_points_at_a_separator_within_the_image() -> None:
    at = RPIS.index(b"14.001:490")
    inner = RPIS.index(b"\x1c", at) + 1 - at
    data = RPIS.replace(b"14.001:490", b"14.001:%d" % inner, 1)
    assert len(data) == len(RPIS)
    assert one(data, "record-length-wrong").record == 2
    transaction = read(data).transaction
    assert transaction is not None
    assert [finger.image.data for finger in transaction.fingers()] == [noise(1), noise(2)]


def test_a_wrong_length_of_a_binary_record_costs_no_other_record() -> None:
    at = BINARY.index(b"\x1c\x00\x00") + 1
    length = int.from_bytes(BINARY[at : at + 4], "big")
    for wrong in (length - 7, length + 9, 3, 2**32 - 1):
        data = BINARY[:at] + wrong.to_bytes(4, "big") + BINARY[at + 4 :]
        finding = one(data, "record-length-wrong")
        assert (finding.record, finding.record_type, finding.offset) == (2, 4, at)
        transaction = read(data).transaction
        assert transaction is not None
        assert len(transaction.fingers()) == 2


def test_a_length_that_is_no_number() -> None:
    assert one(RPIS.replace(b"2.001:137", b"2.001:1x7"), "record-length-unreadable").field == "2.001"


def test_bytes_after_the_last_record() -> None:
    assert one(RPIS + b"\r\n", "trailing-bytes").offset == len(RPIS)


def test_counts_and_order_of_1_003() -> None:
    assert one(RPIS.replace(b"1\x1f4\x1e2", b"1\x1f3\x1e2"), "contents-count").field == "1.003"
    assert one(RPIS.replace(b"\x1e14\x1f03\x1d", b"\x1e15\x1f03\x1d"), "record-missing").field == "1.003"
    assert one(RPIS.replace(b"\x1e14\x1f03\x1d", b"\x1e15\x1f03\x1d"), "record-unannounced").record == 4
    assert one(RPIS.replace(b"\x1e14\x1f03\x1d", b"\x1e14\x1f09\x1d"), "idc-differs").record == 4
    assert one(RPIS.replace(b"\x1e14\x1f03\x1d", b"\x1e14\x1fx3\x1d"), "contents-unreadable").field == "1.003"
    assert "contents-missing" in codes(RPIS.replace(b"1.003:", b"1.103:"))


def test_records_in_another_order_than_announced() -> None:
    first, text, index, other, missing = rapid_search().records
    assert "record-order" in codes(join((first, text, other, index, missing)))
    assert "record-order" in codes(join((first, index, text, other, missing)))


def test_a_repeated_record_and_one_left_out() -> None:
    first, text, index, other, missing = rapid_search().records
    assert one(join((first, text, index, index, other, missing)), "record-unannounced").record == 3
    assert one(join((first, text, index, missing)), "record-missing").record_type == 1


def test_an_unknown_record_type_is_kept_whole() -> None:
    unknown = b"55.001:22\x1d55.002:04\x1dxyz\x1c"
    data = RPIS + unknown
    transaction = read(data).transaction
    assert transaction is not None
    assert transaction.records[-1].encoded() == unknown
    assert one(data, "record-type-unknown").severity is Severity.WARNING
    assert "record-unannounced" in codes(data)


def test_a_named_record_type_is_kept_whole_and_said() -> None:
    dna = b"18.001:36\x1d18.002:04\x1d18.999:\x1c\x1d\x00 any\x1c"
    data = RPIS + dna
    transaction = read(data).transaction
    assert transaction is not None
    assert transaction.records[-1].encoded() == dna
    assert one(data, "record-type-unread").severity is Severity.NOTE


def test_fields_that_are_repeated_unknown_unreadable_or_of_another_record() -> None:
    def with_text(fields: bytes) -> bytes:
        body = b"2.001:%03d\x1d2.002:00\x1d2.006:A\x1d2.073:P\x1d2.098:6" + fields + b"\x1c"
        return write(compose(header(), [])).replace(b"1\x1f0", b"1\x1f1\x1e2\x1f00") + body.replace(
            b"%03d", b"%03d" % (len(body) - 1)
        )

    assert one(with_text(b"\x1d2.006:B"), "field-repeated").field == "2.006"
    assert one(with_text(b"\x1d2.4711:B"), "field-not-in-dictionary").severity is Severity.NOTE
    assert one(with_text(b"\x1dnonsense"), "field-unreadable").record == 1
    assert one(with_text(b"\x1d10.088:B"), "field-of-other-record").field == "10.088"
    assert "field-unknown" in codes(RPIS.replace(b"14.012:", b"14.112:", 1))


def test_values_against_the_dictionary() -> None:
    assert one(RPIS.replace(b"1.005:20260314", b"1.005:20261314"), "value-date").field == "1.005"
    assert one(RPIS.replace(b"1.014:2026", b"1.014:2A26"), "value-date").field == "1.014"
    assert one(RPIS.replace(b"14.013:2", b"14.013:x"), "value-characters").field == "14.013"
    assert one(RPIS.replace(b"14.003:1", b"14.003:9"), "value-code").record == 3
    assert one(RPIS.replace(b"1.002:0502", b"1.002:0999"), "value-code").field == "1.002"
    assert one(RPIS.replace(b"2.084:05\x1fUP", b"2.084:05\x1fQQ"), "value-code").field == "2.084"
    assert "field-missing" in codes(RPIS.replace(b"14.005:", b"14.105:", 1))


def test_an_image_without_resolution_and_a_record_without_image() -> None:
    assert one(RPIS.replace(b"14.008:1", b"14.008:0", 1), "resolution-missing").record == 2
    assert one(RPIS.replace(b"14.018:5\x1fUP", b"14.020:5-UP"), "image-missing").record == 4


def test_a_version_before_2007_gets_warnings_where_its_tables_may_differ() -> None:
    data = RPIS.replace(b"1.002:0502", b"1.002:0300").replace(b"14.003:1", b"14.003:9")
    assert one(data, "value-code").severity is Severity.WARNING
    assert one(data, "version-old").severity is Severity.NOTE


def test_too_many_records_fields_and_findings_are_capped() -> None:
    text = b"2.001:22\x1d2.002:00\x1d2.6:A\x1c"
    head = RPIS[: RPIS.index(b"\x1c") + 1]
    reading = read(head + text * 5_000)
    assert reading.transaction is not None
    assert len(reading.transaction.records) == LIMITS.records + 1
    assert reading.findings[-1].code == "too-many-findings"
    limited = read(head + text * 30, limits=replace(LIMITS, records=10))
    assert "too-many-records" in {finding.code for finding in limited.findings}
    limited = read(head + b"2.001:9\x1d" + b"2.006:A\x1d" * 50 + b"\x1c", limits=replace(LIMITS, fields=10))
    assert "too-many-fields" in {finding.code for finding in limited.findings}


def test_messages_show_no_control_characters_and_little_of_a_long_value() -> None:
    data = RPIS.replace(b"14.013:2", b"14.013:" + b"\x07" * 300, 1)
    for finding in findings(data):
        assert finding.message.isprintable()
        assert len(finding.message) < 500


@pytest.mark.parametrize("number", [b"9" * 5_000, "٣".encode(), "²".encode(), b"1e9", b"-1", b"+7", b" 1", b"1_0", b""])
def test_numbers_that_are_none_crash_nothing(number: bytes) -> None:
    for field in (
        b"14.013:2",
        b"14.006:400",
        b"14.009:500",
        b"14.018:5",
        b"2.098:6",
        b"2.084:05",
        b"1.006:1",
        b"1.011:00.00",
    ):
        data = RPIS.replace(field, field[: field.index(b":") + 1] + number)
        assert findings(data)
        transaction = read(data).transaction
        assert transaction is not None
        check(transaction, received=DAY)
        transaction.fingers()
        transaction.missing_fingers()
        transaction.repositories()


def test_image_bytes_may_hold_every_separator() -> None:
    transaction = read(RPIS).transaction
    assert transaction is not None
    assert [finger.image.data for finger in transaction.fingers()] == [noise(1), noise(2)]
