"""The state of a log as a note (C2SP tlog-checkpoint), and other people's attestations of it (tlog-cosignature).

A cosignature says: at this time, to the signer's knowledge, the log of this origin and size under this root goes on
from every state of it that the signer attested before.
"""

import base64
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from openbitmap.merkle.hashing import HASH_BYTES
from openbitmap.merkle.notes import (
    ID_BYTES,
    Note,
    NoteUnreadable,
    Signature,
    SignatureKind,
    decoded,
    fits,
    key_id,
    sign,
)

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_TIME_BYTES = 8


@dataclass(frozen=True)
class Checkpoint:
    """`size` entries of the log named `origin`, under one root of 32 bytes."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def read_checkpoint(note: Note) -> Checkpoint:
    """Lines after the third are extensions and are passed over. Raises NoteUnreadable."""
    origin, size, root, *_ = [*note.text.split("\n"), "", "", ""]
    if not origin or not _SIZE.fullmatch(size):
        raise NoteUnreadable("a checkpoint begins with an origin and a size")
    value = decoded(root, "the root of a checkpoint")
    if len(value) != HASH_BYTES:
        raise NoteUnreadable(f"the root of a checkpoint has {len(value)} bytes")
    return Checkpoint(origin, int(size), value)


def sign_checkpoint(checkpoint: Checkpoint, name: str, key: Ed25519PrivateKey) -> Note:
    return sign(checkpoint.text(), name, key)


def cosign(note: Note, name: str, key: Ed25519PrivateKey, *, at: datetime) -> Signature:
    """The attestation of a checkpoint's note, as a line to add to it. `at` counts in whole seconds."""
    seconds = int(at.timestamp())
    made = key.sign(_attested(note, seconds))
    blob = key_id(name, key.public_key(), SignatureKind.COSIGNATURE) + seconds.to_bytes(_TIME_BYTES, "big") + made
    return Signature(name, blob)


def cosigned_at(note: Note, name: str, key: Ed25519PublicKey) -> datetime | None:
    """When the named key attested the note; None where it did not, or where a line of it does not fit."""
    found = note.signatures_of(name, key_id(name, key, SignatureKind.COSIGNATURE))
    times = [_time_of(note, signature, key) for signature in found]
    known = [at for at in times if at is not None]
    return max(known) if known and len(known) == len(times) else None


def _time_of(note: Note, signature: Signature, key: Ed25519PublicKey) -> datetime | None:
    seconds = int.from_bytes(signature.blob[ID_BYTES : ID_BYTES + _TIME_BYTES], "big")
    if not fits(key, signature.blob[ID_BYTES + _TIME_BYTES :], _attested(note, seconds)):
        return None
    return datetime.fromtimestamp(seconds, UTC)


def _attested(note: Note, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{note.text}".encode()
