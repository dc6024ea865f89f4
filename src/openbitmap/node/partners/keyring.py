"""Private keys of this node as files: one a key, named by its public half, readable by their owner only."""

import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from openbitmap.vocabulary import PartnerId
from openbitmap.wire.envelope import KeyId, ReadingKey, SigningKey

FOLDER = "partner-keys"
# A certificate is believed because it is pinned, and a clock may be ten years wrong: so it never runs out by itself.
_NOT_BEFORE = datetime(2000, 1, 1, tzinfo=UTC)
_NOT_AFTER = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


@dataclass(frozen=True)
class Keyring:
    """The folder of one node's keys."""

    folder: Path

    @classmethod
    def of(cls, home: Path) -> "Keyring":
        return cls(home / FOLDER)

    def make_signing(self) -> SigningKey:
        key = SigningKey.made()
        _keep(self.folder / f"signing-{key.key}.key", key.private_bytes)
        return key

    def make_reading(self) -> ReadingKey:
        key = ReadingKey.made()
        _keep(self.folder / f"reading-{key.key}.key", key.private_bytes)
        return key

    def signing(self, key: KeyId) -> SigningKey:
        """Raises FileNotFoundError for a key that is not here, PermissionError where others may read it."""
        return _signing(self.folder / f"signing-{key}.key")

    def reading(self, key: KeyId) -> ReadingKey | None:
        """None for a key that is not here: what is sealed to it cannot be opened."""
        path = self.folder / f"reading-{key}.key"
        return _reading(path) if len(key) == 64 and key.isalnum() and path.exists() else None

    def certificate_file(self, node: PartnerId) -> Path:
        """PEM of key and certificate for the channel, made on first use."""
        path = self.folder / "channel.pem"
        if not path.exists():
            _keep(path, _certificate(node))
        return path

    def certificate(self, node: PartnerId) -> bytes:
        """The certificate as DER."""
        held = x509.load_pem_x509_certificate(self.certificate_file(node).read_bytes())
        return held.public_bytes(serialization.Encoding.DER)


@lru_cache(maxsize=64)
def _signing(path: Path) -> SigningKey:
    return SigningKey.from_private(_read(path))


@lru_cache(maxsize=64)
def _reading(path: Path) -> ReadingKey:
    return ReadingKey.from_private(_read(path))


def _read(path: Path) -> bytes:
    if path.stat().st_mode & 0o077:
        raise PermissionError(f"{path} can be read by others: chmod 600 it, and rotate the key if someone could have")
    return path.read_bytes()


def _keep(path: Path, data: bytes) -> None:
    """Durable and private, and the first of two processes wins: a key in use is never written over."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        os.link(aside, path)
    except FileExistsError:
        return
    finally:
        aside.unlink()


def _certificate(node: PartnerId) -> bytes:
    """A P-256 key and its own certificate, whose alternative name says which node it is."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"OpenBITMAP node {node}, channel")])
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_NOT_BEFORE)
        .not_valid_after(_NOT_AFTER)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=False)
        .add_extension(
            x509.SubjectAlternativeName([x509.UniformResourceIdentifier(f"openbitmap:{node}")]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)
