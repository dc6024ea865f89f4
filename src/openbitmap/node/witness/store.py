"""Reads and writes the tables of this room and no other."""

from datetime import datetime, timedelta

from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.witness.model import EVIDENCE_LIMIT
from openbitmap.vocabulary import PartnerId

_SQL = named_queries(__package__)


def limit(tx: Transaction) -> timedelta:
    hours = tx.scalar(_SQL["limit"])
    return EVIDENCE_LIMIT if hours is None else timedelta(hours=hours)


def keep_limit(tx: Transaction, hours: int) -> None:
    tx.run(_SQL["keep_limit"], hours=hours)


def note_disclosure(tx: Transaction, partner: PartnerId, at: datetime) -> None:
    tx.run(_SQL["note_disclosure"], partner=partner, at=at)


def unattested(tx: Transaction, partner: PartnerId) -> tuple[datetime | None, int]:
    """Since when, and how many."""
    row = tx.one(_SQL["unattested"], partner=partner)
    assert row is not None
    return row[0], row[1]


def has_open_break(tx: Transaction, partner: PartnerId) -> bool:
    return bool(tx.scalar(_SQL["open_breaks"], partner=partner))
