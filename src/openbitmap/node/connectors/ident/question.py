"""What is asked: a rapid search at a border, a full one for any other purpose, or the images of a record."""

from openbitmap.node.connectors import ebts
from openbitmap.node.connectors.model import Consultation, Letterhead
from openbitmap.vocabulary import ExchangePurpose, Priority

REPOSITORY = "9"
"""2.098 NDR: DHS IDENT."""

_RAPID = ebts.Form("RPIS", Priority.RAPID, ebts.MOST_RAPID, ebts.rapid_fields([REPOSITORY]))
_FULL = ebts.Form("CAR", Priority.ROUTINE_CRIMINAL, ebts.MOST_FULL, ebts.arrest_fields)


def write_question(asked: Consultation, letter: Letterhead) -> bytes:
    """RPIS, CAR or IRQ. Raises Unaskable."""
    if asked.reference:
        return ebts.write_image_request(asked, letter)
    form = _RAPID if asked.purpose is ExchangePurpose.BORDER_CHECK else _FULL
    return ebts.write_search(form, asked, letter)
