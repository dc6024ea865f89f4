"""A disputed letter is settled: it counts again under its number, or nothing does; what waited behind it goes on."""

from datetime import datetime

from openbitmap.node.database import Transaction
from openbitmap.node.envelopes import restore_store, store
from openbitmap.node.envelopes.taking import deliver
from openbitmap.node.equipment import Equipment
from openbitmap.vocabulary import EnvelopeId, PartnerId


def hold_numbers(tx: Transaction, partner: PartnerId) -> None:
    """Nothing is taken from this partner before the transaction ends. For whoever will settle a letter, before it holds
    anything else."""
    store.hold_taken(tx, partner)


def is_number_free(tx: Transaction, envelope: EnvelopeId) -> bool:
    """Whether a disputed letter may count again: nothing else came under its number."""
    found = store.disputed_named(tx, envelope)
    return found is not None and not store.has_in(tx, found.partner, found.sequence)


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


def pass_over(tx: Transaction, equipment: Equipment, envelope: EnvelopeId, *, at: datetime) -> None:
    """A disputed letter was let go: nothing comes under its number any more, unless another letter did."""
    found = store.disputed_named(tx, envelope)
    if found is None:
        return
    last = store.hold_taken(tx, found.partner)
    if not store.has_in(tx, found.partner, found.sequence):
        number = (found.sequence, found.sequence)
        restore_store.void(tx, found.partner, number, restore=f"dispute:{envelope}")
    deliver(tx, equipment, found.partner, after=last, at=at)
