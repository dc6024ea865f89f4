"""Which word of one name stands for which of the other, what is left over, and whether the order is the same."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA

from openbitmap.names.pairing import CONFLICTS, Kind, Pairing, aloud, pair, strict
from openbitmap.names.parsing import Name
from openbitmap.names.tokens import Token, token

_HOPELESS = 0.35
Judge = Callable[[str, str], Pairing]


class Order(StrEnum):
    """How the words of one name stand against those of the other."""

    KEPT = "kept"
    ROTATED = "rotated"
    SWAPPED = "swapped"


class Link(NamedTuple):
    """Words `first` of one name and `second` of the other, by number; one of them is -1 where a word stands alone."""

    first: int
    second: int
    kind: Kind
    cost: float


class Alignment(NamedTuple):
    """Links in no order, after the tokens were joined where one side writes them as one."""

    first: tuple[Token, ...]
    second: tuple[Token, ...]
    links: tuple[Link, ...]
    order: Order

    def turned(self) -> "Alignment":
        """The same, seen from the other name."""
        links = tuple(Link(k.second, k.first, k.kind, k.cost) for k in self.links)
        return Alignment(self.second, self.first, links, self.order)


def align(a: Name, b: Name) -> Alignment:
    """The cheapest pairs first, each word once; then words joined; then what is left is compared in its place."""
    first, second = a.tokens, b.tokens
    judge = strict if a.east_asian and b.east_asian else pair
    links = _cheapest(first, second, judge)
    if any(k.kind is Kind.ALOUD for k in links):  # one word is Kreyol: then the others may be
        judge = _kreyol
        links = _cheapest(first, second, judge)
    if len(links) < max(len(first), len(second)):
        joined = _joined(a, b, links)
        if joined != (first, second):
            glued = (first, second)
            first, second = joined
            links = [
                Link(k.first, k.second, _glued(k, first, second, glued=glued), k.cost)
                for k in _cheapest(first, second, judge)
            ]
    order = _order(first, second, links)
    if len(links) < max(len(first), len(second)):
        links += _left_over(first, second, links, rotated=order is not Order.KEPT, judge=judge)
    return Alignment(tuple(first), tuple(second), tuple(links), order)


def _kreyol(first: str, second: str) -> Pairing:
    found = pair(first, second)
    return (aloud(first, second) or found) if found[0] in CONFLICTS else found


def _cheapest(first: Sequence[Token], second: Sequence[Token], judge: Judge) -> list[Link]:
    """The very same words first, for nothing is cheaper: their pairs with other words need not be judged."""
    same = [(abs(i - j), i, j) for i, x in enumerate(first) for j, y in enumerate(second) if x.text == y.text]
    links: list[Link] = []
    left, right = set(range(len(first))), set(range(len(second)))
    for _, i, j in sorted(same):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            links.append(Link(i, j, Kind.SAME, 0.0))
    found = []
    for i in left:
        text = first[i].text
        for j in right:
            kind, cost = judge(text, second[j].text)
            if kind not in CONFLICTS:
                found.append((cost + 0.01 * abs(i - j), i, j, kind, cost))
    for _, i, j, kind, cost in sorted(found):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            links.append(Link(i, j, kind, cost))
    return links


def _glued(
    link: Link, first: Sequence[Token], second: Sequence[Token], *, glued: tuple[Sequence[Token], Sequence[Token]]
) -> Kind:
    """A pair with a word that was put together says so."""
    together = first[link.first] not in glued[0] or second[link.second] not in glued[1]
    return Kind.GLUED if together else link.kind


def _joined(a: Name, b: Name, links: Sequence[Link]) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Both names, with neighbouring words put together where the other name writes them as one."""
    lone_a = set(range(len(a.tokens))) - {k.first for k in links}
    lone_b = set(range(len(b.tokens))) - {k.second for k in links}
    first = _put_together(a, lone_a, [b.tokens[j] for j in lone_b])
    second = _put_together(b, lone_b, [a.tokens[i] for i in lone_a])
    return first, second


def _put_together(name: Name, lone: set[int], wholes: Sequence[Token]) -> tuple[Token, ...]:
    if not lone or not wholes:
        return name.tokens
    lengths = [len(whole.text) for whole in wholes]
    shortest, longest = max(4, min(lengths) - 4), max(lengths) + 4
    for start, end, word in _runs(name, lone, longest):
        if shortest <= len(word) <= longest and any(_is_whole(word, whole) for whole in wholes):
            return (*name.tokens[:start], token(word), *name.tokens[end:])
    return name.tokens


