"""Both parties sign the same thing: the hash of the canonical text, behind words no other signature begins with."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from openbitmap.vocabulary import Digest

_WORDS = b"OpenBITMAP agreement, version 1\n"


def signed_words(digest: Digest) -> bytes:
    """The bytes under a signature: whoever holds the key elsewhere (a device, a ministry) signs these."""
    return _WORDS + digest.encode()


def sign(private_key: bytes, digest: Digest) -> bytes:
    """64 bytes of Ed25519 by a raw private key of 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(private_key).sign(signed_words(digest))


def verify(public_key: bytes, digest: Digest, signature: bytes) -> bool:
    """Whether the holder of this raw public key (32 bytes) signed this hash."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, signed_words(digest))
    except (InvalidSignature, ValueError):
        return False
    return True
