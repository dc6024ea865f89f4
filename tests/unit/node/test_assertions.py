"""What counts as a conflict between two assertions of one person: both say something, and both cannot be so."""

import pytest

from openbitmap.node import identities
from openbitmap.node.identities import Asserted, Field


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ROJAS,MARIA", "MARIA ROJAS", True),
        ("ROJAS,MARÍA", "rojas,maria", True),
        ("ROJAS,MARIA", "ROJAS SOTO,MARIA", True),
        ("Мария Рохас", "ROJAS,MARIA", True),
        ("ROJAS,MARIA", "ROXAS,MARIA", False),  # likely a typing error: people say so
        ("ROJAS,MARIA", "SOTO,ANA", False),
    ],
)
def test_a_name_written_otherwise_is_no_conflict_and_a_likely_typing_error_is(one: str, other: str, same: bool) -> None:
    assert identities.same_name(one, other) is same
    found = identities.conflicts_between(Asserted(one), Asserted(other))
    assert found == (() if same else (Field.NAME,))


def test_an_alias_that_was_asserted_is_no_conflict() -> None:
    one, other = Asserted("ROJAS,MARIA", aliases=("SOTO,ANA",)), Asserted("SOTO,ANA")
    assert identities.conflicts_between(one, other) == ()


@pytest.mark.parametrize(
    ("one", "other", "conflicts"),
    [
        ("19900102", "19900102", False),
        ("19900102", "19900000", False),  # day and month unknown
        ("19900102", "", False),
        ("19900102", "19900201", True),
        ("19900102", "1991", True),
    ],
)
def test_unknown_parts_of_a_birth_date_are_left_open(one: str, other: str, conflicts: bool) -> None:
    found = identities.conflicts_between(Asserted("", birth_date=one), Asserted("", birth_date=other))
    assert found == ((Field.BIRTH_DATE,) if conflicts else ())


def test_what_was_not_stated_conflicts_with_nothing() -> None:
    stated = Asserted("", sex="F", nationality="CL", documents=("passport P-1",))
    for silent in (Asserted(""), Asserted("", sex="U", nationality="XX", documents=("visa 7",))):
        assert identities.conflicts_between(stated, silent) == ()
    other = Asserted("", sex="M", nationality="PE", documents=("passport P-2", "passport P-3"))
    assert set(identities.conflicts_between(stated, other)) == {Field.SEX, Field.NATIONALITY, Field.DOCUMENT}
    renewed = Asserted("", documents=("passport p1", "passport P-3"))
    assert identities.conflicts_between(stated, renewed) == ()
