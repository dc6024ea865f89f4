"""What a recall is about and when its newest receipt was given, on either side; by which instrument a copy went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.disclosures import CopyId, ItemKind

_SQL = named_queries(__package__)


@dataclass(frozen=True)
class Recalled:
    """`kinds` of what was called back, as asked of others and as told to others; of theirs none before the receipt."""

    kinds: tuple[ItemKind, ...] = ()
    receipt_at: datetime | None = None


def recall_subjects(tx: Transaction, names: Sequence[str]) -> dict[str, Recalled]:
    """By our name of each recall, of those that we ordered and those that we took."""
    rows = tx.all(_SQL["recall_subjects"], names=list(names))
    return {name: Recalled(tuple(k for k in ItemKind if k.value in kinds), at) for name, kinds, at in rows}


def copy_instruments(tx: Transaction, copies: Sequence[CopyId]) -> dict[CopyId, str]:
    """Name and version of the agreement under which each of these copies was given, as a clause is cited with it."""
    rows = tx.all(_SQL["copy_instruments"], copies=list(copies))
    return {CopyId(copy): f"{agreement} v{version}" for copy, agreement, version in rows}
