"""The ledger for an auditor: who did and saw what, when, under which clause, as it was known at a time."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from openbitmap.node.database import Transaction, named_queries

_SQL = named_queries(__package__)
LEDGER_PAGE = 50


@dataclass(frozen=True)
class LedgerFilter:
    """What an auditor looks for; what is empty restricts nothing. `as_of` shows the ledger as it was then, `below` goes
    on from a page whose last entry that was."""

    actor: str = ""
    thing: str = ""
    partner: str = ""
    clause: str = ""
    kind: str = ""
    as_of: datetime | None = None
    below: int | None = None


@dataclass(frozen=True)
class Fact:
    """One entry: `body` has the event's fields as they were written."""

    seq: int
    at: datetime
    actor: str
    kind: str
    subject: str
    hash: str
    text: str
    body: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class _Stored:
    seq: int
    at: datetime
    actor: str
    kind: str
    subject: str
    hash: bytes
    leaf: str

    def fact(self) -> Fact:
        body = json.loads(self.leaf)["body"]
        return Fact(self.seq, self.at, self.actor, self.kind, self.subject, self.hash.hex(), self.leaf, body=body)


def ledger_facts(tx: Transaction, wanted: LedgerFilter) -> list[Fact]:
    """Newest first, one more than a page has where there are more."""
    kinds = ("person", "station", "partner", "node") if wanted.actor else ()
    stored = tx.all(
        _SQL["ledger_facts"],
        into=_Stored,
        upto=_upto(tx, wanted),
        actors=[f"{kind}:{wanted.actor}" for kind in kinds] or None,
        named=[f'"{word}"' for word in (wanted.thing, wanted.partner) if word],
        clause=f'"clause":"{wanted.clause}"' if wanted.clause else None,
        kind=wanted.kind or None,
        limit=LEDGER_PAGE + 1,
    )
    return [s.fact() for s in stored]


def ledger_fact(tx: Transaction, seq: int) -> Fact | None:
    stored = tx.one(_SQL["ledger_fact"], into=_Stored, seq=seq)
    return stored.fact() if stored else None


def ledger_size(tx: Transaction, as_of: datetime | None) -> int:
    """How many entries there were at a time, or are now."""
    return int(tx.scalar(_SQL["ledger_size"], as_of=as_of) or 0)


def _upto(tx: Transaction, wanted: LedgerFilter) -> int:
    size = ledger_size(tx, wanted.as_of)
    return size if wanted.below is None else min(size, wanted.below - 1)
