"""The judgement graph in memory: who is one person, and where judgements contradict each other. Pure of the database.

Guards the invariant that a person is nothing but a connected part of the current judgements "same".
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from openbitmap.node.identities.model import Conclusion
from openbitmap.vocabulary import CaseId, EncounterId

Pair = frozenset[EncounterId]
Person = tuple[EncounterId, ...]


@dataclass(frozen=True)
class Edge:
    """A judgement as it stands in the graph: from a case or from a change. `restores` names the judgement that a
    reversal made hold again."""

    judgement: str
    encounter: EncounterId
    other: EncounterId
    conclusion: Conclusion
    case: CaseId | None
    change: str | None
    judged_at: datetime
    supersedes: str | None
    restores: str | None
    silent: bool = False

    @property
    def pair(self) -> Pair:
        return frozenset((self.encounter, self.other))

    @property
    def holds(self) -> str:
        """The judgement whose word this one is: its own, or the one it restores."""
        return self.restores or self.judgement


@dataclass(frozen=True)
class Step:
    """One judgement that a change would add."""

    encounter: EncounterId
    other: EncounterId
    conclusion: Conclusion
    restores: str | None = None

    @property
    def pair(self) -> Pair:
        return frozenset((self.encounter, self.other))


@dataclass(frozen=True)
class Graph:
    """Everybody in some persons, the oldest encounter first, and the current judgements that touch them."""

    members: tuple[EncounterId, ...]
    edges: tuple[Edge, ...]

    def person_of(self, encounter: EncounterId) -> Person:
        return next((p for p in self.persons() if encounter in p), (encounter,))

    def persons(self) -> tuple[Person, ...]:
        return parts(self.members, (e.pair for e in self.edges if e.conclusion is Conclusion.SAME))

    def edge_of(self, pair: Pair) -> Edge | None:
        return next((e for e in self.edges if e.pair == pair), None)

    def same_between(self, one: Iterable[EncounterId], other: Iterable[EncounterId]) -> list[Edge]:
        """Judgements "same" that lead from one side to the other."""
        a, b = set(one), set(other)
        between = [e for e in self.edges if e.pair & a and e.pair & b and e.pair <= a | b]
        return [e for e in between if e.conclusion is Conclusion.SAME]

    def conflicts(self) -> list[Edge]:
        """Judgements "different" about two encounters that other judgements make one person."""
        person = {member: p for p in self.persons() for member in p}
        apart = [e for e in self.edges if e.conclusion is Conclusion.DIFFERENT]
        return [e for e in apart if person.get(e.encounter) == person.get(e.other) is not None]

    def after(self, steps: Sequence[Step]) -> "Graph":
        """The graph as it would be: each step in the place of the current judgement of its pair."""
        changed = {step.pair for step in steps}
        kept = [e for e in self.edges if e.pair not in changed]
        return Graph(self.members, (*kept, *(_imagined(step) for step in steps)))

    def digest(self) -> str:
        """Of the persons and of the judgements among their members; it changes with either."""
        inside = set(self.members)
        lines = sorted(self.members) + sorted(e.judgement for e in self.edges if e.pair <= inside)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def without(self, hidden: frozenset[EncounterId], asked: Sequence[EncounterId]) -> "Graph":
        """The graph in which some encounters do not exist: only what the asked ones still reach without them."""
        edges = tuple(e for e in self.edges if not e.pair & hidden)
        left = Graph(tuple(m for m in self.members if m not in hidden), edges)
        reached = {m for p in left.persons() if set(p) & set(asked) for m in p}
        return Graph(tuple(m for m in left.members if m in reached), tuple(e for e in left.edges if e.pair & reached))


def parts(members: Sequence[EncounterId], joined: Iterable[Pair]) -> tuple[Person, ...]:
    """Connected parts of some encounters, in the order of their first members."""
    root = {m: m for m in members}

    def find(m: EncounterId) -> EncounterId:
        while root[m] != m:
            root[m] = root[root[m]]
            m = root[m]
        return m

    place = {m: i for i, m in enumerate(members)}
    for pair in joined:
        if pair <= root.keys():
            first, *rest = sorted((find(m) for m in pair), key=place.__getitem__)
            for other in rest:
                root[other] = first
    found: dict[EncounterId, list[EncounterId]] = {}
    for m in members:
        found.setdefault(find(m), []).append(m)
    return tuple(tuple(person) for person in found.values())


def _imagined(step: Step) -> Edge:
    never = datetime.max.replace(tzinfo=UTC)
    return Edge("", step.encounter, step.other, step.conclusion, None, None, never, supersedes=None, restores=None)
