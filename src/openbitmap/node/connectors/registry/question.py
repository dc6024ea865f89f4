"""What is asked: with a national number, whether the prints are that person's (1:1); without one, whether the prints
are anybody's (1:N)."""

from openbitmap.node.connectors import papers
from openbitmap.node.connectors.model import Consultation, Letterhead, Outcome, State, Unaskable


def write_question(asked: Consultation, letter: Letterhead) -> bytes:
    """Raises Unaskable: a registry compares prints with a claim, and names alone confirm nothing."""
    if asked.reference:
        raise Unaskable(Outcome(State.BARRED, reason="no_images_here"))
    if not asked.probe:
        raise Unaskable(Outcome(State.POOR_QUALITY, reason="no_usable_print"))
    numbered = bool(asked.claim and asked.claim.document)
    return papers.question(asked, letter, operation="verify" if numbered else "identify")
