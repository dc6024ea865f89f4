"""A disputed letter is its partner's after all: it counts again under its number, and what waited behind it goes on."""

from datetime import datetime

from openbitmap.node.database import Transaction
from openbitmap.node.envelopes import store
from openbitmap.node.envelopes.taking import deliver
from openbitmap.node.equipment import Equipment
from openbitmap.vocabulary import EnvelopeId


def reinstate(tx: Transaction, equipment: Equipment, envelope: EnvelopeId, *, anew: bool, at: datetime) -> bool:
    """`anew`: the rooms hear of it once more, when its number is next. False where another letter of the partner's came
    under its number meanwhile, which is then the one that counts."""
    found = store.disputed_named(tx, envelope)
    if found is None:
        return False
    last = store.hold_taken(tx, found.partner)
    if not store.end_dispute(tx, envelope, anew=anew):
        return False
    deliver(tx, equipment, found.partner, after=last, at=at)
    return True
