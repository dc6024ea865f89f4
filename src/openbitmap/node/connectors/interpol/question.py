"""What is asked: whether a name, a document or prints meet a notice."""

from openbitmap.node.connectors import papers
from openbitmap.node.connectors.model import Consultation, Letterhead, Outcome, State, Unaskable


def write_question(asked: Consultation, letter: Letterhead) -> bytes:
    """Raises Unaskable."""
    if asked.reference:
        raise Unaskable(Outcome(State.BARRED, reason="no_images_here"))
    named = asked.claim and (asked.claim.names or asked.claim.document)
    if not asked.probe and not named:
        raise Unaskable(Outcome(State.POOR_QUALITY, reason="nothing_to_ask_by"))
    return papers.question(asked, letter)
