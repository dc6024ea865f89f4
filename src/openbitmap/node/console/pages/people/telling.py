"""What happened to an account or a station, in sentences: the ledger's facts of this room, and no other's."""

from collections.abc import Callable, Iterable
from dataclasses import fields

from openbitmap.node.console.pages.people.words import FACTS
from openbitmap.node.ledger import Entry

Say = Callable[..., str]
NEWEST = 40


def told(entries: Iterable[Entry], say: Say) -> list[tuple[Entry, str, str]]:
    """Entry, who, sentence; the newest first, as many as a page holds."""
    own = [e for e in entries if f"did_{type(e.event).__name__}" in FACTS]
    return [(e, _who(e, say), _sentence(e, say)) for e in reversed(own[-NEWEST:])]


def _who(entry: Entry, say: Say) -> str:
    return say("node") if entry.actor.kind == "node" else entry.actor.name


def _sentence(entry: Entry, say: Say) -> str:
    spoken = {"means": "means_", "reason": "reason_", "role": "role_", "former": "role_"}
    values = {f.name: getattr(entry.event, f.name) for f in fields(entry.event)}
    words = {name: say(f"{spoken[name]}{value}") if name in spoken else value for name, value in values.items()}
    return say(f"did_{type(entry.event).__name__}", **words)
