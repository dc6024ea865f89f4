"""Two templates to a score, its reasons and its pairs: the recipe, in the order in which things happen.

Without a trace the compiled kernel does it in some 100 us; with one, or through `compare_readably`, the steps below
do, in some 50 ms, and may be watched: stages probe, candidate, graph, pairing, weighing."""

from openbitmap.biometrics import engine
from openbitmap.biometrics.finger import parameters
from openbitmap.biometrics.finger.comparison import associate, pair_up, prepare, weigh
from openbitmap.biometrics.finger.impostors import finger_log10_fmr
from openbitmap.biometrics.finger.template import Comparison, Score, Template
from openbitmap.biometrics.trace import Recording, Trace


def compare(probe: Template, candidate: Template, *, trace: Trace | None = None) -> Comparison:
    """How alike two prints are, with the pairs and the evidence; `log10_fmr` is for a probe of this size."""
    if trace is None:
        return engine.KernelMatcher().compare(probe, candidate)
    return compare_readably(probe, candidate, trace=trace)


def compare_readably(probe: Template, candidate: Template, *, trace: Trace | None = None) -> Comparison:
    """The same comparison in plain Python: equal pairs, scores within 0.001 of the kernel's (tests/contract)."""
    watch = trace or Recording()
    a, b = prepare(probe), prepare(candidate)
    watch.stage("probe", a)
    watch.stage("candidate", b)
    graph = associate(a, b)
    watch.stage("graph", graph)
    pairing = pair_up(a, b, graph)
    watch.stage("pairing", pairing)
    weighing = weigh(a, b, pairing)
    watch.stage("weighing", weighing)
    pairs = tuple((int(a.numbers[i]), int(b.numbers[j])) for i, j in weighing.pairs)
    score = Score(weighing.value, finger_log10_fmr(weighing.value, len(probe)), weighing.detail)
    return Comparison(score, pairs, parameters.VERSION)
