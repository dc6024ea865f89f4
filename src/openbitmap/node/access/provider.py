"""The agency's identity provider (OpenID Connect 1.0): code flow with PKCE and nonce; its token is believed only with a
signature by its published keys. It opens accounts that exist here and never makes one.

The network is asked outside any transaction: `discover` and `identify_at` take none.
"""

import base64
import hashlib
import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from openbitmap.node import ledger
from openbitmap.node.access import proof_store, store
from openbitmap.node.access.model import Means, Session, SessionTerms
from openbitmap.node.access.proofs import Ceremony, Identified, Proof, Purpose
from openbitmap.node.access.sessions import open_proven, refresh_session
from openbitmap.node.access.tokens import hash_of
from openbitmap.node.database import Transaction
from openbitmap.node.events import ProviderBound, ProviderUnbound
from openbitmap.node.problems import (
    LAST_WAY_IN,
    PROVIDER_REFUSED,
    PROVIDER_SILENT,
    SUBJECT_TAKEN,
    SUBJECT_UNBOUND,
    Refused,
)
from openbitmap.vocabulary import Actor

log = logging.getLogger(__name__)

ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
"""Signatures by a key pair only: with a shared secret, or none, anybody who holds our secret could speak for it."""
PATIENCE = 10.0
LEEWAY = timedelta(seconds=60)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When the person proved who it is, where the provider does not say: too long ago for any decision."""


@dataclass(frozen=True)
class Provider:
    """Who the identity provider is, who we are to it, and the address to which it sends people back."""

    issuer: str
    client_id: str
    client_secret: str
    claim: str
    return_address: str


@dataclass(frozen=True)
class Endpoints:
    """Where the provider says its doors are."""

    authorization: str
    token: str
    keys: str


def discover(provider: Provider) -> Endpoints:
    """What the provider publishes of itself. Raises Refused(PROVIDER_SILENT)."""
    found = _json(httpx.Request("GET", f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration"))
    try:
        if str(found["issuer"]).rstrip("/") != provider.issuer.rstrip("/"):
            raise _refused("it calls itself by another name")
        return Endpoints(*(str(found[key]) for key in ("authorization_endpoint", "token_endpoint", "jwks_uri")))
    except KeyError as missing:
        raise _refused(f"its configuration has no {missing}") from None


def authorization_address(provider: Provider, endpoints: Endpoints, ceremony: Ceremony) -> str:
    """Where to send the browser. To prove again, the provider must ask the person, whatever it remembers."""
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": provider.return_address,
        "scope": "openid" if provider.claim == "sub" else "openid profile email",
        "state": ceremony.token,
        "nonce": _text(ceremony.challenge),
        "code_challenge": _text(hashlib.sha256(ceremony.verifier.encode()).digest()),
        "code_challenge_method": "S256",
    }
    if ceremony.purpose is Purpose.PROVIDER_STEP_UP:
        asked |= {"prompt": "login", "max_age": "0"}
    joint = "&" if "?" in endpoints.authorization else "?"
    return f"{endpoints.authorization}{joint}{urlencode(asked)}"


def identify_at(provider: Provider, ceremony: Ceremony, code: str, *, at: datetime) -> Identified:
    """Exchange the code, check the token, say who it is. Raises Refused."""
    endpoints = discover(provider)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": provider.return_address,
        "client_id": provider.client_id,
        "client_secret": provider.client_secret,
        "code_verifier": ceremony.verifier,
    }
    given = _json(httpx.Request("POST", endpoints.token, data=form))
    published = _json(httpx.Request("GET", endpoints.keys))
    try:
        token = jwt.decode(str(given["id_token"]), KeySet.import_key_set(published), algorithms=ALGORITHMS)  # type: ignore[arg-type]  # checked by the call
    except (JoseError, KeyError, ValueError, TypeError) as wrong:
        raise _refused(type(wrong).__name__) from None
    return _believed(provider, ceremony, token.claims, at=at)


def _believed(provider: Provider, ceremony: Ceremony, claims: dict[str, object], *, at: datetime) -> Identified:
    """OpenID Connect Core 3.1.3.7, in its order. Raises Refused(PROVIDER_REFUSED)."""
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    expires, issued, proved = (_time(claims.get(name)) for name in ("exp", "iat", "auth_time"))
    who = claims.get(provider.claim)
    for wrong, why in (
        (str(claims.get("iss")).rstrip("/") != provider.issuer.rstrip("/"), "another issuer"),
        (provider.client_id not in audiences, "for another client"),
        (len(audiences) > 1 and claims.get("azp") != provider.client_id, "authorised for another client"),
        (expires is None or expires <= at - LEEWAY, "expired"),
        (issued is None or issued > at + LEEWAY, "from the future"),
        (claims.get("nonce") != _text(ceremony.challenge), "not for this ceremony"),
        (not isinstance(who, str) or not who, f"no claim {provider.claim}"),
    ):
        if wrong:
            raise _refused(why)
    if ceremony.purpose is Purpose.PROVIDER_STEP_UP and (proved is None or proved < ceremony.begun_at - LEEWAY):
        raise _refused("the person did not prove again")
    return Identified(provider.issuer, subject_hash(provider.issuer, str(who)), proved)


def subject_hash(issuer: str, who: str) -> str:
    """A person of the provider as we keep it: compared, never read."""
    return hash_of(f"{issuer.rstrip('/')}\n{who}")


def sign_in_by_provider(tx: Transaction, who: Identified, *, at: datetime, terms: SessionTerms) -> str:
    """The token of a new session. It is fresh only from when the person last proved it to the provider, which may have
    been this morning. Raises Refused."""
    name = proof_store.account_of_subject(tx, who.issuer, who.subject_hash)
    account = store.account_named(tx, name) if name else None
    if account is None or not account.active:
        raise Refused(SUBJECT_UNBOUND)
    proof = Proof(Means.PROVIDER, who.proved_at or NEVER)
    return open_proven(tx, account.name, proof, at=at, terms=terms)


def step_up_by_provider(tx: Transaction, session: Session, who: Identified, *, at: datetime) -> None:
    """Make a session fresh again; only the person bound to its account counts. Raises Refused."""
    if proof_store.account_of_subject(tx, who.issuer, who.subject_hash) != session.principal.name:
        raise Refused(SUBJECT_UNBOUND)
    refresh_session(tx, session, Means.PROVIDER, at=at)


def bind_subject(tx: Transaction, account: str, who: Identified, *, at: datetime, actor: Actor) -> None:
    """From now on the provider's word opens this account, and no other one. Raises Refused(SUBJECT_TAKEN)."""
    known = proof_store.account_of_subject(tx, who.issuer, who.subject_hash)
    if known == account:
        return
    if known is not None:
        raise Refused(SUBJECT_TAKEN)
    if former := proof_store.unbind_subject(tx, account):
        ledger.record(tx, ProviderUnbound(account, former), actor=actor)
    if not proof_store.bind_subject(tx, account, who.issuer, subject_hash=who.subject_hash, at=at):
        raise Refused(SUBJECT_TAKEN)
    ledger.record(tx, ProviderBound(account, who.issuer), actor=actor)


