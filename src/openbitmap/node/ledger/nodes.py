"""The ledger as a Merkle log (RFC 9162): the tree over the hashes of its entries, whose complete subtrees are kept.

Guards the cost of a proof: reading a root or a path takes a number of rows that grows with the logarithm of the ledger.
The hashes kept are derived; one that is not there (an older version appended meanwhile) is computed from those below.
"""

from collections.abc import Mapping, Sequence

from openbitmap.merkle import Node, Read, completed, leaf_hash, node_hash, siblings_needed
from openbitmap.node.database import Transaction

_LEAVES = "SELECT seq - 1, hash FROM ledger_entries WHERE seq = ANY(%(seqs)s)"
_NODES = """
SELECT n.level, n.number, n.hash
FROM unnest(%(levels)s::smallint[], %(numbers)s::bigint[]) AS wanted (level, number)
JOIN ledger_nodes n USING (level, number)
"""
_KEEP = """
INSERT INTO ledger_nodes (level, number, hash)
SELECT * FROM unnest(%(levels)s::smallint[], %(numbers)s::bigint[], %(hashes)s::bytea[])
"""


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


def append_node(tx: Transaction, last: tuple[int, bytes], own: bytes) -> None:
    """Keep the subtrees that a new entry completes: the last one's number and hash, and the new one's hash. Called with
    the ledger's lock held; half of all entries complete none, and a quarter need something read."""
    size, before = last
    siblings = siblings_needed(size)
    if not siblings:
        return
    known = {siblings[0]: leaf_hash(before)}
    if higher := siblings[1:]:
        known |= read_nodes(tx, higher)
    made = completed(size, leaf_hash(own), known)
    tx.run(
        _KEEP,
        levels=[node.level for node, _ in made],
        numbers=[node.number for node, _ in made],
        hashes=[value for _, value in made],
    )


def _from_below(tx: Transaction, node: Node) -> bytes:
    if node.level == 0:
        raise LookupError(f"the ledger has no entry {node.number + 1}")
    left, right = Node(node.level - 1, 2 * node.number), Node(node.level - 1, 2 * node.number + 1)
    below = read_nodes(tx, [left, right])
    return node_hash(below[left], below[right])
