"""What is asked: whether a claimed identity, with prints if there are any, is on the list. Without a name and without
prints there is nothing that a desk could look for."""

from openbitmap.node.connectors import papers
from openbitmap.node.connectors.model import Consultation, Letterhead, Outcome, State, Unaskable


def write_question(asked: Consultation, letter: Letterhead) -> bytes:
    """Raises Unaskable."""
    if asked.reference:
        raise Unaskable(Outcome(State.BARRED, reason="no_images_here"))
    if not asked.probe and not (asked.claim and asked.claim.names):
        raise Unaskable(Outcome(State.POOR_QUALITY, reason="nothing_to_ask_by"))
    return papers.question(asked, letter)
