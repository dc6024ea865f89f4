"""Reads and writes the tables `watchlist_entry`, `watchlist_claim`, `watchlist_act` and `watchlist_reminder`."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from openbitmap.node.database import Row, Transaction, named_queries
from openbitmap.node.identities import Asserted
from openbitmap.node.watchlists.kinds import (
    REMIND_BEFORE,
    Category,
    EntryState,
    Evidence,
    Handling,
    Reliability,
    Standard,
)
from openbitmap.node.watchlists.model import (
    Claim,
    Clocks,
    Entry,
    EntryId,
    Grounds,
    Instructions,
    Life,
    Listing,
    Nomination,
    Subject,
    canonical,
)
from openbitmap.node.watchlists.transitions import EntryAct
from openbitmap.vocabulary import EncounterId

_SQL = named_queries(__package__)
MOST_AT_ONCE = 100
"""Entries that one look at the clock ends or announces: the ledger is held for as long."""


@dataclass(frozen=True)
class Deed:
    """One line of an entry's history; `log_position` is the ledger entry that says so."""

    entry: EntryId
    log_position: int
    act: EntryAct
    actor: str
    reason: str
    done_at: datetime


def content_of(nomination: Nomination) -> str:
    """The same content, the same digest: what makes a repeated nomination or import harmless."""
    return hashlib.sha256(json.dumps(canonical(nomination), sort_keys=True).encode()).hexdigest()


def insert_entry(tx: Transaction, entry: Entry, *, replaces: EntryId | None = None) -> None:
    n = entry.nomination
    told, grounds = asdict(n.subject.asserted), n.grounds
    tx.run(
        _SQL["insert_entry"],
        entry=entry.entry,
        list=n.list,
        originator=n.originator,
        encounter=n.subject.encounter,
        prints=n.subject.prints,
        category=grounds.category,
        legal_basis=grounds.legal_basis,
        standard=grounds.standard,
        state=entry.state,
        nominator=entry.life.nominator,
        nominated_at=entry.life.nominated_at,
        content=content_of(n),
        replaces=replaces,
        **asdict(n.instructions),
        **asdict(n.clocks),
        **told | {"aliases": list(told["aliases"]), "documents": list(told["documents"])},
    )
    for number, claim in enumerate(grounds.claims):
        tx.run(_SQL["insert_claim"], entry=entry.entry, number=number, **asdict(claim))


def entries_named(tx: Transaction, entries: Sequence[EntryId]) -> dict[EntryId, Entry]:
    """Those that exist, with their claims."""
    if not entries:
        return {}
    names = list(entries)
    claims: dict[str, list[Claim]] = {}
    for entry, *claim in tx.all(_SQL["claims"], entries=names):
        evidence, source, reliability, statement = claim
        claims.setdefault(entry, []).append(Claim(Evidence(evidence), source, Reliability(reliability), statement))
    rows = tx.all(_SQL["entries"], entries=names)
    return {row[0]: _entry(row, tuple(claims.get(row[0], ()))) for row in rows}


def _entry(row: Row, claims: tuple[Claim, ...]) -> Entry:
    """Columns of the query `entries`, in its order: three of the entry, then subject, grounds, handling, life."""
    entry, on_list, originator = row[0:3]
    name, aliases, birth_date, sex, nationality, documents, encounter, prints = row[3:11]
    category, legal_basis, standard = row[11:14]
    code, contact, caveat, tell_subject = row[14:18]
    told = Asserted(name, tuple(aliases), birth_date, sex, nationality, tuple(documents))
    return Entry(
        entry,
        Nomination(
            on_list,
            originator,
            Subject(told, encounter, prints),
            grounds=Grounds(Category(category), claims, legal_basis, Standard(standard)),
            instructions=Instructions(Handling(code), contact, caveat, tell_subject),
            clocks=Clocks(*row[18:20]),
        ),
        Life(EntryState(row[20]), *row[21:26]),
    )


