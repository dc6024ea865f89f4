"""Checkpoints as they are signed and read: this node's own, and partners' by the keys we know of them."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from openbitmap import merkle
from openbitmap.merkle import Checkpoint, Note
from openbitmap.node import ledger, partners
from openbitmap.node.database import Transaction
from openbitmap.node.partners import Keyring, KeyUse
from openbitmap.vocabulary import PartnerId


def name_of(node: PartnerId) -> str:
    """Of a node's ledger, and of its keys as they sign checkpoints."""
    return f"openbitmap/{node}"


def own_checkpoint(tx: Transaction, keyring: Keyring, size: int) -> tuple[Checkpoint, Note]:
    """The first `size` entries of this ledger, stated and signed. Raises Refused where the node has no identity yet."""
    origin = name_of(partners.me(tx))
    checkpoint = Checkpoint(origin, size, ledger.root(tx, size))
    return checkpoint, merkle.sign_checkpoint(checkpoint, origin, _private(tx, keyring))


def cosigned(tx: Transaction, keyring: Keyring, note: Note, *, at: datetime) -> Note:
    """The same note with this node's attestation."""
    return note.with_line(merkle.cosign(note, name_of(partners.me(tx)), _private(tx, keyring), at=at))


def checkpoint_of(
    tx: Transaction, node: PartnerId, text: object, *, ever: bool = False, sequence: int | None = None
) -> tuple[Checkpoint, Note] | None:
    """A checkpoint of that node's ledger, signed by a key of its own that is in use, or was at the envelope of that
    number; None for anything else. `ever` lets keys count that were given up or revoked since: for what was accepted
    while they held."""
    try:
        note = merkle.read_note(text) if isinstance(text, str) else None
        checkpoint = merkle.read_checkpoint(note) if note else None
    except merkle.NoteUnreadable:
        return None
    if note is None or checkpoint is None or checkpoint.origin != name_of(node):
        return None
    signed = any(merkle.is_signed(note, name_of(node), key) for key in _public(tx, node, ever=ever, sequence=sequence))
    return (checkpoint, note) if signed else None


def attested_at(
    tx: Transaction, node: PartnerId, note: Note, *, ever: bool = False, sequence: int | None = None
) -> datetime | None:
    """When that node attested the note; None where no key of its own did."""
    keys = _public(tx, node, ever=ever, sequence=sequence)
    times = [merkle.cosigned_at(note, name_of(node), key) for key in keys]
    return max((at for at in times if at is not None), default=None)


def _private(tx: Transaction, keyring: Keyring) -> Ed25519PrivateKey:
    return partners.signing_key(tx, keyring).private


def _public(tx: Transaction, node: PartnerId, *, ever: bool, sequence: int | None) -> list[Ed25519PublicKey]:
    if node == partners.me(tx):
        raw = [own.public for own in partners.own_keys(tx) if own.use is KeyUse.SIGNING]
    else:
        raw = [span.public for span in partners.keys_of(tx, node) if ever or span.is_good_for(sequence)]
    return [Ed25519PublicKey.from_public_bytes(bytes(key)) for key in raw]
