"""Single entries proved to a third party, without showing it anybody else's.

A chain alone can prove one entry only together with all that follow it, and those tell of other people. So a proof adds
a Merkle tree (RFC 6962, SHA-256) over the hashes of all entries up to the head: each entry shown comes with the hashes
of its path to the root. Whoever holds the ledger recomputes root and head; whoever does not, still sees that nothing
shown was changed since they were stated.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openbitmap.node.database import Transaction
from openbitmap.node.ledger.chain import Head
from openbitmap.node.ledger.leaf import GENESIS, chain_hash

_LEAF, _NODE = b"\x00", b"\x01"


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
_HASHES = "SELECT hash FROM ledger_entries WHERE seq <= %(upto)s ORDER BY seq"


def prove(tx: Transaction, seqs: Sequence[int]) -> Proof:
    """Reads the hash of every entry once: about a second for a million. Raises LookupError for an entry not there."""
    shown = tx.all(_SHOWN, into=_Stored, seqs=list(seqs))
    if len(shown) != len(set(seqs)):
        raise LookupError(f"the ledger lacks one of the entries {sorted(set(seqs))}")
    hashes = _hashes(tx, None)
    tree = _tree(hashes)
    head = Head(len(hashes), hashes[-1].hex() if hashes else GENESIS.hex())
    entries = tuple(
        Proven(s.seq, s.leaf, s.previous.hex(), hash=s.hash.hex(), path=_path(tree, s.seq - 1)) for s in shown
    )
    return Proof(head, _root(tree), entries)


def root_at(tx: Transaction, seq: int) -> tuple[Head, str]:
    """Head and root as the ledger has them at an entry, to hold against those of a proof."""
    hashes = _hashes(tx, seq)
    tree = _tree(hashes)
    return Head(len(hashes), hashes[-1].hex() if hashes else GENESIS.hex()), _root(tree)


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


def _hashes(tx: Transaction, upto: int | None) -> list[bytes]:
    rows = tx.all(_HASHES, upto=upto if upto is not None else (1 << 62))
    return [bytes(row[0]) for row in rows]


def _leaf(value: bytes) -> bytes:
    return hashlib.sha256(_LEAF + value).digest()


def _tree(hashes: Sequence[bytes]) -> list[list[bytes]]:
    """Levels from leaves to root. A node without a neighbour moves up as it is, which gives the tree of RFC 6962."""
    level = [_leaf(h) for h in hashes]
    levels = [level]
    while len(level) > 1:
        pairs = range(0, len(level) - 1, 2)
        above = [hashlib.sha256(_NODE + level[i] + level[i + 1]).digest() for i in pairs]
        level = above + ([level[-1]] if len(level) % 2 else [])
        levels.append(level)
    return levels


def _root(tree: list[list[bytes]]) -> str:
    return tree[-1][0].hex() if tree[-1] else hashlib.sha256().hexdigest()


def _path(tree: list[list[bytes]], index: int) -> tuple[str, ...]:
    path: list[str] = []
    for level in tree[:-1]:
        neighbour = index ^ 1
        if neighbour < len(level):
            path.append(level[neighbour].hex())
        index //= 2
    return tuple(path)


def _climb(entry: Proven, size: int) -> str:
    """The root that an entry's path leads to in a tree of `size` leaves; "" for a path of the wrong length."""
    node, index, steps = _leaf(bytes.fromhex(entry.hash)), entry.seq - 1, iter(entry.path)
    while size > 1:
        if index ^ 1 < size:
            step = next(steps, None)
            if step is None:
                return ""
            left, right = (bytes.fromhex(step), node) if index % 2 else (node, bytes.fromhex(step))
            node = hashlib.sha256(_NODE + left + right).digest()
        index, size = index // 2, (size + 1) // 2
    return "" if next(steps, None) else node.hex()
