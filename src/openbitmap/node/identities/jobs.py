"""What flow.py calls of this room."""

from datetime import UTC, datetime

from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import CaseDecided, SubmissionAccepted
from openbitmap.node.identities import actions
from openbitmap.node.identities.model import Conclusion, Judgement
from openbitmap.vocabulary import CaseId, EncounterId, SubmissionId


def enrol(tx: Transaction, event: SubmissionAccepted, equipment: Equipment) -> None:
    actions.enrol(tx, SubmissionId(event.submission), equipment, at=datetime.now(UTC))


def apply_judgement(tx: Transaction, event: CaseDecided, _equipment: Equipment) -> None:
    """A decided case with an identification becomes an edge to each entry identified; other conclusions say nothing
    about one pair."""
    for candidate in event.candidates:
        pair = (EncounterId(event.encounter), EncounterId(candidate))
        actions.judge(tx, Judgement(*pair, Conclusion.SAME, CaseId(event.case), datetime.now(UTC)))
