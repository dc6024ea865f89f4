"""A partner that tries to tell silence from no record: everything it can see of an answer, and a classifier over it.

What is seen of one question: how many letters come, of which kinds, their bytes, what their bodies hold, when they
leave, and by how much the other node's log grew, which its checkpoints show.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from tests.inquiring import Asking
from tests.nations import CL

from openbitmap.node import envelopes, inquiries, protection
from openbitmap.node.protection import Basis, MarkingKind, Wanted
from openbitmap.wire import Letter

Seen = tuple[float, ...]
FEATURES = ("letters", "kinds", "bytes", "shape", "words", "leaves after", "letters after", "log grows")
SHUFFLES = 2_000
TELLS = 0.05
"""Below this chance of seeing as much by luck, a partner can tell: five of each kind are enough to see a clean leak."""
LAST_SECOND = 12


@dataclass(frozen=True)
class Verdict:
    """The feature that separates best: its AUC, and how often shuffled labels separate as well (over all features)."""

    feature: str
    auc: float
    chance: float
    count: int

    @property
    def tells(self) -> bool:
        return self.chance < TELLS


def protect(asking: Asking, person: int) -> None:
    """Known in the United States, and seeking refuge there."""
    encounter = asking.known_in(asking.us, person)
    with asking.us.database.transaction() as tx:
        wanted = Wanted(MarkingKind.ASYLUM, Basis.DOCUMENTED, "applied at the border")
        protection.mark(tx, encounter, wanted, by=asking.us.principal("elsa"), at=asking.clock.at)


def observe(asking: Asking, pairs: int, *, seed: int = 1, first: int = 100) -> tuple[list[Seen], list[bool]]:
    """Ask about as many protected people as people without a record, in a shuffled order, each at its own moment of
    the second; what is seen, and who was protected."""
    chance = random.Random(seed)
    protected = list(range(first, first + pairs))
    for person in protected:
        protect(asking, person)
    order = [*protected, *range(first + 500, first + 500 + pairs)]
    chance.shuffle(order)
    seen = []
    for person in order:
        asking.clock.at += timedelta(seconds=chance.uniform(20, 40))
        seen.append(_one(asking, person))
    return seen, [person in protected for person in order]


def classify(seen: Sequence[Seen], labels: Sequence[bool], *, seed: int = 2) -> Verdict:
    """The best single feature by the area under its curve, against the same search over shuffled labels: a permutation
    test, exact in level whatever the features are."""
    strength = [_away(seen, labels, column) for column in range(len(FEATURES))]
    best = max(range(len(FEATURES)), key=lambda column: strength[column])
    chance, shuffled = random.Random(seed), list(labels)
    as_good = 0
    for _ in range(SHUFFLES):
        chance.shuffle(shuffled)
        as_good += max(_away(seen, shuffled, column) for column in range(len(FEATURES))) >= strength[best] - 1e-12
    return Verdict(FEATURES[best], 0.5 + strength[best], (as_good + 1) / (SHUFFLES + 1), len(seen))


def _one(asking: Asking, person: int) -> Seen:
    """One arrival, one question, and everything that comes back within some seconds."""
    met = asking.arrive(person)
    before = _log(asking)
    asking.nations.carry(at=asking.clock.at)
    arrived = asking.clock.at
    frames, left = [], []
    for second in range(1, LAST_SECOND + 1):
        asking.clock.at = arrived.replace(microsecond=0) + timedelta(seconds=second)
        with asking.us.database.transaction() as tx:
            inquiries.release_due(tx, asking.us.equipment, at=asking.clock.at)
        with asking.us.database.transaction() as tx:
            waiting = envelopes.outbound(tx, asking.us.equipment, CL, after=0)
        if waiting:
            frames += waiting
            left.append((asking.clock.at - arrived).total_seconds())
            asking.nations.carry(at=asking.clock.at)
    inquiry = asking.asked(met).inquiry
    letters = [x for x in _newest(asking, len(frames)) if x.correlation == inquiry]
    bodies = [x.body for x in letters]
    return (
        float(len(letters)),
        _code([x.kind.value for x in letters]),
        float(sum(map(len, frames))),
        _code([sorted(_shape(body)) for body in bodies]),
        float(sum(len(json.dumps(_said(body))) for body in bodies)),
        left[0] if left else -1.0,
        left[-1] if left else -1.0,
        float(_log(asking) - before),
    )


def _newest(asking: Asking, count: int) -> list[Letter]:
    with asking.cl.database.reading() as tx:
        sql = "SELECT envelope FROM envelope_in WHERE state = 'delivered' ORDER BY sequence DESC LIMIT %(n)s"
        return [envelopes.letter_of(tx, asking.cl.equipment, row[0]) for row in tx.all(sql, n=count)]


def _said(body: object) -> object:
    """What a body says, its moments and this node's own numbers left out: they are the same for everybody."""
    assert isinstance(body, dict)
    return {k: v for k, v in body.items() if k not in ("as_of", "fpir")}


def _shape(body: object) -> list[str]:
    assert isinstance(body, dict)
    return [
        f"{k}:{type(v).__name__}:{v if k in ('result', 'handling', 'state', 'band') else ''}" for k, v in body.items()
    ]


def _code(thing: object) -> float:
    """Equal things, equal numbers."""
    return float(sum(ord(c) * (i + 1) for i, c in enumerate(json.dumps(thing))) % 1_000_003)


def _log(asking: Asking) -> int:
    with asking.us.database.reading() as tx:
        return int(tx.scalar("SELECT count(*) FROM ledger_entries"))


def _away(seen: Sequence[Seen], labels: Sequence[bool], column: int) -> float:
    """|AUC - 1/2| of one feature: 0 tells nothing, 1/2 everything."""
    ordered = sorted((row[column], label) for row, label in zip(seen, labels, strict=True))
    ranks: dict[float, list[int]] = {}
    for rank, (value, _) in enumerate(ordered, 1):
        ranks.setdefault(value, []).append(rank)
    middle = {value: sum(found) / len(found) for value, found in ranks.items()}
    inside = sum(middle[value] for value, label in ordered if label)
    m = sum(labels)
    n = len(labels) - m
    return abs((inside - m * (m + 1) / 2) / (m * n) - 0.5)
