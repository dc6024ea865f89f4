"""Who asks. Every door turns a machine's key or a person's session into a Principal here, and the Principal is asked
`require` before it acts; the default answer is no.

Promises: one account has one role; tokens are 256 random bits of which only the hash is stored; a session ends when its
time is over, when its person is idle, and at once when the account is switched off or changes its role.
"""

from openbitmap.node.access.accounts import (
    change_appearance,
    change_role,
    make_account,
    make_link,
    make_setup_link,
    switch_account,
)
from openbitmap.node.access.actions import enrol_station, identify, issue_key, require, revoke_key, revoke_keys
from openbitmap.node.access.model import (
    ALLOWED,
    Account,
    Act,
    Ending,
    Means,
    Principal,
    Role,
    Session,
    SessionLine,
    SessionTerms,
    Station,
    Theme,
)
from openbitmap.node.access.sessions import (
    account_of_link,
    end_session,
    end_sessions_of,
    open_session,
    redeem_link,
    refresh_session,
    session_of,
)
from openbitmap.node.access.store import account_named, all_accounts, all_stations, running_sessions, station_named

__all__ = [
    "ALLOWED",
    "Account",
    "Act",
    "Ending",
    "Means",
    "Principal",
    "Role",
    "Session",
    "SessionLine",
    "SessionTerms",
    "Station",
    "Theme",
    "account_named",
    "account_of_link",
    "all_accounts",
    "all_stations",
    "change_appearance",
    "change_role",
    "end_session",
    "end_sessions_of",
    "enrol_station",
    "identify",
    "issue_key",
    "make_account",
    "make_link",
    "make_setup_link",
    "open_session",
    "redeem_link",
    "refresh_session",
    "require",
    "revoke_key",
    "revoke_keys",
    "running_sessions",
    "session_of",
    "station_named",
    "switch_account",
]
