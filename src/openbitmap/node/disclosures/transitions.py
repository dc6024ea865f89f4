"""The life of a copy as a table: (state, what happens) -> next state, with the reason in words.

A copy that is gone stays gone; one that was corrected or retained can be called back again.
"""

from enum import StrEnum

from openbitmap.node.disclosures.model import CopyState


class Step(StrEnum):
    RECALL = "recall"
    ERASE = "erase"
    CORRECT = "correct"
    RETAIN = "retain"
    HOLD = "hold"


TRANSITIONS: dict[tuple[CopyState, Step], tuple[CopyState, str]] = {
    (CopyState.GIVEN, Step.RECALL): (CopyState.RECALLED, "its giver calls it back; a deadline runs"),
    (CopyState.CORRECTED, Step.RECALL): (CopyState.RECALLED, "what was put right is called back after all"),
    (CopyState.RETAINED, Step.RECALL): (CopyState.RECALLED, "called back again, for another reason"),
    (CopyState.GIVEN, Step.ERASE): (CopyState.ERASED, "the recipient erased it by itself and says so"),
    (CopyState.CORRECTED, Step.ERASE): (CopyState.ERASED, "the recipient erased it by itself and says so"),
    (CopyState.RETAINED, Step.ERASE): (CopyState.ERASED, "the purpose it was kept for is over"),
    (CopyState.RECALLED, Step.ERASE): (CopyState.ERASED, "the receipt says that it is gone"),
    (CopyState.RECALLED, Step.CORRECT): (CopyState.CORRECTED, "the receipt says that it was put right"),
    (CopyState.RECALLED, Step.HOLD): (CopyState.HELD, "a person over there holds it back although its term is over"),
    (CopyState.HELD, Step.RECALL): (CopyState.RECALLED, "called back for more than its term"),
    (CopyState.HELD, Step.ERASE): (CopyState.ERASED, "nobody holds it back any more, and it went"),
    (CopyState.HELD, Step.RETAIN): (CopyState.RETAINED, "the recipient keeps it and names purpose and law"),
    (CopyState.RECALLED, Step.RETAIN): (CopyState.RETAINED, "the recipient keeps it and names purpose and law"),
}


def next_state(state: CopyState, step: Step) -> CopyState | None:
    """None where nothing changes."""
    found = TRANSITIONS.get((state, step))
    return found[0] if found else None
