"""Roots and proofs from the hashes of complete subtrees, few of which are read: about log2 of the size.

A complete subtree never changes once its last leaf is there, so whoever appends keeps its hash and never touches it
again. A node is named by its level (0: leaves) and its number within the level, from the left.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from openbitmap.merkle.hashing import EMPTY_ROOT, leaf_hash, node_hash


class Node(NamedTuple):
    """A complete subtree: it covers leaves `number * 2**level` to `(number + 1) * 2**level - 1`."""

    level: int
    number: int

    @property
    def parent(self) -> "Node":
        return Node(self.level + 1, self.number // 2)

    @property
    def sibling(self) -> "Node":
        return Node(self.level, self.number ^ 1)

    @property
    def end(self) -> int:
        """How many leaves a tree has when this subtree is just complete."""
        return (self.number + 1) << self.level


Read = Callable[[Sequence[Node]], Mapping[Node, bytes]]
"""Hashes of nodes by their names, all in one reading."""


def siblings_needed(size: int) -> list[Node]:
    """What must be read to append leaf number `size`: the left neighbours of the subtrees that it completes."""
    node, needed = Node(0, size), []
    while node.number % 2:
        needed.append(node.sibling)
        node = node.parent
    return needed


def completed(size: int, leaf: bytes, siblings: Mapping[Node, bytes]) -> list[tuple[Node, bytes]]:
    """The subtrees, lowest first, that leaf number `size` with the hash `leaf` completes, itself not among them."""
    node, value, made = Node(0, size), leaf, []
    while node.number % 2:
        node, value = node.parent, node_hash(siblings[node.sibling], value)
        made.append((node, value))
    return made


def root(size: int, read: Read) -> bytes:
    """Root of the first `size` leaves."""
    if size == 0:
        return EMPTY_ROOT
    peaks = list(_peaks(0, size))
    return _bag(peaks, read(peaks))


def inclusion_proof(number: int, size: int, read: Read) -> list[bytes]:
    """Path of leaf `number` (from 0) to the root of the first `size`, lowest level first (RFC 9162, 2.1.3.1)."""
    if not 0 <= number < size:
        raise ValueError(f"leaf {number} is not in a tree of {size}")
    return _joined(list(_path(number, size)), read)


def consistency_proof(old: int, new: int, read: Read) -> list[bytes]:
    """Proof that the first `old` leaves stand unchanged at the head of the first `new` (RFC 9162, 2.1.4.1)."""
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {old} leaves is not the head of one of {new}")
    if old in (0, new):
        return []
    return _joined(list(_subproof(old, 0, new)), read)


Span = tuple[int, int]
"""Leaves from the first number up to, not including, the second."""


def _path(number: int, size: int) -> Iterator[Span]:
    spans, begin, end = [], 0, size
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if number < middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((begin, middle))
            begin = middle
    return reversed(spans)


def _subproof(old: int, begin: int, end: int) -> Iterator[Span]:
    """The spans of SUBPROOF, walked down and told upwards; the first is left out where it is the old root itself."""
    spans: list[Span] = []
    whole = True
    while old < end:
        middle = begin + _split(end - begin)
        if old <= middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((begin, middle))
            begin, whole = middle, False
    if not whole:
        spans.append((begin, end))
    return reversed(spans)


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def _peaks(begin: int, end: int) -> Iterator[Node]:
    """The complete subtrees that a span of a tree consists of, left to right."""
    while begin < end:
        level = (end - begin).bit_length() - 1
        yield Node(level, begin >> level)
        begin += 1 << level


def _joined(spans: Sequence[Span], read: Read) -> list[bytes]:
    peaks = [list(_peaks(*span)) for span in spans]
    known = read([node for nodes in peaks for node in nodes])
    return [_bag(nodes, known) for nodes in peaks]


def _bag(peaks: Sequence[Node], known: Mapping[Node, bytes]) -> bytes:
    *left, last = peaks
    value = known[last]
    for node in reversed(left):
        value = node_hash(known[node], value)
    return value


class Growing:
    """A tree that is given its leaves one by one and remembers only its peaks: for recomputing a log of any length."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: dict[Node, bytes] = {}

    def append(self, entry: bytes) -> list[tuple[Node, bytes]]:
        """The subtrees that the entry completes, lowest first."""
        leaf = leaf_hash(entry)
        made = completed(self.size, leaf, self._peaks)
        for node in siblings_needed(self.size):
            del self._peaks[node]
        top, value = made[-1] if made else (Node(0, self.size), leaf)
        self._peaks[top] = value
        self.size += 1
        return made

    def root(self) -> bytes:
        return root(self.size, lambda nodes: {node: self._peaks[node] for node in nodes})


class Whole:
    """A tree in memory with all of its complete subtrees, for proofs over entries at hand."""

    def __init__(self, entries: Sequence[bytes]) -> None:
        self.size = len(entries)
        level = [leaf_hash(entry) for entry in entries]
        self._levels = [level]
        while len(level) > 1:
            level = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
            self._levels.append(level)

    def read(self, nodes: Sequence[Node]) -> Mapping[Node, bytes]:
        return {node: self._levels[node.level][node.number] for node in nodes}
