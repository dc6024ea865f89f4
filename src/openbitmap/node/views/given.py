"""What of a person another nation gave: images held under a clause, which nobody was met at."""

from collections.abc import Sequence
from dataclasses import dataclass

from openbitmap.node import disclosures, inquiries
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import ItemKind
from openbitmap.vocabulary import EncounterId


@dataclass(frozen=True)
class Given:
    """Whose images these are, by the partner's title, and the clause under which they are held here."""

    partner: str
    clause: str


def given_among(tx: Transaction, encounters: Sequence[EncounterId]) -> dict[EncounterId, Given]:
    """Reference encounters among these, with whose they are."""
    held = [h for h in disclosures.holdings_about(tx, list(encounters)) if h.kind is ItemKind.REFERENCE]
    return {EncounterId(h.encounter): Given(inquiries.title_of(tx, h.partner), h.clause) for h in held}
