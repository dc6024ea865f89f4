"""One test per clause of ANSI/NIST-ITL 1-2011 Update 2015 about record types, named by its clause."""

import pytest

from itl_examples import CAPTURE, DAY, arrest, binary_search, header, minutiae, noise, picture, rapid_search
from openbitmap.itl import (
    RECORDS,
    EncodedImage,
    InvalidTransaction,
    compose,
    join,
    read,
    tagged,
    type_2,
    type_4,
    type_10_face,
    type_14,
    type_14_missing,
    write,
)
from openbitmap.vocabulary import Compression, FingerPosition, Impression, MissingReason

RPIS = write(rapid_search())
FS, GS, RS, US = b"\x1c", b"\x1d", b"\x1e", b"\x1f"


def codes(data: bytes) -> set[str]:
    return {finding.code for finding in read(data).findings}


def fields_of(data: bytes, record: int) -> dict[int | None, bytes]:
    transaction = read(data).transaction
    assert transaction is not None
    return {field.number: field.value for field in transaction.records[record].fields}


# Clauses 8.2 to 8.8.


def test_8_2_type_2_is_user_defined() -> None:
    data = write(compose(header(), [type_2({4711: "OURS"})]))
    assert codes(data) == {"field-not-in-dictionary"}


def test_8_4_3_and_8_4_4_type_4_impression_and_positions() -> None:
    encoded = type_4(FingerPosition.LEFT_THUMB, picture(), impression=Impression.LIVE_ROLLED).encoded()
    assert encoded[5] == 1
    assert encoded[6:12] == b"\x06\xff\xff\xff\xff\xff"


def test_8_4_5_image_scanning_resolution_chooses_native_or_nominal() -> None:
    data = write(binary_search()).replace(b"1.012:19.69", b"1.012:39.37")
    native = read(data).transaction
    assert native is not None
    assert [finger.image.ppi for finger in native.fingers()] == [500.0, 500.0]
    at = data.index(b"\xff\xff\xff\xff\xff\x01") + 5
    nominal = read(data[:at] + b"\x00" + data[at + 1 :]).transaction
    assert nominal is not None
    assert [finger.image.ppi for finger in nominal.fingers()] == [1000.0, 500.0]


@pytest.mark.parametrize("compression", list(Compression))
def test_8_4_8_compression_codes_of_binary_records(compression: Compression) -> None:
    image = EncodedImage(noise(1), compression, 400, 500, 500.0)
    back = read(write(compose(header(), [type_4(FingerPosition.RIGHT_THUMB, image)]))).transaction
    assert back is not None
    assert back.fingers()[0].image == image


def test_8_8_signature_header_is_kept_and_named() -> None:
    signature = (12 + 5).to_bytes(4, "big") + bytes([1, 0, 2, 0, 0, 10, 0, 20]) + b"\x01\x02\x03\x04\xff"
    head = write(compose(header("AMN"), [])).replace(b"1\x1f0", b"1\x1f1\x1e8\x1f01")
    transaction = read(head + signature).transaction
    assert transaction is not None
    record = transaction.records[1]
    assert (record.type, record.integer(4), record.integer(7), record.data) == (8, 2, 20, b"\x01\x02\x03\x04\xff")


# Clause 8.9: Type-9.


def test_8_9_m1_minutiae_and_extended_features() -> None:
    transaction = read(write(minutiae())).transaction
    assert transaction is not None
    m1, efs = transaction.records[2:]
    assert m1.subfields(137) == (("1", "100", "120", "45", "1", "60"),)
    assert efs.subfields(331) == (("1908", "41", "186", "E"),)


def test_8_9_7_extended_features_need_region_and_position() -> None:
    with pytest.raises(InvalidTransaction) as refused:
        write(compose(header("LFFS"), [tagged(9, {331: [["1908", "41", "186", "E"]]})]))
    assert {finding.field for finding in refused.value.findings} == {"9.300", "9.302"}


# Clauses 8.10 to 8.17: images.


