"""The only writer of facts: appended, hash-chained, never changed; each one queues its own delivery in the same commit.

Promises: `record` and the state it tells of commit together or not at all; entries are numbered without a gap; `verify`
finds the exact entry that was changed, removed or put in. The entries are a Merkle log besides (RFC 9162): one of them,
or that a later ledger contains an earlier one, is proved by a few hashes. They hold identifiers and hashes, never
personal data, so that forgetting a person never breaks the chain.
"""

from openbitmap.node.ledger.chain import (
    DELIVER,
    Entry,
    Head,
    entry,
    head,
    history,
    hold_end,
    leaves,
    record,
    record_all,
)
from openbitmap.node.ledger.leaf import GENESIS, Leaf, chain_hash
from openbitmap.node.ledger.proof import Proof, Proven, consistency, faults_of, inclusion, prove, root, root_at
from openbitmap.node.ledger.verification import Fault, FaultKind, Verification, fault_between, verify

__all__ = [
    "DELIVER",
    "GENESIS",
    "Entry",
    "Fault",
    "FaultKind",
    "Head",
    "Leaf",
    "Proof",
    "Proven",
    "Verification",
    "chain_hash",
    "consistency",
    "entry",
    "fault_between",
    "faults_of",
    "head",
    "history",
    "hold_end",
    "inclusion",
    "leaves",
    "prove",
    "record",
    "record_all",
    "root",
    "root_at",
    "verify",
]
