"""Nations in one process, from one seed: their rooms, databases and queues as they are; links that cut, double, delay
and spoil; clocks years apart; processes that die at any statement, databases that are lost, keys that are stolen.
After each run six things must hold.

Promises: the same seed replays exactly; what is checked is held against what the simulation itself saw and against the
text of the agreement, never against a room's own word; a seeded defect is found.
"""

from openbitmap.node.simulation.alerting import alert_delays
from openbitmap.node.simulation.defects import BREAKS, DEFECTS, NEEDS
from openbitmap.node.simulation.invariants import Violation, Wrong
from openbitmap.node.simulation.plan import plan_of
from openbitmap.node.simulation.prints import WORLD, rapid_query, read_print
from openbitmap.node.simulation.report import Report, Told, simulate, told_of
from openbitmap.node.simulation.world import AS_IT_IS, NAMES, TWO, Rules, World

__all__ = [
    "AS_IT_IS",
    "BREAKS",
    "DEFECTS",
    "NAMES",
    "NEEDS",
    "TWO",
    "WORLD",
    "Report",
    "Rules",
    "Told",
    "Violation",
    "World",
    "Wrong",
    "alert_delays",
    "plan_of",
    "rapid_query",
    "read_print",
    "simulate",
    "told_of",
]
