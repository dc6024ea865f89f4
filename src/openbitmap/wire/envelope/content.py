"""What is inside: the letter and its attachments, padded to buckets and sealed to one reader."""

import json
import math
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from joserfc import jwe
from joserfc.errors import JoseError

from openbitmap.vocabulary import Digest, EnvelopeId, PartnerId, digest_of
from openbitmap.wire.envelope.faults import Fault, Unacceptable
from openbitmap.wire.envelope.keys import ReadingKey, key_id_of, sealing_jwk

BUCKETS = tuple(4096 * 4**n for n in range(8))
"""Sizes that anybody can see, 4 KiB to 64 MiB: each part is filled up to the next of them."""
MOST_ATTACHMENTS = 64
_ALGORITHMS = ["ECDH-ES+A256KW", "A256GCM"]
_KEY_BYTES = 32
_NONCE_BYTES = 12
_LENGTH_BYTES = 4
DEEPEST = 32
_UNFIT = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Binding:
    """What a sealed part belongs to: it cannot be moved into another envelope or given another sender."""

    envelope: EnvelopeId
    sender: PartnerId
    recipient: PartnerId

    def of_part(self, number: int) -> bytes:
        return json.dumps(["openbitmap 1", self.envelope, self.sender, self.recipient, number]).encode()


@dataclass(frozen=True)
class Content:
    """A letter's JSON body and its attachments by name."""

    body: Mapping[str, object]
    attachments: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Sealed:
    """`key` is a JWE of the content key; `parts` the letter and each attachment: nonce, ciphertext, tag."""

    key: bytes
    parts: tuple[bytes, ...]

    @property
    def digests(self) -> tuple[Digest, ...]:
        return (digest_of(self.key), *(digest_of(part) for part in self.parts))


def seal_content(content: Content, binding: Binding, reader: bytes) -> Sealed:
    """Sealed to the holder of the X25519 key `reader` (32 public bytes). Raises ValueError where it is too large or
    the body is no JSON."""
    if len(content.attachments) > MOST_ATTACHMENTS:
        raise ValueError(f"{len(content.attachments)} attachments; {MOST_ATTACHMENTS} at most")
    listed = [{"name": name, "size": len(data)} for name, data in content.attachments.items()]
    letter = json.dumps({"body": dict(content.body), "attachments": listed}, sort_keys=True, allow_nan=False).encode()
    key = secrets.token_bytes(_KEY_BYTES)
    parts = tuple(
        _sealed(key, _padded(plain), binding.of_part(number))
        for number, plain in enumerate((letter, *content.attachments.values()))
    )
    protected = {"alg": _ALGORITHMS[0], "enc": _ALGORITHMS[1], "kid": key_id_of(reader)}
    wrapped = jwe.encrypt_compact(protected, key, sealing_jwk(reader), algorithms=_ALGORITHMS)
    return Sealed(wrapped.encode(), parts)


def open_content(sealed: Sealed, binding: Binding, reader: ReadingKey) -> Content:
    """Raises Unacceptable with UNREADABLE where the key does not fit or anything inside is not of this format."""
    try:
        key = jwe.decrypt_compact(sealed.key, reader.jwk, algorithms=_ALGORITHMS).plaintext
        plains = [_unpadded(_opened(key or b"", part, binding.of_part(n))) for n, part in enumerate(sealed.parts)]
        letter = _read(plains[0])
        names = [(str(a["name"]), int(a["size"])) for a in letter["attachments"]]
        body = letter["body"]
    except (JoseError, InvalidTag, ValueError, KeyError, TypeError, IndexError, RecursionError) as trouble:
        raise Unacceptable(Fault.UNREADABLE, type(trouble).__name__) from None
    attached = dict(zip((name for name, _ in names), plains[1:], strict=False))
    if not isinstance(body, dict) or [size for _, size in names] != [len(p) for p in plains[1:]]:
        raise Unacceptable(Fault.UNREADABLE, "its attachments are not those it lists")
    return Content(body, attached)


def _read(plain: bytes) -> Any:
    """A letter's JSON as any reader can take it: numbers that are numbers, texts that a database can hold, and no
    nesting that would exhaust whoever walks it. Raises ValueError, RecursionError."""
    letter = json.loads(plain, parse_constant=_no_number)
    level: list[object] = [letter]
    for _ in range(DEEPEST):
        if not all(_is_fit(value) for value in level):
            raise ValueError("a text or a number that is none")
        level = [inner for value in level for inner in _within(value)]
        if not level:
            return letter
    raise ValueError(f"nested deeper than {DEEPEST}")


def _within(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    return value if isinstance(value, list) else ()


def _is_fit(value: object) -> bool:
    if isinstance(value, str):
        return not _UNFIT.search(value)
    return not isinstance(value, float) or math.isfinite(value)


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _padded(plain: bytes) -> bytes:
    needed = len(plain) + _LENGTH_BYTES
    bucket = next((size for size in BUCKETS if size >= needed), None)
    if bucket is None:
        raise ValueError(f"a part of {len(plain)} bytes; {BUCKETS[-1] - _LENGTH_BYTES} at most")
    return len(plain).to_bytes(_LENGTH_BYTES, "big") + plain + bytes(bucket - needed)


def _unpadded(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    plain = padded[_LENGTH_BYTES : _LENGTH_BYTES + length]
    if len(plain) != length or any(padded[_LENGTH_BYTES + length :]):
        raise ValueError("the padding is not empty")
    return plain


def _sealed(key: bytes, plain: bytes, bound_to: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to)


def _opened(key: bytes, part: bytes, bound_to: bytes) -> bytes:
    return AESGCM(key).decrypt(part[:_NONCE_BYTES], part[_NONCE_BYTES:], bound_to)
