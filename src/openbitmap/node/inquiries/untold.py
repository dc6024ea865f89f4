"""Whom protection held back from an answer, so that a release by a named officer can be answered late.

Guards the invariant that only what a late answer needs is kept: our own encounter and the reference under which it
would be told, apart from the hits that pages show, nothing of the probe, no longer than the clause lets the asker keep
a hit.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from openbitmap.node import protection
from openbitmap.node.agreements import Permit
from openbitmap.node.database import Transaction
from openbitmap.node.inquiries import persons, store, untold_store
from openbitmap.node.inquiries.model import Hit, Inquiry, InquiryState

TOLD_FROM = frozenset(
    {
        InquiryState.ASKED,
        InquiryState.NO_HIT,
        InquiryState.HIT,
        InquiryState.REFERENCE_REFUSED,
        InquiryState.NOT_ATTRIBUTED,
    }
)
"""States in which one more hit can be told. While the asker compares or holds another person it waits."""


def keep(tx: Transaction, hits: Sequence[Hit], leave: Permit, *, at: datetime) -> None:
    """Until the clause's own term for a hit is over."""
    for hit in hits:
        untold_store.insert(tx, hit, until=at + timedelta(days=leave.terms.retention_days))


def free(tx: Transaction, one: Inquiry, leave: Permit, *, at: datetime) -> list[Hit]:
    """Those of them who may be told of now: a person released them, or what stood against it has ended."""
    kept = untold_store.of_question(tx, one.inquiry, at=at)
    named = [h.encounter for h in kept if h.encounter]
    passed = protection.free_under(tx, named, leave, at=at)
    return persons.unfrozen(tx, [h for h in kept if h.encounter in passed])


def tell(tx: Transaction, hits: Sequence[Hit]) -> None:
    """From now on they are hits like others."""
    for hit in hits:
        store.insert_hit(tx, hit)
    untold_store.forget(tx, [h.reference for h in hits])
