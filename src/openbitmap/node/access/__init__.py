"""Who asks. Every door turns a key into a Principal here and asks `require` before it acts; the default answer is no.

For now stations, examiners, supervisors, auditors and administrators hold API keys: 32 random bytes, of which only the
hash is stored.
"""

from openbitmap.node.access.actions import enrol_station, identify, issue_key, require, revoke_key
from openbitmap.node.access.model import Act, Principal, Role, Station
from openbitmap.node.access.store import all_stations, station_named

__all__ = [
    "Act",
    "Principal",
    "Role",
    "Station",
    "all_stations",
    "enrol_station",
    "identify",
    "issue_key",
    "require",
    "revoke_key",
    "station_named",
]
