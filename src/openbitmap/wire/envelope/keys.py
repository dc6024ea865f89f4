"""Keys of a node: Ed25519 to sign, X25519 to be written to. A key is named by the SHA-256 of its 32 public bytes."""

import hashlib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Generic, NewType, TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from joserfc.jwk import OKPKey

KeyId = NewType("KeyId", str)
"""SHA-256 of the raw public key, 64 lower-case hexadecimal digits."""

PUBLIC_BYTES = 32


def key_id_of(public: bytes) -> KeyId:
    return KeyId(hashlib.sha256(public).hexdigest())


Private = TypeVar("Private", Ed25519PrivateKey, X25519PrivateKey)


@dataclass(frozen=True)
class PrivateKey(Generic[Private]):
    """A private half, with the public one and its name."""

    private: Private

    @property
    def private_bytes(self) -> bytes:
        return self.private.private_bytes_raw()

    @cached_property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    @cached_property
    def key(self) -> KeyId:
        return key_id_of(self.public)

    @cached_property
    def jwk(self) -> OKPKey:
        return OKPKey.import_key(_pem(self.private))


class SigningKey(PrivateKey[Ed25519PrivateKey]):
    """What signs headers, receipts and cards."""

    @classmethod
    def made(cls) -> "SigningKey":
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_private(cls, raw: bytes) -> "SigningKey":
        return cls(Ed25519PrivateKey.from_private_bytes(raw))

    def sign(self, data: bytes) -> bytes:
        """64 bytes over the data as they are."""
        return self.private.sign(data)


class ReadingKey(PrivateKey[X25519PrivateKey]):
    """What opens what others sealed to this node."""

    @classmethod
    def made(cls) -> "ReadingKey":
        return cls(X25519PrivateKey.generate())

    @classmethod
    def from_private(cls, raw: bytes) -> "ReadingKey":
        return cls(X25519PrivateKey.from_private_bytes(raw))


@lru_cache(maxsize=256)
def verifying_jwk(public: bytes) -> OKPKey:
    """Raises ValueError for bytes that are no key."""
    return OKPKey.import_key(_public_pem(Ed25519PublicKey.from_public_bytes(public)))


@lru_cache(maxsize=256)
def sealing_jwk(public: bytes) -> OKPKey:
    """Raises ValueError for bytes that are no key."""
    return OKPKey.import_key(_public_pem(X25519PublicKey.from_public_bytes(public)))


def signature_holds(public: bytes, signature: bytes, data: bytes) -> bool:
    """Whether the holder of an Ed25519 key signed exactly these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def _pem(private: Ed25519PrivateKey | X25519PrivateKey) -> bytes:
    return private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _public_pem(public: Ed25519PublicKey | X25519PublicKey) -> bytes:
    return public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
