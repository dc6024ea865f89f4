"""What flow.py calls of this room."""

from openbitmap.node import envelopes
from openbitmap.node.agreements import actions
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import EnvelopeAccepted
from openbitmap.vocabulary import EnvelopeId


def take_letter(tx: Transaction, event: EnvelopeAccepted, equipment: Equipment) -> None:
    """For letters about agreements only."""
    letter = envelopes.letter_of(tx, equipment, EnvelopeId(event.envelope))
    actions.take_letter(tx, letter.partner, letter.body, at=equipment.now(), sequence=event.sequence)
