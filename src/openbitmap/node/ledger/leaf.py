"""The canonical text of one fact and the hash that chains it.

Canonical form: JSON in UTF-8, no spaces, keys in the order written here, an event's fields in the order of its class.
hash = SHA-256(hash of the entry before, 32 bytes, then the leaf's UTF-8 bytes); the first entry follows 32 zero bytes.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from openbitmap.node.events import EVENTS, Event
from openbitmap.vocabulary import Actor

GENESIS = bytes(32)


@dataclass(frozen=True)
class Leaf:
    """One fact before it is chained."""

    seq: int
    recorded_at: datetime
    event: Event
    actor: Actor

    def text(self) -> str:
        return canonical(
            {
                "seq": self.seq,
                "at": self.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
                "actor": str(self.actor),
                "kind": type(self.event).__name__,
                "subject": self.event.subject,
                "body": self.event.body(),
            }
        )


def canonical(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def chain_hash(previous: bytes, text: str) -> bytes:
    return hashlib.sha256(previous + text.encode()).digest()


def event_of(text: str) -> Event:
    """The event in a leaf. KeyError for a kind this version does not know: the ledger is newer than the program."""
    fields = json.loads(text)
    return EVENTS[fields["kind"]].from_body(fields["body"])
