"""Signed notes (C2SP signed-note): a text of lines, an empty line, and one line for each who signed it.

A signature names its key by the first four bytes of a hash over name, kind and key, so that a note may carry lines of
people the reader does not know: those say nothing, and do no harm. Ed25519 only.
"""

import base64
import hashlib
from dataclasses import dataclass
from enum import IntEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

MARK = "\N{EM DASH} "
ID_BYTES = 4
MOST_SIGNATURES = 100


class NoteUnreadable(ValueError):
    """Bytes that are no signed note; the message says where."""


class SignatureKind(IntEnum):
    """What a key signs: the text, or the text under a time and a first line that says so."""

    TEXT = 0x01
    COSIGNATURE = 0x04


@dataclass(frozen=True)
class Signature:
    """One line: who, and what their key made of the text; `blob` begins with the key's four bytes."""

    name: str
    blob: bytes

    @property
    def key_id(self) -> bytes:
        return self.blob[:ID_BYTES]

    def line(self) -> str:
        return f"{MARK}{self.name} {base64.b64encode(self.blob).decode()}\n"


@dataclass(frozen=True)
class Note:
    """A text, ending in a line end, and its signatures in their order."""

    text: str
    signatures: tuple[Signature, ...]

    def render(self) -> str:
        return self.text + "\n" + "".join(s.line() for s in self.signatures)

    def with_line(self, signature: Signature) -> "Note":
        """The same note with one signature more; a line of the same key is replaced."""
        others = tuple(s for s in self.signatures if (s.name, s.key_id) != (signature.name, signature.key_id))
        return Note(self.text, (*others, signature))

    def signatures_of(self, name: str, key_id: bytes) -> tuple[Signature, ...]:
        return tuple(s for s in self.signatures if (s.name, s.key_id) == (name, key_id))


def key_id(name: str, key: Ed25519PublicKey, kind: SignatureKind = SignatureKind.TEXT) -> bytes:
    raw = key.public_bytes_raw()
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + raw).digest()[:ID_BYTES]


def sign(text: str, name: str, key: Ed25519PrivateKey) -> Note:
    """A note signed by one. The text ends in a line end and the name holds no space and no plus sign."""
    _require_text(text)
    if not name or any(c.isspace() or c == "+" for c in name):
        raise ValueError(f"{name!r} cannot be the name of a key")
    blob = key_id(name, key.public_key()) + key.sign(text.encode())
    return Note(text, (Signature(name, blob),))


def is_signed(note: Note, name: str, key: Ed25519PublicKey) -> bool:
    """Whether the named key signed the text. A line that claims its key and does not fit makes the whole note false."""
    found = note.signatures_of(name, key_id(name, key))
    return bool(found) and all(fits(key, s.blob[ID_BYTES:], note.text.encode()) for s in found)


def read_note(data: str) -> Note:
    """Raises NoteUnreadable."""
    if any(ord(c) < ord(" ") and c != "\n" for c in data):
        raise NoteUnreadable("a note holds no control characters")
    text, gap, lines = data.rpartition("\n\n")
    if not gap or not text or not lines.endswith("\n"):
        raise NoteUnreadable("no empty line stands between a text and its signatures")
    signatures = tuple(_signature(line) for line in lines[:-1].split("\n"))
    if not 1 <= len(signatures) <= MOST_SIGNATURES:
        raise NoteUnreadable(f"{len(signatures)} signatures")
    return Note(text + "\n", signatures)


def _signature(line: str) -> Signature:
    name, _, encoded = line.removeprefix(MARK).partition(" ")
    if not line.startswith(MARK) or not name or "+" in name or any(c.isspace() for c in name):
        raise NoteUnreadable("a line after the text names no signer")
    blob = decoded(encoded, f"the signature of {name}")
    if len(blob) <= ID_BYTES:
        raise NoteUnreadable(f"the signature of {name} is too short")
    return Signature(name, blob)


def decoded(text: str, what: str) -> bytes:
    """Bytes written in the one way base64 has for them: two texts of one signature would be two notes. Raises
    NoteUnreadable."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError as wrong:
        raise NoteUnreadable(f"{what} is not base64") from wrong
    if base64.b64encode(data).decode() != text:
        raise NoteUnreadable(f"{what} is not base64 as it is written")
    return data


def _require_text(text: str) -> None:
    if not text.endswith("\n") or any(ord(c) < ord(" ") and c != "\n" for c in text):
        raise ValueError("the text of a note ends in a line end and holds no control characters")


def fits(key: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True
