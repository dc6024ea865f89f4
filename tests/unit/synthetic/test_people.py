"""Synthetic people: repeatable, of valid names and ages, marked as synthetic, able to come back as somebody else."""

import hashlib
import re
from datetime import date

import pytest

from openbitmap.synthetic.people import (
    COUNTRIES,
    MARK,
    POSTS,
    Culture,
    Name,
    PaperKind,
    Sex,
    assumed_identity,
    chilean_check_digit,
    people,
    person,
)

TODAY = date(2026, 3, 1)
CROWD = tuple(people(11, 800, as_of=TODAY))


def test_same_seed_gives_the_same_people() -> None:
    assert CROWD[:50] == tuple(people(11, 50, as_of=TODAY))
    assert CROWD[37] == person(11, 37, as_of=TODAY) == next(people(11, 1, as_of=TODAY, first=37))
    assert CROWD[:50] != tuple(people(12, 50, as_of=TODAY))


def test_people_are_the_pinned_ones() -> None:
    text = "\n".join(repr(p) for p in CROWD[:100])
    assert (
        hashlib.sha256(text.encode()).hexdigest() == "e870b64c3b26b3543cb0318a1cb9d211677a1422b4d79bfec21a218a8c1e1021"
    )


def test_names_have_two_parts_and_survive_the_ebts_alphabet() -> None:
    for someone in CROWD:
        for name in (someone.identity.name, *someone.identity.aliases):
            assert name.given and name.surname
            assert re.fullmatch(r"[A-Z][A-Z' -]*,[A-Z][A-Z' -]*", name.ebts), name
            assert len(name.ebts) <= 30


def test_accents_and_particles() -> None:
    assert Name("María José", "Núñez de la Peña").ebts == "NUNEZ DE LA PENA,MARIA JOSE"
    hispanic = [p for p in CROWD if p.identity.nationality in ("VEN", "COL", "CHL", "PER", "BOL")]
    double = sum(" " in p.identity.name.surname for p in hispanic)
    assert double > 0.85 * len(hispanic)
    assert any(p.identity.name.surname.startswith("de ") for p in hispanic)


def test_aliases_are_other_spellings_of_the_same_person() -> None:
    with_alias = [p for p in CROWD if p.identity.aliases]
    assert 0.3 < len(with_alias) / len(CROWD) < 0.6
    assert all(p.identity.name not in p.identity.aliases for p in with_alias)


def test_every_culture_and_both_sexes_occur() -> None:
    culture = {c.code: c.culture for c in COUNTRIES}
    assert {culture[p.identity.nationality] for p in CROWD} == set(Culture)
    assert {p.sex for p in CROWD} == set(Sex)


def test_ages_run_from_infants_to_the_old_and_minors_are_among_them() -> None:
    ages = [p.age(TODAY) for p in CROWD]
    assert min(ages) < 5
    assert max(ages) > 60
    assert 0.06 < sum(p.is_minor(TODAY) for p in CROWD) / len(CROWD) < 0.2
    assert all(p.identity.birth_date < TODAY for p in CROWD)


def test_papers_are_marked_and_valid_within_the_life() -> None:
    papers = [(p, paper) for p in CROWD for paper in p.identity.papers]
    assert len(papers) > len(CROWD) / 2
    for someone, paper in papers:
        assert paper.number.startswith(MARK)
        assert someone.identity.birth_date <= paper.issued <= TODAY
        assert paper.issued < paper.expires
    assert any(not p.identity.papers for p in CROWD)


@pytest.mark.parametrize(("number", "digit"), [(12345678, "5"), (11111111, "1"), (6, "K")])
def test_chilean_check_digit(number: int, digit: str) -> None:
    assert chilean_check_digit(number) == digit


def test_chilean_numbers_carry_their_check_digit() -> None:
    papers = [q for p in CROWD for q in p.identity.papers if (q.country, q.kind) == ("CHL", PaperKind.NATIONAL_ID)]
    assert papers
    for paper in papers:
        number, digit = paper.number.removeprefix(MARK).split("-")
        assert chilean_check_digit(int(number)) == digit


def test_routes_run_forward_in_time_over_known_posts() -> None:
    for someone in CROWD:
        days = [stop.on for stop in someone.route]
        assert days == sorted(days)
        assert days[-1] < TODAY
        assert all(stop.post in POSTS for stop in someone.route)
    assert len({post.code for post in POSTS}) == len(POSTS)
    assert all(len(post.code) == 9 for post in POSTS)


def test_a_person_can_come_back_under_new_names_and_papers() -> None:
    for someone in CROWD[:60]:
        first, second = (assumed_identity(someone, n, as_of=TODAY) for n in (1, 2))
        assert first == assumed_identity(someone, 1, as_of=TODAY)
        assert len({first.name, second.name, someone.identity.name}) == 3
        assert first.birth_date != someone.identity.birth_date
        assert first.birth_date < TODAY
        assert not set(first.papers) & set(someone.identity.papers)
    with pytest.raises(ValueError, match="from 1"):
        assumed_identity(CROWD[0], 0, as_of=TODAY)
