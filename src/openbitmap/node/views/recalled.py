"""What a recall is about, and when its newest receipt was given, on either side of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.disclosures import ItemKind

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
