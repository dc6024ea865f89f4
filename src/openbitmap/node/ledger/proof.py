"""Single entries proved to a third party, without showing it anybody else's.

A chain alone can prove one entry only together with all that follow it, and those tell of other people. So a proof
uses the Merkle tree (RFC 9162, SHA-256; `openbitmap.merkle`) over the hashes of all entries up to the head: each entry
shown comes with the hashes of its path to the root. Whoever holds the ledger recomputes root and head; whoever does
not, still sees that nothing shown was changed since they were stated.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openbitmap import merkle
from openbitmap.node.database import Transaction
from openbitmap.node.ledger.chain import Head, head
from openbitmap.node.ledger.leaf import GENESIS, chain_hash
from openbitmap.node.ledger.nodes import reader


@dataclass(frozen=True)
class Proven:
    """One entry as it was hashed: its canonical text, the hash before it, its own, and its path to the root, lowest
    level first."""

    seq: int
    leaf: str
    previous: str
    hash: str
    path: tuple[str, ...]


@dataclass(frozen=True)
class Proof:
    """Entries of a ledger that ended at `head`; `root` covers the hashes of all of its entries."""

    head: Head
    root: str
    entries: tuple[Proven, ...]


@dataclass(frozen=True)
class _Stored:
    seq: int
    leaf: str
    previous: bytes
    hash: bytes


_SHOWN = "SELECT seq, leaf, previous, hash FROM ledger_entries WHERE seq = ANY(%(seqs)s) ORDER BY seq"
_HEAD_AT = "SELECT seq, hash FROM ledger_entries WHERE seq <= %(upto)s ORDER BY seq DESC LIMIT 1"


def prove(tx: Transaction, seqs: Sequence[int]) -> Proof:
    """Entries with their paths to the root of the ledger as it is now. Raises LookupError for an entry not there."""
    end = head(tx)
    shown = tx.all(_SHOWN, into=_Stored, seqs=list(seqs))
    if len(shown) != len(set(seqs)):
        raise LookupError(f"the ledger lacks one of the entries {sorted(set(seqs))}")
    entries = tuple(
        Proven(s.seq, s.leaf, s.previous.hex(), hash=s.hash.hex(), path=_hex(inclusion(tx, s.seq, end.seq)))
        for s in shown
    )
    return Proof(end, root(tx, end.seq).hex(), entries)


def root_at(tx: Transaction, seq: int) -> tuple[Head, str]:
    """Head and root as the ledger has them at an entry, or at its end if that comes before, to hold against those of a
    proof."""
    row = tx.one(_HEAD_AT, upto=seq)
    end = Head(row[0], row[1].hex()) if row else Head(0, GENESIS.hex())
    return end, root(tx, end.seq).hex()


def root(tx: Transaction, size: int) -> bytes:
    """Root over the hashes of the first `size` entries. Raises LookupError where there are fewer."""
    return merkle.root(size, reader(tx))


def inclusion(tx: Transaction, seq: int, size: int) -> list[bytes]:
    """Path of entry `seq` to that root, lowest level first. Raises ValueError for an entry that is not among them."""
    return merkle.inclusion_proof(seq - 1, size, reader(tx))


def consistency(tx: Transaction, old: int, new: int) -> list[bytes]:
    """Proof that the first `old` entries stand unchanged at the head of the first `new`. Raises ValueError for old >
    new, LookupError where there are fewer than new."""
    return merkle.consistency_proof(old, new, reader(tx))


def faults_of(proof: Proof) -> Iterator[tuple[int, str]]:
    """What does not fit, from the proof alone: the entry's number and what is wrong with it; nothing if it holds."""
    before: Proven | None = None
    for entry in proof.entries:
        expected = chain_hash(bytes.fromhex(entry.previous), entry.leaf)
        if expected.hex() != entry.hash:
            yield entry.seq, "its hash is not that of its text"
        if before and before.seq == entry.seq - 1 and before.hash != entry.previous:
            yield entry.seq, "it does not follow the entry before it"
        if not 1 <= entry.seq <= proof.head.seq or _climb(entry, proof.head.seq) != proof.root:
            yield entry.seq, "its path does not end at the root"
        before = entry


def _climb(entry: Proven, size: int) -> str:
    """The root that an entry's path leads to in a tree of `size` leaves; "" for a path of the wrong length."""
    path = [bytes.fromhex(step) for step in entry.path]
    end = merkle.root_of_path(bytes.fromhex(entry.hash), entry.seq - 1, size, path=path)
    return end.hex() if end else ""


def _hex(path: Sequence[bytes]) -> tuple[str, ...]:
    return tuple(step.hex() for step in path)
