"""Changing who is who: two people, consequences first, every change reversible, nothing resolved silently."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rooms import NOON, Rooms, fingers_of

from openbitmap.node import identities
from openbitmap.node.identities import Change, ChangeKind, ChangeState, Conclusion, Judgement, Wanted
from openbitmap.node.problems import (
    CHANGE_CLOSED,
    CHANGE_NEEDS_ANOTHER,
    CHANGE_OVERTAKEN,
    CHANGE_STALE,
    NEEDS_REASON,
    NO_SUCH_THING,
    NOT_ALLOWED,
    NOTHING_TO_CHANGE,
    Problem,
    Refused,
)
from openbitmap.vocabulary import CaseId, EncounterId

_cases = count(1)
_minutes = (NOON + timedelta(minutes=n) for n in count(1))
WHY = "compared all ten fingers again"


def met(rooms: Rooms, number: int) -> list[EncounterId]:
    return [rooms.enrol(fingers_of(7, n)).encounter for n in range(number)]


def judged(rooms: Rooms, one: EncounterId, other: EncounterId, conclusion: Conclusion = Conclusion.SAME) -> None:
    with rooms.database.transaction() as tx:
        case = CaseId(f"case-{next(_cases)}")
        identities.judge(tx, [Judgement(one, other, conclusion, case, next(_minutes))])


def wish(
    kind: ChangeKind, encounters: Sequence[EncounterId], others: Sequence[EncounterId] = (), *, keep: bool = False
) -> Wanted:
    return Wanted(kind, tuple(encounters), tuple(others), reason=WHY, keep_rest=keep)


def merge(one: EncounterId, other: EncounterId) -> Wanted:
    return wish(ChangeKind.MERGE, [one], [other])


def proposed(rooms: Rooms, wanted: Wanted, *, by: str = "vera") -> Change:
    with rooms.database.transaction() as tx:
        return identities.propose_change(tx, wanted, by=rooms.principal(by), at=next(_minutes))


def approved(rooms: Rooms, change: Change, *, by: str = "victor") -> Change:
    with rooms.database.transaction() as tx:
        return identities.approve_change(tx, change.change, by=rooms.principal(by), at=next(_minutes))


def changed(rooms: Rooms, wanted: Wanted) -> Change:
    return approved(rooms, proposed(rooms, wanted))


def undone(rooms: Rooms, change: Change, *, by: str = "vera", approver: str = "elsa") -> Change:
    with rooms.database.transaction() as tx:
        reversal = identities.undo_change(tx, change.change, "it was wrong", by=rooms.principal(by), at=next(_minutes))
    return approved(rooms, reversal, by=approver)


def partition(rooms: Rooms, encounters: Sequence[EncounterId]) -> list[str]:
    """Who is one person with whom, as the letters of the oldest of each."""
    with rooms.database.reading() as tx:
        persons = identities.persons_of(tx, encounters)
    return [chr(ord("a") + list(encounters).index(persons[e])) for e in encounters]


def standing(rooms: Rooms, encounters: Sequence[EncounterId]) -> set[tuple[frozenset[str], str, str]]:
    """Current judgements of the graph: the pair, the word, and whose word it is; a withdrawn one is none."""
    with rooms.database.reading() as tx:
        edges = identities.graph_around(tx, encounters).edges
    return {(frozenset(e.pair), e.conclusion.value, e.holds) for e in edges if e.conclusion != "withdrawn"}


def refused(problem: Problem, *, act: object) -> None:
    assert isinstance(act, pytest.ExceptionInfo)
    assert act.value.problem is problem


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


def test_a_wrong_merge_undone_leaves_persons_and_judgements_as_they_were(rooms: Rooms) -> None:
    a, b, c, d = people = met(rooms, 4)
    judged(rooms, a, b)
    judged(rooms, c, d)
    judged(rooms, b, c, Conclusion.DIFFERENT)
    before = standing(rooms, people)
    change = changed(rooms, merge(b, c))
    assert partition(rooms, people) == ["a", "a", "a", "a"]
    undone(rooms, change)
    assert partition(rooms, people) == ["a", "a", "c", "c"]
    assert standing(rooms, people) == before
    with rooms.database.reading() as tx:
        found = identities.change_named(tx, change.change)
        history = identities.judgements_among(tx, [b, c])
    assert found is not None
    assert found.state is ChangeState.UNDONE
    assert [e.conclusion.value for e in history] == ["different", "same", "different"]  # superseded, never edited
    assert [e.supersedes for e in history] == [None, history[0].judgement, history[1].judgement]


def test_a_reversal_can_itself_be_reversed(rooms: Rooms) -> None:
    a, b = people = met(rooms, 2)
    change = changed(rooms, merge(a, b))
    reversal = undone(rooms, change)
    assert partition(rooms, people) == ["a", "b"]
    undone(rooms, reversal, by="victor", approver="emilio")
    assert partition(rooms, people) == ["a", "a"]
    with rooms.database.reading() as tx:
        found = [identities.change_named(tx, name) for name in (change.change, reversal.change)]
    assert [f.state for f in found if f] == [ChangeState.APPROVED, ChangeState.UNDONE]


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


@pytest.mark.parametrize("name", ["vera", "victor"])
def test_who_had_part_in_a_change_does_not_approve_its_reversal(rooms: Rooms, name: str) -> None:
    a, b = met(rooms, 2)
    change = changed(rooms, merge(a, b))
    with rooms.database.transaction() as tx:
        reversal = identities.undo_change(tx, change.change, "wrong", by=rooms.principal("elsa"), at=NOON)
    with pytest.raises(Refused) as act:
        approved(rooms, reversal, by=name)
    refused(CHANGE_NEEDS_ANOTHER, act=act)
    approved(rooms, reversal, by="emilio")


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


def test_what_was_judged_again_since_is_not_overwritten_by_a_reversal(rooms: Rooms) -> None:
    a, b = met(rooms, 2)
    change = changed(rooms, merge(a, b))
    judged(rooms, a, b, Conclusion.UNSURE)
    with pytest.raises(Refused) as act:
        undone(rooms, change)
    refused(CHANGE_OVERTAKEN, act=act)


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


WISHES = st.lists(
    st.tuples(st.sampled_from(["merge", "move", "split"]), st.integers(0, 5), st.integers(0, 5), st.booleans()),
    min_size=1,
    max_size=6,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from(["same", "different"])), max_size=5),
    wishes=WISHES,
    order=st.randoms(use_true_random=False),
)
def test_any_changes_and_then_their_reversals_in_any_order_give_the_first_persons_again(
    rooms: Rooms, start: list[tuple[int, int, str]], wishes: list[tuple[str, int, int, bool]], order: object
) -> None:
    people = met(rooms, 6)
    for one, other, word in start:
        if one != other:
            judged(rooms, people[one], people[other], Conclusion(word))
    before, graph = partition(rooms, people), standing(rooms, people)
    done: list[Change] = []
    for kind, one, other, keep in wishes:
        wanted = wish(ChangeKind(kind), [people[one]], [] if kind == "split" else [people[other]], keep=keep)
        try:
            done.append(changed(rooms, wanted))
        except Refused as refusal:
            assert refusal.problem is NOTHING_TO_CHANGE
    order.shuffle(done)  # type: ignore[attr-defined]  # hypothesis gives a random.Random under its own type
    while done:
        left = [change for change in done if not _reversed(rooms, change)]
        assert len(left) < len(done), "every reversal waits for another"
        done = left
    assert partition(rooms, people) == before
    assert standing(rooms, people) == graph


def _reversed(rooms: Rooms, change: Change) -> bool:
    """False where a later judgement has to be taken back first."""
    try:
        undone(rooms, change)
    except Refused as refusal:
        assert refusal.problem is CHANGE_OVERTAKEN
        return False
    return True
