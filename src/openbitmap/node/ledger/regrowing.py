"""The tree grown again from the entries' hashes, beside the subtrees that are kept, to see where they differ."""

from collections.abc import Collection, Iterator

from openbitmap.merkle import EMPTY_ROOT, Growing, Node
from openbitmap.node.database import Transaction

_KEPT = "SELECT level, number, hash FROM ledger_nodes ORDER BY (number + 1) << level, level"

_Kept = tuple[Node, bytes]


class Regrown:
    """`roots` has the roots, in hexadecimal digits, at those of the sizes asked for that were reached without a gap."""

    def __init__(self, tx: Transaction, sizes: Collection[int]) -> None:
        self.roots: dict[int, str] = {0: EMPTY_ROOT.hex()} if 0 in sizes else {}
        self._sizes = frozenset(sizes)
        self._tree = Growing()
        self._kept: Iterator[_Kept] = ((Node(row[0], row[1]), row[2]) for row in tx.each(_KEPT))
        self._next: _Kept | None = next(self._kept, None)
        self._whole, self._agrees = True, True

    def append(self, seq: int, own: bytes) -> str | None:
        """What disagrees about the subtrees that this entry completes: the lowest one, once, for all above it and
        beside it disagree with it. After a gap nothing can be said; a subtree that is not kept is no fault."""
        self._whole = self._whole and seq == self._tree.size + 1
        if not self._whole:
            return None
        made = dict(self._tree.append(own))
        if seq in self._sizes:
            self.roots[seq] = self._tree.root().hex()
        return self._compare(made)

    def beyond(self) -> int | None:
        """The first entry that is missing at the end, for a subtree reaches past it; None where none does."""
        return self._tree.size + 1 if self._next and self._whole else None

    def _compare(self, made: dict[Node, bytes]) -> str | None:
        disagreeing: list[Node] = []
        while self._next and self._next[0].end <= self._tree.size:
            node, value = self._next
            if made.get(node) != value:
                disagreeing.append(node)
            self._next = next(self._kept, None)
        if not disagreeing or not self._agrees:
            return None
        self._agrees, lowest = False, disagreeing[0]
        first = lowest.end - (1 << lowest.level) + 1
        return f"an entry from {first} to {lowest.end} is not the one that the tree was grown with"
