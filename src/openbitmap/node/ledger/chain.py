"""Appending to the chain and reading from it.

Guards the invariant that entries form one chain without gap or fork: appends are serialised by one advisory lock.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from openbitmap.node.database import Transaction
from openbitmap.node.events import Event
from openbitmap.node.ledger.leaf import GENESIS, Leaf, chain_hash, event_of
from openbitmap.node.ledger.nodes import End, Subtree, completed_by
from openbitmap.node.work import Queue, Wanted, enqueue_all
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
_END = "SELECT seq, hash, stamp, kept FROM ledger_hold_end(%(hold)s, %(idle)s)"
_APPEND = """
WITH subtrees AS (
    INSERT INTO ledger_nodes (level, number, hash)
    SELECT * FROM unnest(%(levels)s::smallint[], %(numbers)s::bigint[], %(subtrees)s::bytea[])
)
INSERT INTO ledger_entries (seq, recorded_at, kind, subject, actor, leaf, previous, hash)
SELECT seq, %(at)s, kind, subject, %(actor)s, leaf, previous, hash
FROM unnest(%(seqs)s::bigint[], %(kinds)s::text[], %(subjects)s::text[], %(leaves)s::text[], %(before)s::bytea[],
            %(hashes)s::bytea[]) AS appended (seq, kind, subject, leaf, previous, hash)
"""


def hold_end(tx: Transaction) -> None:
    """Nobody else records before the caller's transaction ends: for what has to be read and recorded in one piece. As
    with a record, whatever rows are held have to be held before."""
    tx.one(_END, hold=_LOCK, idle=_IDLE_LIMIT)


def record(tx: Transaction, event: Event, *, actor: Actor) -> Entry:
    """Appends the fact and enqueues one delivery of it, both in the caller's transaction; no delivery for a kind of
    fact that starts no work.

    Holds the ledger's lock until that transaction ends, so record last: a slow act belongs before it.
    """
    return record_all(tx, (event,), actor=actor)[0]


def record_all(tx: Transaction, events: Sequence[Event], *, actor: Actor) -> list[Entry]:
    """The same for facts that become known together, in this order and at one time: in three statements."""
    if not events:
        return []
    # Time never runs backwards along the chain.
    seq, last, now, kept = tx.one(_END, hold=_LOCK, idle=_IDLE_LIMIT) or (None,) * 4
    end = End(seq or 0, last or GENESIS, tuple(kept or ()))
    stored: list[_Stored] = []
    previous = end.hash
    for number, event in enumerate(events, end.size + 1):
        text = Leaf(number, now, event, actor).text()
        stored.append(_Stored(number, now, str(actor), text, chain_hash(previous, text)))
        previous = stored[-1].hash
    nodes = completed_by(tx, end, [one.hash for one in stored])
    _append(tx, end, stored, events=events, nodes=nodes)
    waking = [one.seq for one, event in zip(stored, events, strict=True) if event.starts_work]
    enqueue_all(tx, DELIVER, [Wanted(f"{DELIVER}:{number}", Queue.DEFAULT, {"entry": number}) for number in waking])
    return [Entry(one.seq, now, event, actor, one.hash.hex()) for one, event in zip(stored, events, strict=True)]


def _append(
    tx: Transaction, end: End, stored: Sequence[_Stored], *, events: Sequence[Event], nodes: Sequence[Subtree]
) -> None:
    tx.run(
        _APPEND,
        seqs=[one.seq for one in stored],
        at=stored[0].recorded_at,
        kinds=[type(event).__name__ for event in events],
        subjects=[event.subject for event in events],
        actor=stored[0].actor,
        leaves=[one.leaf for one in stored],
        before=[end.hash, *(one.hash for one in stored[:-1])],
        hashes=[one.hash for one in stored],
        levels=[node.level for node, _ in nodes],
        numbers=[node.number for node, _ in nodes],
        subtrees=[value for _, value in nodes],
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
