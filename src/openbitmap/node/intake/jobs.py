"""What flow.py calls of this room."""

from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import SubmissionReceived
from openbitmap.node.intake import actions
from openbitmap.vocabulary import SubmissionId


def examine(tx: Transaction, event: SubmissionReceived, equipment: Equipment) -> None:
    actions.examine(tx, SubmissionId(event.submission), equipment)
