"""The stories that `make demo` tells: a real node, a synthetic nation, six files from a border post, six answers.

May import everything; nobody imports it but its tests. Every person is synthetic.
"""

from openbitmap.demo.invitation import COMMANDS, COMMANDS_ABROAD
from openbitmap.demo.memory import Memory, recall, remember
from openbitmap.demo.partnership import UNITED_STATES, Teller
from openbitmap.demo.telling import Census, tell
from openbitmap.demo.world import PEOPLE

__all__ = [
    "COMMANDS",
    "COMMANDS_ABROAD",
    "PEOPLE",
    "UNITED_STATES",
    "Census",
    "Memory",
    "Teller",
    "recall",
    "remember",
    "tell",
]
