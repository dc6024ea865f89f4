"""Prints that nobody was enrolled with: only the named galleries, the threshold of their part, and nothing written."""

import pytest
from tests.cast import CARCEL
from tests.rooms import NOON, Rooms, fingers_of

from openbitmap.node import search
from openbitmap.node.search import Probed, Reach
from openbitmap.vocabulary import GalleryKind, PartnerId

EVERYWHERE = frozenset(GalleryKind)


def probe(rooms: Rooms, person: int, reach: Reach) -> Probed:
    with rooms.database.transaction() as tx:
        return search.search_probe(tx, fingers_of(person, 2), reach, equipment=rooms.equipment, at=NOON)


def test_a_probe_finds_whom_it_may_and_leaves_nothing_behind(rooms: Rooms) -> None:
    met, jailed = rooms.enrol(fingers_of(7, 1)), rooms.enrol(fingers_of(8, 1), CARCEL)
    with rooms.database.reading() as tx:
        tables = ("encounter", "template", "search", "candidate", "sample", "vault_objects")
        before = [tx.scalar(f"SELECT count(*) FROM {t}") for t in tables]
    assert [c.encounter for c in probe(rooms, 7, Reach(EVERYWHERE, 0.001)).candidates] == [met.encounter]
    prison = Reach(frozenset({GalleryKind.PRISON}), 0.001)
    found = probe(rooms, 7, prison)
    assert (found.candidates, found.held.people) == ((), 1)
    assert [c.encounter for c in probe(rooms, 8, prison).candidates] == [jailed.encounter]
    with rooms.database.reading() as tx:
        assert [tx.scalar(f"SELECT count(*) FROM {t}") for t in tables] == before


def test_a_gallery_keeps_the_part_of_the_budget_that_its_size_is_of_the_whole(rooms: Rooms) -> None:
    for person in range(4):
        rooms.enrol(fingers_of(person, 1))
    alone, among = (probe(rooms, 9, Reach(EVERYWHERE, 0.001, others)).held for others in (0, 36))
    assert (alone.people, among.people) == (4, 4)
    assert among.fpir == pytest.approx(alone.fpir / 10)
    assert among.threshold > alone.threshold
    empty = probe(rooms, 9, Reach(frozenset(), 0.001, 396))
    assert (empty.held.people, empty.candidates) == (0, ())


def test_our_own_search_keeps_its_part_beside_what_partners_hold(rooms: Rooms) -> None:
    rooms.enrol(fingers_of(7, 1))
    with rooms.database.transaction() as tx:
        search.note_abroad(tx, PartnerId("US"), 9, at=rooms.equipment.now())
    held = rooms.found(rooms.meet(fingers_of(9, 1)))[0].held
    assert held.fpir == pytest.approx(rooms.equipment.settings.fpir / 10)
