"""What is asked: at a border the file of wanted people only (RISC), an investigative search for a crime, a full
submission for a prison, or the images of a record."""

from collections.abc import Mapping

from openbitmap.node.connectors import ebts
from openbitmap.node.connectors.model import Consultation, Letterhead
from openbitmap.vocabulary import ExchangePurpose, Priority

RISC = "6"
"""2.098 NDR: Repository for Individuals of Special Concern."""


def _search_fields(asked: Consultation, letter: Letterhead) -> ebts.Values:
    return {"ATN": "OPENBITMAP", "CRI": letter.originator, **ebts.claimed(asked.claim)}


_RAPID = ebts.Form("RPIS", Priority.RAPID, ebts.MOST_RAPID, ebts.rapid_fields([RISC]))
_SEARCH = ebts.Form("TPIS", Priority.URGENT_CRIMINAL, ebts.MOST_RAPID, _search_fields)
_FULL = ebts.Form("CAR", Priority.URGENT_CRIMINAL, ebts.MOST_FULL, ebts.arrest_fields)

_FORMS: Mapping[ExchangePurpose, ebts.Form] = {
    ExchangePurpose.BORDER_CHECK: _RAPID,
    ExchangePurpose.PRISON_VETTING: _FULL,
}


def write_question(asked: Consultation, letter: Letterhead) -> bytes:
    """RPIS, TPIS, CAR or IRQ. Raises Unaskable."""
    if asked.reference:
        return ebts.write_image_request(asked, letter)
    return ebts.write_search(_FORMS.get(asked.purpose, _SEARCH), asked, letter)
