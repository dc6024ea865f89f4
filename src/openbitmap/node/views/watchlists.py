"""Watchlists as people may see them: lists with their counts, entries by what is due, one entry with all that is known.

Guards one promise: for a role that may not see what is discreet, no discreet entry is in any line, count or share here.
"""

from dataclasses import dataclass
from datetime import datetime

from openbitmap.node import search, watchlists
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.search import RemovalProof, ReverseSearch
from openbitmap.node.watchlists import (
    REMIND_BEFORE,
    Category,
    Deed,
    Entry,
    EntryId,
    EntryState,
    Evidence,
    Handling,
    Outcome,
    Precision,
)
from openbitmap.vocabulary import GalleryKind

_SQL = named_queries(__package__)
MOST_LINES = 200


@dataclass(frozen=True)
class ListCounts:
    """A list with what stands on it: `due` are reviews within two weeks or past, `members` people who stand in its
    gallery without an entry."""

    gallery: str
    title: str
    kind: GalleryKind
    active: int
    nominated: int
    due: int
    members: int


@dataclass(frozen=True)
class ListLine:
    counts: ListCounts
    precision: Precision


@dataclass(frozen=True)
class EntryFilter:
    """Words of the address; empty narrows nothing. `asked` is part of a name, a document or an entry's number."""

    on_list: str = ""
    state: EntryState | None = None
    due: bool = False
    asked: str = ""


@dataclass(frozen=True)
class EntryLine:
    entry: EntryId
    name: str
    category: Category
    evidence: Evidence | None
    handling: Handling
    state: EntryState
    review_at: datetime
    expires_at: datetime
    searchable: bool
    nominator: str


@dataclass(frozen=True)
class WatchlistDesk:
    """`waits` nominations wait for this person: those that somebody else nominated."""

    lists: tuple[ListLine, ...]
    entries: tuple[EntryLine, ...]
    waits: int
    due: int


@dataclass(frozen=True)
class SightingLine:
    """Somebody met who may be the person of an entry: where, when, and what people found."""

    encounter: str
    place: str
    met_at: datetime
    outcome: Outcome
    case: str | None
    settled_at: datetime | None


@dataclass(frozen=True)
class EntrySheet:
    """One entry with everything a desk needs; `fingers` can be searched, `proof` is there once its prints left the
    galleries."""

    entry: Entry
    title: str
    deeds: tuple[Deed, ...]
    sightings: tuple[SightingLine, ...]
    past: ReverseSearch | None
    proof: RemovalProof | None
    precision: Precision
    fingers: tuple[int, ...]


def watchlist_desk(
    tx: Transaction, principal: Principal, *, at: datetime, narrowed: EntryFilter | None = None
) -> WatchlistDesk:
    """The lists, and the entries that the filter leaves: what waits for a decision first, then by the next date."""
    wanted, discreet = narrowed or EntryFilter(), principal.may(Act.SEE_DISCREET)
    soon = at + REMIND_BEFORE
    counts = tx.all(_SQL["watchlists"], into=ListCounts, discreet=discreet, soon=soon)
    precision = watchlists.precision_by_list(tx, discreet=discreet)
    entries = tx.all(
        _SQL["watchlist_entries"],
        into=EntryLine,
        discreet=discreet,
        on_list=wanted.on_list,
        state=wanted.state.value if wanted.state else "",
        due=soon if wanted.due else None,
        asked=wanted.asked.strip(),
        limit=MOST_LINES,
    )
    return WatchlistDesk(
        tuple(ListLine(c, precision.get(c.gallery, Precision(0, 0))) for c in counts),
        tuple(entries),
        waits=tx.scalar(_SQL["nominations_waiting"], me=principal.name, discreet=discreet),
        due=sum(c.due for c in counts),
    )


def entry_sheet(tx: Transaction, principal: Principal, entry: EntryId) -> EntrySheet:
    """Raises Refused(NO_SUCH_THING)."""
    found = watchlists.entry_for(tx, entry, principal)
    discreet = principal.may(Act.SEE_DISCREET)
    past = search.reverse_searches_of(tx, entry)
    return EntrySheet(
        found,
        tx.scalar(_SQL["gallery_title"], gallery=found.list),
        tuple(watchlists.deeds_of(tx, entry)),
        sightings=tuple(tx.all(_SQL["entry_sightings"], into=SightingLine, entry=entry)),
        past=past[0] if past else None,
        proof=search.removal_proof(tx, found.encounter) if found.encounter else None,
        precision=watchlists.precision_by_list(tx, discreet=discreet).get(found.list, Precision(0, 0)),
        fingers=tuple(row[0] for row in tx.all(_SQL["comparable_fingers"], encounter=found.encounter)),
    )
