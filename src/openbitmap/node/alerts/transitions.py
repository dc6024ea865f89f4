"""The life of an alert as a table: (state, what happens) -> next state, with the reason in words.

Guards the rule that no score verifies an alert: only `Step.SAME`, a judgement of examiners, leads to "verified".
"""

from enum import StrEnum

from openbitmap.node.alerts.model import AlertState


class Step(StrEnum):
    """What an officer does, what people decided, or what they took back."""

    ACKNOWLEDGE = "acknowledge"
    ACKNOWLEDGE_VERIFIED = "acknowledge, people having decided already"
    HAND_OVER = "hand over"
    RECORD_OUTCOME = "record the outcome"
    CLOSE = "close"
    SAME = "people say it is the person"
    OTHER = "people say it is somebody else"
    OTHER_UNTOLD = "people say it is somebody else, and a contact who was told does not know"
    REVERSED = "people take the identification back"
    STANDS = "what it was raised for stands again, and nobody has said who it is"


TRANSITIONS: dict[tuple[AlertState, Step], tuple[AlertState, str]] = {
    (AlertState.RAISED, Step.ACKNOWLEDGE): (AlertState.ACKNOWLEDGED, "the desk has it; examiners have still to decide"),
    (AlertState.RAISED, Step.ACKNOWLEDGE_VERIFIED): (AlertState.VERIFIED, "the desk has it, and people have decided"),
    (AlertState.RAISED, Step.SAME): (AlertState.RAISED, "people have decided; the desk must still acknowledge"),
    (AlertState.RAISED, Step.OTHER): (AlertState.WITHDRAWN, "people say it is somebody else"),
    (AlertState.RAISED, Step.REVERSED): (AlertState.REOPENED, "what it was raised for was taken back"),
    (AlertState.ACKNOWLEDGED, Step.SAME): (AlertState.VERIFIED, "people have decided that it is the person"),
    (AlertState.ACKNOWLEDGED, Step.OTHER): (AlertState.WITHDRAWN, "people say it is somebody else"),
    (AlertState.ACKNOWLEDGED, Step.OTHER_UNTOLD): (AlertState.ACKNOWLEDGED, "a contact has still to be told"),
    (AlertState.ACKNOWLEDGED, Step.RECORD_OUTCOME): (AlertState.OUTCOME, "it ended before people could decide"),
    (AlertState.VERIFIED, Step.HAND_OVER): (AlertState.HANDED_OVER, "whoever is with the person acts now"),
    (AlertState.VERIFIED, Step.RECORD_OUTCOME): (AlertState.OUTCOME, "nobody else had to act"),
    (AlertState.VERIFIED, Step.REVERSED): (AlertState.REOPENED, "the identification was taken back"),
    (AlertState.HANDED_OVER, Step.RECORD_OUTCOME): (AlertState.OUTCOME, "what came of it is known"),
    (AlertState.HANDED_OVER, Step.REVERSED): (AlertState.REOPENED, "the identification was taken back"),
    (AlertState.OUTCOME, Step.RECORD_OUTCOME): (AlertState.OUTCOME, "the outcome was corrected"),
    (AlertState.OUTCOME, Step.CLOSE): (AlertState.CLOSED, "an outcome is known"),
    (AlertState.OUTCOME, Step.REVERSED): (AlertState.REOPENED, "the identification was taken back"),
    (AlertState.CLOSED, Step.REVERSED): (AlertState.REOPENED, "the identification was taken back"),
    (AlertState.OUTCOME, Step.SAME): (AlertState.OUTCOME, "people have decided; the outcome may need a second look"),
    (AlertState.CLOSED, Step.SAME): (AlertState.REOPENED, "people say that it is the person, after it was closed"),
    (AlertState.WITHDRAWN, Step.STANDS): (AlertState.REOPENED, "what it was raised for stands again"),
    (AlertState.CLOSED, Step.STANDS): (AlertState.REOPENED, "it was closed as wrong, and stands again"),
    (AlertState.WITHDRAWN, Step.SAME): (AlertState.REOPENED, "people now say that it is the person after all"),
    (AlertState.REOPENED, Step.ACKNOWLEDGE): (AlertState.ACKNOWLEDGED, "the desk knows that it was wrong"),
    (AlertState.REOPENED, Step.ACKNOWLEDGE_VERIFIED): (AlertState.VERIFIED, "the desk has it, and people have decided"),
    (AlertState.REOPENED, Step.SAME): (AlertState.REOPENED, "people decided again; the desk must still acknowledge"),
    (AlertState.REOPENED, Step.OTHER): (AlertState.REOPENED, "whoever was told has still to be told again"),
    (AlertState.REOPENED, Step.OTHER_UNTOLD): (AlertState.REOPENED, "whoever was told has still to be told again"),
    (AlertState.REOPENED, Step.REVERSED): (AlertState.REOPENED, "whoever was told has still to be told again"),
}


def next_state(state: AlertState, step: Step) -> AlertState | None:
    """None for what this state does not take."""
    found = TRANSITIONS.get((state, step))
    return found[0] if found else None
