"""NIST's own sample files: kept byte for byte, quirks found and named, and read as the oracle `nistitl` reads them."""

from collections import Counter
from pathlib import Path

import pytest

from openbitmap.itl import Form, Severity, Transaction, check, join, read, write
from openbitmap.vocabulary import FingerPosition

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "nist" / "ansi-nist"
FILES = sorted(FOLDER.iterdir()) if FOLDER.is_dir() else []

pytestmark = [
    pytest.mark.real_prints,
    pytest.mark.skipif(not FILES, reason="needs the NIST sample files in ../shared/data/nist"),
]
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)


def transaction(name: str) -> Transaction:
    found = read((FOLDER / name).read_bytes()).transaction
    assert found is not None
    return found


def codes(name: str) -> Counter[str]:
    return Counter(finding.code for finding in read((FOLDER / name).read_bytes()).findings)


def test_all_29_files_are_here() -> None:
    assert len(FILES) == 29


@each_file
def test_reading_and_writing_gives_the_same_bytes(file: Path) -> None:
    data = file.read_bytes()
    found = read(data).transaction
    assert found is not None
    assert join(found.records) == data
    assert write(found) == data


@each_file
def test_no_length_or_separator_is_misjudged(file: Path) -> None:
    """The files are old and odd, but structurally sound: no finding may say otherwise."""
    structural = {
        "record-length-wrong",
        "record-truncated",
        "record-unrecognised",
        "trailing-bytes",
        "field-unreadable",
    }
    assert not structural & set(codes(file.name))


def test_a_ten_print_card() -> None:
    fingers = transaction("nist-type-14-tpcard.eft").fingers()
    assert [int(finger.position) for finger in fingers] == [*range(1, 11), 14, 12, 11, 13]
    assert {finger.image.ppi for finger in fingers} == {500.0}
    assert (fingers[0].image.width, fingers[0].image.height) == (804, 752)


def test_slaps_in_binary_and_tagged_records() -> None:
    positions = [finger.position for finger in transaction("nist-type-4-14-flats.eft").fingers()]
    assert positions == [
        FingerPosition.PLAIN_LEFT_FOUR,
        FingerPosition.PLAIN_RIGHT_FOUR,
        FingerPosition.PLAIN_THUMBS,
    ]


def test_the_repeated_field_is_named() -> None:
    (finding,) = [f for f in read((FOLDER / "type9-13.an2k").read_bytes()).findings if f.code == "field-repeated"]
    assert (finding.record, finding.field, finding.offset, finding.severity) == (1, "2.034", 190, Severity.ERROR)


def test_a_tag_of_another_record_type_is_named() -> None:
    (finding,) = [
        f for f in read((FOLDER / "type9-13.an2k").read_bytes()).findings if f.code == "field-of-other-record"
    ]
    assert (finding.record_type, finding.field) == (9, "13.005")


def test_an_idc_that_contradicts_1_003_is_named() -> None:
    assert codes("type9-15.an2k")["idc-differs"] == 1


def test_an_image_is_found_behind_a_repeated_data_field() -> None:
    (latent,) = transaction("valid1.5.an2").latents()
    assert latent.image.data.startswith(b"\xff\xd8\xff")


def test_palms_of_500_and_1000_ppi() -> None:
    assert [palm.image.ppi for palm in transaction("type9-15.an2k").palms()] == [500.0, 1000.0]


def test_the_stated_size_that_the_image_contradicts() -> None:
    """valid1.8.an2 says 1800 x 1000; its codestream is 1600 x 976 (WSQ frame header, FF A2)."""

    def frame(data: bytes) -> tuple[int, int]:
        at = data.index(b"\xff\xa2")
        return int.from_bytes(data[at + 8 : at + 10], "big"), int.from_bytes(data[at + 6 : at + 8], "big")

    found = [f for f in check(transaction("valid1.8.an2"), codestream_size=frame) if f.code == "image-size"]
    assert [finding.record for finding in found] == [2, 3, 4]
    assert "1800 x 1000" in found[0].message
    assert "1600 x 976" in found[0].message


@each_file
@pytest.mark.filterwarnings("ignore:Record of type")
def test_the_oracle_reads_the_same_values(file: Path) -> None:
    """nistitl (CeCILL-C) as a second opinion on every tagged field; it rejects type9-13.an2k for its repeated field."""
    nistitl = pytest.importorskip("nistitl", reason="the oracle nistitl is not installed")
    if file.name == "type9-13.an2k":
        pytest.skip("nistitl rejects field 2.034 written twice")
    message = nistitl.Message()
    message.parse(file.read_bytes())
    ours = transaction(file.name).records
    assert len(message) == len(ours)
    for theirs, record in zip(message, ours, strict=True):
        assert theirs.type == record.type
        if record.form is not Form.TAGGED or len({field.number for field in record.fields}) < len(record.fields):
            continue  # it keeps one of repeated fields, and binary records as one string
        encoded = theirs.NIST
        rewritten = {1, 2, 3} if record.type == 1 else {1, 2}  # it computes lengths and counts anew, and writes IDC 0
        for field in record.fields:
            if field.number in rewritten:
                continue
            assert b"%d.%03d:" % (record.type, field.number) + field.value in encoded
