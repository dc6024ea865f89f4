"""A node as processes: founding it in a folder, its roles, and the supervisor that keeps them alive.

Promises: no role outlives its supervisor; a role that dies is started again; everything the node keeps lies in one
folder (`Home`), and nothing is started as root that need not be.
"""

from openbitmap.node.running.home import Home
from openbitmap.node.running.roles import Role, run_role
from openbitmap.node.running.supervisor import NodeRefused, RunningNode

__all__ = ["Home", "NodeRefused", "Role", "RunningNode", "run_role"]
