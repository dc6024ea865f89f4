"""The two hashes of a Merkle tree (RFC 9162, 2.1.1): a leaf and a node can never be mistaken for each other."""

import hashlib

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256().digest()
"""Root of a tree without leaves."""


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
