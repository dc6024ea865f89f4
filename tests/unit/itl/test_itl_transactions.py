"""The meaningful layer: what a transaction says, whatever record types say it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from itl_examples import CAPTURE, DAY, answer, arrest, binary_search, header, noise, picture, rapid_search, refusal
from openbitmap.itl import (
    Document,
    EncodedImage,
    InvalidTransaction,
    Transaction,
    compose,
    read,
    tagged,
    type_2,
    type_4,
    type_14,
    write,
)
from openbitmap.vocabulary import Compression, FingerPosition, Impression, MissingReason, Priority


def again(transaction: Transaction) -> Transaction:
    """The transaction after writing and reading."""
    back = read(write(transaction)).transaction
    assert back is not None
    return back


def test_the_header_is_read_with_its_types() -> None:
    transaction = again(rapid_search())
    assert transaction.tot == "RPIS"
    assert transaction.control_number == "POST00001-000001"
    assert transaction.priority is Priority.RAPID
    assert (transaction.originator, transaction.destination) == ("POST00001", "NODE00001")
    assert transaction.date == date(2026, 3, 14)
    assert transaction.time == datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC)
    assert transaction.version == "0502"
    assert transaction.reference is None
    assert again(answer()).reference == "POST00001-000001"


def test_fingers_come_alike_from_binary_and_tagged_records() -> None:
    tagged_fingers, binary_fingers = again(rapid_search()).fingers(), again(binary_search()).fingers()
    positions = [FingerPosition.RIGHT_INDEX, FingerPosition.LEFT_INDEX]
    for fingers, first_seed in ((tagged_fingers, 1), (binary_fingers, 3)):
        assert [finger.position for finger in fingers] == positions
        assert [finger.image.ppi for finger in fingers] == [500.0, 500.0]
        assert [finger.image.compression for finger in fingers] == [Compression.WSQ] * 2
        assert [(finger.image.width, finger.image.height) for finger in fingers] == [(400, 500)] * 2
        assert fingers[0].image.data == noise(first_seed)
    assert tagged_fingers[1].impression is Impression.LIVE_ROLLED


@pytest.mark.parametrize(
    ("units", "scale", "ppi"),
    [("1", "500", 500.0), ("2", "197", 500.0), ("2", "394", 1000.0), ("1", "569", 569.0), ("0", "1", None)],
)
def test_resolution_follows_the_scale_units(units: str, scale: str, ppi: float | None) -> None:
    record = tagged(14, {"IMP": 0, "SRC": "A", "FCD": DAY, "HLL": 40, "VLL": 50, "SLC": units, "THPS": scale,
                         "TVPS": scale, "CGA": "WSQ20", "BPX": 8, "FGP": 1, "DATA": noise(1)})  # fmt: skip
    transaction = compose(header(), [record])
    assert transaction.fingers()[0].image.ppi == ppi


@pytest.mark.parametrize(("ppi", "expected"), [(500.0, 500.0), (1000.0, 1000.0), (None, 500.0), (508.0, 508.0)])
def test_resolution_of_a_binary_record_is_the_transactions(ppi: float | None, expected: float) -> None:
    transaction = compose(header(ppi=ppi), [type_4(FingerPosition.RIGHT_THUMB, picture())])
    assert transaction.fingers()[0].image.ppi == pytest.approx(expected, abs=0.2)


@pytest.mark.parametrize(("width", "height"), [(65_536, 500), (500, 70_000)])
def test_a_side_that_a_binary_record_cannot_state_is_refused(width: int, height: int) -> None:
    with pytest.raises(ValueError, match="does not fit a Type-4 record"):
        type_4(FingerPosition.RIGHT_THUMB, replace(picture(), width=width, height=height))


def test_missing_fingers_are_declared_in_text_or_in_image_records() -> None:
    assert again(rapid_search()).missing_fingers() == {FingerPosition.RIGHT_LITTLE: MissingReason.UNABLE_TO_PRINT}
    text = type_2({"AMP": [["02", "XX"], ["7", "UP"], ["15", "XX"]]})
    assert compose(header(), [text]).missing_fingers() == {
        FingerPosition.RIGHT_INDEX: MissingReason.AMPUTATED,
        FingerPosition.LEFT_INDEX: MissingReason.UNABLE_TO_PRINT,
    }


def test_a_slap_tells_where_its_fingers_lie() -> None:
    (slap,) = again(arrest()).fingers()
    assert slap.position is FingerPosition.PLAIN_RIGHT_FOUR
    (segment,) = slap.segments
    assert (segment.position, segment.left, segment.bottom) == (FingerPosition.RIGHT_INDEX, 10, 220)


def test_faces_and_other_pictures_are_kept_apart() -> None:
    transaction = again(arrest())
    (face,) = transaction.faces()
    assert (face.kind, face.pose, face.image.compression) == ("FACE", "F", Compression.JPEG)
    assert face.image.ppi is None
    assert transaction.marks() == ()


def test_latents_palms_and_irises() -> None:
    shared = {"SRC": "A", "HLL": 40, "VLL": 50, "SLC": 1, "THPS": 1000, "TVPS": 1000, "BPX": 8, "DATA": noise(9)}
    latent = tagged(13, {**shared, "IMP": 4, "LCD": DAY, "CGA": "PNG", "FGP": ["2", "3"]})
    palm = tagged(15, {**shared, "IMP": 10, "PCD": DAY, "CGA": "JP2", "FGP": "21"})
    iris = tagged(17, {**shared, "ELR": 2, "ICD": DAY, "CGA": "PNG", "CSP": "GRAY"})
    transaction = again(compose(header("LFIS"), [latent, palm, iris]))
    assert [ridge.positions for ridge in transaction.latents()] == [(2, 3)]
    assert [ridge.image.ppi for ridge in transaction.palms()] == [1000.0]
    assert [eye.eye for eye in transaction.irises()] == [2]


def test_the_person_is_what_the_sender_asserts() -> None:
    person = again(arrest(MNU=["PP-X123456"], RES="CALLE 1, ARICA")).person()
    assert person.names == ("DOE,JOHN",)
    assert person.aliases == ("DOE,JACK", "ROE,J")
    assert (person.birth_date, person.sex, person.place_of_birth) == ("19800229", "M", "CI")
    assert person.documents == (Document("MNU", "PP-X123456"),)
    assert person.residence == "CALLE 1, ARICA"
    assert again(refusal()).person().names == ()


def test_names_in_any_script_survive() -> None:
    name = "GARCÍA MUÑOZ,ÁNGEL"
    assert again(arrest(NAM=name, AKA=["محمد", "Łukasz"])).person().names == (name,)


def test_hostile_header_and_names_are_safe_to_store_and_to_echo() -> None:
    data = write(rapid_search())
    for field, length in ((b"1.009:POST00001-000001", 16), (b"1.008:POST00001", 9), (b"1.004:RPIS", 4)):
        data = data.replace(field, field[:6] + b"\x00\xff\x07'" + b"x" * (length - 4))
    data = data.replace(b"QUISPE MAMANI,ANA", b"QUISPE\x00MAMANI,ANA")
    transaction = read(data).transaction
    assert transaction is not None
    assert transaction.control_number == "???'" + "x" * 12
    assert (transaction.originator, transaction.tot) == ("???'xxxxx", "???'")
    assert transaction.person().names == ("QUISPE\N{REPLACEMENT CHARACTER}MAMANI,ANA",)
    answer = compose(header("ERRT", reference=transaction.control_number), [type_2({"MSG": "X"})])
    assert again(answer).reference == transaction.control_number


def test_repositories_retention_and_messages() -> None:
    assert again(rapid_search()).repositories() == (6, 9)
    assert again(rapid_search()).retain is False
    assert again(arrest()).retain is True
    assert again(binary_search()).retain is None
    assert again(refusal("FIRST", "SECOND")).messages() == ("FIRST", "SECOND")


def test_the_writer_refuses_what_the_reader_would_report() -> None:
    short = EncodedImage(noise(1), Compression.WSQ, 4, 5, 500.0)
    transaction = compose(header(), [type_14(FingerPosition.RIGHT_INDEX, short, CAPTURE)])
    with pytest.raises(InvalidTransaction) as refused:
        write(transaction)
    assert {(finding.code, finding.field) for finding in refused.value.findings} == {
        ("value-length", "14.006"),
        ("value-length", "14.007"),
    }
    assert "14.006" in str(refused.value)


@pytest.mark.parametrize("separator", ["\x1c", "\x1d", "\x1e", "\x1f"])
def test_values_cannot_smuggle_separators(separator: str) -> None:
    with pytest.raises(ValueError, match="FS, GS, RS or US"):
        type_2({"NAM": f"DOE{separator}2.005:Y"})


def test_a_transaction_holds_at_most_a_hundred_records() -> None:
    fingers = [type_4(FingerPosition.RIGHT_THUMB, picture())] * 100
    assert len(again(compose(header(), fingers)).fingers()) == 100
    with pytest.raises(ValueError, match="at most 100 records"):
        compose(header(), [*fingers, fingers[0]])


def test_an_unknown_mnemonic_is_an_error_of_the_caller() -> None:
    with pytest.raises(KeyError, match="NIX"):
        type_2({"NIX": "1"})


def test_an_image_of_unknown_compression_is_not_written_as_uncompressed() -> None:
    unknown = EncodedImage(noise(1), None, 400, 500, 500.0)
    with pytest.raises(ValueError, match="compression of the image is not known"):
        type_4(FingerPosition.RIGHT_THUMB, unknown)
    with pytest.raises(ValueError, match="compression of the image is not known"):
        type_14(FingerPosition.RIGHT_THUMB, unknown, CAPTURE)
