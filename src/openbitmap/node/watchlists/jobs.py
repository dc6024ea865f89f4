"""What flow.py calls of this room."""

from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import EntryApproved, IdentitiesChanged
from openbitmap.node.watchlists import actions, sightings
from openbitmap.node.watchlists.model import EntryId
from openbitmap.vocabulary import EncounterId


def enrol_prints(tx: Transaction, event: EntryApproved, equipment: Equipment) -> None:
    actions.enrol_entry(tx, EntryId(event.entry), equipment, at=equipment.now())


def correct_sightings(tx: Transaction, event: IdentitiesChanged, equipment: Equipment) -> None:
    sightings.correct_sightings(tx, [EncounterId(e) for e in event.encounters], at=equipment.now())
