"""Two nations that state their ledgers and attest each other's, for tests of evidence."""

from datetime import datetime, timedelta

from tests.nations import Nations
from tests.rooms import Rooms

from openbitmap.node import ledger, witness
from openbitmap.node.events import ReadRecorded
from openbitmap.node.witness import Evidence, Fault
from openbitmap.vocabulary import PartnerId

MINUTES = timedelta(minutes=1)
HOURS = timedelta(hours=1)


def state(rooms: Rooms, count: int = 1) -> None:
    """Facts that have nothing to do with the partner."""
    for number in range(count):
        rooms.state(ReadRecorded("ana", "case", f"case-{number}"))


def look(rooms: Rooms, at: datetime) -> list[PartnerId]:
    with rooms.database.transaction() as tx:
        return witness.issue_due(tx, rooms.equipment, at=at)


def disclose(rooms: Rooms, partner: PartnerId, at: datetime) -> None:
    """What every disclosure does first; the fact stands for the rest."""
    with rooms.database.transaction() as tx:
        witness.require_current(tx, partner, at=at)
        ledger.record(tx, ReadRecorded("vera", "disclosure", at.isoformat()), actor=rooms.principal("vera").actor)


def evidence(rooms: Rooms, partner: PartnerId) -> Evidence:
    with rooms.database.reading() as tx:
        return witness.evidence_with(tx, partner)


def attest(nations: Nations, at: datetime) -> None:
    """Both state their ledgers and attest the other's."""
    look(nations.cl, at)
    look(nations.us, at)
    nations.carry(at=at)


def faults(rooms: Rooms, partner: PartnerId) -> list[Fault]:
    return [found.fault for found in evidence(rooms, partner).breaks]
