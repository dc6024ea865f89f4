"""What two nodes write to each other about an agreement: a text, a signature, a stop, its end, a denunciation."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from openbitmap.node import envelopes
from openbitmap.node.agreements.model import Held
from openbitmap.node.database import Transaction
from openbitmap.node.partners import OwnSignature
from openbitmap.vocabulary import Actor
from openbitmap.wire import Letter, LetterKind
from openbitmap.wire.envelope import KeyId


class Word(StrEnum):
    """What a letter about an agreement says."""

    PROPOSAL = "proposal"
    SIGNATURE = "signature"
    SUSPENSION = "suspension"
    RESUMPTION = "resumption"
    DENUNCIATION = "denunciation"


def write(tx: Transaction, held: Held, word: Word, *, at: datetime, actor: Actor, **more: str) -> None:
    """A letter to the other party, once a word and moment. The text always travels along, so that no letter waits for
    another to be understood."""
    body: Mapping[str, object] = {
        "word": word.value,
        "agreement": held.agreement,
        "digest": held.digest,
        "text": held.text,
        **more,
    }
    letter = Letter(held.partner, LetterKind.AGREEMENT, body, correlation=held.agreement)
    key = f"agreement:{held.digest}:{word}:{at.isoformat()}"
    envelopes.send(tx, letter, permit_clause="", at=at, actor=actor, key=key)


def said_signature(signature: OwnSignature) -> dict[str, str]:
    return {"key": signature.key, "signature": signature.value.hex()}


def signature_in(body: Mapping[str, object]) -> OwnSignature | None:
    """None where there is none to be read."""
    key, value = body.get("key"), body.get("signature")
    if not isinstance(key, str) or not isinstance(value, str):
        return None
    try:
        return OwnSignature(KeyId(key), bytes.fromhex(value))
    except ValueError:
        return None
