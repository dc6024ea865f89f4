"""The lossless layer: records hold every byte as written."""

import pytest

from itl_examples import SEEDS, header, rapid_search
from openbitmap.itl import Field, Form, Record, assemble, compose, join, read, type_2, write


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.__name__)
def test_records_put_together_are_the_file_again(seed) -> None:
    data = write(seed())
    transaction = read(data).transaction
    assert transaction is not None
    assert join(transaction.records) == data
    assert write(transaction) == data


def test_every_field_knows_its_place_in_the_file() -> None:
    data = write(rapid_search())
    transaction = read(data).transaction
    assert transaction is not None
    for record in transaction.records:
        for field in record.fields:
            assert field.offset is not None
            assert data[field.offset : field.offset + len(field.encoded())] == field.encoded()


def test_odd_writing_is_kept_as_written() -> None:
    """Old tag form, fields out of order, a repeated and an unknown field: same bytes after reading."""
    text = b"2.1:0\x1d2.002:00\x1d2.034:00\x1d2.018:DOE,J\x1d2.034:UC\x1d2.7777:x\x1c"
    data = b"1.01:56\x1d1.02:0200\x1d1.03:1\x1f1\x1e2\x1f00\x1d1.04:CAR\x1d1.05:19990101\x1c" + text
    transaction = read(data).transaction
    assert transaction is not None
    assert write(transaction) == data


def test_a_value_is_text_subfields_and_number() -> None:
    field = Field(14, 21, b"2\x1f10\x1f20\x1e3\x1f30\x1f40", b"14.021")
    assert field.name == "14.021"
    assert field.subfields == (("2", "10", "20"), ("3", "30", "40"))
    assert field.integer is None
    assert Field(14, 6, b"804", b"14.006").integer == 804
    assert Field(4, 6, b"\x03\x24").integer == 804


def test_text_that_is_not_utf8_reads_as_latin_1() -> None:
    assert Field(2, 18, "MUÑOZ".encode("latin-1"), b"2.018").text == "MUÑOZ"
    assert Field(2, 18, "MUÑOZ".encode(), b"2.018").text == "MUÑOZ"


def test_assembling_computes_contents_and_lengths_anew() -> None:
    transaction = compose(header(), [type_2({"ATN": "A B"})])
    longer = Record(2, (*transaction.records[1].fields, Field(2, 88, b"MORE", b"2.088")), Form.TAGGED)
    data = join(assemble(type(transaction)((transaction.header, longer, longer))).records)
    reading = read(data)
    assert [finding.code for finding in reading.findings] == []
    assert reading.transaction is not None
    assert [record.type for record in reading.transaction.records] == [1, 2, 2]
