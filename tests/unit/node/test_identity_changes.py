"""Changing who is who: two people, consequences first, nothing resolved silently."""

import pytest
from tests.changing_identities import (
    WHY,
    approved,
    changed,
    judged,
    merge,
    met,
    partition,
    proposed,
    refused,
    undone,
    wish,
)
from tests.rooms import NOON, Rooms

from openbitmap.node import identities
from openbitmap.node.identities import ChangeKind, ChangeState, Conclusion, Judgement, Wanted
from openbitmap.node.problems import (
    CHANGE_CLOSED,
    CHANGE_NEEDS_ANOTHER,
    CHANGE_STALE,
    NEEDS_REASON,
    NO_SUCH_THING,
    NOT_ALLOWED,
    NOTHING_TO_CHANGE,
    Refused,
)
from openbitmap.vocabulary import CaseId, EncounterId


def test_a_merge_makes_one_person_of_two_once_a_second_person_approves(rooms: Rooms) -> None:
    a, b, c = met(rooms, 3)
    judged(rooms, a, b)
    change = proposed(rooms, merge(b, c))
    assert partition(rooms, [a, b, c]) == ["a", "a", "c"]
    assert change.state is ChangeState.PROPOSED
    done = approved(rooms, change)
    assert partition(rooms, [a, b, c]) == ["a", "a", "a"]
    assert done.state is ChangeState.APPROVED
    assert done.decision is not None
    assert (done.proposed_by, done.decision.by, done.wanted.reason) == ("vera", "victor", WHY)
    assert rooms.facts(change.change) == ["ChangeProposed", "ChangeApproved", "IdentitiesChanged"]


def test_a_move_takes_one_encounter_to_another_person(rooms: Rooms) -> None:
    a, b, c, d = people = met(rooms, 4)
    judged(rooms, a, b)
    judged(rooms, b, c)
    changed(rooms, wish(ChangeKind.MOVE, [c], [d]))
    assert partition(rooms, people) == ["a", "a", "c", "c"]


def test_what_a_moved_encounter_held_together_falls_apart_unless_it_is_judged_one_person(rooms: Rooms) -> None:
    a, b, c, d = people = met(rooms, 4)
    judged(rooms, a, b)
    judged(rooms, b, c)
    with rooms.database.reading() as tx:
        wanted = wish(ChangeKind.MOVE, [b], [d])
        _, outlook = identities.foresee(tx, wanted, by=rooms.principal("vera"))
    assert outlook.before == ((a, b, c), (d,))
    assert outlook.after == ((a,), (b, d), (c,))
    changed(rooms, wish(ChangeKind.MOVE, [b], [d], keep=True))
    assert partition(rooms, people) == ["a", "b", "a", "b"]


def test_a_split_parts_one_side_from_the_rest(rooms: Rooms) -> None:
    a, b, c, d = people = met(rooms, 4)
    for one, other in ((a, b), (b, c), (c, d), (a, c)):
        judged(rooms, one, other)
    change = changed(rooms, wish(ChangeKind.SPLIT, [c, d]))
    assert change.wanted.others == (a, b)
    assert partition(rooms, people) == ["a", "a", "c", "c"]
    undone(rooms, change)
    assert partition(rooms, people) == ["a", "a", "a", "a"]


def test_consequences_are_known_before_anything_is_done(rooms: Rooms) -> None:
    a, b, c = people = met(rooms, 3)
    judged(rooms, a, b, Conclusion.DIFFERENT)
    judged(rooms, b, c)
    with rooms.database.reading() as tx:
        _, outlook = identities.foresee(tx, merge(a, c), by=rooms.principal("vera"))
    assert outlook.encounters == (a, b, c)
    assert outlook.after == ((a, b, c),)
    assert [(e.encounter, e.other) for e in outlook.conflicts] == [(a, b)]
    assert partition(rooms, people) == ["a", "b", "b"]


def test_a_conflict_is_shown_and_never_resolved(rooms: Rooms) -> None:
    a, b, c = people = met(rooms, 3)
    judged(rooms, a, b)
    judged(rooms, b, c)
    judged(rooms, a, c, Conclusion.DIFFERENT)
    assert partition(rooms, people) == ["a", "a", "a"]
    with rooms.database.reading() as tx:
        conflicts = identities.graph_around(tx, [b]).conflicts()
    assert [(e.encounter, e.other, e.conclusion) for e in conflicts] == [(a, c, Conclusion.DIFFERENT)]


def test_nobody_approves_what_they_proposed(rooms: Rooms) -> None:
    a, b = met(rooms, 2)
    change = proposed(rooms, merge(a, b))
    with pytest.raises(Refused) as act:
        approved(rooms, change, by="vera")
    refused(CHANGE_NEEDS_ANOTHER, act=act)
    assert partition(rooms, [a, b]) == ["a", "b"]


