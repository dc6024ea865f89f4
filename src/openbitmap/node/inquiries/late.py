"""What waited for protection goes on once a named officer has released it: a late hit, reference images. Whatever else
is decided is followed by nothing that anybody outside could see."""

from datetime import datetime

from openbitmap.node import protection
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.inquiries import persons, references, releasing, store, untold_store
from openbitmap.node.protection import Review, ReviewState
from openbitmap.vocabulary import ExchangeAct, InquiryId


def follow_review(tx: Transaction, equipment: Equipment, review: str, *, at: datetime) -> list[InquiryId]:
    """Which questions go on. Personal data goes on by its own officer's hand, whose release is no longer refused."""
    found = protection.review_named(tx, review)
    if found is None:
        return []
    if found.act is ExchangeAct.ANSWER:
        return _answer(tx, found, at=at)
    if found.act is not ExchangeAct.REFERENCE or found.state is not ReviewState.RELEASED:
        return []
    waiting = store.reference_waiting(tx, found.partner, persons.members_of(tx, found.encounter))
    for inquiry in waiting:
        references.release_waiting(tx, equipment, inquiry, at=at)
    return waiting


def _answer(tx: Transaction, found: Review, *, at: datetime) -> list[InquiryId]:
    """Late results leave at a tick, as all do; who stays untold is forgotten here."""
    members = persons.members_of(tx, found.encounter)
    if found.state is not ReviewState.RELEASED:
        untold_store.forget_about(tx, found.partner, members)
        return []
    waiting = untold_store.questions_about(tx, found.partner, members)
    for inquiry in waiting:
        store.set_release_if_none(tx, inquiry, releasing.tick(at, at))
    return waiting
