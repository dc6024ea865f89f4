"""The life of a question between nations as a table: (state, stage) -> next state, with the reason in words. Asker and
answerer keep the same table, each for its own record."""

from openbitmap.node.inquiries.model import InquiryState, Stage

TRANSITIONS: dict[tuple[InquiryState, Stage], tuple[InquiryState, str]] = {
    (InquiryState.ASKED, Stage.LATE): (InquiryState.TIMED_OUT, "its clock ran out; an answer is still taken"),
    (InquiryState.HIT, Stage.REFERENCE_ASKED): (
        InquiryState.REFERENCE_ASKED,
        "a person of the asker's wants to compare; the answerer's gate decides",
    ),
    (InquiryState.REFERENCE_REFUSED, Stage.REFERENCE_ASKED): (
        InquiryState.REFERENCE_ASKED,
        "asked again, with another reason or once a clause allows it",
    ),
    (InquiryState.REFERENCE_ASKED, Stage.REFUSED): (InquiryState.REFERENCE_REFUSED, "the answerer gave its reason"),
    (InquiryState.REFERENCE_ASKED, Stage.REFERENCE_RELEASED): (InquiryState.COMPARING, "the images are on their way"),
    (InquiryState.REFERENCE_ASKED, Stage.REFERENCE_TAKEN): (InquiryState.COMPARING, "two blind examiners compare"),
    (InquiryState.COMPARING, Stage.ATTRIBUTED): (InquiryState.ATTRIBUTED, "the asker's examiners say: the same person"),
    (InquiryState.COMPARING, Stage.NOT_ATTRIBUTED): (
        InquiryState.NOT_ATTRIBUTED,
        "the asker's examiners do not say that it is the same person",
    ),
    (InquiryState.ATTRIBUTED, Stage.DATA_ASKED): (
        InquiryState.DATA_ASKED,
        "a second, justified request; the answerer's officer decides",
    ),
    (InquiryState.DATA_REFUSED, Stage.DATA_ASKED): (InquiryState.DATA_ASKED, "asked again, justified anew"),
    (InquiryState.DATA_ASKED, Stage.REFUSED): (InquiryState.DATA_REFUSED, "the answerer gave its reason"),
    (InquiryState.DATA_ASKED, Stage.DATA_RELEASED): (InquiryState.DATA_HELD, "field by field as the clause allows"),
    (InquiryState.DATA_ASKED, Stage.DATA_TAKEN): (InquiryState.DATA_HELD, "exactly what the clause allows"),
}
"""A result and an undoing are not in the table: a result is taken in any state before one was taken (and a
late hit, which protection had held back, turns an answered question into one with a hit), an undoing ends any state in
which something was held."""


def next_state(state: InquiryState, stage: Stage) -> InquiryState | None:
    """None where the stage does not follow from the state."""
    found = TRANSITIONS.get((state, stage))
    return found[0] if found else None
