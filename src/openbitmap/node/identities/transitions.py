"""The life of a change of identities as a table: (state, what happens) -> next state, with the reason in words."""

from enum import StrEnum

from openbitmap.node.identities.changes import ChangeState


class Act(StrEnum):
    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    REVERSE = "reverse"
    RESTORE = "restore"


TRANSITIONS: dict[tuple[ChangeState, Act], tuple[ChangeState, str]] = {
    (ChangeState.PROPOSED, Act.APPROVE): (ChangeState.APPROVED, "a second person approves; the judgements are added"),
    (ChangeState.PROPOSED, Act.REFUSE): (ChangeState.REFUSED, "a second person refuses; nothing changes"),
    (ChangeState.PROPOSED, Act.WITHDRAW): (ChangeState.WITHDRAWN, "its proposer takes it back; nothing changes"),
    (ChangeState.APPROVED, Act.REVERSE): (ChangeState.UNDONE, "a later change restores what was judged before"),
    (ChangeState.UNDONE, Act.RESTORE): (ChangeState.APPROVED, "the reversal itself was reversed"),
}


def next_state(state: ChangeState, act: Act) -> ChangeState | None:
    """None where the change takes no such act now."""
    found = TRANSITIONS.get((state, act))
    return found[0] if found else None
