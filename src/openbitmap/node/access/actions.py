"""Enrol a station, hand out a key, recognise its holder."""

import hashlib
import secrets
from datetime import datetime

from openbitmap.node import ledger
from openbitmap.node.access import store
from openbitmap.node.access.model import Act, Principal, Station
from openbitmap.node.database import Transaction
from openbitmap.node.events import KeyIssued, StationEnrolled
from openbitmap.node.problems import UNKNOWN_KEY, Refused
from openbitmap.vocabulary import Actor


def enrol_station(tx: Transaction, station: Station, *, actor: Actor) -> None:
    """Make a station known; doing it again with the same name changes nothing."""
    if store.insert_station(tx, station):
        ledger.record(tx, StationEnrolled(station=station.station, originator=station.originator), actor=actor)


def issue_key(tx: Transaction, holder: Principal, *, at: datetime, actor: Actor) -> str:
    """A new key for a person or a station. It is shown once, here; only its hash is kept."""
    key = secrets.token_urlsafe(32)
    store.insert_key(tx, _hash(key), holder, at=at)
    ledger.record(tx, KeyIssued(holder=holder.name, role=holder.role.value), actor=actor)
    return key


def revoke_key(tx: Transaction, key: str, *, at: datetime) -> bool:
    return store.revoke_key(tx, _hash(key), at)


def identify(tx: Transaction, key: str | None) -> Principal:
    """The holder of a key. Raises Refused(UNKNOWN_KEY) for no key, an unknown, revoked or switched-off one."""
    # A random key of 256 bits needs no slow hash, and looking up its hash leaks nothing by timing.
    principal = store.holder_of(tx, _hash(key)) if key else None
    if principal is None:
        raise Refused(UNKNOWN_KEY)
    return principal


def require(tx: Transaction, key: str | None, act: Act) -> Principal:
    """The holder of a key, if the role allows the act. Raises Refused."""
    principal = identify(tx, key)
    principal.require(act)
    return principal


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
