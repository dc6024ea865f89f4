"""Repositories that do not exist: servers that answer as IDENT-, NGI- and ABIS-like repositories, a terrorist-screening
desk, an INTERPOL hub and a civil registry would, over galleries of synthetic people and our own matcher.

Promises: synthetic people only, and nothing is kept but which questions came; the same question under the same number
is counted once and answered with the same bytes; how a repository behaves (delay, outage, refusal, stale data, garbage,
a slow drip) is set in its configuration and can be changed while it runs. One process serves all of them.
"""

from openbitmap.simulators.configuration import Simulated, UnusableSimulation, connections, read_simulation
from openbitmap.simulators.running import main, running

__all__ = ["Simulated", "UnusableSimulation", "connections", "main", "read_simulation", "running"]
