"""Who was shown what, as facts of the ledger.

Guards two things: whoever is shown something stands in the ledger before the page or the answer leaves; and a page is
not slowed by that, nor the ledger filled by it: the same reader and thing are stated once a quarter of an hour.
"""

from datetime import datetime, timedelta

from openbitmap.node import ledger
from openbitmap.node.access import Principal
from openbitmap.node.database import Transaction
from openbitmap.node.events import ReadRecorded
from openbitmap.node.witness import store
from openbitmap.node.witness.model import READ_STATED_EVERY, Read


def is_noted(tx: Transaction, by: Principal, what: str, *, thing: str, at: datetime) -> bool:
    """Whether this was stated within the last quarter of an hour, so that nothing needs to be written."""
    return store.is_noted(tx, Read(by.name, what, thing), since=at - READ_STATED_EVERY, at=at)


def note_read(tx: Transaction, by: Principal, what: str, *, thing: str, at: datetime) -> None:
    """State that somebody is shown a thing. `what` is a word for the kind of thing, `thing` its identifier: never words
    that people typed."""
    if store.note_read(tx, Read(by.name, what, thing), since=at - READ_STATED_EVERY, at=at):
        ledger.record(tx, ReadRecorded(by.name, what, thing), actor=by.actor)


def forget_notes(tx: Transaction, *, at: datetime) -> None:
    """Notes of which none keeps a read from being stated again; the ledger has the facts."""
    store.forget_reads(tx, before=at - READ_STATED_EVERY - timedelta(hours=1))
