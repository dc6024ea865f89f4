"""How the tests change who is who: judge, propose, approve, take back; and how they read what stands."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import count

import pytest
from tests.rooms import NOON, Rooms, fingers_of

from openbitmap.node import identities
from openbitmap.node.identities import Change, ChangeKind, Conclusion, Judgement, Wanted
from openbitmap.node.problems import Problem
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


def undoing(change: Change) -> Wanted:
    return Wanted(ChangeKind.UNDO, (), reason="it was wrong", undoes=change.change)


def undone(rooms: Rooms, change: Change, *, by: str = "vera", approver: str = "elsa") -> Change:
    return approved(rooms, proposed(rooms, undoing(change), by=by), by=approver)


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
