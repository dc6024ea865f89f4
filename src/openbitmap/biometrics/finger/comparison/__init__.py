"""The steps of a comparison in plain Python: edges, association graph, pairing, evidence. Written to be read, a
thousand times slower than the kernel, and held to it by tests/contract: same pairs, scores within 0.001."""

from openbitmap.biometrics.finger.comparison.edges import Print, prepare
from openbitmap.biometrics.finger.comparison.evidence import Weighing, weigh
from openbitmap.biometrics.finger.comparison.pairing import Graph, Pairing, associate, pair_up

__all__ = ["Graph", "Pairing", "Print", "Weighing", "associate", "pair_up", "prepare", "weigh"]
