"""What flow.py calls of this room."""

from datetime import UTC, datetime, timedelta

from openbitmap.node.cases import opening, seeding
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import CaseOpened, ReverseSearchFinished, SearchFinished
from openbitmap.vocabulary import CaseId, SearchId


def open_for_candidates(tx: Transaction, event: SearchFinished, equipment: Equipment) -> None:
    within = timedelta(minutes=equipment.settings.desk.case_minutes)
    opening.open_for_search(tx, SearchId(event.search), within=within)


def open_for_past(tx: Transaction, event: ReverseSearchFinished, equipment: Equipment) -> None:
    within = timedelta(minutes=equipment.settings.desk.case_minutes)
    opening.open_for_past(tx, SearchId(event.search), within=within)


def seed_now_and_then(tx: Transaction, event: CaseOpened, equipment: Equipment) -> None:
    every = equipment.settings.desk.bench.seed_every
    seeding.plant_now_and_then(tx, CaseId(event.case), every=every, at=datetime.now(UTC))
