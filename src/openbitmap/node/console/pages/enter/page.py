"""A one-time link. Mail programs look at links by themselves: looking must not use it up, so only the button does."""

from datetime import UTC, datetime

from fastapi import APIRouter, Depends, Request, Response

from openbitmap.node import access
from openbitmap.node.console.frame import Page, anybody, done, show
from openbitmap.node.console.pages.sign_in.page import replace_session
from openbitmap.node.console.pages.sign_in.words import ENTER_WORDS
from openbitmap.node.doorway import Here, keep_session, terms_of

router = APIRouter(include_in_schema=False)


@router.get("/enter/{token}")
def enter_page(request: Request, context: Here, token: str) -> Response:
    with context.database.reading() as tx:
        account = access.account_of_link(tx, token, at=datetime.now(UTC))
    return show(request, None, Page("pages/enter/page.html", ENTER_WORDS), account=account)


@router.post("/enter/{token}", dependencies=[Depends(anybody)])
def enter(request: Request, context: Here, token: str) -> Response:
    now = datetime.now(UTC)
    with context.database.transaction() as tx:
        session = access.redeem_link(tx, token, at=now, terms=terms_of(context.settings))
        replace_session(tx, request, context, at=now)
    response = done("/")
    keep_session(response, context, session)
    return response
