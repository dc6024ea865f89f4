"""What flow.py calls of this room."""

from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import EncounterEnrolled, EncounterWithdrawn, EntryApproved, EntryExpired, EntryRemoved
from openbitmap.node.screening import filing, leads
from openbitmap.node.watchlists import EntryId
from openbitmap.vocabulary import EncounterId


def file_arrival(tx: Transaction, event: EncounterEnrolled, equipment: Equipment) -> None:
    """Filed first, then screened: an entry approved in the same second finds it, or is found by it."""
    filing.file_encounter(tx, EncounterId(event.encounter))
    leads.screen_encounter(tx, EncounterId(event.encounter), at=equipment.now())


def file_entry(tx: Transaction, event: EntryApproved, equipment: Equipment) -> None:
    filing.file_entry(tx, EntryId(event.entry))
    leads.screen_entry(tx, EntryId(event.entry), at=equipment.now())


def drop_removed(tx: Transaction, event: EntryRemoved, equipment: Equipment) -> None:
    _drop(tx, EntryId(event.entry), equipment)


def drop_expired(tx: Transaction, event: EntryExpired, equipment: Equipment) -> None:
    _drop(tx, EntryId(event.entry), equipment)


def drop_withdrawn(tx: Transaction, event: EncounterWithdrawn, equipment: Equipment) -> None:
    filing.drop_encounter(tx, EncounterId(event.encounter))


def _drop(tx: Transaction, entry: EntryId, equipment: Equipment) -> None:
    filing.drop_entry(tx, entry)
    leads.lapse_leads(tx, entry, at=equipment.now())
