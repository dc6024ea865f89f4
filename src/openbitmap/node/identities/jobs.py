"""What flow.py calls of this room."""

from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import CaseDecided, IdentitiesChanged, SubmissionAccepted
from openbitmap.node.identities import actions, changing, worklist
from openbitmap.node.identities.model import Conclusion, Judgement
from openbitmap.vocabulary import CaseId, EncounterId, SubmissionId


def enrol(tx: Transaction, event: SubmissionAccepted, equipment: Equipment) -> None:
    actions.enrol(tx, SubmissionId(event.submission), equipment, at=equipment.now())


def apply_judgement(tx: Transaction, event: CaseDecided, equipment: Equipment) -> None:
    """A decided case with an identification becomes an edge to each entry identified; other conclusions say nothing
    about one pair."""
    now = equipment.now()
    case, met = CaseId(event.case), EncounterId(event.encounter)
    changing.judge(tx, [Judgement(met, EncounterId(c), Conclusion.SAME, case, now) for c in event.candidates])


def find_discrepancies(tx: Transaction, event: IdentitiesChanged, equipment: Equipment) -> None:
    """Same prints, conflicting biographics: what the encounters of a changed person assert differently."""
    worklist.find_discrepancies(tx, [EncounterId(e) for e in event.encounters], at=equipment.now())
