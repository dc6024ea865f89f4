"""What the passing of time does: questions that are tried again, and clocks that run out."""

from datetime import datetime

from openbitmap.node.connectors import actions, store
from openbitmap.node.database import Transaction
from openbitmap.node.work import STEP, enqueue

ASK = "connectors.jobs.ask"
"""The line of the flow that makes an attempt; it is asked for again by each look that finds one due."""
MOST_AT_ONCE = 200


def knock_again(tx: Transaction, *, at: datetime) -> int:
    """Queue the next attempt of every question that waits for one; how many there were."""
    due = store.lease_due(tx, at=at, lease=at + actions.LEASE, most=MOST_AT_ONCE)
    for errand in due:
        key = f"{errand.consultation}:attempt:{errand.attempts}"
        enqueue(tx, STEP, key=key, entry=errand.entry, step=ASK)
    return len(due)
