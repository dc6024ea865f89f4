"""The golden instruments of docs/agreements: each is readable, says what its decisions file holds, and is written in
its canonical form but for comments."""

from pathlib import Path

import pytest

from openbitmap.instruments import (
    Book,
    Effect,
    Instrument,
    Remark,
    Standing,
    check,
    decide,
    digest,
    expectations,
    parse,
    render,
    said_decision,
)
from openbitmap.vocabulary import SearchKind

FOLDER = Path(__file__).parents[2] / "docs" / "agreements"
NAMES = sorted(path.stem for path in FOLDER.glob("*.agreement"))
DECISIONS = sorted(path.stem for path in FOLDER.glob("*.decisions"))
EVERY_KIND = len(SearchKind)


def read(name: str) -> Instrument:
    return parse((FOLDER / f"{name}.agreement").read_text("utf-8"))


def book_of(*names: str) -> Book:
    instruments = [read(name) for name in names]
    return Book(Standing(i, digest(i), signed_by=i.partners) for i in instruments)


def test_every_instrument_has_its_decisions() -> None:
    assert len(NAMES) == 5, NAMES
    assert sorted([*NAMES, "register"]) == DECISIONS


@pytest.mark.parametrize("name", DECISIONS)
def test_it_decides_as_written(name: str) -> None:
    book = book_of(*(NAMES if name == "register" else [name]))
    text = (FOLDER / f"{name}.decisions").read_text("utf-8")
    asked = list(expectations(text))
    assert len(asked) >= 5
    wrong = [
        f"{name}.decisions line {e.line}: expected {e.answer!r}, decided {found!r}"
        for e in asked
        if (found := said_decision(decide(book, e.question, at=e.at, case=e.case))) != e.answer
    ]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_it_is_its_own_canonical_text_but_for_comments(name: str) -> None:
    text = (FOLDER / f"{name}.agreement").read_text("utf-8")
    said = [line for line in text.splitlines() if line and not line.startswith("#")]
    canonical = [line for line in render(read(name)).splitlines() if line]
    assert said == canonical
    assert parse(render(read(name))) == read(name)


def test_nothing_in_them_permits_nobody_or_lets_scores_out() -> None:
    remarks = {(name, finding.remark) for name in NAMES for finding in check(read(name))}
    assert remarks == {("letter-of-intent", Remark.ONE_SIDED)}


def test_the_treaty_limits_searches_as_the_only_public_annex_does() -> None:
    """Austria-US implementing arrangement, article 9 (requirements, 4.5): per day per party, and candidates."""
    clause = read("treaty").clause("4.1")
    assert clause is not None
    limits = {limit.kind: (limit.per_day, limit.candidates) for limit in clause.limits}
    assert limits == {
        SearchKind.TP_TP: (100, 1),
        SearchKind.TP_UL: (100, 5),
        SearchKind.PP_ULP: (100, 5),
        SearchKind.LT_TP: (20, 10),
        SearchKind.LP_PP: (20, 5),
        SearchKind.LT_UL: (5, 5),
        SearchKind.LP_ULP: (5, 5),
    }
    assert len(limits) == EVERY_KIND
    permitting = [c for c in read("treaty").clauses if c.effect is Effect.PERMITS]
    assert all(c.conditions.individual for c in permitting), "individual cases only (R46)"
    assert {c.conditions.answer_hours for c in permitting} <= {24, 72}
    assert read("treaty").breach_hours == 24
