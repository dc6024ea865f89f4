"""Two names side by side: one number that may be read as a chance, and the words behind it."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from openbitmap.names.alignment import Alignment, Link, Order, align
from openbitmap.names.pairing import CONFLICTS, Kind
from openbitmap.names.parsing import Name, parse
from openbitmap.names.tokens import Token

THRESHOLD = 0.5
"""At or above it two names are taken as possibly one person's; `openbitmap lab names` counts errors at it."""

_START = 3.2
_THIN = 1.6
_SWAP = 4.0
_GIVEN_TURNED = 3.6
_TURNED = 0.15
_BOTH_LACK = 0.5
_SCALE, _SHIFT = 1.9, -1.2
"""From odds to a chance: fitted on development pairs, checked on others (docs/cards/names.md)."""


class Flag(StrEnum):
    """What a person should look at before anything else."""

    SWAPPED = "swapped"
    GENDER = "gender"
    LOOK_ALIKE = "look_alike"
    LITTLE = "little"


class AlignedPair(NamedTuple):
    """One line of the explanation. `first` or `second` is empty where a word stands alone; `weight` is what the line
    adds to (or, below 0, takes from) the evidence."""

    first: str
    second: str
    kind: Kind
    weight: float


@dataclass(frozen=True)
class Comparison:
    """`score` is 0 to 1, read like a chance on pairs as hard as the development pairs; never a finding by itself."""

    score: float
    flags: tuple[Flag, ...]
    alignment: Alignment

    @property
    def order(self) -> Order:
        return self.alignment.order

    @property
    def pairs(self) -> tuple[AlignedPair, ...]:
        """The explanation, in the order of the first name."""
        links = sorted(self.alignment.links, key=lambda k: (k.first < 0, k.first, k.second))
        return tuple(_explained(self.alignment, link) for link in links)


_NOTHING = Alignment((), (), (), Order.KEPT)


def compare(first: str | Name, second: str | Name, trace: Callable[[Alignment], None] | None = None) -> Comparison:
    """How likely two written names are one person's, and why. The same whichever comes first."""
    a = parse(first) if isinstance(first, str) else first
    b = parse(second) if isinstance(second, str) else second
    if not a.tokens or not b.tokens:
        return Comparison(0.0, (Flag.LITTLE,), _NOTHING)
    turned = (len(b.tokens), b.words) < (len(a.tokens), a.words)  # one order inside, so that both ways give the same
    alignment = align(b, a).turned() if turned else align(a, b)
    if trace:
        trace(alignment)
    odds, flags = _weigh(alignment)
    return Comparison(round(1 / (1 + math.exp(-_SCALE * odds - _SHIFT)), 4), flags, alignment)


def _weigh(alignment: Alignment) -> tuple[float, tuple[Flag, ...]]:
    """Log-odds: what agrees, less what every line costs, less what the order costs."""
    flags: list[Flag] = []
    agreed, costs, conflicts = 0.0, 0.0, 0
    lacks_first = lacks_second = False
    for link in alignment.links:
        if link.kind in CONFLICTS:
            conflicts += 1
        elif link.kind is Kind.ABSENT:
            lacks_second |= link.second < 0
            lacks_first |= link.first < 0
        else:
            agreed += _weight(alignment, link)
        costs += link.cost
    most = 0.0 if conflicts else 2.0  # many words that agree make up for none that contradicts
    odds = _START + 0.6 * min(agreed - 2.0, most) - costs
    if agreed < 1.5:
        odds -= _THIN * (1.5 - agreed)
        flags.append(Flag.LITTLE)
    if lacks_first and lacks_second:
        odds -= _BOTH_LACK
    kinds = {link.kind for link in alignment.links} if conflicts else frozenset()
    flags += [flag for kind, flag in ((Kind.GENDER, Flag.GENDER), (Kind.LOOK_ALIKE, Flag.LOOK_ALIKE)) if kind in kinds]
    turned = _turned(alignment)
    if turned >= 1:
        flags.append(Flag.SWAPPED)
    return odds - turned, tuple(flags)


def _turned(alignment: Alignment) -> float:
    """What another order of the words costs."""
    if alignment.order is Order.KEPT:
        return 0.0
    if alignment.order is Order.SWAPPED:
        return _SWAP
    paired = sorted(k for k in alignment.links if k.first >= 0 and k.second >= 0)
    tokens = [alignment.first[k.first] for k in paired]
    fall = next((n for n in range(1, len(paired)) if paired[n].second < paired[n - 1].second), 1)
    if all(_may_be_given(t) for t in tokens[:fall]) and all(_may_be_given(t) for t in tokens[fall:]):
        return _GIVEN_TURNED if len(tokens) == 2 else 1.5
    return _TURNED


def _may_be_given(word: Token) -> bool:
    """Where every word could be the given name, turning them round makes another person: Yusuf Ibrahim."""
    return word.given and not word.east_asian_surname


def _weight(alignment: Alignment, link: Link) -> float:
    return min(alignment.first[link.first].weight, alignment.second[link.second].weight)


def _explained(alignment: Alignment, link: Link) -> AlignedPair:
    first = alignment.first[link.first].written if link.first >= 0 else ""
    second = alignment.second[link.second].written if link.second >= 0 else ""
    gain = 0.0 if link.kind in CONFLICTS or link.kind is Kind.ABSENT else _weight(alignment, link)
    return AlignedPair(first, second, link.kind, round(gain - link.cost, 2))
