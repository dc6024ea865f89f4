"""What flow.py calls of this room."""

from openbitmap.node.connectors import sending
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import RepositoryAsked


def ask(tx: Transaction, event: RepositoryAsked, equipment: Equipment) -> None:
    sending.attempt(tx, event.consultation, equipment)
