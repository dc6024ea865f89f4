"""What flow.py calls of this room."""

from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import IdentitiesChanged, SubmissionAccepted
from openbitmap.node.identities import actions, worklist
from openbitmap.vocabulary import EncounterId, SubmissionId


def enrol(tx: Transaction, event: SubmissionAccepted, equipment: Equipment) -> None:
    actions.enrol(tx, SubmissionId(event.submission), equipment, at=equipment.now())


def find_discrepancies(tx: Transaction, event: IdentitiesChanged, equipment: Equipment) -> None:
    """Same prints, conflicting biographics: what the encounters of a changed person assert differently."""
    worklist.find_discrepancies(tx, [EncounterId(e) for e in event.encounters], at=equipment.now())
