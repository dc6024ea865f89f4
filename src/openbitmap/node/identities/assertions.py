"""Whether two people's assertions can both be true: the one place where biographics of one person are compared.

Names go through `same_name` and the names library; everything else is a plain comparison of what was asserted, with
unknown parts left open.
"""

from enum import StrEnum

from openbitmap import names
from openbitmap.node.identities.model import Asserted, document_key


class Field(StrEnum):
    NAME = "name"
    BIRTH_DATE = "birth_date"
    NATIONALITY = "nationality"
    SEX = "sex"
    DOCUMENT = "document"


UNSTATED = frozenset({"", "XX", "XXX", "U", "X"})
"""What a sender writes where nothing was asserted: EBTS "U" and "X" for sex, "XX" for a country."""


WRITTEN_OTHERWISE = frozenset(
    {
        names.Kind.SAME,
        names.Kind.SPELLING,
        names.Kind.VARIANT,
        names.Kind.ALOUD,
        names.Kind.INITIAL,
        names.Kind.GLUED,
        names.Kind.ABSENT,
    }
)


def value_of(asserted: Asserted, field: Field) -> str:
    """What was asserted, as asserted; several documents stand one after another."""
    return {
        Field.NAME: asserted.name,
        Field.BIRTH_DATE: asserted.birth_date,
        Field.NATIONALITY: asserted.nationality,
        Field.SEX: asserted.sex,
        Field.DOCUMENT: ", ".join(asserted.documents),
    }[field]


def conflicts_between(one: Asserted, other: Asserted) -> tuple[Field, ...]:
    """Fields in which both assert something and both cannot be so."""
    differing = {
        Field.NAME: bool(one.name and other.name) and not _one_name_in_common(one, other),
        Field.BIRTH_DATE: not _same_date(one.birth_date, other.birth_date),
        Field.NATIONALITY: _differ(one.nationality, other.nationality),
        Field.SEX: _differ(one.sex, other.sex),
        Field.DOCUMENT: _documents_differ(one, other),
    }
    return tuple(field for field, differs in differing.items() if differs)


def same_name(one: str, other: str) -> bool:
    """One name written twice: order, spelling, script, initials and left-out words apart. A typing error, a nickname or
    another word is for people to decide, however likely the library finds it."""
    found = names.compare(one, other)
    return found.score >= names.THRESHOLD and all(pair.kind in WRITTEN_OTHERWISE for pair in found.pairs)


def _one_name_in_common(one: Asserted, other: Asserted) -> bool:
    return any(same_name(a, b) for a in (one.name, *one.aliases) for b in (other.name, *other.aliases))


def _same_date(one: str, other: str) -> bool:
    """YYYYMMDD; zeros, or a part left out, are unknown."""
    for start, end in ((0, 4), (4, 6), (6, 8)):
        a, b = one[start:end], other[start:end]
        if a.strip("0") and b.strip("0") and a != b:
            return False
    return True


def _differ(one: str, other: str) -> bool:
    a, b = one.strip().upper(), other.strip().upper()
    return a not in UNSTATED and b not in UNSTATED and a != b


def _documents_differ(one: Asserted, other: Asserted) -> bool:
    """Both show a document of one kind, and none of that kind has one number in common."""
    a, b = _by_kind(one.documents), _by_kind(other.documents)
    return any(a[kind].isdisjoint(b[kind]) for kind in a.keys() & b.keys())


def _by_kind(documents: tuple[str, ...]) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for document in documents:
        if key := document_key(document):
            kinds.setdefault(document.rpartition(" ")[0].casefold(), set()).add(key)
    return kinds
