"""Zones by the specimens of ICAO 9303, written and read; every fault in its place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openbitmap.names.mrz import (
    DocumentKey,
    Fault,
    Format,
    Holder,
    MrzDate,
    Zone,
    asserted_key,
    document_key,
    read_mrz,
    write_mrz,
)

SPECIMENS = {
    Format.TD3: "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
    Format.TD1: "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    Format.TD2: "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6",
    Format.MRVA: "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<",
    Format.MRVB: "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<",
}


@pytest.mark.parametrize("kind", Format)
def test_a_specimen_reads_and_writes_as_printed(kind: Format) -> None:
    reading = read_mrz(SPECIMENS[kind])
    assert reading.sound and reading.zone is not None
    assert (reading.zone.format, reading.zone.holder.name) == (kind, "ANNA MARIA ERIKSSON")
    assert reading.zone.issuer == "UTO" and not reading.zone.holder.truncated
    assert write_mrz(reading.zone) == SPECIMENS[kind]


@pytest.mark.parametrize("kind", [Format.TD1, Format.TD2])
def test_a_number_longer_than_nine_goes_on(kind: Format) -> None:
    holder = Holder("STEVENSON", "PETER", "UTO", MrzDate("34", "07", "12"), "M")
    zone = Zone(kind, "I", "UTO", "D23145890734", holder, MrzDate("95", "07", "12"))
    reading = read_mrz(write_mrz(zone))
    assert reading.sound and reading.zone == zone


@pytest.mark.parametrize(
    ("line", "column", "letter", "fault", "field"),
    [
        (2, 1, "M", Fault.CHECK_DIGIT, "number"),
        (2, 10, "7", Fault.CHECK_DIGIT, "number"),
        (2, 15, "9", Fault.CHECK_DIGIT, "birth"),
        (2, 44, "9", Fault.CHECK_DIGIT, "composite"),
        (2, 21, "Q", Fault.SEX, "sex"),
        (1, 6, "?", Fault.CHARACTER, "names"),
        (2, 16, "9", Fault.DATE, "birth"),
    ],
)
def test_a_fault_is_named_by_line_and_column(line: int, column: int, letter: str, fault: Fault, field: str) -> None:
    lines = [list(text) for text in SPECIMENS[Format.TD3].splitlines()]
    lines[line - 1][column - 1] = letter
    found = read_mrz("\n".join("".join(text) for text in lines)).findings
    assert (fault, field) in {(f.fault, f.field) for f in found}
    if fault in (Fault.SEX, Fault.CHARACTER):
        assert (line, column) in {(f.line, f.column) for f in found if f.fault is fault}


def test_what_people_paste_is_forgiven() -> None:
    typed = "  p<utoeriksson<<anna<maria<<<<<<<<<<<<<<<<<<<  \r\n\r\n L898902C36UTO 7408122F1204159ZE184226B<<<<<10 "
    assert read_mrz(typed).sound
    assert read_mrz(SPECIMENS[Format.TD1].replace("\n", "")).sound
    assert read_mrz("not a zone").zone is None
    assert read_mrz("").findings[0].fault is Fault.UNKNOWN_FORM


def test_a_line_too_short_is_read_and_said() -> None:
    reading = read_mrz(SPECIMENS[Format.TD3].replace("<10", "10"))
    assert reading.zone is not None and reading.zone.number == "L898902C3"
    assert Fault.WIDTH in {f.fault for f in reading.findings}


def test_names_without_room_are_cut_and_marked() -> None:
    holder = Holder("DE LA FUENTE ECHEVERRÍA", "María de los Ángeles Concepción", "CHL", MrzDate("85", "05", ""), "F")
    reading = read_mrz(write_mrz(Zone(Format.TD1, "ID", "CHL", "A1234567", holder, MrzDate("30", "01", "01"))))
    assert reading.zone is not None and reading.sound
    assert reading.zone.holder.truncated and reading.zone.holder.surname == "DE LA FUENTE ECHEVERRIA"
    assert reading.zone.holder.birth == MrzDate("85", "05", "")


def test_the_century_is_the_callers() -> None:
    assert MrzDate("74", "08", "12").years(latest=2026) == (1974, 1874)
    assert MrzDate("12", "01", "01").years(latest=2026) == (2012, 1912)
    assert MrzDate.of("<<0101").years(latest=2026) == ()


def test_a_document_is_one_key_however_it_is_written() -> None:
    assert document_key("12.345.678-k", kind="I", issuer="CHL") == DocumentKey("I", "CHL", "12345678K")
    assert document_key("syn 123").meets(document_key("SYN-123", kind="P"))
    assert not document_key("SYN123", issuer="PER").meets(document_key("SYN123", issuer="CHL"))
    assert not document_key("").meets(document_key(""))
    assert asserted_key(" cédula Ñ-12.345 ") == document_key("ñ12345", kind="CÉDULA")
    assert asserted_key("12345").number == "12345" and asserted_key("-").number == ""


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="AB<>0129 \néß", max_size=100))
def test_no_text_breaks_the_reader(text: str) -> None:
    reading = read_mrz(text)
    assert reading.zone is not None or reading.findings
    assert all(f.line >= 1 and f.column >= 1 for f in reading.findings)