@pytest.mark.parametrize("name", ["ana", "aldo", "adela"])
def test_other_roles_change_nobody(rooms: Rooms, name: str) -> None:
    a, b = met(rooms, 2)
    with pytest.raises(Refused) as act:
        proposed(rooms, merge(a, b), by=name)
    refused(NOT_ALLOWED, act=act)
    change = proposed(rooms, merge(a, b))
    with pytest.raises(Refused) as act:
        approved(rooms, change, by=name)
    refused(NOT_ALLOWED, act=act)


def test_a_change_proposed_on_a_graph_that_moved_is_refused_as_stale(rooms: Rooms) -> None:
    a, b, c = met(rooms, 3)
    change = proposed(rooms, merge(a, b))
    judged(rooms, b, c)
    with pytest.raises(Refused) as act:
        approved(rooms, change)
    refused(CHANGE_STALE, act=act)
    with rooms.database.reading() as tx:
        assert identities.present_outlook(tx, change) is None
    approved(rooms, proposed(rooms, merge(a, b)))


def test_a_judgement_about_others_makes_nothing_stale(rooms: Rooms) -> None:
    a, b, c, d = met(rooms, 4)
    change = proposed(rooms, merge(a, b))
    judged(rooms, c, d)
    approved(rooms, change)


def test_a_change_is_decided_once(rooms: Rooms) -> None:
    a, b = met(rooms, 2)
    change = changed(rooms, merge(a, b))
    with pytest.raises(Refused) as act:
        approved(rooms, change, by="elsa")
    refused(CHANGE_CLOSED, act=act)


@pytest.mark.parametrize(("name", "state"), [("victor", ChangeState.REFUSED), ("vera", ChangeState.WITHDRAWN)])
def test_a_refusal_changes_nothing_and_keeps_its_reason(rooms: Rooms, name: str, state: ChangeState) -> None:
    a, b = met(rooms, 2)
    change = proposed(rooms, merge(a, b))
    with rooms.database.transaction() as tx:
        after = identities.refuse_change(tx, change.change, "other ridges", by=rooms.principal(name), at=NOON)
    assert after.state is state
    assert after.decision is not None
    assert (after.decision.by, after.decision.reason) == (name, "other ridges")
    assert rooms.facts(change.change) == ["ChangeProposed", "ChangeRefused"]
    with pytest.raises(Refused) as act:
        approved(rooms, change)
    refused(CHANGE_CLOSED, act=act)


def test_a_change_without_reason_or_without_effect_is_refused(rooms: Rooms) -> None:
    a, b, c = met(rooms, 3)
    judged(rooms, a, b)
    wrong = {
        NEEDS_REASON: Wanted(ChangeKind.MERGE, (a,), (c,), reason=" "),
        NOTHING_TO_CHANGE: merge(a, b),
        NO_SUCH_THING: merge(a, EncounterId("enc-nobody")),
    }
    for problem, wanted in wrong.items():
        with pytest.raises(Refused) as act:
            proposed(rooms, wanted)
        refused(problem, act=act)
    for wanted in (
        merge(c, c),
        wish(ChangeKind.MOVE, [a], [b]),
        wish(ChangeKind.MOVE, [c], [a]),
        wish(ChangeKind.SPLIT, [c]),
    ):
        with pytest.raises(Refused) as act:
            proposed(rooms, wanted)
        refused(NOTHING_TO_CHANGE, act=act)


def test_whoever_may_not_see_what_is_discreet_works_in_a_graph_without_it(rooms: Rooms) -> None:
    a, secret, b = people = met(rooms, 3)
    judged(rooms, a, secret)
    judged(rooms, secret, b)

    with rooms.database.transaction() as tx:
        tx.run("UPDATE encounter SET silent = true WHERE encounter = %(encounter)s", encounter=secret)
    elsa, vera = rooms.principal("elsa"), rooms.principal("vera")
    with rooms.database.transaction() as tx:
        _, outlook = identities.foresee(tx, merge(a, b), by=elsa)
        assert outlook.before == ((a,), (b,))  # not "already one person": that would tell of a third
        with pytest.raises(Refused) as act:
            identities.foresee(tx, merge(a, secret), by=elsa)
        refused(NO_SUCH_THING, act=act)
        change = identities.propose_change(tx, merge(a, b), by=elsa, at=NOON)
        identities.approve_change(tx, change.change, by=vera, at=NOON)
        secretly = identities.propose_change(tx, wish(ChangeKind.SPLIT, [secret]), by=vera, at=NOON)
        with pytest.raises(Refused) as act:
            identities.approve_change(tx, secretly.change, by=elsa, at=NOON)
        refused(NO_SUCH_THING, act=act)
    assert partition(rooms, people) == ["a", "a", "a"]


def test_a_case_decision_tells_that_identities_changed(rooms: Rooms) -> None:
    a, b, c = met(rooms, 3)
    judged(rooms, a, b)
    with rooms.database.transaction() as tx:
        identities.judge(tx, [Judgement(c, a, Conclusion.SAME, CaseId("case-told"), NOON)])
    assert rooms.facts("case-told") == ["IdentitiesChanged"]
    with rooms.database.reading() as tx:
        assert [m.encounter for m in identities.members_of(tx, b)] == [a, b, c]
