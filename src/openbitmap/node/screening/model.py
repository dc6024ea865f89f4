"""What is asked, what is found, and a lead: a likeness of names that a person looks at."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from openbitmap.names import Comparison
from openbitmap.names.mrz import asserted_key
from openbitmap.node.identities import Asserted
from openbitmap.node.watchlists import EntryId, Listing
from openbitmap.vocabulary import EncounterId

LeadId = NewType("LeadId", str)

WORTH_SHOWING = 0.05
"""Below it two names are hardly one person's: shown to nobody."""
WORTH_A_LEAD = 0.5
FOUND_AT_MOST = 200
"""Names that are compared; retrieval promises the true one among them."""


class Fit(StrEnum):
    """How a fact beside the name stands: it agrees, it does not, or one side says nothing."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNSAID = "unsaid"


@dataclass(frozen=True)
class NameQuery:
    """What is known of the person sought; a name, a document, or both."""

    name: str = ""
    birth_year: int | None = None
    nationality: str = ""
    document: str = ""


@dataclass(frozen=True)
class FiledName:
    """One name in the index: of an encounter, or of a watchlist entry."""

    name: int
    encounter: EncounterId | None
    entry: EntryId | None
    written: str
    birth_date: str
    nationality: str


@dataclass(frozen=True)
class NameHit:
    """A name found: by its likeness, by a document, or both. `comparison` is None where no name was asked for."""

    filed: FiledName
    comparison: Comparison | None
    document: str
    birth_year: Fit
    nationality: Fit
    listing: Listing | None = None

    @property
    def score(self) -> float:
        return self.comparison.score if self.comparison else 0.0

    @property
    def rank(self) -> tuple[bool, float, int, int]:
        """Documents first, then the name; what differs beside it only breaks ties."""
        fits = (self.birth_year, self.nationality)
        return bool(self.document), round(self.score, 2), fits.count(Fit.AGREES), -fits.count(Fit.DIFFERS)


@dataclass(frozen=True)
class NameHits:
    """Best first. `more` says that others were as like as the last one shown."""

    hits: tuple[NameHit, ...] = field(default=())
    more: bool = False


class LeadState(StrEnum):
    OPEN = "open"
    FOLLOWED = "followed"
    DISMISSED = "dismissed"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class Verdict:
    """What a person makes of a lead, with the reason in words."""

    follow: bool
    reason: str


@dataclass(frozen=True)
class Likeness:
    """Whose names are alike: the person met, the entry, both names as written, and how like they are."""

    encounter: EncounterId
    entry: EntryId
    met_as: str
    listed_as: str
    by_document: bool
    score: float


@dataclass(frozen=True)
class NameLead:
    """A likeness and what became of it. It is never an alert and colours nothing."""

    lead: LeadId
    likeness: Likeness
    raised_at: datetime
    state: LeadState
    settled_by: str | None = None
    reason: str | None = None
    settled_at: datetime | None = None


def written_names(asserted: Asserted) -> tuple[str, ...]:
    """The name and the aliases, each once, without blanks."""
    names = (asserted.name, *asserted.aliases)
    return tuple(dict.fromkeys(name for name in names if any(c.isalpha() for c in name)))


def document_numbers(asserted: Asserted) -> tuple[tuple[str, str], ...]:
    """Number and kind of each document; they are asserted as `KIND NUMBER`. Short numbers point to nobody."""
    found = []
    for text in asserted.documents:
        key = asserted_key(text)
        if len(key.number) >= 5:
            found.append((key.number, key.kind))
    return tuple(dict.fromkeys(found))


def year_of(birth_date: str) -> int | None:
    """The year of a birth date as asserted, by 2.022 or with dashes; None where it is zeros or missing."""
    match = re.match(r"(\d{4})", birth_date.strip())
    year = int(match[1]) if match else 0
    return year if year > 1800 else None


def year_fit(asked: int | None, birth_date: str) -> Fit:
    """One year beside is within what is asserted carelessly."""
    held = year_of(birth_date)
    if asked is None or held is None:
        return Fit.UNSAID
    return Fit.AGREES if abs(asked - held) <= 1 else Fit.DIFFERS


def nationality_fit(asked: str, held: str) -> Fit:
    """By code; a code of two letters and one of three cannot be told apart from two countries."""
    one, other = asked.strip().upper(), held.strip().upper()
    if not one or not other or len(one) != len(other):
        return Fit.UNSAID
    return Fit.AGREES if one == other else Fit.DIFFERS


def best_of(hits: Sequence[NameHit]) -> list[NameHit]:
    """Of several names of one encounter or entry the best, best first."""
    best: dict[tuple[str | None, str | None], NameHit] = {}
    for hit in sorted(hits, key=lambda h: h.rank, reverse=True):
        best.setdefault((hit.filed.encounter, hit.filed.entry), hit)
    return sorted(best.values(), key=lambda h: h.rank, reverse=True)
