"""What flow.py calls of this room."""

from openbitmap.node import envelopes
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import EnvelopeAccepted
from openbitmap.node.witness import attesting, issuing
from openbitmap.vocabulary import EnvelopeId


def take_checkpoint(tx: Transaction, event: EnvelopeAccepted, equipment: Equipment) -> None:
    letter = envelopes.letter_of(tx, equipment, EnvelopeId(event.envelope))
    attesting.take_checkpoint(tx, equipment, letter, sequence=event.sequence, at=equipment.now())


def take_cosignature(tx: Transaction, event: EnvelopeAccepted, equipment: Equipment) -> None:
    letter = envelopes.letter_of(tx, equipment, EnvelopeId(event.envelope))
    issuing.take_cosignature(tx, letter, sequence=event.sequence, at=equipment.now())
