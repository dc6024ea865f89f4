"""To the identity provider and back. The browser keeps which ceremony it began in a cookie of its own, for the session
cookie is not sent along when another site sends the browser here.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, unquote, urlsplit

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from openbitmap.node import access
from openbitmap.node.access import Ceremony, Provider, Purpose
from openbitmap.node.console.frame import safe_next
from openbitmap.node.doorway import Context
from openbitmap.node.problems import CEREMONY_SPENT, NO_PROVIDER, Refused

COOKIE = "openbitmap_ceremony"
RETURN = "/sign-in/provider/return"


@dataclass(frozen=True)
class Returned:
    """A browser that came back: which ceremony, what the provider gave it, where the person wanted to go."""

    ceremony: Ceremony
    code: str
    next: str


def provider_of(context: Context) -> Provider | None:
    """The identity provider that the settings name."""
    s, web = context.settings.sign_in, context.settings.web
    if not s.oidc_issuer:
        return None
    return Provider(s.oidc_issuer, s.oidc_client_id, s.oidc_client_secret, s.oidc_claim, f"{web.origin}{RETURN}")


def provider_name(context: Context) -> str:
    """How a button calls it; empty if there is none."""
    return urlsplit(context.settings.sign_in.oidc_issuer).hostname or ""


def send_to_provider(context: Context, purpose: Purpose, *, session: str | None, next_address: str) -> Response:
    """Begin a ceremony and send the browser away with it. Raises Refused."""
    provider = provider_of(context)
    if provider is None:
        raise Refused(NO_PROVIDER)
    endpoints = access.discover(provider)
    with context.database.transaction() as tx:
        ceremony = access.begin_ceremony(tx, purpose, session=session, at=datetime.now(UTC))
    away = RedirectResponse(access.authorization_address(provider, endpoints, ceremony), status_code=303)
    away.set_cookie(
        COOKIE,
        f"{ceremony.token}.{quote(safe_next(next_address), safe='')}",
        max_age=300,
        path=RETURN,
        secure=context.settings.web.is_secure,
        httponly=True,
        samesite="lax",
    )
    return away


def taken_back(request: Request, context: Context) -> Returned:
    """What came back, if it is this browser that began it. Raises Refused."""
    token, _, wanted = request.cookies.get(COOKIE, "").partition(".")
    if not token or request.query_params.get("state") != token:
        raise Refused(CEREMONY_SPENT)
    purposes = (Purpose.PROVIDER_SIGN_IN, Purpose.PROVIDER_STEP_UP, Purpose.PROVIDER_CONNECT)
    with context.database.transaction() as tx:
        ceremony = access.take_ceremony(tx, token, *purposes, at=datetime.now(UTC))
    return Returned(ceremony, request.query_params.get("code", ""), safe_next(unquote(wanted)))
