"""What is refused before a door reads it, and what a one-time link and a sign-in grown old may not decide."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from tests.pages import Browser, browser_of
from tests.rooms import Rooms

from openbitmap.node import access
from openbitmap.node.access import Means
from openbitmap.node.doorway import SESSION_COOKIE

MIB = 1024 * 1024


def at_the_desk(rooms: Rooms, name: str, *, minutes: int = 0) -> Browser:
    browser = browser_of(rooms)
    with rooms.database.transaction() as tx:
        at = datetime.now(UTC) - timedelta(minutes=minutes)
        browser.cookies[SESSION_COOKIE] = access.open_session(tx, name, Means.PASSKEY, at=at)
    return browser


def poured(browser: Browser, method: str, path: str, *, kind: str) -> tuple[int, int]:
    """Status, and how many MiB of an endless body without a length were taken."""
    taken = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal taken
        yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n'
        while taken < 40:
            taken += 1
            yield b"a" * MIB

    async def ask() -> int:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(browser.app), base_url=browser.origin) as client:
            said = {"content-type": kind, "accept": "text/html"}
            return (await client.request(method, path, content=body(), headers=said)).status_code

    return asyncio.run(ask()), taken


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("POST", "/sign-in/passkey/finish", "application/json"),
        ("PUT", "/v1/cases/x/draft", "application/json"),
        ("POST", "/alerts/duty/off", "multipart/form-data; boundary=x"),
        ("POST", "/people", "application/x-www-form-urlencoded"),
    ],
)
def test_nobody_pours_more_than_a_few_megabytes(rooms: Rooms, method: str, path: str, *, kind: str) -> None:
    status, taken = poured(browser_of(rooms), method, path, kind=kind)
    assert taken <= 6
    assert status in (413, 422)  # too large, or no form at all long before that


def test_a_length_that_is_announced_is_refused_at_once(rooms: Rooms) -> None:
    sent = browser_of(rooms).post("/sign-in/passkey/finish", content=b"a" * (5 * MIB))
    assert sent.status_code == 413
    assert sent.headers["content-security-policy"]
    assert browser_of(rooms).post("/v1/submissions", content=b"a" * (5 * MIB)).status_code == 401


@pytest.mark.parametrize("path", ["/persons/%00", "/persons?q=%00", "/alerts/%00", "/watchlists?q=%00", "/enter/%00"])
def test_a_zero_byte_in_an_address_is_unreadable(rooms: Rooms, path: str) -> None:
    assert at_the_desk(rooms, "vera").get(path).status_code == 422


def test_a_zero_byte_in_a_form_is_unreadable(rooms: Rooms) -> None:
    elsa = at_the_desk(rooms, "elsa")
    assert elsa.post("/record/questions", data={"case": "\x00"}).status_code == 422


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("vera", "/alerts/x/outcome"),
        ("vera", "/alerts/x/hand-over"),
        ("vera", "/alerts/x/close"),
        ("vera", "/alerts/x/told"),
        ("vera", "/watchlists/new"),
        ("elsa", "/queue/competence"),
        ("elsa", "/record/questions"),
    ],
)
def test_a_decision_asks_for_a_fresh_proof(rooms: Rooms, who: str, path: str) -> None:
    given = {"seen": "raised", "outcome": "no_action", "delivery": "d", "examiner": "ana", "case": "x"}
    sent = at_the_desk(rooms, who, minutes=20).post(path, data=given)
    assert (sent.status_code, sent.headers.get("location", "")[:9]) == (303, "/step-up?")


def test_taking_an_alert_asks_for_none(rooms: Rooms) -> None:
    sent = at_the_desk(rooms, "vera", minutes=20).post("/alerts/x/acknowledge", data={"seen": "raised"})
    assert sent.status_code == 404
