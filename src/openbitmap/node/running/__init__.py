"""A node as processes: its roles, and the supervisor that founds it and keeps them alive.

Promises: no role outlives its supervisor; a role that dies is started again.
"""

from openbitmap.node.running.clocks import LOOKS, LOOKS_EACH_MINUTE, looks_due
from openbitmap.node.running.roles import Role, equipped, run_role
from openbitmap.node.running.supervisor import NodeRefused, RunningNode, free_port

__all__ = [
    "LOOKS",
    "LOOKS_EACH_MINUTE",
    "NodeRefused",
    "Role",
    "RunningNode",
    "equipped",
    "free_port",
    "looks_due",
    "run_role",
]
