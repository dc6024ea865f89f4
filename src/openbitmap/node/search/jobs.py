"""What flow.py calls of this room."""

from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import (
    EncounterEnrolled,
    EncounterWithdrawn,
    EntryEnrolled,
    ReverseSearchBegun,
    SearchFinished,
)
from openbitmap.node.search import actions, removal, reverse, silent
from openbitmap.node.work import STEP, Queue, enqueue
from openbitmap.vocabulary import EncounterId, SearchId, SubmissionId


def search_encounter(tx: Transaction, event: EncounterEnrolled, equipment: Equipment) -> None:
    probe = (SubmissionId(event.submission), EncounterId(event.encounter))
    actions.search_encounter(tx, probe, equipment, at=equipment.now())


def note_sightings(tx: Transaction, event: SearchFinished, _equipment: Equipment) -> None:
    actions.note_sightings(tx, SearchId(event.search))


def search_silently(tx: Transaction, event: SearchFinished, equipment: Equipment) -> None:
    silent.search_silently(tx, SearchId(event.search), equipment, at=equipment.now())


def begin_reverse(tx: Transaction, event: EntryEnrolled, equipment: Equipment) -> None:
    reverse.begin_reverse(tx, event.entry, EncounterId(event.encounter), at=equipment.now())


def search_past(tx: Transaction, event: ReverseSearchBegun, equipment: Equipment) -> None:
    """One slice; the next one goes to the end of the queue, behind whoever arrived meanwhile."""
    state = reverse.compare_slice(tx, SearchId(event.search), equipment, at=equipment.now())
    if state.finished_at is None:
        step, key = "search.jobs.search_past", f"{event.search}:{state.place}"
        enqueue(tx, STEP, queue=Queue.SEARCH, key=key, entry=state.begun_by, step=step)


def confirm_withdrawal(tx: Transaction, event: EncounterWithdrawn, equipment: Equipment) -> None:
    removal.confirm(tx, EncounterId(event.encounter), equipment, at=equipment.now())
