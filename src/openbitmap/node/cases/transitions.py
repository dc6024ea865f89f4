"""The life of a case as a table: (state, what the new opinion does) -> next state, with the reason in words."""

from collections.abc import Sequence
from enum import StrEnum

from openbitmap.node.cases.model import CaseState, Finding, Opinion


class Step(StrEnum):
    IDENTIFIES = "identifies"
    DOES_NOT_IDENTIFY = "does not identify"
    AGREES = "agrees with the first"
    DISAGREES = "disagrees with the first"
    THIRD = "is the third"


TRANSITIONS: dict[tuple[CaseState, Step], tuple[CaseState, str]] = {
    (CaseState.OPEN, Step.IDENTIFIES): (CaseState.SECOND_OPINION, "an identification needs a second, blind examiner"),
    (CaseState.OPEN, Step.DOES_NOT_IDENTIFY): (CaseState.DECIDED, "nothing adverse follows from it"),
    (CaseState.SECOND_OPINION, Step.AGREES): (CaseState.DECIDED, "two examiners agree"),
    (CaseState.SECOND_OPINION, Step.DISAGREES): (CaseState.THIRD_OPINION, "two examiners disagree"),
    (CaseState.THIRD_OPINION, Step.THIRD): (CaseState.DECIDED, "the third opinion settles it"),
}


def next_state(state: CaseState, earlier: Sequence[Opinion], opinion: Opinion) -> CaseState:
    """Raises KeyError for an opinion on a decided case: `actions.judge` refuses those first."""
    return TRANSITIONS[state, _step(state, earlier, opinion)][0]


def _step(state: CaseState, earlier: Sequence[Opinion], opinion: Opinion) -> Step:
    if state is CaseState.OPEN:
        return Step.IDENTIFIES if opinion.finding is Finding.IDENTIFICATION else Step.DOES_NOT_IDENTIFY
    if state is CaseState.SECOND_OPINION:
        return Step.AGREES if opinion.agrees_with(earlier[0]) else Step.DISAGREES
    return Step.THIRD
