"""The life of an entry as a table: (state, act) -> next state, with the reason in words."""

from enum import StrEnum

from openbitmap.node.watchlists.kinds import EntryState


class EntryAct(StrEnum):
    NOMINATE = "nominate"
    APPROVE = "approve"
    REFUSE = "refuse"
    KEEP = "keep"
    MISREAD = "misread"
    EXPIRE = "expire"
    REMOVE = "remove"


ENTRY_TRANSITIONS: dict[tuple[EntryState, EntryAct], tuple[EntryState, str]] = {
    (EntryState.NOMINATED, EntryAct.APPROVE): (EntryState.ACTIVE, "a second person stands by it; searches find it"),
    (EntryState.NOMINATED, EntryAct.REFUSE): (EntryState.REFUSED, "a second person found too little"),
    (EntryState.NOMINATED, EntryAct.EXPIRE): (EntryState.EXPIRED, "nobody approved it within its own term"),
    (EntryState.NOMINATED, EntryAct.REMOVE): (EntryState.REMOVED, "taken back before it was approved"),
    (EntryState.ACTIVE, EntryAct.KEEP): (EntryState.ACTIVE, "reviewed by a second person and kept, with new dates"),
    (EntryState.ACTIVE, EntryAct.MISREAD): (EntryState.ACTIVE, "no finger sent with it is of use; the rest stands"),
    (EntryState.ACTIVE, EntryAct.EXPIRE): (EntryState.EXPIRED, "nobody kept it: an entry ends by itself"),
    (EntryState.ACTIVE, EntryAct.REMOVE): (EntryState.REMOVED, "taken off everywhere at once"),
}


def next_state(state: EntryState, act: EntryAct) -> EntryState | None:
    """None for an act that this state does not know."""
    found = ENTRY_TRANSITIONS.get((state, act))
    return found[0] if found else None
