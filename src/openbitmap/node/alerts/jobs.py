"""What flow.py calls of this room."""

from datetime import UTC, datetime

from openbitmap.node.alerts import actions
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import CaseDecided, SearchFinished
from openbitmap.vocabulary import SearchId


def check_watchlists(tx: Transaction, event: SearchFinished, _equipment: Equipment) -> None:
    actions.raise_for_search(tx, SearchId(event.search), at=datetime.now(UTC))


def confirm_or_withdraw(tx: Transaction, event: CaseDecided, _equipment: Equipment) -> None:
    actions.settle(tx, event, at=datetime.now(UTC))
