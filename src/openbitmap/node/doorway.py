"""The way in over HTTP: what a request needs, and who asks. Pages and machine doors share it, deny by default."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from openbitmap.images import DecoderBox
from openbitmap.node import access
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Database
from openbitmap.node.settings import Settings
from openbitmap.node.vault import Vault

COOKIE = "openbitmap_key"


@dataclass(frozen=True)
class Context:
    database: Database
    vault: Vault
    settings: Settings
    decoder: DecoderBox


def context_of(request: Request) -> Context:
    context = request.app.state.context
    assert isinstance(context, Context)
    return context


_bearer = HTTPBearer(auto_error=False, description="The key that the administrator issued.")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
Here = Annotated[Context, Depends(context_of)]


def allowed_to(act: Act) -> Callable[..., Principal]:
    """A dependency: the holder of the request's key, if the role allows the act; else a problem. Deny by default."""

    def holder(context: Here, request: Request, bearer: Bearer) -> Principal:
        key = bearer.credentials if bearer else request.cookies.get(COOKIE)
        with context.database.transaction() as tx:
            return access.require(tx, key, act)

    return holder
