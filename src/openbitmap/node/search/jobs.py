"""What flow.py calls of this room."""

from datetime import UTC, datetime

from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import EncounterEnrolled
from openbitmap.node.search import actions
from openbitmap.vocabulary import EncounterId, SubmissionId


def search_encounter(tx: Transaction, event: EncounterEnrolled, equipment: Equipment) -> None:
    probe = (SubmissionId(event.submission), EncounterId(event.encounter))
    actions.search_encounter(tx, probe, equipment, at=datetime.now(UTC))
