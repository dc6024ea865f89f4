"""Make an account, change its role, switch it off and on, make the link by which its person first enters."""

from datetime import datetime, timedelta

from openbitmap.node import ledger
from openbitmap.node.access import store
from openbitmap.node.access.actions import revoke_keys
from openbitmap.node.access.model import Account, Ending, Role
from openbitmap.node.access.proofs import Link
from openbitmap.node.access.sessions import end_sessions_of
from openbitmap.node.access.tokens import hash_of, new_token
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.events import AccountMade, AccountSwitchedOff, AccountSwitchedOn, LinkMade, RoleChanged
from openbitmap.node.problems import (
    ACCOUNT_EXISTS,
    ACCOUNT_OFF,
    ADMINISTRATOR_EXISTS,
    LAST_ADMINISTRATOR,
    NO_SUCH_THING,
    ONE_ROLE,
    OWN_ACCOUNT,
    Refused,
)
from openbitmap.vocabulary import Actor


def make_account(tx: Transaction, account: Account, *, at: datetime, actor: Actor) -> None:
    """Make a person known; doing it again with the same role changes nothing. Raises Refused."""
    account.require_fit()
    _require_station(tx, account)
    if other := store.other_role_of_keys(tx, account):
        raise Refused(ONE_ROLE, account=account.name, role=other)
    if store.insert_account(tx, account, handle=new_token(), at=at):
        ledger.record(tx, AccountMade(account.name, account.role.value), actor=actor)
        return
    known = _account(tx, account.name)
    if known.principal != account.principal:
        raise Refused(ACCOUNT_EXISTS, account=known.name, role=known.role.value)


def change_role(tx: Transaction, account: Account, *, at: datetime, actor: Actor) -> None:
    """Give an account the role and station of `account`. Its sessions, unused links and keys end at once: what was
    opened in one duty is not carried into another. Raises Refused."""
    account.require_fit()
    _require_station(tx, account)
    former = _account_of_another(tx, account.name, actor)
    if former.principal == account.principal:
        return
    if account.role is not Role.ADMINISTRATOR:
        _require_other_administrator(tx, former)
    _end_everything(tx, account.name, Ending.ROLE_CHANGED, at=at, actor=actor)
    store.update_role(tx, account.principal)
    ledger.record(tx, RoleChanged(account.name, former.role.value, account.role.value), actor=actor)


def change_appearance(tx: Transaction, account: Account) -> None:
    """Title, language and theme, which change nothing about what the person may do."""
    account.require_fit()
    store.update_appearance(tx, account)


def switch_account(tx: Transaction, name: str, *, active: bool, at: datetime, actor: Actor) -> None:
    """Off: no session, link or key of this person works from this moment. On again: only a new link opens it."""
    account = _account_of_another(tx, name, actor)
    if account.active == active:
        return
    if not active:
        _require_other_administrator(tx, account)
        _end_everything(tx, name, Ending.SWITCHED_OFF, at=at, actor=actor)
    store.switch_account(tx, name, active)
    ledger.record(tx, AccountSwitchedOn(name) if active else AccountSwitchedOff(name), actor=actor)


def make_link(tx: Transaction, name: str, *, at: datetime, within: timedelta, actor: Actor) -> str:
    """The token of a link that opens one session, once. It is shown once, here; earlier unused ones stop working.
    Raises Refused."""
    account = _account(tx, name)
    if not account.active:
        raise Refused(ACCOUNT_OFF, account=name)
    token = new_token()
    link = Link(new_id("link"), hash_of(token), name, made_at=at, expires_at=at + within)
    store.withdraw_links(tx, name, at)
    store.insert_link(tx, link)
    ledger.record(tx, LinkMade(name, link.link), actor=actor)
    return token


def make_setup_link(tx: Transaction, account: Account, *, at: datetime, within: timedelta, actor: Actor) -> str:
    """The first administrator's account and its link. Raises Refused while an administrator's account is active."""
    store.lock_accounts(tx)
    present = [a for a in store.all_accounts(tx) if a.role is Role.ADMINISTRATOR and a.active]
    if present:
        raise Refused(ADMINISTRATOR_EXISTS, account=present[0].name)
    make_account(tx, account, at=at, actor=actor)
    switch_account(tx, account.name, active=True, at=at, actor=actor)
    return make_link(tx, account.name, at=at, within=within, actor=actor)


def _end_everything(tx: Transaction, name: str, ending: Ending, *, at: datetime, actor: Actor) -> None:
    end_sessions_of(tx, name, at=at, actor=actor, ending=ending)
    store.withdraw_links(tx, name, at)
    revoke_keys(tx, name, at=at, actor=actor)


def _account_of_another(tx: Transaction, name: str, actor: Actor) -> Account:
    store.lock_accounts(tx)
    if actor == Actor("person", name):
        raise Refused(OWN_ACCOUNT)
    return _account(tx, name)


def _require_other_administrator(tx: Transaction, account: Account) -> None:
    """Without one nobody could make accounts from the pages any more."""
    others = [a for a in store.all_accounts(tx) if a.role is Role.ADMINISTRATOR and a.active and a.name != account.name]
    if account.role is Role.ADMINISTRATOR and account.active and not others:
        raise Refused(LAST_ADMINISTRATOR, account=account.name)


def _require_station(tx: Transaction, account: Account) -> None:
    if account.station is not None and store.station_named(tx, account.station) is None:
        raise Refused(NO_SUCH_THING, kind="station", name=account.station)


def _account(tx: Transaction, name: str) -> Account:
    account = store.account_named(tx, name)
    if account is None:
        raise Refused(NO_SUCH_THING, kind="account", name=name)
    return account
