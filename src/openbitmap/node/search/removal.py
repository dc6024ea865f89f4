"""The proof that an encounter is in no gallery any more: each process says up to which ledger entry it covers, and
every search since covers it too.
"""

from dataclasses import dataclass
from datetime import datetime

from openbitmap.node import identities, ledger, watchlists
from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import WithdrawalConfirmed
from openbitmap.node.identities import Withdrawal
from openbitmap.node.search import gallery, store
from openbitmap.node.search.store import GalleryProcess
from openbitmap.node.watchlists import EntryId
from openbitmap.vocabulary import Actor, EncounterId, SearchId

_SQL = named_queries(__package__)
NODE = Actor("node", "search")


@dataclass(frozen=True)
class Searches:
    """Arrivals searched since; `lowest` is the lowest ledger position any of them covered."""

    searches: int
    lowest: int | None


@dataclass(frozen=True)
class RemovalProof:
    """`confirmed` are entries of the ledger in which a process said that it holds nothing of the encounter;
    `processes` every process known, with how far it covers now."""

    withdrawal: Withdrawal
    confirmed: tuple[ledger.Entry, ...]
    processes: tuple[GalleryProcess, ...]
    since: Searches


def is_discreet(tx: Transaction, search_id: SearchId | None) -> bool:
    """Whether a discreet entry asked for this search: what came of it does not exist for who may not see that."""
    done = store.search_named(tx, search_id) if search_id else None
    entry = EntryId(done.entry) if done and done.entry else None
    return bool(entry and watchlists.entries_named(tx, [entry])[entry].is_discreet)


def confirm(tx: Transaction, encounter: EncounterId, equipment: Equipment, *, at: datetime) -> None:
    """This process covers the withdrawal; what it still held of the encounter, which must be nothing, is counted."""
    upto = gallery.refresh_all(tx, equipment, at=at)
    rows = [e.number for e in identities.encounters_named(tx, [encounter])]
    left = sum(shelf.remove(row) for row in rows for shelf in (equipment.fingers, equipment.silent))
    ledger.record(tx, WithdrawalConfirmed(encounter, equipment.process, upto, left), actor=NODE)


def removal_proof(tx: Transaction, encounter: EncounterId) -> RemovalProof | None:
    """None while the encounter stands in its gallery."""
    withdrawal = identities.withdrawal_of(tx, encounter)
    if withdrawal is None:
        return None
    said = tuple(e for e in ledger.history(tx, encounter) if isinstance(e.event, WithdrawalConfirmed))
    since = tx.one(_SQL["searches_covering"], into=Searches, position=withdrawal.log_position)
    return RemovalProof(withdrawal, said, tuple(store.gallery_processes(tx)), since or Searches(0, None))
