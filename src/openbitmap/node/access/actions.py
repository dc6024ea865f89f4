"""Enrol a station, hand out a key, recognise its holder, take keys back."""

from datetime import datetime

from openbitmap.node import ledger
from openbitmap.node.access import store
from openbitmap.node.access.model import Act, Principal, Role, Station
from openbitmap.node.access.tokens import hash_of, new_token
from openbitmap.node.database import Transaction
from openbitmap.node.events import KeyIssued, KeyRevoked, StationEnrolled, StationSwitchedOff, StationSwitchedOn
from openbitmap.node.problems import ACCOUNT_OFF, NO_SUCH_THING, ONE_ROLE, STATION_EXISTS, UNKNOWN_KEY, Refused
from openbitmap.vocabulary import Actor, StationId


def enrol_station(tx: Transaction, station: Station, *, actor: Actor) -> None:
    """Make a station known; doing it again with the same name changes nothing."""
    if store.insert_station(tx, station):
        ledger.record(tx, StationEnrolled(station=station.station, originator=station.originator), actor=actor)


def add_station(tx: Transaction, station: Station, *, actor: Actor) -> None:
    """Make a new station known. Raises Refused for one that is known, and for what no station can be."""
    station.require_fit()
    others = store.all_stations(tx)
    if any(station.station == o.station or station.originator == o.originator for o in others):
        raise Refused(STATION_EXISTS, station=station.station, originator=station.originator)
    enrol_station(tx, station, actor=actor)


def switch_station(tx: Transaction, station: StationId, *, active: bool, actor: Actor) -> None:
    """Off: neither its keys nor its officers' sessions open anything until it is switched on again. Raises Refused."""
    known = store.station_named(tx, station)
    if known is None:
        raise Refused(NO_SUCH_THING, kind="station", name=station)
    if store.switch_station(tx, station, active):
        ledger.record(tx, StationSwitchedOn(station) if active else StationSwitchedOff(station), actor=actor)


def issue_key(tx: Transaction, holder: Principal, *, at: datetime, actor: Actor, alone: bool = False) -> str:
    """A new key for a machine or the command line. It is shown once, here; only its hash is kept. `alone` revokes the
    holder's earlier keys. Raises Refused if the holder's account has another role or is switched off."""
    account = None if holder.role is Role.STATION else store.account_named(tx, holder.name)
    if account and account.principal != holder:
        raise Refused(ONE_ROLE, account=account.name, role=account.role.value)
    if account and not account.active:
        raise Refused(ACCOUNT_OFF, account=account.name)
    if alone:
        revoke_keys(tx, holder.name, at=at, actor=actor)
    key = new_token()
    store.insert_key(tx, hash_of(key), holder, at=at)
    ledger.record(tx, KeyIssued(holder=holder.name, role=holder.role.value), actor=actor)
    return key


def revoke_key(tx: Transaction, key: str, *, at: datetime, actor: Actor) -> bool:
    """Take back one key that is at hand. False if it works no more anyway."""
    holder = store.revoke_key(tx, hash_of(key), at)
    if holder is not None:
        ledger.record(tx, KeyRevoked(holder, keys=1), actor=actor)
    return holder is not None


def revoke_keys(tx: Transaction, name: str, *, at: datetime, actor: Actor) -> int:
    """Take back every key of a holder by name, a lost one's included; how many stopped working."""
    revoked = store.revoke_keys(tx, name, at)
    if revoked:
        ledger.record(tx, KeyRevoked(name, keys=revoked), actor=actor)
    return revoked


def identify(tx: Transaction, key: str | None) -> Principal:
    """The holder of a key. Raises Refused(UNKNOWN_KEY) for no key, an unknown, revoked or switched-off one."""
    principal = store.holder_of(tx, hash_of(key)) if key else None
    if principal is None:
        raise Refused(UNKNOWN_KEY)
    return principal


def require(tx: Transaction, key: str | None, act: Act) -> Principal:
    """The holder of a key, if the role allows the act. Raises Refused."""
    principal = identify(tx, key)
    principal.require(act)
    return principal
