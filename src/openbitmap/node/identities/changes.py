"""What people may change about who is who, and which judgements that takes. Pure of the database."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import product

from openbitmap.node.identities.graph import Edge, Graph, Person, Step
from openbitmap.node.identities.model import Conclusion
from openbitmap.node.problems import CHANGE_OVERTAKEN, NOTHING_TO_CHANGE, Refused
from openbitmap.vocabulary import EncounterId


class ChangeKind(StrEnum):
    """Two persons are one; an encounter belongs to another person; these are not the same person as those; take an
    earlier change back."""

    MERGE = "merge"
    MOVE = "move"
    SPLIT = "split"
    UNDO = "undo"


class ChangeState(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"


@dataclass(frozen=True)
class Wanted:
    """A change as somebody wants it, with the reason. A merge names one encounter of each person; a move the encounter
    and one of the person it belongs to; a split both sides, or one side (the other is then the rest of the person).
    `keep_rest` judges what stays behind to be one person where it would fall apart."""

    kind: ChangeKind
    encounters: tuple[EncounterId, ...]
    others: tuple[EncounterId, ...] = ()
    reason: str = ""
    keep_rest: bool = False
    undoes: str | None = None


@dataclass(frozen=True)
class Decision:
    """Who approved, refused or withdrew, when, and the reason where one was given."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Change:
    """A change of two people. `basis` is the digest of the graph its proposer saw; a `blind` proposer may not see what
    is discreet, so it was a graph without that."""

    change: str
    wanted: Wanted
    basis: str
    blind: bool
    proposed_by: str
    proposed_at: datetime
    state: ChangeState
    decision: Decision | None


@dataclass(frozen=True)
class Made:
    """A judgement that a change added, with the one it superseded: what a reversal has to know."""

    edge: Edge
    earlier: Edge | None


@dataclass(frozen=True)
class Outlook:
    """What a change would do: the judgements it adds, those they supersede, the persons before and after, and the
    contradictions that would stand afterwards."""

    steps: tuple[Step, ...]
    superseded: tuple[Edge, ...]
    before: tuple[Person, ...]
    after: tuple[Person, ...]
    conflicts: tuple[Edge, ...]
    basis: str

    @property
    def encounters(self) -> tuple[EncounterId, ...]:
        return tuple(member for person in self.before for member in person)


def outlook_of(wanted: Wanted, graph: Graph, made: Sequence[Made] = ()) -> Outlook:
    """`made` is what a reversal undoes. Raises Refused where nothing would change, or after a later judgement."""
    steps = _undo(graph, made) if wanted.kind is ChangeKind.UNDO else _PLANS[wanted.kind](wanted, graph)
    later = graph.after(steps)
    superseded = [graph.edge_of(step.pair) for step in steps]
    return Outlook(
        tuple(steps),
        tuple(edge for edge in superseded if edge),
        graph.persons(),
        after=later.persons(),
        conflicts=tuple(later.conflicts()),
        basis=graph.digest(),
    )


def sides_of(wanted: Wanted, graph: Graph, silent: Collection[EncounterId] = ()) -> Wanted:
    """The wish with both sides written out: a split of one side is a split from the rest of its person. What everybody
    sees is split from what everybody sees: silent prints are cut off by a change that names them."""
    if wanted.kind is not ChangeKind.SPLIT or wanted.others or not wanted.encounters:
        return wanted
    person = graph.person_of(wanted.encounters[0])
    unnamed = () if set(wanted.encounters) & set(silent) else silent
    rest = tuple(m for m in person if m not in wanted.encounters and m not in unnamed)
    return Wanted(wanted.kind, wanted.encounters, rest, wanted.reason, wanted.keep_rest)


def _merge(wanted: Wanted, graph: Graph) -> list[Step]:
    """Only the judgement of this very pair is looked at: a person joined by something that the proposer may not see
    must not be told apart from two persons."""
    one, other = _pair(wanted)
    edge = graph.edge_of(frozenset((one, other)))
    if edge and edge.conclusion is Conclusion.SAME:
        raise Refused(NOTHING_TO_CHANGE)
    return [Step(one, other, Conclusion.SAME)]


def _move(wanted: Wanted, graph: Graph) -> list[Step]:
    moved, to = _pair(wanted)
    person = graph.person_of(moved)
    rest = tuple(m for m in person if m != moved)
    if to in person or not rest:
        raise Refused(NOTHING_TO_CHANGE)
    steps = [Step(e.encounter, e.other, Conclusion.DIFFERENT) for e in graph.same_between([moved], rest)]
    steps += _held_together(rest, graph) if wanted.keep_rest else []
    return [*steps, Step(moved, to, Conclusion.SAME)]


def _split(wanted: Wanted, graph: Graph) -> list[Step]:
    cut = graph.same_between(wanted.encounters, wanted.others)
    if not cut or set(wanted.encounters) & set(wanted.others):
        raise Refused(NOTHING_TO_CHANGE)
    steps = [Step(e.encounter, e.other, Conclusion.DIFFERENT) for e in cut]
    for side in (wanted.encounters, wanted.others) if wanted.keep_rest else ():
        steps += _held_together(side, graph)
    return steps


def _undo(graph: Graph, made: Sequence[Made]) -> list[Step]:
    """For every pair the judgement before the change, or none; refused where people judged the pair again since."""
    steps = []
    for one in made:
        now = graph.edge_of(one.edge.pair)
        if now is None or now.holds != one.edge.holds:
            raise Refused(CHANGE_OVERTAKEN, encounter=one.edge.encounter, other=one.edge.other)
        earlier = one.earlier
        said = earlier.conclusion if earlier else Conclusion.WITHDRAWN
        steps.append(Step(one.edge.encounter, one.edge.other, said, earlier.holds if earlier else None))
    if not steps:
        raise Refused(NOTHING_TO_CHANGE)
    return steps


def _pair(wanted: Wanted) -> tuple[EncounterId, EncounterId]:
    """The one encounter of each side; raises Refused for any other number, and for one encounter named twice."""
    if len(wanted.encounters) != 1 or len(wanted.others) != 1 or wanted.encounters == wanted.others:
        raise Refused(NOTHING_TO_CHANGE)
    return wanted.encounters[0], wanted.others[0]


def _held_together(side: Sequence[EncounterId], graph: Graph) -> list[Step]:
    """Judgements that join the pieces of one side; never over a judgement "different", which is left to be seen."""
    members = [m for m in graph.members if m in side]
    pieces = list(Graph(tuple(members), graph.edges).persons())
    steps: list[Step] = []
    for piece in pieces[1:]:
        pairs = product(pieces[0], piece)
        free = next((p for p in pairs if not _apart(graph, p)), None)
        if free:
            steps.append(Step(*free, Conclusion.SAME))
    return steps


def _apart(graph: Graph, pair: tuple[EncounterId, EncounterId]) -> bool:
    edge = graph.edge_of(frozenset(pair))
    return edge is not None and edge.conclusion is Conclusion.DIFFERENT


_PLANS: dict[ChangeKind, Callable[[Wanted, Graph], list[Step]]] = {
    ChangeKind.MERGE: _merge,
    ChangeKind.MOVE: _move,
    ChangeKind.SPLIT: _split,
}
