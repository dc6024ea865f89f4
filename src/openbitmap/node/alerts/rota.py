"""Who answers for the desk, day and night: sign on to a rung of the ladder, sign off with a note for the next shift."""

from datetime import datetime

from openbitmap.node import ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.alerts import store
from openbitmap.node.alerts.model import Rung
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.events import DutyEnded, DutyStarted
from openbitmap.node.problems import NEEDS_WORDS, NOT_ALLOWED, Refused


def sign_on(tx: Transaction, rung: Rung, *, by: Principal, at: datetime) -> None:
    """Officers of the watch stand on the lower rungs, a supervisor on the highest. Doing it again changes nothing.
    Raises Refused."""
    allowed = by.may(Act.OVERSEE) if rung is Rung.SUPERVISOR else by.may(Act.HANDLE_ALERTS)
    if not allowed:
        raise Refused(NOT_ALLOWED, actor=by.actor, act="sign on to this rung")
    if store.sign_on(tx, new_id("duty"), by.name, rung=rung, at=at):
        ledger.record(tx, DutyStarted(by.name, int(rung)), actor=by.actor)


def sign_off(tx: Transaction, note: str, *, by: Principal, at: datetime) -> None:
    """The shift ends, and the next one reads what it left. Doing it again changes nothing. Raises Refused."""
    own = [d for d in store.on_duty(tx) if d.officer == by.name]
    if own and not note.strip():
        raise Refused(NEEDS_WORDS)
    if own and store.sign_off(tx, by.name, note=note.strip(), at=at):
        ledger.record(tx, DutyEnded(by.name, int(own[0].rung)), actor=by.actor)