@pytest.mark.parametrize("number", [6, 7, 8, 9, 10, 11, 12])
@pytest.mark.parametrize("kind", [10, 14])
def test_8_10_and_8_14_size_scale_and_compression_come_with_the_image(kind: int, number: int) -> None:
    builder = type_10_face(picture(compression=Compression.JPEG), CAPTURE) if kind == 10 else None
    record = builder or type_14(FingerPosition.RIGHT_INDEX, picture(), CAPTURE)
    values = {field.number: field.value for field in record.fields if field.number not in (1, 2, number, None)}
    with pytest.raises(InvalidTransaction) as refused:
        write(compose(header(), [tagged(kind, values)]))  # type: ignore[arg-type]  # numbers and bytes, as the layout wants
    assert f"{kind}.{number:03d}" in {finding.field for finding in refused.value.findings}


def test_8_10_11_type_10_takes_no_wsq() -> None:
    with pytest.raises(InvalidTransaction, match=r"10\.011"):
        write(compose(header(), [type_10_face(picture(), CAPTURE)]))


def test_8_14_18_amputated_or_bandaged_excuses_the_image() -> None:
    record = type_14_missing(FingerPosition.LEFT_RING, MissingReason.AMPUTATED, CAPTURE)
    back = read(write(compose(header(), [record]))).transaction
    assert back is not None
    assert back.missing_fingers() == {FingerPosition.LEFT_RING: MissingReason.AMPUTATED}
    with pytest.raises(InvalidTransaction):
        write(compose(header(), [tagged(14, {"IMP": 0, "SRC": "A", "FCD": DAY, "FGP": 9})]))


def test_8_14_21_segment_positions() -> None:
    data = write(arrest())
    assert b"14.021:2\x1f10\x1f110\x1f20\x1f220" in data
    assert "value-code" in codes(data.replace(b"14.021:2\x1f", b"14.021:0\x1f"))


@pytest.mark.parametrize(("kind", "position", "allowed"), [(15, "21", True), (15, "86", True), (15, "02", False)])
def test_8_15_13_palm_positions(kind: int, position: str, allowed: bool) -> None:
    values = {"IMP": 10, "SRC": "A", "PCD": DAY, "HLL": 40, "VLL": 50, "SLC": 1, "THPS": 500, "TVPS": 500,
              "CGA": "WSQ20", "BPX": 8, "FGP": position, "DATA": noise(1)}  # fmt: skip
    transaction = compose(header(), [tagged(kind, values)])
    if allowed:
        assert codes(write(transaction)) == set()
    else:
        with pytest.raises(InvalidTransaction, match=r"15\.013"):
            write(transaction)


@pytest.mark.parametrize(("label", "allowed"), [("0", True), ("1", True), ("2", True), ("3", False)])
def test_8_17_3_eye_label(label: str, allowed: bool) -> None:
    values = {"ELR": label, "SRC": "A", "ICD": DAY, "HLL": 40, "VLL": 50, "SLC": 1, "THPS": 500, "TVPS": 500,
              "CGA": "PNG", "BPX": 8, "CSP": "GRAY", "DATA": noise(1)}  # fmt: skip
    data = join(compose(header(), [tagged(17, values)]).records)
    assert ("value-code" in codes(data)) is not allowed


def test_8_23_information_assurance_is_checked_and_kept() -> None:
    record = tagged(98, {"DFO": "0001", "SRC": "A", "DFT": "00AB", "DCD": "20260314150926Z", 200: "ANY"})
    assert codes(write(compose(header(), [record]))) == set()
    with pytest.raises(InvalidTransaction, match=r"98\.003"):
        write(compose(header(), [tagged(98, {"DFO": "XYZW", "SRC": "A", "DFT": "00AB", "DCD": "20260314150926Z"})]))


def test_8_24_cbeff_record_carries_its_block_untouched() -> None:
    values = {
        "SRC": "A",
        "BCD": DAY,
        "HDV": "0101",
        "BTY": 8,
        "BDQ": [["100"]],
        "BFO": "001B",
        "BFT": "0401",
        "DATA": noise(4),
    }
    back = read(write(compose(header(), [tagged(99, values)]))).transaction
    assert back is not None
    assert back.records[1].data == noise(4)


def test_every_table_names_the_clause_of_its_record_type() -> None:
    for kind, layout in RECORDS.items():
        assert layout.clause == {98: "8.23", 99: "8.24"}.get(kind, f"8.{kind}")