def lock_nominations(tx: Transaction) -> None:
    """Held to the end of the transaction."""
    tx.scalar(_SQL["lock_nominations"])


def standing_with(tx: Transaction, contents: Sequence[str]) -> dict[str, EntryId]:
    """By content, the entries nominated or active with it."""
    return dict(tx.all(_SQL["standing_contents"], contents=list(contents)))


def advance(tx: Transaction, entry: Entry, life: Life) -> bool:
    """Conditional: False where somebody else was first."""
    return bool(
        tx.run(
            _SQL["advance"],
            entry=entry.entry,
            before=entry.state,
            after=life.state,
            approver=life.approver,
            approved_at=life.approved_at,
            ended_at=life.ended_at,
        )
    )


def set_clocks(tx: Transaction, entry: EntryId, clocks: Clocks) -> None:
    tx.run(_SQL["set_clocks"], entry=entry, **asdict(clocks))


def set_encounter(tx: Transaction, entry: EntryId, encounter: EncounterId) -> bool:
    """False where the entry ended, or ends just now: nothing may find it then."""
    return bool(tx.run(_SQL["set_encounter"], entry=entry, encounter=encounter))


def hold_in_force(tx: Transaction, entry: EntryId) -> bool:
    """Whether an entry is in force; if so it cannot end before the transaction does. Ask before the ledger is taken."""
    return bool(tx.all(_SQL["hold_in_force"], entry=entry))


def lock_entries(tx: Transaction, entries: Sequence[EntryId]) -> None:
    """Several that shall change together, held to the end of the transaction."""
    tx.all(_SQL["lock_entries"], entries=list(entries))


def insert_deed(tx: Transaction, deed: Deed) -> None:
    tx.run(_SQL["insert_act"], **asdict(deed))


def deeds_of(tx: Transaction, entry: EntryId) -> list[Deed]:
    """Oldest first."""
    return tx.all(_SQL["acts"], into=Deed, entry=entry)


def entries_due(tx: Transaction, at: datetime) -> list[EntryId]:
    """Held to the end of the transaction."""
    return [EntryId(row[0]) for row in tx.all(_SQL["entries_due"], at=at, most=MOST_AT_ONCE)]


def reviews_due(tx: Transaction, at: datetime, *, within: timedelta = REMIND_BEFORE) -> list[EntryId]:
    """Not announced yet."""
    return [EntryId(row[0]) for row in tx.all(_SQL["reviews_due"], before=at + within, most=MOST_AT_ONCE)]


def note_reminder(tx: Transaction, entry: EntryId, *, at: datetime) -> bool:
    """False where it was announced before."""
    return bool(tx.run(_SQL["insert_reminder"], entry=entry, at=at))


def active_on(tx: Transaction, encounters: Sequence[EncounterId]) -> list[Listing]:
    return tx.all(_SQL["active_on"], into=Listing, encounters=list(encounters))


def stands_for_another(tx: Transaction, entry: EntryId, encounter: EncounterId) -> bool:
    """Whether another entry needs this encounter to stay where it is."""
    return bool(tx.all(_SQL["others_on"], entry=entry, encounter=encounter))


def entries_in_force(tx: Transaction) -> list[EntryId]:
    """All active entries, whatever they lie on."""
    return [EntryId(row[0]) for row in tx.all(_SQL["entries_in_force"])]


def discreet_encounters(tx: Transaction) -> list[EncounterId]:
    """The encounters of active discreet entries."""
    return [EncounterId(row[0]) for row in tx.all(_SQL["discreet_encounters"])]


def ancestors_of(tx: Transaction, entries: Sequence[EntryId]) -> dict[EntryId, list[EntryId]]:
    """For each entry the ones whose place it takes, the nearest first."""
    found: dict[EntryId, list[EntryId]] = {}
    for entry, ancestor in tx.all(_SQL["ancestors"], entries=list(entries)):
        found.setdefault(entry, []).append(ancestor)
    return found