def _runs(name: Name, lone: set[int], longest: int) -> Iterator[tuple[int, int, str]]:
    """Neighbouring tokens, and tokens with the particles before them, written as one: first, one past the last. One
    token at least is a lone one; what gets too long to be any word of the other name is left out."""
    words, places = name.words, name.places
    for n, place in enumerate(places):
        if n in lone:
            before = places[n - 1] + 1 if n else 0
            for start in range(before, place):
                yield n, n + 1, "".join(words[start : place + 1])
        if n + 1 == len(places) or len(words[place]) + len(words[places[n + 1]]) > longest:
            continue
        if n in lone or n + 1 in lone:
            yield n, n + 2, "".join(words[place : places[n + 1] + 1])
            if places[n + 1] > place + 1:
                yield n, n + 2, words[place] + words[places[n + 1]]
        if n + 2 < len(places) and not lone.isdisjoint((n, n + 1, n + 2)):
            yield n, n + 3, "".join(words[place : places[n + 2] + 1])


def _is_whole(word: str, whole: Token) -> bool:
    """Glued words must agree closely: a slip of the pen inside them would make them anything."""
    if len(word) < 4 or not -4 <= len(word) - len(whole.text) <= 4:
        return False
    if not whole.initial and OSA.normalized_similarity(word, whole.text) < _HOPELESS:
        return False  # words put together for trial are new words, and a new word costs more than all else here
    kind, cost = pair(word, whole.text)
    return kind not in CONFLICTS and cost < 1.2


def _order(first: Sequence[Token], second: Sequence[Token], links: Sequence[Link]) -> Order:
    """In order; one block moved past another, as when surnames come first; or words in each other's places."""
    sequence = [k.second for k in sorted(links)]
    if all(x < y for x, y in pairwise(sequence)):
        return Order.KEPT
    falls = [n for n, (x, y) in enumerate(pairwise(sequence)) if x > y]
    rotated = len(falls) == 1 and sequence[-1] < sequence[0]
    if rotated or _east_asian_reversal(first, second, sequence):
        return Order.ROTATED
    return Order.SWAPPED


def _east_asian_reversal(first: Sequence[Token], second: Sequence[Token], sequence: Sequence[int]) -> bool:
    """Pham Minh Duc is Duc Minh Pham: with a family name of East Asia in front or at the end all words may turn."""
    turned = all(x > y for x, y in pairwise(sequence))
    return turned and any(names[0].east_asian_surname or names[-1].east_asian_surname for names in (first, second))


def _left_over(
    first: Sequence[Token], second: Sequence[Token], links: Sequence[Link], *, rotated: bool, judge: Judge
) -> list[Link]:
    """Words without a partner: two of them in the same place contradict each other, one alone is merely absent."""
    left = {k.first: k.second for k in links}
    right = {k.second: k.first for k in links}
    lone_first = [i for i in range(len(first)) if i not in left]
    lone_second = [j for j in range(len(second)) if j not in right]
    found: list[Link] = []
    for i in lone_first:
        rivals = [j for j in lone_second if rotated or _same_place(i, j, left, right=right)]
        if rivals:
            judged: list[tuple[Pairing, int]] = [(judge(first[i].text, second[j].text), j) for j in rivals]
            (kind, cost), j = min(judged, key=lambda one: (one[0][1], abs(one[1] - i)))
            found.append(Link(i, j, kind, cost))
            lone_second.remove(j)
        else:
            found.append(Link(i, -1, Kind.ABSENT, _absence(first, i)))
    return found + [Link(-1, j, Kind.ABSENT, _absence(second, j)) for j in lone_second]


def _same_place(i: int, j: int, left: dict[int, int], *, right: dict[int, int]) -> bool:
    """Whether the same linked words stand before both."""
    before_i = {(x, left[x]) for x in left if x < i}
    before_j = {(right[y], y) for y in right if y < j}
    return before_i == before_j


def _absence(tokens: Sequence[Token], place: int) -> float:
    """What it costs that a word is not in the other name: the first word most, a patronymic next to nothing."""
    lone = tokens[place]
    if lone.patronymic or lone.initial:
        return 0.15
    if place == 0:
        return 0.5 if lone.weight < 1 else 1.0
    return 0.4
