"""What flow.py calls of this room."""

from datetime import timedelta

from openbitmap.node.cases import actions
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import SearchFinished
from openbitmap.vocabulary import SearchId


def open_for_candidates(tx: Transaction, event: SearchFinished, equipment: Equipment) -> None:
    within = timedelta(minutes=equipment.settings.desk.case_minutes)
    actions.open_for_search(tx, SearchId(event.search), within=within)
