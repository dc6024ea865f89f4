"""The values of proving who somebody is: ceremonies, passkeys, where they belong, what the identity provider says."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from openbitmap.node.access.model import Means


class Purpose(StrEnum):
    """What a ceremony is for; an answer to one is no answer to another."""

    REGISTER = "register a passkey"
    SIGN_IN = "sign in"
    STEP_UP = "prove again"
    PROVIDER_SIGN_IN = "sign in at the identity provider"
    PROVIDER_STEP_UP = "prove again at the identity provider"
    PROVIDER_CONNECT = "connect to the identity provider"


@dataclass(frozen=True)
class Ceremony:
    """`token` is with the browser; `session` is whose proof it is, None before signing in."""

    token: str
    purpose: Purpose
    session: str | None
    challenge: bytes
    verifier: str
    begun_at: datetime


@dataclass(frozen=True)
class Site:
    """Where passkeys of this node belong: the origin as browsers see it, and the node's name."""

    origin: str
    node: str

    @property
    def domain(self) -> str:
        return urlsplit(self.origin).hostname or ""


@dataclass(frozen=True)
class Answer:
    """What an authenticator said to a ceremony, as the browser sent it (JSON)."""

    ceremony: Ceremony
    credential: str
    site: Site


@dataclass(frozen=True)
class Passkey:
    """A passkey as its owner sees it."""

    passkey: str
    account: str
    title: str
    registered_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class KnownKey:
    """What is needed to check a passkey's answer."""

    credential: bytes
    account: str
    handle: str
    public_key: bytes
    counter: int


@dataclass(frozen=True)
class Link:
    """A one-time link as it is stored: its secret is only with whoever was given it."""

    link: str
    token_hash: str
    account: str
    made_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class Proof:
    """How somebody proved who they are, and when; a proof at the identity provider may be older than the session."""

    means: Means
    proved_at: datetime


@dataclass(frozen=True)
class Opening:
    """A session as it begins."""

    session: str
    token_hash: str
    account: str
    proof: Proof
    started_at: datetime


@dataclass(frozen=True)
class Identified:
    """The identity provider's word: who, in a hash, and when that person last proved it there, if it says so."""

    issuer: str
    subject_hash: str
    proved_at: datetime | None
