"""What stands against an encounter: the one place where this room asks which lists a person is on."""

from collections.abc import Sequence

from openbitmap.node import identities
from openbitmap.node.alerts.model import Ground, Rule, Urgency
from openbitmap.node.database import Transaction
from openbitmap.vocabulary import EncounterId


def grounds_among(tx: Transaction, encounters: Sequence[EncounterId]) -> list[Ground]:
    """A ground for every one of these encounters that stands on a list that raises alerts (R41)."""
    return [
        Ground(Rule.LISTING, listed, Urgency.URGENT, discreet=False, gallery=gallery)
        for listed, gallery in identities.listed_among(tx, encounters).items()
    ]
