"""The vault key in a file, and the sealing of bytes under keys: AES-256-GCM, a 12-byte random nonce in front."""

import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE_BYTES = 12


def vault_key(path: Path) -> bytes:
    """The key in `path`, made on first use with mode 600. Lose the file and every sealed object is lost.

    Raises PermissionError when others may read it, ValueError when it does not hold 32 bytes.
    """
    if not path.exists():
        _make(path)
    if path.stat().st_mode & 0o077:
        raise PermissionError(f"{path} can be read by others: chmod 600 it, and change the key if someone could have")
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise ValueError(f"{path} holds {len(key)} bytes, a vault key has {KEY_BYTES}: restore it from its backup")
    return key


def seal(key: bytes, data: bytes, bound_to: bytes) -> bytes:
    """Nonce, ciphertext and tag in one. `bound_to` is not stored; opening needs the same again."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, bound_to)


def unseal(key: bytes, sealed: bytes, bound_to: bytes) -> bytes | None:
    """The bytes that were sealed, or None where anything at all was changed: key, bytes or binding."""
    if len(sealed) < _NONCE_BYTES:
        return None
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound_to)
    except InvalidTag:
        return None


def _make(path: Path) -> None:
    """Written beside, then linked into place: of two processes that start at once, both use the first one's key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(handle)
        os.link(beside, path)
    except FileExistsError:
        return
    finally:
        beside.unlink()