def unbind_subject(tx: Transaction, account: str, *, actor: Actor) -> bool:
    """The provider's word opens this account no more; False if it did not. Owners keep one way in. Raises Refused."""
    if actor == Actor("person", account) and not proof_store.passkeys_of(tx, account):
        raise Refused(LAST_WAY_IN)
    issuer = proof_store.unbind_subject(tx, account)
    if issuer is not None:
        ledger.record(tx, ProviderUnbound(account, issuer), actor=actor)
    return issuer is not None


def _json(request: httpx.Request) -> dict[str, object]:
    try:
        with httpx.Client(timeout=PATIENCE, follow_redirects=False) as client:
            response = client.send(request)
        response.raise_for_status()
        found = response.json()
    except httpx.HTTPStatusError as refused:
        raise _refused(f"{request.url.path} answered {refused.response.status_code}") from None
    except (httpx.HTTPError, ValueError) as trouble:
        log.warning("the identity provider does not answer: %s", type(trouble).__name__)
        raise Refused(PROVIDER_SILENT) from None
    if not isinstance(found, dict):
        raise _refused("not an object")
    return found


def _time(value: object) -> datetime | None:
    number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e11
    return datetime.fromtimestamp(float(value), UTC) if number else None  # type: ignore[arg-type]  # a number, as just asked


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _refused(why: str) -> Refused:
    """The person is told one sentence; what was wrong is for the log."""
    log.warning("the identity provider was not believed: %s", why)
    return Refused(PROVIDER_REFUSED)
