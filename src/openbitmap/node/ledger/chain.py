"""Appending to the chain and reading from it.

Guards the invariant that entries form one chain without gap or fork: appends are serialised by one advisory lock.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from openbitmap.node.database import Transaction
from openbitmap.node.events import Event
from openbitmap.node.ledger.leaf import GENESIS, Leaf, chain_hash, event_of
from openbitmap.node.ledger.nodes import append_node
from openbitmap.node.work import enqueue
from openbitmap.vocabulary import Actor

DELIVER = "deliver"
_LOCK = 0x0B17_4A90_0002
# A frozen process must not hold up everybody's next fact; a healthy one commits within milliseconds of recording.
_IDLE_LIMIT = "10s"


@dataclass(frozen=True)
class Entry:
    """One recorded fact. `hash` covers this entry and, through the one before, all earlier ones (64 hex digits)."""

    seq: int
    recorded_at: datetime
    event: Event
    actor: Actor
    hash: str


@dataclass(frozen=True)
class Head:
    """Where the chain ends: number and hash of the last entry, 0 and zeros when empty. Keep one elsewhere as anchor."""

    seq: int
    hash: str


@dataclass(frozen=True)
class _Stored:
    seq: int
    recorded_at: datetime
    actor: str
    leaf: str
    hash: bytes

    def entry(self) -> Entry:
        kind, _, name = self.actor.partition(":")
        return Entry(self.seq, self.recorded_at, event_of(self.leaf), Actor(kind, name), self.hash.hex())


_COLUMNS = "seq, recorded_at, actor, leaf, hash"


def record(tx: Transaction, event: Event, *, actor: Actor) -> Entry:
    """Appends the fact and enqueues one delivery of it, both in the caller's transaction; no delivery for a kind of
    fact that starts no work.

    Holds the ledger's lock until that transaction ends, so record last: a slow act belongs before it.
    """
    tx.run("SELECT pg_advisory_xact_lock(%(lock)s)", lock=_LOCK)
    tx.run(f"SET LOCAL idle_in_transaction_session_timeout = '{_IDLE_LIMIT}'")
    # A statement after the lock sees what its last holder committed. Time never runs backwards along the chain.
    last = tx.one(
        """
        SELECT seq, hash, GREATEST(clock_timestamp(), recorded_at) FROM ledger_entries ORDER BY seq DESC LIMIT 1
        """
    )
    seq, previous, now = last or (0, GENESIS, tx.scalar("SELECT clock_timestamp()"))
    leaf = Leaf(seq + 1, now, event, actor)
    text = leaf.text()
    stored = _Stored(leaf.seq, now, str(actor), text, chain_hash(previous, text))
    _insert(tx, stored, event, previous=previous)
    append_node(tx, (seq, previous), stored.hash)
    if event.starts_work:
        enqueue(tx, DELIVER, key=f"{DELIVER}:{stored.seq}", entry=stored.seq)
    return stored.entry()


def _insert(tx: Transaction, stored: _Stored, event: Event, *, previous: bytes) -> None:
    tx.run(
        """
        INSERT INTO ledger_entries (seq, recorded_at, kind, subject, actor, leaf, previous, hash)
        VALUES (%(seq)s, %(at)s, %(kind)s, %(subject)s, %(actor)s, %(leaf)s, %(previous)s, %(hash)s)
        """,
        seq=stored.seq,
        at=stored.recorded_at,
        kind=type(event).__name__,
        subject=event.subject,
        actor=stored.actor,
        leaf=stored.leaf,
        previous=previous,
        hash=stored.hash,
    )


def head(tx: Transaction) -> Head:
    row = tx.one("SELECT seq, hash FROM ledger_entries ORDER BY seq DESC LIMIT 1")
    return Head(row[0], row[1].hex()) if row else Head(0, GENESIS.hex())


def entry(tx: Transaction, seq: int) -> Entry | None:
    """The entry of that number, or None where the chain does not reach it."""
    stored = tx.one(f"SELECT {_COLUMNS} FROM ledger_entries WHERE seq = %(seq)s", into=_Stored, seq=seq)
    return stored.entry() if stored else None


def history(tx: Transaction, subject: str) -> tuple[Entry, ...]:
    """All facts filed under one identifier, oldest first."""
    query = f"SELECT {_COLUMNS} FROM ledger_entries WHERE subject = %(subject)s ORDER BY seq"
    return tuple(stored.entry() for stored in tx.all(query, into=_Stored, subject=subject))


def leaves(tx: Transaction, upto: int) -> Iterator[tuple[int, str, bytes]]:
    """Number, canonical text and hash of every entry up to a number, in order and in bounded memory."""
    yield from tx.each("SELECT seq, leaf, hash FROM ledger_entries WHERE seq <= %(upto)s ORDER BY seq", upto=upto)
