"""The web console: pages for people. One folder a page, parts they share, one stylesheet, no build step.

Promises: a page that a role may not see answers as an address that does not exist; what is live renews itself without
prolonging a session; every word stands in a table, in English and Spanish at least.
"""

from openbitmap.node.console.application import add_console
from openbitmap.node.console.frame import safe_next
from openbitmap.node.console.words import SHARED, said

__all__ = ["SHARED", "add_console", "safe_next", "said"]
