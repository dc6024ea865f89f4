"""Compact JWS with Ed25519, read strictly: one spelling of every signature, no header that we do not know.

joserfc refuses to verify more than some 130 kB, which nothing signed here comes near: large parts are signed by their
digests.
"""

import base64
import json
from dataclasses import dataclass

from joserfc import jws
from joserfc.errors import JoseError

from openbitmap.vocabulary import Digest, digest_of
from openbitmap.wire.envelope.faults import Fault, Unacceptable
from openbitmap.wire.envelope.keys import KeyId, SigningKey, verifying_jwk

ALGORITHM = "Ed25519"
LONGEST = 64 * 1024
_SEGMENTS = 3


@dataclass(frozen=True)
class Signed:
    """A JWS taken apart, its signature not yet checked. `text` is the JWS itself."""

    text: str
    kind: str
    key: KeyId
    payload: bytes

    @property
    def digest(self) -> Digest:
        """SHA-256 of what was signed; the same whoever signs it again."""
        return digest_of(self.payload)


def sign_text(payload: bytes, key: SigningKey, *, kind: str) -> str:
    """`kind` keeps apart what a signature is for: an envelope's can never pass for a receipt's."""
    header = {"alg": ALGORITHM, "kid": key.key, "typ": f"openbitmap-{kind}"}
    return jws.serialize_compact(header, payload, key.jwk, algorithms=[ALGORITHM])


def sign_header(payload: bytes, key: SigningKey) -> str:
    return sign_text(payload, key, kind="envelope")


def signed_from(text: str, *, kind: str) -> Signed:
    """Raises Unacceptable for anything but one canonical JWS of that kind."""
    if len(text) > LONGEST:
        raise Unacceptable(Fault.TOO_LARGE, f"a signed text of {len(text)} characters")
    segments = text.split(".")
    if len(segments) != _SEGMENTS or not text.isascii():
        raise Unacceptable(Fault.NOT_AN_ENVELOPE, "no compact JWS")
    protected, payload, _ = (_decoded(segment) for segment in segments)
    try:
        header = json.loads(protected)
    except ValueError:
        raise Unacceptable(Fault.NOT_AN_ENVELOPE, "its JOSE header is no JSON") from None
    if not isinstance(header, dict) or set(header) != {"alg", "kid", "typ"} or header["alg"] != ALGORITHM:
        raise Unacceptable(Fault.NOT_AN_ENVELOPE, "its JOSE header is not of this format")
    if header["typ"] != f"openbitmap-{kind}":
        raise Unacceptable(Fault.NOT_AN_ENVELOPE, f"signed as {header['typ']!r}")
    return Signed(text, kind, KeyId(str(header["kid"])), payload)


def signed_by(signed: Signed, public: bytes) -> bool:
    """Whether the holder of this key signed it."""
    try:
        jws.deserialize_compact(signed.text, verifying_jwk(public), algorithms=[ALGORITHM])
    except (JoseError, ValueError):
        return False
    return True


def _decoded(segment: str) -> bytes:
    """Base64url without padding; the last character has bits to spare, so a second spelling is refused here."""
    try:
        data = base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    except ValueError:
        raise Unacceptable(Fault.NOT_AN_ENVELOPE, "its segments are no base64url") from None
    if base64.urlsafe_b64encode(data).rstrip(b"=").decode() != segment:
        raise Unacceptable(Fault.NOT_AN_ENVELOPE, "a segment is spelled in another way")
    return data
