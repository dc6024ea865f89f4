"""What is asked: an investigative search whatever the purpose, or the images of a record."""

from openbitmap.node.connectors import ebts
from openbitmap.node.connectors.model import Consultation, Letterhead
from openbitmap.vocabulary import Priority

REPOSITORY = "8"
"""2.098 NDR: DoD ABIS."""


def _fields(asked: Consultation, letter: Letterhead) -> ebts.Values:
    """Nothing of what the person claims: the prints alone are compared there."""
    return {"ATN": "OPENBITMAP", "CRI": letter.originator, "NDR": [REPOSITORY]}


_SEARCH = ebts.Form("TPIS", Priority.URGENT_CRIMINAL, ebts.MOST_RAPID, _fields)


def write_question(asked: Consultation, letter: Letterhead) -> bytes:
    """TPIS or IRQ. Raises Unaskable."""
    if asked.reference:
        return ebts.write_image_request(asked, letter)
    return ebts.write_search(_SEARCH, asked, letter)
