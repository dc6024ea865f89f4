"""Checking a proof from the proof alone (RFC 9162, 2.1.3.2 and 2.1.4.2). A proof of the wrong length proves nothing."""

from collections.abc import Sequence

from openbitmap.merkle.hashing import EMPTY_ROOT, HASH_BYTES, leaf_hash, node_hash


def root_of_path(entry: bytes, number: int, size: int, *, path: Sequence[bytes]) -> bytes | None:
    """The root that an entry's path leads to, or None where no path of a tree of this size is so long."""
    if not 0 <= number < size or any(len(step) != HASH_BYTES for step in path):
        return None
    value, index, last = leaf_hash(entry), number, size - 1
    for step in path:
        if last == 0:
            return None
        if index % 2 or index == last:
            value = node_hash(step, value)
            while not index % 2 and index:
                index, last = index >> 1, last >> 1
        else:
            value = node_hash(value, step)
        index, last = index >> 1, last >> 1
    return value if last == 0 else None


def is_included(entry: bytes, number: int, size: int, *, path: Sequence[bytes], root: bytes) -> bool:
    return root_of_path(entry, number, size, path=path) == root


def is_consistent(old: int, new: int, *, roots: tuple[bytes, bytes], path: Sequence[bytes]) -> bool:
    """Whether the tree of `new` leaves under the second root begins with the tree of `old` leaves under the first."""
    first, second = roots
    if not 0 <= old <= new or any(len(step) != HASH_BYTES for step in path):
        return False
    if old == 0:
        return not path and first == EMPTY_ROOT
    if old == new:
        return not path and first == second
    steps = list(path) if old & (old - 1) else [first, *path]
    return bool(steps) and _climb_both(old - 1, new - 1, steps) == roots


def _climb_both(index: int, last: int, steps: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Both roots, from one walk up the border between old and new; None for a walk that ends too early or too late."""
    while index % 2:
        index, last = index >> 1, last >> 1
    older = newer = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if index % 2 or index == last:
            older, newer = node_hash(step, older), node_hash(step, newer)
            while not index % 2 and index:
                index, last = index >> 1, last >> 1
        else:
            newer = node_hash(newer, step)
        index, last = index >> 1, last >> 1
    return (older, newer) if last == 0 else None
