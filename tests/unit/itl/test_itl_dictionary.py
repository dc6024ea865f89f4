"""The tables themselves: complete, ordered, and consistent with what reads them."""

import re

import pytest

from openbitmap.itl import KNOWN_TYPES, RECORDS, REPOSITORY_NAMES, Form

LAYOUTS = list(RECORDS.values())


def test_the_record_types_of_the_main_job_have_tables() -> None:
    assert {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 17, 98, 99} <= KNOWN_TYPES
    assert set(RECORDS) - KNOWN_TYPES == {11, 12, 16, 18, 19, 20, 21, 22}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: f"type-{layout.type}")
def test_fields_are_numbered_named_and_traced_to_a_clause(layout) -> None:
    numbers = [field.number for field in layout.fields]
    assert numbers == sorted(set(numbers))
    assert numbers[0] == 1
    mnemonics = [field.mnemonic for field in layout.fields]
    assert len(set(mnemonics)) == len(mnemonics) or layout.type == 9, "only Type-9 names legacy and M1 fields alike"
    for field in layout.fields:
        assert re.fullmatch(r"[A-Z0-9]{2,4}", field.mnemonic)
        assert field.name
        assert re.fullmatch(r"8\.\d+\.\d+|EBTS C, 2\.\d{3,4}", field.clause)
        assert field.occurs[1] is None or field.occurs[0] <= field.occurs[1]
        assert field.length[1] is None or field.length[0] <= field.length[1]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: f"type-{layout.type}")
def test_only_the_last_item_may_repeat_and_codes_fit_lengths(layout) -> None:
    for field in layout.fields:
        assert not any(item.repeats for item in field.items[:-1])
        for value in (field, *field.items):
            if value.codes is not None and layout.form is Form.TAGGED:
                assert any(value.length[0] <= len(code) <= (value.length[1] or 99) for code in value.codes)


def test_binary_headers_have_fixed_widths_and_end_in_data() -> None:
    widths = {
        layout.type: sum(field.length[0] for field in layout.fields) for layout in LAYOUTS if layout.form is Form.BINARY
    }
    assert widths == {3: 18, 4: 18, 5: 18, 6: 18, 7: 5, 8: 12}
    for layout in LAYOUTS:
        if layout.form is Form.BINARY:
            assert layout.fields[-1].length == (0, None)
            assert all(field.length[0] == field.length[1] for field in layout.fields[:-1])


WELL_KNOWN = (
    (1, "TCR", 10), (2, "NAM", 18), (2, "NDR", 98), (2, "MSG", 60), (10, "SAP", 13), (14, "AMP", 18), (14, "SEG", 21),
    (14, "NQM", 22), (14, "SQM", 23), (14, "FQM", 24), (17, "ELR", 3), (98, "ALF", 900), (99, "BFO", 103),
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "mnemonic", "number"),
    WELL_KNOWN,
)
def test_well_known_fields_stand_where_everybody_knows_them(kind: int, mnemonic: str, number: int) -> None:
    assert RECORDS[kind].number_of(mnemonic) == number


def test_fields_of_the_requirements_are_in_the_type_2_dictionary() -> None:
    wanted = [
        "RET",
        "ATN",
        "NAM",
        "AKA",
        "RFP",
        "SRF",
        "CAN",
        "IMA",
        "RAP",
        "AMP",
        "NOT",
        "RPR",
        "NDR",
        "POB",
        "CTZ",
        "DOB",
        "SEX",
        "RAC",
        "HGT",
        "WGT",
        "EYE",
        "HAI",
        "CRI",
        "MSG",
    ]
    assert [mnemonic for mnemonic in wanted if RECORDS[2].number_of(mnemonic) is None] == []


def test_repositories_are_those_of_the_requirements() -> None:
    assert sorted(REPOSITORY_NAMES) == [1, 2, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]
