"""Steps 1 and 2: which minutiae may belong together, and the best one-to-one pairing among them.

Where an edge of the probe is like an edge of the candidate, the minutiae at their ends form two possible pairs, and
the two pairs support each other: nodes and an arc of the association graph. A pairing grows from a well supported
node along arcs, best first. Sums and products are in single precision and in a fixed order, so that near ties fall
as they do in the kernel."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from openbitmap.biometrics.finger import parameters as P
from openbitmap.biometrics.finger.comparison.edges import Ints, Print, wrap

Single = npt.NDArray[np.float32]
Node = tuple[int, int]
ZERO = np.float32(0)


@dataclass
class Graph:
    """Nodes are possible pairs (minutia of the probe, of the candidate), in the order found."""

    arcs: dict[Node, list[tuple[Node, np.float32]]] = field(default_factory=dict)
    support: dict[Node, np.float32] = field(default_factory=dict)

    def add(self, node: Node, other: Node, weight: np.float32) -> None:
        for here, there in ((node, other), (other, node)):
            self.arcs.setdefault(here, []).append((there, weight))
            self.support[here] = np.float32(self.support.get(here, np.float32(0)) + weight)

    @property
    def order(self) -> dict[Node, int]:
        return {node: n for n, node in enumerate(self.arcs)}


@dataclass
class Pairing:
    """Who is paired with whom, in the order of pairing; `support` sums the weights of arcs with both ends in the
    pairing."""

    to_candidate: dict[int, int] = field(default_factory=dict)
    to_probe: dict[int, int] = field(default_factory=dict)
    support: np.float32 = ZERO

    def join(self, i: int, j: int) -> None:
        self.to_candidate[i] = j
        self.to_probe[j] = i

    def both_free(self, i: int, j: int) -> bool:
        return i not in self.to_candidate and j not in self.to_probe

    @property
    def pairs(self) -> list[Node]:
        return list(self.to_candidate.items())

    @property
    def rank(self) -> np.float32:
        return np.float32(self.support + np.float32(P.SUPPORT_A_PAIR) * np.float32(len(self.to_candidate)))


def associate(probe: Print, candidate: Print) -> Graph:
    """Every edge of the candidate against every edge of the probe, both ways round."""
    graph, arcs = Graph(), 0
    both_ways = np.empty((2 * len(probe.edges), 5), np.int64)
    both_ways[0::2] = probe.edges
    both_ways[1::2] = probe.edges[:, [0, 2, 1, 4, 3]]
    for edge in candidate.edges:
        hits, weights = _alike(both_ways, edge)
        for (i, i2), weight in zip(both_ways[hits, 3:].tolist(), weights, strict=True):
            if arcs == P.MOST_ARCS or len(graph.arcs) > P.MOST_NODES - 2:
                return graph
            graph.add((i, int(edge[3])), (i2, int(edge[4])), weight)
            arcs += 1
    return graph


def _alike(edges: Ints, edge: Ints) -> tuple[Ints, Single]:
    """Which edges are within tolerance of one edge, and how like they are: 1 when equal, 0.3 a value at the
    tolerance."""
    length = np.abs(edges[:, 0] - edge[0])
    near, far = np.abs(wrap(edges[:, 1] - edge[1])), np.abs(wrap(edges[:, 2] - edge[2]))
    alike = (length <= P.LENGTH_TOLERANCE) & (near <= P.ANGLE_TOLERANCE) & (far <= P.ANGLE_TOLERANCE)
    hits = np.flatnonzero(alike)
    cost = np.float32(P.ERROR_COST)
    length_cost, angle_cost = cost / np.float32(P.LENGTH_TOLERANCE), cost / np.float32(P.ANGLE_TOLERANCE)
    one = np.float32(1)
    weights = (one - length_cost * length[hits].astype(np.float32)) * (one - angle_cost * near[hits].astype(np.float32))
    return hits, weights * (one - angle_cost * far[hits].astype(np.float32))


def pair_up(probe: Print, candidate: Print, graph: Graph) -> Pairing:
    """The best of a few crawls, from the nodes of greatest support that no earlier crawl took in."""

    def turn(node: Node) -> int:
        return int(candidate.directions[node[1]] - probe.directions[node[0]])

    best, tried = Pairing(), set[Node]()
    for _ in range(P.ROOTS):
        left = [node for node in graph.arcs if node not in tried]
        if not left or best.support >= P.SURE_SUPPORT:
            break
        root = max(left, key=lambda node: graph.support[node])
        current = _crawl(graph, root, turn)
        tried |= {root, *current.pairs}
        if current.rank > best.rank:
            best = current
    return best


def _crawl(graph: Graph, root: Node, turn: Callable[[Node], int]) -> Pairing:
    """Grows a pairing whose every pair is turned about as the root is; `turn` is a pair's rotation."""
    pairing, order = Pairing(), graph.order
    heap = [(-1.0, order[root], root)]
    while heap:
        _, _, node = heapq.heappop(heap)
        off = abs(int(wrap(np.array(turn(node) - turn(root)))))
        if not pairing.both_free(*node) or off > P.TURN_TOLERANCE:
            continue
        pairing.join(*node)
        for other, weight in graph.arcs[node]:
            if pairing.to_candidate.get(other[0]) == other[1]:
                pairing.support = np.float32(pairing.support + weight)
            elif pairing.both_free(*other):
                heapq.heappush(heap, (-float(weight * graph.support[other]), order[other], other))
    return pairing
