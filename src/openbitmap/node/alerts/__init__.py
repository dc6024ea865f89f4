"""Who must know. A candidate from a watchlist or wanted gallery raises an alert at once, unverified; people confirm
it or it is withdrawn. An encounter-only or prison gallery never raises one (R41).
"""

from openbitmap.node.alerts.actions import raise_for_search, settle
from openbitmap.node.alerts.model import Alert, AlertState
from openbitmap.node.alerts.store import alerts_of

__all__ = ["Alert", "AlertState", "alerts_of", "raise_for_search", "settle"]
