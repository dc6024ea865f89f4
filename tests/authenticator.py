"""An authenticator in software, for tests of the ceremonies: it makes a P-256 key and signs, honestly or not."""

import base64
import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

USER_PRESENT, USER_VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """One credential. `counter` goes up with every use, as an honest device's does."""

    origin: str
    domain: str = "localhost"
    verifies_user: bool = True
    counter: int = 0
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    handle: bytes = b""

    def create(self, options: str) -> str:
        """The answer to `navigator.credentials.create`."""
        asked = json.loads(options)
        self.handle = _bytes(asked["user"]["id"])
        said = self._said("webauthn.create", asked["challenge"])
        attested = self._head(ATTESTED) + bytes(16) + struct.pack(">H", len(self.credential)) + self.credential
        statement = {"fmt": "none", "attStmt": {}, "authData": attested + self._public_key()}
        return self._credential({"clientDataJSON": said, "attestationObject": cbor2.dumps(statement)})

    def get(self, options: str) -> str:
        """The answer to `navigator.credentials.get`."""
        asked = json.loads(options)
        self.counter += 1
        said, head = self._said("webauthn.get", asked["challenge"]), self._head(0)
        signature = self.key.sign(head + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        parts = {"clientDataJSON": said, "authenticatorData": head, "signature": signature, "userHandle": self.handle}
        return self._credential(parts)

    def _said(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _head(self, more: int) -> bytes:
        flags = USER_PRESENT | more | (USER_VERIFIED if self.verifies_user else 0)
        return hashlib.sha256(self.domain.encode()).digest() + bytes([flags]) + struct.pack(">I", self.counter)

    def _public_key(self) -> bytes:
        point = self.key.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")})

    def _credential(self, parts: dict[str, bytes]) -> str:
        name = _text(self.credential)
        response = {key: _text(value) for key, value in parts.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
