"""Whom people judged to be one person stands in a list of candidates once, and nothing discreet moves the list."""

import pytest
from tests.discreet_days import arrival_case, identify, identify_silently, reverse_cases
from tests.lists import listed
from tests.rooms import NOON, Met, Rooms, fingers_of
from tests.two_worlds import World

from openbitmap.node import identities, watchlists
from openbitmap.node.identities import ChangeKind, Wanted
from openbitmap.node.watchlists import Handling, Outcome
from openbitmap.synthetic.galleries import TWO_FINGERS
from openbitmap.vocabulary import EncounterId

RIGHT, _ = TWO_FINGERS


def weak_and_strong(rooms: Rooms) -> tuple[Met, Met]:
    """One person met twice, with one finger and then with two, and identified by two examiners."""
    weak = rooms.meet(fingers_of(7, 1, (RIGHT,)))
    strong = rooms.meet(fingers_of(7, 2))
    identify(rooms, arrival_case(rooms, strong), weak.encounter)
    return weak, strong


def candidates(rooms: Rooms, met: Met) -> list[EncounterId]:
    return [c.encounter for c in rooms.found(met)[1]]


def third(rooms: Rooms) -> Met:
    return rooms.meet(fingers_of(7, 3))


def test_one_person_is_one_candidate_by_the_best_evidence(rooms: Rooms) -> None:
    _, strong = weak_and_strong(rooms)
    assert candidates(rooms, third(rooms)) == [strong.encounter]


def test_whom_nobody_judged_stands_apart(rooms: Rooms) -> None:
    weak, strong = rooms.enrol(fingers_of(7, 1, (RIGHT,))), rooms.enrol(fingers_of(7, 2))
    assert candidates(rooms, third(rooms)) == [strong.encounter, weak.encounter]


def test_whom_people_separated_again_stands_apart_again(rooms: Rooms) -> None:
    weak, strong = weak_and_strong(rooms)
    wanted = Wanted(ChangeKind.SPLIT, (weak.encounter,), (strong.encounter,), reason="the wrong print was charted")
    with rooms.database.transaction() as tx:
        change = identities.propose_change(tx, wanted, by=rooms.principal("elsa"), at=NOON)
    with rooms.database.transaction() as tx:
        identities.approve_change(tx, change.change, by=rooms.principal("emilio"), at=NOON)
    rooms.drain()
    assert {weak.encounter, strong.encounter} <= set(candidates(rooms, rooms.meet(fingers_of(7, 4))))


def test_a_listed_encounter_is_never_left_out_for_an_unlisted_one(rooms: Rooms) -> None:
    weak, _ = weak_and_strong(rooms)
    entry = listed(rooms, weak.encounter)
    met = third(rooms)
    assert candidates(rooms, met) == [weak.encounter]
    with rooms.database.reading() as tx:
        assert met.encounter in {s.encounter for s in watchlists.sightings_of(tx, entry.entry)}


def test_every_listed_encounter_of_a_person_stays(rooms: Rooms) -> None:
    weak, strong = weak_and_strong(rooms)
    listed(rooms, weak.encounter)
    listed(rooms, strong.encounter)
    assert candidates(rooms, third(rooms)) == [strong.encounter, weak.encounter]


def test_what_only_a_silent_case_joined_stands_apart(worlds: tuple[World, World]) -> None:
    """A list that shrank would tell that somebody silently judged."""
    for rooms, discreet in worlds:
        weak, strong = rooms.meet(fingers_of(7, 1, (RIGHT,))), rooms.meet(fingers_of(7, 2))
        if discreet:
            listed(rooms, weak.encounter, handling=Handling.DISCREET)
            identify_silently(rooms)
            with rooms.database.reading() as tx:
                assert strong.encounter in identities.alike(tx, [weak.encounter])[weak.encounter]
        assert candidates(rooms, third(rooms)) == [strong.encounter, weak.encounter]


@pytest.mark.parametrize("which", [0, 1], ids=["on the one left out", "on the one that stands"])
def test_a_discreet_entry_moves_no_list_and_reaches_the_desk(worlds: tuple[World, World], which: int) -> None:
    for rooms, discreet in worlds:
        people = weak_and_strong(rooms)
        entry = listed(rooms, people[which].encounter, handling=Handling.DISCREET) if discreet else None
        before = len(reverse_cases(rooms))
        met = third(rooms)
        assert candidates(rooms, met) == [people[1].encounter]
        if entry is None:
            continue
        assert len(reverse_cases(rooms)) == before  # the arrival's own case asks already
        with rooms.database.reading() as tx:
            sightings = watchlists.sightings_of(tx, entry.entry)
            raised = tx.scalar("SELECT count(*) FROM alert WHERE encounter = %(met)s", met=met.encounter)
        assert Outcome.PENDING in {s.outcome for s in sightings if s.encounter == met.encounter}
        assert raised == 1
