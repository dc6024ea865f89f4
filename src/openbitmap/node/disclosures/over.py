"""What is still out after the term of its clause is called back by the clock: a share of what is out each day, and what
is above it by two people."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

from openbitmap.node import ledger
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.disclosures import proposing, recall_store, recalling, store
from openbitmap.node.disclosures.keeping import NODE
from openbitmap.node.disclosures.model import Copy, Demand, Reason, RecallId
from openbitmap.node.disclosures.recall_store import Proposal
from openbitmap.node.events import RecallProposed

GRACE = timedelta(days=1)
"""For the receipt of what a recipient erases by itself to arrive."""
DAY = timedelta(days=1)
WORDS = "The term of its clause is over, and nobody said that it was erased."


def ceiling_of(population: int, share: float) -> int:
    """How much of it a clock may let go without two people; at least one, or nothing small would ever go."""
    return max(1, math.floor(population * share))


def recall_over(tx: Transaction, *, at: datetime, within: timedelta, share: float) -> list[RecallId]:
    """Call back what is still out a day after its term and was not said to be erased: the oldest terms first, in any
    24 hours no more than the share of what is out. What is above it waits as one proposal for two people; of what they
    refuse the clock asks no more."""
    store.lock_over(tx)
    ended = store.copies_ended(tx, at - GRACE)
    if not ended:
        return []
    ceiling = ceiling_of(store.copies_out(tx), share)
    free = max(0, ceiling - recall_store.recalled_by_clock(tx, str(NODE), since=at - DAY))
    demand = Demand(Reason.RETENTION, WORDS, within=within)
    ordered = recalling.recall_copies(tx, ended[:free], demand, at=at, actor=NODE) if free else []
    if ended[free:] and not recall_store.is_proposed(tx, str(NODE)):
        _propose(tx, ended[free:], at=at)
    return ordered


def _propose(tx: Transaction, copies: Sequence[Copy], *, at: datetime) -> None:
    named = tuple(sorted(c.copy for c in copies))
    persons = proposing.persons_among(tx, copies)
    made = Proposal(new_id("proposal"), named, Reason.RETENTION, WORDS, persons, str(NODE), proposed_at=at, outcome="")
    recall_store.insert_proposal(tx, made)
    ledger.record(tx, RecallProposed(made.proposal, made.reason.value, len(named)), actor=NODE)
