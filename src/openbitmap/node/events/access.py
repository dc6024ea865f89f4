"""Who may enter: stations, accounts, keys, links, sessions, passkeys, the identity provider."""

from dataclasses import dataclass
from typing import ClassVar

from openbitmap.node.events.event import Event


@dataclass(frozen=True)
class StationEnrolled(Event):
    subject_field: ClassVar[str] = "station"
    station: str
    originator: str


@dataclass(frozen=True)
class KeyIssued(Event):
    """Somebody can enter from now on; the key itself is nowhere but with its holder."""

    subject_field: ClassVar[str] = "holder"
    holder: str
    role: str


@dataclass(frozen=True)
class KeyRevoked(Event):
    """`keys` keys of this holder stopped working."""

    subject_field: ClassVar[str] = "holder"
    holder: str
    keys: int


@dataclass(frozen=True)
class AccountMade(Event):
    subject_field: ClassVar[str] = "account"
    account: str
    role: str


@dataclass(frozen=True)
class RoleChanged(Event):
    """An account's role, or an officer's station; its sessions and keys ended with it."""

    subject_field: ClassVar[str] = "account"
    account: str
    former: str
    role: str


@dataclass(frozen=True)
class AccountSwitchedOff(Event):
    subject_field: ClassVar[str] = "account"
    account: str


@dataclass(frozen=True)
class AccountSwitchedOn(Event):
    subject_field: ClassVar[str] = "account"
    account: str


@dataclass(frozen=True)
class LinkMade(Event):
    """A one-time link by which its holder enters as this account; earlier unused ones stopped working."""

    subject_field: ClassVar[str] = "account"
    account: str
    link: str


@dataclass(frozen=True)
class SessionOpened(Event):
    subject_field: ClassVar[str] = "account"
    account: str
    session: str
    means: str


@dataclass(frozen=True)
class SessionRefreshed(Event):
    """The person proved again who they are; decisions are taken for a while."""

    subject_field: ClassVar[str] = "account"
    account: str
    session: str
    means: str


@dataclass(frozen=True)
class SessionEnded(Event):
    subject_field: ClassVar[str] = "account"
    account: str
    session: str
    reason: str


@dataclass(frozen=True)
class PasskeyRegistered(Event):
    subject_field: ClassVar[str] = "account"
    account: str
    passkey: str


@dataclass(frozen=True)
class PasskeyRenamed(Event):
    subject_field: ClassVar[str] = "account"
    account: str
    passkey: str


@dataclass(frozen=True)
class PasskeyRemoved(Event):
    subject_field: ClassVar[str] = "account"
    account: str
    passkey: str


@dataclass(frozen=True)
class ProviderBound(Event):
    """From now on the identity provider's word opens this account; who the person is there is not written here."""

    subject_field: ClassVar[str] = "account"
    account: str
    provider: str


@dataclass(frozen=True)
class ProviderUnbound(Event):
    subject_field: ClassVar[str] = "account"
    account: str
    provider: str


@dataclass(frozen=True)
class StationSwitchedOff(Event):
    subject_field: ClassVar[str] = "station"
    station: str


@dataclass(frozen=True)
class StationSwitchedOn(Event):
    subject_field: ClassVar[str] = "station"
    station: str
