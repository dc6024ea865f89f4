"""Questions to simulated repositories through the rooms of a node, as the tests of connectors ask them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tests import connecting
from tests.connecting import KINDS, Abroad
from tests.rooms import Rooms

from openbitmap.node import connectors
from openbitmap.node.connectors import Consultation, Consulted, State

HOUR = timedelta(hours=1)


class Turn:
    """Which test it is: its names are its own, since ledger, vault, queue and servers remember those before it."""

    number = 0

    def __next__(self) -> None:
        self.number += 1

    def own(self, name: str) -> str:
        return f"t{self.number}-{name}"


TURN = Turn()
own = TURN.own


def question(repository: str, name: str = "q", *, inquiry: str = "inq-1", **given: Any) -> Consultation:
    return connecting.question(repository, own(name), inquiry=own(inquiry), **given)


def ask(rooms: Rooms, *asked: Consultation, at: datetime | None = None) -> dict[str, Consulted]:
    with rooms.database.transaction() as tx:
        connectors.consult(tx, rooms.equipment, asked, at=at or rooms.equipment.now())
    rooms.drain()
    return _outcomes(rooms, asked[0].inquiry)


def outcomes(rooms: Rooms, inquiry: str = "inq-1") -> dict[str, Consulted]:
    return _outcomes(rooms, own(inquiry))


def _outcomes(rooms: Rooms, inquiry: str) -> dict[str, Consulted]:
    with rooms.database.reading() as tx:
        return {o.repository: o for o in connectors.outcomes_of(tx, inquiry)}


def states(found: Mapping[str, Consulted]) -> dict[str, State]:
    return {name: o.outcome.state for name, o in found.items()}


def every(state: State) -> dict[str, State]:
    return dict.fromkeys(KINDS, state)


def later(rooms: Rooms, at: datetime) -> None:
    """The clock looks, and what it queues is done."""
    with rooms.database.transaction() as tx:
        connectors.expire(tx, at=at)
        connectors.knock_again(tx, at=at)
    rooms.drain()


def late_clock(rooms: Rooms, at: datetime) -> Rooms:
    return replace(rooms, equipment=replace(rooms.equipment, now=lambda: at))


def outside_attempts(outside: Abroad) -> int:
    outside.behave("ngi", outage=False)
    return int(outside.status("ngi")["attempts"])
