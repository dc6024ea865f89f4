"""Posts ahead on the route are warned of who was recognised too late, while the person may still come (R22)."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.cast import ARICA, BRIGADA, CARCEL
from tests.discreet_days import arrival_case, identify
from tests.rooms import Rooms, fingers_of
from tests.watched import NOW

from openbitmap.node import identities, notices
from openbitmap.node.notices import Leg, posts_ahead
from openbitmap.node.problems import Refused
from openbitmap.vocabulary import EncounterId, StationId

A, B, C, D = (StationId(n) for n in "abcd")
HOUR = timedelta(hours=1)


def test_posts_ahead_are_those_that_somebody_can_still_reach() -> None:
    legs = [Leg(A, B, 6 * HOUR), Leg(B, C, 48 * HOUR), Leg(C, A, HOUR), Leg(A, C, HOUR), Leg(D, A, HOUR)]

    def ahead(hours: int) -> dict[str, datetime]:
        return {e.station: e.expected_until for e in posts_ahead(legs, A, NOW, at=NOW + hours * HOUR)}

    assert ahead(1) == {B: NOW + 6 * HOUR, C: NOW + 54 * HOUR}
    assert ahead(7) == {C: NOW + 54 * HOUR}  # by the slow way through the camp
    assert ahead(55) == {}


def test_a_verified_hit_warns_the_posts_ahead_and_a_wrong_one_is_taken_back(rooms: Rooms) -> None:
    now = datetime.now(UTC)
    with rooms.database.transaction() as tx:
        notices.set_leg(tx, Leg(ARICA, CARCEL, timedelta(days=400)), by=rooms.principal("elsa"))
    listed = rooms.meet(fingers_of(7, 1), BRIGADA)
    met = rooms.meet(fingers_of(7, 2))
    assert awaited(rooms, CARCEL, now) == []  # a score warns nobody
    identify(rooms, arrival_case(rooms, met), listed.encounter)
    assert len(awaited(rooms, CARCEL, now)) == 1
    assert awaited(rooms, ARICA, now) == []
    assert awaited(rooms, CARCEL, now + timedelta(days=500)) == []
    with pytest.raises(Refused), rooms.database.reading() as tx:
        notices.awaited_at(tx, CARCEL, by=rooms.principal("olga"), at=now)  # another post's
    separate(rooms, met.encounter, listed.encounter)
    assert awaited(rooms, CARCEL, now) == []


def awaited(rooms: Rooms, station: StationId, at: datetime) -> list[notices.Awaited]:
    with rooms.database.reading() as tx:
        return notices.awaited_at(tx, station, by=rooms.principal("vera"), at=at)


def separate(rooms: Rooms, one: str, other: str) -> None:
    wanted = identities.Wanted(
        identities.ChangeKind.SPLIT, (EncounterId(one),), (EncounterId(other),), reason="the wrong print"
    )
    with rooms.database.transaction() as tx:
        change = identities.propose_change(tx, wanted, by=rooms.principal("elsa"), at=NOW)
    with rooms.database.transaction() as tx:
        identities.approve_change(tx, change.change, by=rooms.principal("emilio"), at=NOW)
    rooms.drain()
