"""Instruments of the tests: a pilot between two nations in which every act is permitted both ways, and narrower ones.

Nobody signed anything like them; their parties, contacts and numbers are invented.
"""

from dataclasses import replace
from datetime import date

from openbitmap.instruments import Clause, Edition, Instrument, Term, parse, render
from openbitmap.vocabulary import Digest

_CLAUSE = """
CLAUSE {number} permits
title: {title}
título: {title}
acts: {acts}
direction: {one} to {other}, {other} to {one}
purposes: border check, prison vetting, serious crime, terrorism, identification
persons: third country traveller, prisoner, detainee, watchlisted, own national, partner national
modalities: finger, face, iris, name
galleries: watchlist, wanted, prison, encounter
fields: {fields}
{limits}
retention: {days} days
gate: {gate}
onward: {onward}
answer within: 24 hours
"""

_HEADING = """
AGREEMENT {name}
kind: pilot
title: Pilot of the tests between {one} and {other}
título: Piloto de las pruebas entre {one} y {other}
phase: pilot
version: 1
in force: {first} to {last}
breach notice: 24 hours

PARTY {one}
name: Nation {one} of the tests
contact: desk of {one}, desk@{one}.example

PARTY {other}
name: Nation {other} of the tests
contact: desk of {other}, desk@{other}.example

GOALS
1. Let the tests exchange whatever a clause can name.
"""

_KINDS = ("tp/tp", "tp/ul", "pp/ulp", "lt/tp", "lp/pp", "lt/ul", "lp/ulp")
_SEARCHES = "\n".join(f"limit {kind}: 10000 a day, 20 candidates" for kind in _KINDS)
_OTHERS = "limit: 10000 a day"

# number, title, acts, fields, limits, days of retention, gate, onward
_CLAUSES = (
    ("1.1", "Question", "search", "reference, handling", _SEARCHES, 0, "automatic", "never"),
    ("1.2", "Answer", "answer", "reference, handling", _SEARCHES, 30, "automatic", "never"),
    (
        "2.1",
        "Reference images",
        "reference",
        "reference, handling, reference images, face",
        _OTHERS,
        30,
        "automatic",
        "never",
    ),
    (
        *("3.1", "Personal data", "data"),
        "reference, handling, face, names, birth, nationality, documents, encounters, grounds",
        *(_OTHERS, 90, "officer", "with consent"),
    ),
    (
        *("4.1", "Watching", "watch"),
        "reference, handling, reference images, names, birth, nationality, grounds",
        *(_OTHERS, 365, "automatic", "never"),
    ),
    (
        *("4.2", "Notice", "notify"),
        "reference, handling, names, birth, nationality, encounters, grounds",
        *(_OTHERS, 30, "automatic", "never"),
    ),
    ("5.1", "Keeping", "retain", "reference, handling, reference images, face", _OTHERS, 90, "officer", "never"),
)

FIRST, LAST = "2026-08-01", "2027-07-31"


def pilot_text(
    one: str = "CL", other: str = "US", *, first: str = FIRST, last: str = LAST, name: str = "TEST-PILOT"
) -> str:
    """Both directions, every act but passing on, finger, face, iris and name; no templates and no scores."""
    parts = [_HEADING.format(name=name, one=one, other=other, first=first, last=last)]
    keys = ("number", "title", "acts", "fields", "limits", "days", "gate", "onward")
    for row in _CLAUSES:
        parts.append(_CLAUSE.format(one=one, other=other, **dict(zip(keys, row, strict=True))))
    return "\n".join(parts)


PILOT = pilot_text()
"""The default: CL and US, from August 2026 to July 2027."""


def lasting_until(text: str, last: date) -> str:
    """The same instrument with another last day."""
    instrument = parse(text)
    return render(replace(instrument, term=Term(instrument.term.first, last)))


def without_clause(text: str, *numbers: str) -> str:
    """The same instrument without these clauses."""
    instrument = parse(text)
    return render(replace(instrument, clauses=tuple(c for c in instrument.clauses if c.number not in numbers)))


def with_daily_limit(text: str, number: str, per_day: int) -> str:
    """The same instrument; one clause allows so many a day, of every kind."""
    instrument = parse(text)
    return render(replace(instrument, clauses=tuple(_limited(c, number, per_day) for c in instrument.clauses)))


def amended(instrument: Instrument, replaces: str, **changes: object) -> str:
    """The next version of an instrument, naming the hash that it replaces."""

    edition = Edition(instrument.edition.version + 1, Digest(replaces))
    return render(replace(instrument, edition=edition, **changes))  # type: ignore[arg-type]  # fields by name


def _limited(clause: Clause, number: str, per_day: int) -> Clause:
    if clause.number != number:
        return clause
    return replace(clause, limits=tuple(replace(limit, per_day=per_day) for limit in clause.limits))
