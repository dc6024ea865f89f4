"""Whatever was changed can be taken back: the first persons, the first judgements, nothing edited."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.changing_identities import (
    approved,
    changed,
    judged,
    merge,
    met,
    partition,
    proposed,
    refused,
    standing,
    undoing,
    undone,
    wish,
)
from tests.rooms import Rooms

from openbitmap.node import identities
from openbitmap.node.identities import Change, ChangeKind, ChangeState, Conclusion
from openbitmap.node.problems import (
    CHANGE_CLOSED,
    CHANGE_NEEDS_ANOTHER,
    CHANGE_OVERTAKEN,
    NOTHING_TO_CHANGE,
    Refused,
)


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


@pytest.mark.parametrize("name", ["vera", "victor"])
def test_who_had_part_in_a_change_does_not_approve_its_reversal(rooms: Rooms, name: str) -> None:
    a, b = met(rooms, 2)
    change = changed(rooms, merge(a, b))
    reversal = proposed(rooms, undoing(change), by="elsa")
    with pytest.raises(Refused) as act:
        approved(rooms, reversal, by=name)
    refused(CHANGE_NEEDS_ANOTHER, act=act)
    approved(rooms, reversal, by="emilio")


def test_what_was_judged_again_since_is_not_overwritten_by_a_reversal(rooms: Rooms) -> None:
    a, b = met(rooms, 2)
    change = changed(rooms, merge(a, b))
    judged(rooms, a, b, Conclusion.UNSURE)
    with pytest.raises(Refused) as act:
        undone(rooms, change)
    refused(CHANGE_OVERTAKEN, act=act)


def test_only_what_stands_approved_is_taken_back(rooms: Rooms) -> None:
    a, b, c = met(rooms, 3)
    waiting = proposed(rooms, merge(a, b))
    with pytest.raises(Refused) as act:
        proposed(rooms, undoing(waiting))
    refused(CHANGE_CLOSED, act=act)
    done = changed(rooms, merge(b, c))
    undone(rooms, done)
    with pytest.raises(Refused) as act:
        proposed(rooms, undoing(done))
    refused(CHANGE_CLOSED, act=act)


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
