"""Recomputing the whole chain, entry by entry, and saying exactly where it breaks."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from openbitmap.node.database import Transaction
from openbitmap.node.ledger.chain import Head
from openbitmap.node.ledger.leaf import GENESIS, canonical, chain_hash
from openbitmap.node.ledger.regrowing import Regrown

_FAULTS_KEPT = 100


class FaultKind(StrEnum):
    """What was done to the chain."""

    MISSING = "missing"
    CONTENT_CHANGED = "content-changed"
    CHAIN_BROKEN = "chain-broken"
    COLUMN_DISAGREES = "column-disagrees"
    TIME_REVERSED = "time-reversed"
    ANCHOR_DISAGREES = "anchor-disagrees"
    NODE_DISAGREES = "node-disagrees"


@dataclass(frozen=True)
class Fault:
    """One break. `seq` is the entry concerned; `what` says in words what does not fit."""

    seq: int
    kind: FaultKind
    what: str


@dataclass(frozen=True)
class Verification:
    """Outcome of a full recomputation: how many entries were read, where the chain ends, up to 100 faults, and the
    roots at the sizes that were asked for and reached."""

    entries: int
    head: Head
    faults: tuple[Fault, ...]
    roots: Mapping[int, str] = field(default_factory=dict)

    @property
    def intact(self) -> bool:
        return not self.faults


@dataclass(frozen=True)
class _Stored:
    seq: int
    recorded_at: datetime
    kind: str
    subject: str
    actor: str
    leaf: str
    previous: bytes
    hash: bytes


_SPAN = """
SELECT seq, recorded_at, kind, subject, actor, leaf, previous, hash FROM ledger_entries
WHERE seq >= %(since)s AND seq <= %(upto)s ORDER BY seq
"""
_ALL = "SELECT seq, recorded_at, kind, subject, actor, leaf, previous, hash FROM ledger_entries ORDER BY seq"


def verify(tx: Transaction, *, anchor: Head | None = None, sizes: Collection[int] = ()) -> Verification:
    """Reads every entry once, in order and in bounded memory, and recomputes every hash from its canonical text, and
    the Merkle tree from the hashes.

    A chain cut off at its end is a shorter valid chain: only an `anchor` or a root kept elsewhere shows that.
    """
    faults: list[Fault] = []
    before: _Stored | None = None
    entries = 0
    anchored = anchor is None or anchor.seq == 0
    tree = Regrown(tx, sizes)
    for stored in tx.each(_ALL, into=_Stored):
        entries += 1
        disagreeing = tree.append(stored.seq, stored.hash)
        if len(faults) < _FAULTS_KEPT:
            faults += _faults(before, stored)
            faults += [Fault(stored.seq, FaultKind.NODE_DISAGREES, disagreeing)] if disagreeing else []
        if anchor and stored.seq == anchor.seq:
            anchored = stored.hash.hex() == anchor.hash
        before = stored
    if anchor and not anchored:
        faults.append(Fault(anchor.seq, FaultKind.ANCHOR_DISAGREES, f"entry {anchor.seq} is not the one anchored"))
    if beyond := tree.beyond():
        faults.append(Fault(beyond, FaultKind.MISSING, f"entry {beyond} is missing: the tree once reached it"))
    end = Head(before.seq, before.hash.hex()) if before else Head(0, GENESIS.hex())
    return Verification(entries, end, tuple(faults[:_FAULTS_KEPT]), tree.roots)


def fault_between(tx: Transaction, since: int, upto: int) -> Fault | None:
    """The first break among the entries after `since` up to `upto`, each held against its text and the one before."""
    before: _Stored | None = None
    for stored in tx.each(_SPAN, into=_Stored, since=since, upto=upto):
        if (before or since == 0) and (found := _faults(before, stored)):
            return found[0]
        before = stored
    reached = before.seq if before else since
    return Fault(reached + 1, FaultKind.MISSING, f"entry {reached + 1} is missing") if reached < upto else None


def _faults(before: _Stored | None, stored: _Stored) -> list[Fault]:
    seq = stored.seq
    found: list[Fault] = []
    expected = before.seq + 1 if before else 1
    if seq != expected:
        gap = str(expected) if seq == expected + 1 else f"{expected} to {seq - 1}"
        found.append(Fault(expected, FaultKind.MISSING, f"entry {gap} is missing"))
    elif stored.previous != (before.hash if before else GENESIS):
        found.append(Fault(seq, FaultKind.CHAIN_BROKEN, f"entry {seq} does not follow the hash of entry {seq - 1}"))
    if chain_hash(stored.previous, stored.leaf) != stored.hash:
        found.append(Fault(seq, FaultKind.CONTENT_CHANGED, f"the hash of entry {seq} is not that of its text"))
    found += [Fault(seq, FaultKind.COLUMN_DISAGREES, what) for what in _disagreements(stored)]
    if before and stored.recorded_at < before.recorded_at:
        found.append(Fault(seq, FaultKind.TIME_REVERSED, f"entry {seq} is older than entry {before.seq}"))
    return found


def _disagreements(stored: _Stored) -> list[str]:
    """Columns that repeat the leaf for finding must say the same."""
    try:
        told = json.loads(stored.leaf)
        well_formed = isinstance(told, dict) and canonical(told) == stored.leaf
    except ValueError:
        well_formed = False
    if not well_formed:
        return [f"the text of entry {stored.seq} is not canonical JSON"]
    columns = {
        "seq": stored.seq,
        "at": stored.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": stored.actor,
        "kind": stored.kind,
        "subject": stored.subject,
    }
    return [
        f"column {name} of entry {stored.seq} says {value!r}, its text says {told.get(name)!r}"
        for name, value in columns.items()
        if told.get(name) != value
    ]
