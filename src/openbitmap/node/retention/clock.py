"""Whether the clock is to be believed: what time alone would erase rests once it jumped, until a person confirms it.

Guards the invariant that a wrong clock erases nothing: a node that runs sees the time at least once a minute, so that a
day that is missing was never there; one that was off may have missed some weeks.
"""

from datetime import datetime, timedelta

from openbitmap.node import ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction
from openbitmap.node.events import ClockConfirmed, ClockDoubted
from openbitmap.node.problems import CLOCK_BELIEVED, CLOCK_NOT_BELIEVED, NEEDS_REASON, Refused
from openbitmap.node.retention import store
from openbitmap.node.retention.model import Doubt
from openbitmap.vocabulary import Actor

NODE = Actor("node", "retention")
WHILE_RUNNING = timedelta(days=1)
AT_THE_START = timedelta(days=30)
NOTED_EACH = timedelta(minutes=1)


def believes(tx: Transaction, *, at: datetime, first: bool) -> bool:
    """Whether clocks may do now what cannot be taken back. `first`: the first look of a process, before which the node
    may have been off. The time that was seen last is that of the newest fact where none was noted."""
    watch = store.clock_watch(tx)
    if watch and watch.doubted_at:
        return False
    newest = ledger.entry(tx, ledger.head(tx).seq) if watch is None else None
    seen = watch.seen_at if watch else newest.recorded_at if newest else at
    if at - seen > (AT_THE_START if first else WHILE_RUNNING):
        if store.doubt(tx, seen=seen, said=at):
            ledger.record(tx, ClockDoubted(seen.isoformat(), at.isoformat()), actor=NODE)
        return False
    if watch is None or at - seen >= NOTED_EACH:
        store.see(tx, at)
    return True


def confirm_clock(tx: Transaction, words: str, *, by: Principal, at: datetime) -> None:
    """The clock is right, or has been set right: what waited goes on. Raises Refused."""
    by.require(Act.DECIDE_RETENTION)
    if not words.strip():
        raise Refused(NEEDS_REASON)
    if not store.confirm(tx, f"{by.name}: {words.strip()}", at=at):
        raise Refused(CLOCK_BELIEVED)
    ledger.record(tx, ClockConfirmed(at.isoformat()), actor=by.actor)


def require_believed(tx: Transaction) -> None:
    """Whoever asks, a person or a clock. Raises Refused(CLOCK_NOT_BELIEVED) until a person has confirmed the clock."""
    jumped = doubt(tx)
    if jumped:
        seen, said = (f"{moment:%Y-%m-%d %H:%M}" for moment in (jumped.seen_at, jumped.said_at))
        raise Refused(CLOCK_NOT_BELIEVED, seen=seen, said=said)


def doubt(tx: Transaction) -> Doubt | None:
    """What the clock said when nobody believed it any more; None while it is believed."""
    watch = store.clock_watch(tx)
    return Doubt(watch.seen_at, watch.doubted_at) if watch and watch.doubted_at else None
