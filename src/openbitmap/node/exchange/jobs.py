"""What flow.py calls of this room."""

from datetime import UTC, datetime

from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import CaseDecided, IdentitiesChanged, SearchFinished, SubmissionRefused
from openbitmap.node.exchange import actions, reversal
from openbitmap.vocabulary import EncounterId, SearchId, SubmissionId


def answer_refusal(tx: Transaction, event: SubmissionRefused, equipment: Equipment) -> None:
    actions.release_refusal(tx, equipment, SubmissionId(event.submission), at=datetime.now(UTC))


def answer_search(tx: Transaction, event: SearchFinished, equipment: Equipment) -> None:
    actions.release_search(tx, equipment, SearchId(event.search), at=datetime.now(UTC))


def answer_decision(tx: Transaction, event: CaseDecided, equipment: Equipment) -> None:
    actions.release_decision(tx, equipment, event, at=datetime.now(UTC))


def answer_reversal(tx: Transaction, event: IdentitiesChanged, equipment: Equipment) -> None:
    for encounter in event.encounters:
        reversal.release_reversal(tx, equipment, EncounterId(encounter), at=datetime.now(UTC))
