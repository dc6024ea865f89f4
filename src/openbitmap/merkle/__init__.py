"""An append-only log that others can verify: Merkle trees, proofs and signed checkpoints, without database or clock.

Promises: hashes, roots and proofs are those of RFC 9162 (and of RFC 6962, Certificate Transparency); checkpoints and
cosignatures are those of C2SP (signed-note, tlog-checkpoint, tlog-cosignature), so that any other verifier can check
them; a proof with a step too few, too many or altered is no proof.
"""

from openbitmap.merkle.checkpoints import Checkpoint, cosign, cosigned_at, read_checkpoint, sign_checkpoint
from openbitmap.merkle.hashing import EMPTY_ROOT, leaf_hash, node_hash
from openbitmap.merkle.notes import Note, NoteUnreadable, Signature, SignatureKind, is_signed, key_id, read_note, sign
from openbitmap.merkle.tree import (
    Growing,
    Node,
    Read,
    Whole,
    completed,
    consistency_proof,
    inclusion_proof,
    root,
    siblings_needed,
)
from openbitmap.merkle.verification import is_consistent, is_included, root_of_path

__all__ = [
    "EMPTY_ROOT",
    "Checkpoint",
    "Growing",
    "Node",
    "Note",
    "NoteUnreadable",
    "Read",
    "Signature",
    "SignatureKind",
    "Whole",
    "completed",
    "consistency_proof",
    "cosign",
    "cosigned_at",
    "inclusion_proof",
    "is_consistent",
    "is_included",
    "is_signed",
    "key_id",
    "leaf_hash",
    "node_hash",
    "read_checkpoint",
    "read_note",
    "root",
    "root_of_path",
    "siblings_needed",
    "sign",
    "sign_checkpoint",
]
