"""Whom an opaque reference stands for at this node, for the rooms above that go on from an inquiry."""

from openbitmap.node.database import Transaction, named_queries
from openbitmap.vocabulary import EncounterId, PartnerId

_SQL = named_queries(__package__)


def encounter_behind(tx: Transaction, partner: PartnerId, reference: str) -> EncounterId | None:
    """The own encounter behind a reference that this partner knows too: where we answered, our record; where we asked,
    the traveller, once our examiners have said that it is the person. None for any other."""
    found = tx.scalar(_SQL["encounter_behind"], partner=partner, reference=reference)
    return EncounterId(found) if found else None
