"""Reads and writes the tables `station`, `access_key`, `account`, `one_time_link` and `session`."""

from dataclasses import asdict
from datetime import datetime

from openbitmap.node.access.model import (
    Account,
    Ending,
    KeyLine,
    Means,
    Principal,
    Role,
    Session,
    SessionLine,
    SessionTerms,
    Station,
    Theme,
)
from openbitmap.node.access.proofs import Link, Opening
from openbitmap.node.database import Transaction, named_queries
from openbitmap.vocabulary import StationId

_SQL = named_queries(__package__)


def insert_station(tx: Transaction, station: Station) -> bool:
    """True if it was new."""
    return bool(tx.run(_SQL["insert_station"], **asdict(station) | {"tots": list(station.tots)}))


def station_named(tx: Transaction, station: StationId) -> Station | None:
    return tx.one(_SQL["station_named"], into=Station, station=station)


def all_stations(tx: Transaction) -> list[Station]:
    return tx.all(_SQL["all_stations"], into=Station)


def switch_station(tx: Transaction, station: StationId, active: bool) -> bool:
    """True if that is news."""
    return bool(tx.run(_SQL["switch_station"], station=station, active=active))


def working_keys(tx: Transaction) -> list[KeyLine]:
    """Keys that open something, by holder."""
    return tx.all(_SQL["working_keys"], into=KeyLine)


def insert_key(tx: Transaction, key_hash: str, holder: Principal, *, at: datetime) -> None:
    tx.run(_SQL["insert_key"], key_hash=key_hash, at=at, **asdict(holder))


def revoke_key(tx: Transaction, key_hash: str, at: datetime) -> str | None:
    """Its holder, if it still worked."""
    holder = tx.scalar(_SQL["revoke_key"], key_hash=key_hash, at=at)
    return None if holder is None else str(holder)


def revoke_keys(tx: Transaction, name: str, at: datetime) -> int:
    return tx.run(_SQL["revoke_keys"], name=name, at=at)


def other_role_of_keys(tx: Transaction, account: Account) -> str | None:
    """A role in which somebody of this name holds a working key, other than the account's."""
    role = tx.scalar(_SQL["other_role_of_keys"], name=account.name, role=account.role)
    return None if role is None else str(role)


def holder_of(tx: Transaction, key_hash: str) -> Principal | None:
    return tx.one(_SQL["holder_of_key"], into=Principal, key_hash=key_hash)


def lock_accounts(tx: Transaction) -> None:
    """Changes of who may do what take turns, so that two cannot switch off the last two administrators."""
    tx.all(_SQL["lock_accounts"])


def insert_account(tx: Transaction, account: Account, *, handle: str, at: datetime) -> bool:
    """True if it was new."""
    return bool(tx.run(_SQL["insert_account"], **asdict(account), handle=handle, at=at))


def account_named(tx: Transaction, name: str) -> Account | None:
    return tx.one(_SQL["account_named"], into=Account, name=name)


def all_accounts(tx: Transaction) -> list[Account]:
    """By name, the switched-off ones too."""
    return tx.all(_SQL["all_accounts"], into=Account)


def update_role(tx: Transaction, principal: Principal) -> None:
    tx.run(_SQL["update_role"], **asdict(principal))


def update_appearance(tx: Transaction, account: Account) -> None:
    tx.run(
        _SQL["update_appearance"],
        name=account.name,
        title=account.title,
        language=account.language,
        theme=account.theme,
    )


def switch_account(tx: Transaction, name: str, active: bool) -> None:
    tx.run(_SQL["switch_account"], name=name, active=active)


def insert_link(tx: Transaction, link: Link) -> None:
    tx.run(_SQL["insert_link"], **asdict(link))


def withdraw_links(tx: Transaction, account: str, at: datetime) -> None:
    tx.run(_SQL["withdraw_links"], account=account, at=at)


def account_of_link(tx: Transaction, token_hash: str, at: datetime) -> Account | None:
    return tx.one(_SQL["account_of_link"], into=Account, token_hash=token_hash, at=at)


def redeem_link(tx: Transaction, token_hash: str, at: datetime) -> str | None:
    """The account of a link that still worked; of two at once, one gets it."""
    name = tx.scalar(_SQL["redeem_link"], token_hash=token_hash, at=at)
    return None if name is None else str(name)


def insert_session(tx: Transaction, opening: Opening, terms: SessionTerms) -> None:
    tx.run(
        _SQL["insert_session"],
        session=opening.session,
        token_hash=opening.token_hash,
        account=opening.account,
        means=opening.proof.means,
        at=opening.started_at,
        idle=terms.idle,
        fresh=terms.fresh,
        fresh_until=opening.proof.proved_at + terms.fresh,
        ends_at=opening.started_at + terms.longest,
    )


def running_session(tx: Transaction, *, at: datetime, token_hash: str = "", number: str = "") -> Session | None:
    """The session of a token or of a number, whichever is given; there is none of an empty one."""
    row = tx.one(_SQL["running_session"], token_hash=token_hash, session=number, at=at)
    if row is None:
        return None
    session, role, name, station, title, language, theme, started_at, fresh_until, ends_at, means = row
    return Session(
        session,
        Principal(Role(role), name, station),
        title,
        language,
        theme=Theme(theme),
        started_at=started_at,
        fresh_until=fresh_until,
        ends_at=ends_at,
        means=Means(means),
    )


def touch(tx: Transaction, session: str, at: datetime, *, before: datetime) -> None:
    tx.run(_SQL["touch_session"], session=session, at=at, before=before)


def refresh(tx: Transaction, session: str, at: datetime) -> bool:
    return bool(tx.run(_SQL["refresh_session"], session=session, at=at))


def end_session(tx: Transaction, session: str, at: datetime, *, ending: Ending) -> str | None:
    """Its account, if it was open."""
    account = tx.scalar(_SQL["end_session"], session=session, at=at, ending=ending)
    return None if account is None else str(account)


def open_sessions_of(tx: Transaction, account: str) -> list[str]:
    return [session for (session,) in tx.all(_SQL["open_sessions_of"], account=account)]


def running_sessions(tx: Transaction, *, at: datetime) -> list[SessionLine]:
    """Everybody who is signed in now, newest first."""
    return tx.all(_SQL["running_sessions"], into=SessionLine, at=at)


def lock_account(tx: Transaction, name: str) -> None:
    """Changes of one account's ways in take turns."""
    tx.scalar(_SQL["lock_account"], name=name)
