"""What each two nations of a simulation agreed on: every stage of a question, and watching, both ways."""

from openbitmap.vocabulary import AgreementId, PartnerId

_HEADING = """AGREEMENT {agreement}
kind: pilot
title: Pilot of the simulated nations {one} and {other}
título: Piloto de las naciones simuladas {one} y {other}
phase: pilot
version: 1
in force: 2026-08-01 to 2027-07-31
breach notice: 24 hours

PARTY {one}
name: Nation {one}
contact: desk of {one}, desk@{one}.example

PARTY {other}
name: Nation {other}
contact: desk of {other}, desk@{other}.example

GOALS
1. Let simulated people be asked about.
"""

_CLAUSE = """
CLAUSE {number} permits
title: {title}
título: {title}
acts: {acts}
direction: {one} to {other}, {other} to {one}
purposes: border check, prison vetting, serious crime, identification
persons: third country traveller, prisoner, detainee, watchlisted
modalities: finger, name
galleries: watchlist, wanted, prison, encounter
fields: {fields}
{limits}
retention: {days} days
gate: {gate}
onward: never
answer within: 1 hour
"""

_CLAUSES = (
    ("1.1", "Question", "search", "reference, handling", "limit tp/tp: 1000 a day, 10 candidates", 0, "automatic"),
    ("1.2", "Answer", "answer", "reference, handling", "limit tp/tp: 1000 a day, 10 candidates", 30, "automatic"),
    ("2.1", "Images", "reference", "reference, handling, reference images", "limit: 1000 a day", 30, "officer"),
    ("3.1", "Personal data", "data", "reference, handling, names, nationality", "limit: 1000 a day", 90, "officer"),
    ("4.1", "Watch", "watch", "reference, handling, reference images, grounds", "limit: 1000 a day", 90, "officer"),
    ("4.2", "Notice", "notify", "reference, handling, encounters", "limit: 1000 a day", 90, "automatic"),
)
_KEYS = ("number", "title", "acts", "fields", "limits", "days", "gate")


def agreement_between(one: PartnerId, other: PartnerId) -> AgreementId:
    """Its name, whoever asks."""
    return AgreementId("-".join(("SIMULATION", *sorted((one, other)))))


def agreement_of(one: PartnerId, other: PartnerId) -> str:
    """The text that both sign."""
    parts = [_HEADING.format(one=one, other=other, agreement=agreement_between(one, other))]
    parts += [_CLAUSE.format(one=one, other=other, **dict(zip(_KEYS, row, strict=True))) for row in _CLAUSES]
    return "".join(parts)
