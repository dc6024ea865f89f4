"""A person holds back something whose term is over: a giver's recall for that reason alone is answered with the words,
and obeyed once the person lets it go. No other recall waits for it."""

from collections.abc import Sequence

from openbitmap.node import ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import holding_store
from openbitmap.node.disclosures.model import Holding, HoldingId, HoldingState
from openbitmap.node.events import HoldingHeldBack
from openbitmap.node.problems import NEEDS_WORDS, Refused
from openbitmap.wire import ledger_name


def hold_back(tx: Transaction, holding: HoldingId, words: str, *, by: Principal) -> bool:
    """The words are read by its giver. False where it is gone, or held back already. Raises Refused."""
    by.require(Act.DECIDE_RETENTION)
    if not words.strip():
        raise Refused(NEEDS_WORDS)
    return _note(tx, holding, (by.name, words.strip()), by=by)


def free(tx: Transaction, holding: HoldingId, *, by: Principal) -> bool:
    """Nobody holds it back any more; what was asked for meanwhile goes by the job that follows. Raises Refused."""
    by.require(Act.DECIDE_RETENTION)
    return _note(tx, holding, ("", ""), by=by)


def hold_erasable(tx: Transaction, names: Sequence[HoldingId]) -> list[Holding]:
    """Those of them that are kept for no purpose and that nobody holds back. Nobody can keep them or hold them back
    before the caller's transaction ends; call it before anything is recorded."""
    known = [h for name in names if (h := holding_store.holding_named(tx, name))]
    holding_store.lock_references(tx, ((h.partner, h.reference) for h in known))
    held = [h for name in sorted(h.holding for h in known) if (h := holding_store.hold_holding(tx, name))]
    kept = {h.holding: holding_store.keeping_of(tx, h.holding) for h in held if h.state is HoldingState.KEPT}
    return [h for h in held if (how := kept.get(h.holding)) and not how.held_by]


def _note(tx: Transaction, holding: HoldingId, held: tuple[str, str], *, by: Principal) -> bool:
    found = holding_store.hold_holding(tx, holding)
    if found is None or found.state is HoldingState.PURGED or not holding_store.hold_back(tx, holding, held):
        return False
    told = HoldingHeldBack(holding, found.partner, ledger_name(found.reference), held=int(bool(held[0])))
    ledger.record(tx, told, actor=by.actor)
    return True
