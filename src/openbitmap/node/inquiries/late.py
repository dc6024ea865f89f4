"""What waited for protection goes on once a named officer has released it: a question of ours, a late hit, reference
images. Whatever else is decided is followed by nothing that anybody outside could see."""

from datetime import datetime

from openbitmap.node import protection
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.inquiries import asking, gates, persons, references, releasing, store, untold_store
from openbitmap.node.inquiries.model import InquiryState
from openbitmap.node.protection import Review, ReviewState
from openbitmap.vocabulary import ExchangeAct, InquiryId

WAITING_FOR = {InquiryState.REFERENCE_ASKED: ExchangeAct.REFERENCE, InquiryState.DATA_ASKED: ExchangeAct.DATA}


def follow_review(tx: Transaction, equipment: Equipment, review: str, *, at: datetime) -> list[InquiryId]:
    """Which questions go on. Personal data goes on by its own officer's hand, whose release is no longer refused."""
    found = protection.review_named(tx, review)
    if found is None:
        return []
    if found.act is ExchangeAct.ANSWER:
        return _answer(tx, found, at=at)
    if found.state is not ReviewState.RELEASED:
        return []
    members = persons.members_of(tx, found.encounter)
    if found.act is ExchangeAct.SEARCH:
        return asking.ask_released(tx, found.partner, members)
    waiting = store.reference_waiting(tx, found.partner, members) if found.act is ExchangeAct.REFERENCE else []
    for inquiry in waiting:
        references.release_waiting(tx, equipment, inquiry, at=at)
    return waiting


def guard_waiting(tx: Transaction, *, at: datetime) -> None:
    """Somebody was marked: the guard is asked again about every request that waits, so that what it holds back from now
    on waits for a person of protection too, and no officer finds a release refused that nobody reviews."""
    for inquiry in store.requests_waiting(tx):
        one = store.require(tx, inquiry)
        act = WAITING_FOR.get(one.state)
        hits = [h for h in store.hits_of(tx, inquiry) if act is ExchangeAct.REFERENCE or h.attributed]
        if act:
            gates.passes_guard(tx, one, hits, act=act, at=at)


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
