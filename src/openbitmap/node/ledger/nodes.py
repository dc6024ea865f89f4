"""The ledger as a Merkle log (RFC 9162): the tree over the hashes of its entries, whose complete subtrees are kept.

Guards the cost of a proof: reading a root or a path takes a number of rows that grows with the logarithm of the ledger.
The hashes kept are derived; one that is not there (an older version appended meanwhile) is computed from those below.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openbitmap.merkle import Node, Read, completed, leaf_hash, node_hash, siblings_needed
from openbitmap.node.database import Transaction

_LEAVES = "SELECT seq - 1, hash FROM ledger_entries WHERE seq = ANY(%(seqs)s)"
_NODES = """
SELECT n.level, n.number, n.hash
FROM unnest(%(levels)s::smallint[], %(numbers)s::bigint[]) AS wanted (level, number)
JOIN ledger_nodes n USING (level, number)
"""
Subtree = tuple[Node, bytes]


@dataclass(frozen=True)
class End:
    """Where the ledger ends: how many entries, the last one's hash, and the complete subtrees to the left of the next
    one, from level 1 upwards; None for one that is not kept."""

    size: int
    hash: bytes
    kept: tuple[bytes | None, ...]


def reader(tx: Transaction) -> Read:
    """What roots and proofs are computed from. Raises LookupError for a node that reaches past the ledger's end."""
    return lambda nodes: read_nodes(tx, nodes)


def read_nodes(tx: Transaction, nodes: Sequence[Node]) -> Mapping[Node, bytes]:
    found: dict[Node, bytes] = {}
    if leaves := [node.number + 1 for node in nodes if node.level == 0]:
        found.update({Node(0, number): leaf_hash(own) for number, own in tx.all(_LEAVES, seqs=leaves)})
    if inner := [node for node in nodes if node.level > 0]:
        levels, numbers = [node.level for node in inner], [node.number for node in inner]
        rows = tx.all(_NODES, levels=levels, numbers=numbers)
        found.update({Node(level, number): value for level, number, value in rows})
    for node in nodes:
        if node not in found:
            found[node] = _from_below(tx, node)
    return found


def completed_by(tx: Transaction, end: End, added: Sequence[bytes]) -> list[Subtree]:
    """The subtrees that new entries complete, by the hashes of those entries. Called with the ledger's lock held."""
    known = {Node(level, (end.size >> level) - 1): kept for level, kept in enumerate(end.kept, 1) if kept is not None}
    known[Node(0, end.size - 1)] = leaf_hash(end.hash)
    made: list[Subtree] = []
    for number, own in enumerate(added, end.size):
        missing = [node for node in siblings_needed(number) if node not in known]
        if missing:  # an older version appended what stands before, and kept nothing
            known |= read_nodes(tx, missing)
        leaf = leaf_hash(own)
        new = completed(number, leaf, known)
        known |= dict(new)
        known[Node(0, number)] = leaf
        made += new
    return made


def _from_below(tx: Transaction, node: Node) -> bytes:
    if node.level == 0:
        raise LookupError(f"the ledger has no entry {node.number + 1}")
    left, right = Node(node.level - 1, 2 * node.number), Node(node.level - 1, 2 * node.number + 1)
    below = read_nodes(tx, [left, right])
    return node_hash(below[left], below[right])
