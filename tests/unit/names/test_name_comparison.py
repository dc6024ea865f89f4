"""Names of one person and of two, across scripts, orders and spellings; explanations; figures that must hold."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openbitmap.lab import measure_pairs, read_pairs
from openbitmap.names import THRESHOLD, Flag, Kind, Order, compare, explain, parse

PAIRS = Path(__file__).parents[2] / "data" / "names"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Nicanor Álvarez Peña", "ALVAREZ PEÑA, NICANOR"),
        ("Abd al-Karim Haddad", "Abdulkarim Hadad"),
        ("Олександр Бойко", "Oleksandr Boiko"),
        ("Olexandr Boyko", "Alexander Boyko"),
        ("محمد الخطيب", "Mohd. Khatib"),
        ("Chen Mei Ling", "陈美玲"),
        ("Pyè Toussaint", "Pierre Tousen"),
        ("Ma. José Rivas Lugo", "María José Rivas"),
        ("Pepe Zamorano", "José Zamorano"),
        ("Inés de la Torre", "Ines Delatorre"),
    ],
)
def test_one_persons_spellings_are_alike(a: str, b: str) -> None:
    assert compare(a, b).score >= THRESHOLD


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Julián Zamorano", "Juliana Zamorano", Kind.GENDER),
        ("Marcela Zamorano", "Mariela Zamorano", Kind.LOOK_ALIKE),
        ("Ana María Zamorano", "Ana Marta Zamorano", Kind.LOOK_ALIKE),
        ("Nicanor Peña", "Nicanor Piña", Kind.LOOK_ALIKE),
        ("Hassan Zamorano", "Hussein Zamorano", Kind.DIFFERENT),
        ("Wang Xiaoming", "Wang Xiaohong", Kind.LOOK_ALIKE),
        ("Abdul Karim Khan", "Abdul Rahim Khan", Kind.DIFFERENT),
    ],
)
def test_near_misses_stay_apart(a: str, b: str, kind: Kind) -> None:
    compared = compare(a, b)
    assert compared.score < THRESHOLD
    assert kind in {pair.kind for pair in compared.pairs} or Kind.LOOK_ALIKE in {p.kind for p in compared.pairs}


def test_swapped_words_are_flagged_and_turned_surnames_are_not() -> None:
    swapped = compare("Rosa Quispe Mamani", "Rosa Mamani Quispe")
    assert swapped.order is Order.SWAPPED and Flag.SWAPPED in swapped.flags and swapped.score < THRESHOLD
    assert Flag.SWAPPED in compare("Yusuf Ibrahim", "Ibrahim Yusuf").flags
    turned = compare("Rosa Quispe Mamani", "Quispe Mamani Rosa")
    assert turned.order is Order.ROTATED and turned.flags == () and turned.score > 0.9


def test_every_line_is_explained_in_both_languages() -> None:
    compared = compare("Francisco Javier López Mora", "Paco Lopes Mora")
    assert next(pair.kind for pair in compared.pairs) is Kind.NICKNAME
    english, spanish = explain(compared, "en"), explain(compared, "es")
    assert len(english) == len(spanish) == 4
    assert english[0] == "francisco = paco: short form of the name (says little)"
    assert spanish[1].startswith("javier: solo está en uno de los nombres")


def test_a_trace_sees_the_alignment() -> None:
    seen = []
    compare("Ana Torres", "Ana Flores", trace=seen.append)
    assert [len(alignment.links) for alignment in seen] == [2]


def test_nothing_is_like_nothing() -> None:
    for text in ("", "  ", "123", "--", "الله" * 0):
        assert compare(text, "Ana Torres").score == 0.0


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_compares_the_same_both_ways(a: str, b: str) -> None:
    forth, back = compare(a, b), compare(b, a)
    assert 0.0 <= forth.score <= 1.0
    assert forth.score == back.score and set(forth.flags) == set(back.flags)
    assert len(parse(a).tokens) <= 12


@pytest.mark.parametrize(("name", "auc", "errors"), [("adversarial", 0.985, 14), ("fresh", 0.97, 6)])
def test_development_pairs_stay_told_apart(name: str, auc: float, errors: int) -> None:
    figures = measure_pairs(read_pairs((PAIRS / f"{name}.csv").read_text("utf-8")), time.process_time)
    assert figures.auc is not None and figures.auc >= auc
    assert figures.errors <= errors
