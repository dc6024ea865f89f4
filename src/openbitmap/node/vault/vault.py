"""Sealing, opening and erasing, joined to the caller's transaction.

Guards two invariants: a committed row always has its file (the file is written first), and a file is deleted only after
the commit that destroyed its key.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openbitmap.node import ledger
from openbitmap.node.database import Transaction
from openbitmap.node.events import SampleErased
from openbitmap.node.vault.blobs import Blobs
from openbitmap.node.vault.keys import KEY_BYTES, seal, unseal
from openbitmap.vocabulary import Actor, Digest, digest_of

_NODE = Actor("node", "vault")
_HOUR = 3600.0


class Unknown(LookupError):
    """No object of that digest was ever sealed here."""


class Erased(LookupError):
    """The object's key was destroyed; its bytes are gone for ever. The ledger says when and why."""


class Corrupted(RuntimeError):
    """The stored file is missing or changed. Restore it from a backup; never an empty or partial answer."""


@dataclass(frozen=True)
class _Object:
    digest: Digest
    owner: str
    sealed: str
    wrapped_key: bytes | None

    @property
    def binding(self) -> bytes:
        return _binding(self.owner, self.digest)


_COLUMNS = "digest, owner, sealed, wrapped_key"


class Vault:
    """Objects under one folder and one vault key of 32 bytes. Usable from several threads and processes at once."""

    def __init__(self, folder: Path, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError(f"a vault key has {KEY_BYTES} bytes, this one has {len(key)}")
        self._blobs = Blobs(folder)
        self._key = key

    def put(self, tx: Transaction, data: bytes, *, owner: str) -> Digest:
        """Seals the bytes and gives their SHA-256. The file is durable before the caller commits; a rollback leaves an
        orphan that `sweep` removes. `owner` is an identifier (whose erasure must not touch another's copy)."""
        digest = digest_of(data)
        stored = tx.scalar(
            "SELECT 1 FROM vault_objects WHERE digest = %(digest)s AND owner = %(owner)s AND erased_at IS NULL",
            digest=digest,
            owner=owner,
        )
        if stored:
            return digest
        data_key = secrets.token_bytes(KEY_BYTES)
        binding = _binding(owner, digest)
        sealed = self._blobs.write(seal(data_key, data, binding))
        added = tx.run(
            """
            INSERT INTO vault_objects (digest, owner, sealed, size, wrapped_key)
            VALUES (%(digest)s, %(owner)s, %(sealed)s, %(size)s, %(wrapped_key)s)
            ON CONFLICT (digest, owner) WHERE erased_at IS NULL DO NOTHING
            """,
            digest=digest,
            owner=owner,
            sealed=sealed,
            size=len(data),
            wrapped_key=seal(self._key, data_key, binding),
        )
        if not added:  # another transaction sealed the same bytes meanwhile, under its own key
            self._blobs.delete(sealed)
        return digest

    def get(self, tx: Transaction, digest: Digest) -> bytes:
        """The bytes, verified three times: file name, authentication tag, digest. Raises Unknown, Erased, Corrupted."""
        objects = self._objects(tx, digest)
        if not objects:
            raise Unknown(f"no object {digest} in the vault")
        live = [stored for stored in objects if stored.wrapped_key is not None]
        if not live:
            raise Erased(f"object {digest} was erased")
        for stored in live:  # one owner's copy may be damaged and another's whole
            data = self._open(stored)
            if data is not None:
                return data
        raise Corrupted(f"object {digest}: file {live[0].sealed} is missing or changed; restore it from a backup")

    def erase(
        self, tx: Transaction, digest: Digest, *, reason: str, owner: str | None = None, actor: Actor = _NODE
    ) -> int:
        """Destroys the keys of every copy, or of one owner's, and records `SampleErased`; says how many there were.

        Files are deleted after the commit. Raises Unknown for a digest never sealed; erased again is 0 and no event.
        """
        erased = tx.all(
            f"""
            UPDATE vault_objects SET wrapped_key = NULL, erased_at = clock_timestamp(), reason = %(reason)s
            WHERE digest = %(digest)s AND erased_at IS NULL AND (%(owner)s::text IS NULL OR owner = %(owner)s)
            RETURNING {_COLUMNS}
            """,
            into=_Object,
            digest=digest,
            reason=reason,
            owner=owner,
        )
        if not erased and not self._objects(tx, digest):
            raise Unknown(f"no object {digest} in the vault")
        for stored in erased:
            tx.after_commit(lambda name=stored.sealed: self._blobs.delete(name))  # type: ignore[misc]  # bound per turn
        if erased:
            ledger.record(tx, SampleErased(digest, reason), actor=actor)
        return len(erased)

    def sweep(self, tx: Transaction, *, older_than: float = _HOUR) -> int:
        """Deletes files that no living object names, left by rollbacks and crashes; says how many.

        `older_than` (seconds) spares files whose transaction may still be open.
        """
        names = list(self._blobs.names_older_than(older_than))
        living = {
            row[0]
            for row in tx.all(
                "SELECT sealed FROM vault_objects WHERE erased_at IS NULL AND sealed = ANY(%(names)s)", names=names
            )
        }
        orphans = [name for name in names if name not in living]
        for name in orphans:
            self._blobs.delete(name)
        return len(orphans)

    def _open(self, stored: _Object) -> bytes | None:
        content = self._blobs.read(stored.sealed)
        data_key = unseal(self._key, stored.wrapped_key or b"", stored.binding)
        if content is None or data_key is None:
            return None
        data = unseal(data_key, content, stored.binding)
        return data if data is not None and digest_of(data) == stored.digest else None

    def _objects(self, tx: Transaction, digest: Digest) -> Sequence[_Object]:
        return tx.all(
            f"SELECT {_COLUMNS} FROM vault_objects WHERE digest = %(digest)s ORDER BY object",
            into=_Object,
            digest=digest,
        )


def _binding(owner: str, digest: Digest) -> bytes:
    """What an object's ciphertext is bound to: the length keeps (owner, digest) apart from any other split."""
    return f"{len(owner)}:{owner}:{digest}".encode()
