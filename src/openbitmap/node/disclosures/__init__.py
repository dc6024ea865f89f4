"""Every copy in another nation's hands, everything another nation gave, and the way back of both.

Promises: nothing about a person leaves but by `disclose`, with a `Permit` that covers it at that moment; every copy is
known by recipient and clause, and a recall reaches it with a deadline and comes back with a receipt; what was called
back is gone here too, and does not come in again by any door; a person found to be a national is frozen at once.
"""

from openbitmap.node.disclosures.model import (
    RETAINABLE,
    Copy,
    CopyId,
    CopyState,
    CopyTerms,
    Demand,
    Held,
    Holding,
    HoldingId,
    HoldingState,
    Item,
    ItemKind,
    National,
    Origin,
    Reason,
    Recall,
    RecallId,
    RecallState,
    Releasable,
    Scope,
    Tombstone,
)

__all__ = [
    "RETAINABLE",
    "Copy",
    "CopyId",
    "CopyState",
    "CopyTerms",
    "Demand",
    "Held",
    "Holding",
    "HoldingId",
    "HoldingState",
    "Item",
    "ItemKind",
    "National",
    "Origin",
    "Reason",
    "Recall",
    "RecallId",
    "RecallState",
    "Releasable",
    "Scope",
    "Tombstone",
]
