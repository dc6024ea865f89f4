"""What flow.py calls of this room."""

from datetime import timedelta

from openbitmap.node import identities, search, watchlists
from openbitmap.node.cases import opening, seeding, store
from openbitmap.node.cases.model import Finding
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import CaseDecided, CaseOpened, ReverseSearchFinished, SearchFinished
from openbitmap.node.identities import Conclusion, Judgement
from openbitmap.vocabulary import CaseId, EncounterId, SearchId


def open_for_candidates(tx: Transaction, event: SearchFinished, equipment: Equipment) -> None:
    within = timedelta(minutes=equipment.settings.desk.case_minutes)
    opening.open_for_search(tx, SearchId(event.search), within=within)


def open_for_past(tx: Transaction, event: ReverseSearchFinished, equipment: Equipment) -> None:
    within = timedelta(minutes=equipment.settings.desk.case_minutes)
    opening.open_for_past(tx, SearchId(event.search), within=within)


def seed_now_and_then(tx: Transaction, event: CaseOpened, equipment: Equipment) -> None:
    every = equipment.settings.desk.bench.seed_every
    seeding.plant_now_and_then(tx, CaseId(event.case), every=every, at=equipment.now())


def apply_judgement(tx: Transaction, event: CaseDecided, equipment: Equipment) -> None:
    """A decided case with an identification becomes an edge to each entry identified; other conclusions say nothing
    about one pair. What a discreet entry's case says stays silent."""
    now, met = equipment.now(), EncounterId(event.encounter)
    case = store.case_named(tx, CaseId(event.case))
    silent = case is not None and search.is_discreet(tx, case.search)
    same, named = Conclusion.SAME, CaseId(event.case)
    identities.judge(tx, [Judgement(met, EncounterId(c), same, named, now, silent) for c in event.candidates])


def settle_sightings(tx: Transaction, event: CaseDecided, equipment: Equipment) -> None:
    """Only an identification and an exclusion say something of every candidate that was shown."""
    shown = frozenset(store.candidates_by_letter(tx, CaseId(event.case)).values())
    told = Finding(event.conclusion) in (Finding.IDENTIFICATION, Finding.EXCLUSION)
    same = frozenset(EncounterId(e) for e in event.candidates) if told else None
    compared = watchlists.Compared(event.case, EncounterId(event.encounter), shown, same)
    watchlists.settle_sightings(tx, compared, at=equipment.now())
