"""The alert desk in a browser: who is signed in, the words of a page, the one alert there is."""

import re
from datetime import UTC, datetime
from html import unescape

from httpx import Response
from tests.pages import Browser, browser_of
from tests.rooms import Rooms

from openbitmap.node import access
from openbitmap.node.access import Means
from openbitmap.node.doorway import SESSION_COOKIE


def signed_in(rooms: Rooms, name: str) -> Browser:
    browser = browser_of(rooms)
    with rooms.database.transaction() as tx:
        token = access.open_session(tx, name, Means.LINK, at=datetime.now(UTC))
    browser.cookies[SESSION_COOKIE] = token
    return browser


def text_of(page: Response) -> str:
    assert page.status_code == 200, page.text
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text)))


def only_alert(rooms: Rooms) -> str:
    with rooms.database.reading() as tx:
        return str(tx.scalar("SELECT alert FROM alert"))
