"""Passports and national identity numbers of plausible form; every number begins with SYN, which no issuer uses."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

MARK = "SYN"
"""Prefix of every number of this world: a check at any door can tell practice papers from real ones."""


class PaperKind(StrEnum):
    PASSPORT = "passport"
    NATIONAL_ID = "national_id"


@dataclass(frozen=True)
class Paper:
    """One document: the issuing country (alpha-3), its number, and from when to when it holds."""

    kind: PaperKind
    country: str
    number: str
    issued: date
    expires: date


# Letters (A) and digits (9) of the passport numbers, as they commonly look; other countries: A9999999.
PASSPORT_FORMS = {
    "VEN": "999999999",
    "COL": "AA999999",
    "CHL": "A99999999",
    "PER": "999999999",
    "CUB": "A999999",
    "HTI": "AA9999999",
    "BRA": "AA999999",
    "CHN": "A99999999",
    "DOM": "AA9999999",
    "UKR": "AA999999",
    "RUS": "999999999",
    "MAR": "AA9999999",
}
NATIONAL_ID_FORMS = {
    "VEN": "V-99999999",
    "COL": "9999999999",
    "PER": "99999999",
    "BOL": "9999999",
    "ECU": "9999999999",
    "DOM": "999-9999999-9",
    "CUB": "99999999999",
    "BRA": "999.999.999-99",
    "HTI": "9999999999",
}
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


def issue_papers(rng: np.random.Generator, country: str, life: tuple[date, date]) -> tuple[Paper, ...]:
    """None to two documents of one country, issued between birth and today (`life`); one person in nine has none."""
    papers = []
    if rng.random() < 0.62:
        papers.append(_paper(rng, PaperKind.PASSPORT, country, life=life))
    if rng.random() < 0.72:
        papers.append(_paper(rng, PaperKind.NATIONAL_ID, country, life=life))
    return tuple(papers)


def chilean_check_digit(number: int) -> str:
    """The eleventh-modulus digit of a Chilean RUN: 0 to 9 or K."""
    total = sum(int(d) * (2 + i % 6) for i, d in enumerate(reversed(str(number))))
    return {10: "K", 11: "0"}.get(11 - total % 11, str(11 - total % 11))


def _paper(rng: np.random.Generator, kind: PaperKind, country: str, *, life: tuple[date, date]) -> Paper:
    born, as_of = life
    age = max((as_of - born).days, 1)
    issued = as_of - timedelta(days=int(rng.integers(1, min(age, 3600) + 1)))
    expires = issued + timedelta(days=3652 if age > 18 * 365 else 1826)
    return Paper(kind, country, MARK + _number(rng, kind, country), issued, expires)


def _number(rng: np.random.Generator, kind: PaperKind, country: str) -> str:
    if kind is PaperKind.NATIONAL_ID and country == "CHL":
        run = int(rng.integers(5_000_000, 27_000_000))
        return f"{run}-{chilean_check_digit(run)}"
    forms = PASSPORT_FORMS if kind is PaperKind.PASSPORT else NATIONAL_ID_FORMS
    return "".join(_character(rng, c) for c in forms.get(country, "A9999999"))


def _character(rng: np.random.Generator, form: str) -> str:
    if form == "9":
        return str(int(rng.integers(10)))
    if form == "A":
        return _LETTERS[int(rng.integers(len(_LETTERS)))]
    return form
