"""Where a browser is sent on to: never to another site, and back to the page on which somebody was working."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.pages import ORIGIN, Browser, browser_of
from tests.rooms import Rooms

from openbitmap.node import access
from openbitmap.node.access import Means
from openbitmap.node.console import safe_next
from openbitmap.node.doorway import SESSION_COOKIE

FORM = "/changes/new?kind=merge&encounter=enc-1"


def at_the_desk(rooms: Rooms, name: str, *, minutes: int) -> Browser:
    """A browser whose person proved who they are so many minutes ago."""
    browser = browser_of(rooms)
    with rooms.database.transaction() as tx:
        at = datetime.now(UTC) - timedelta(minutes=minutes)
        browser.cookies[SESSION_COOKIE] = access.open_session(tx, name, Means.PASSKEY, at=at)
    return browser


@pytest.mark.parametrize(
    "address",
    ["/\t\\evil.example", "/\t/evil.example", "/\n/evil.example", "//evil.example", "/\\evil.example", "/a\\b", "/a b",
     "/\x00", "https://evil.example/", "javascript:alert(1)", "evil", "", None],
)  # fmt: skip
def test_what_could_lead_elsewhere_leads_to_the_first_page(address: str | None) -> None:
    assert safe_next(address) == "/"


@pytest.mark.parametrize("address", ["/", FORM, "/answers?q=peña&next=//x", "/persons/%20"])
def test_an_address_of_the_node_stays(address: str) -> None:
    assert safe_next(address) == address


def test_signing_in_leads_to_no_other_site(rooms: Rooms) -> None:
    vera = at_the_desk(rooms, "vera", minutes=0)
    assert vera.get("/sign-in?next=/%09%5Cevil.example/login").headers["location"] == "/"


def test_a_form_grown_old_comes_back_to_its_page_with_its_query(rooms: Rooms) -> None:
    vera = at_the_desk(rooms, "vera", minutes=20)
    sent = vera.post("/changes/new", data={"kind": "merge"}, headers={"Referer": ORIGIN + FORM})
    assert sent.headers["location"] == "/step-up?next=/changes/new%3Fkind%3Dmerge%26encounter%3Denc-1"


def test_a_form_of_an_ended_session_comes_back_to_its_page(rooms: Rooms) -> None:
    nobody = browser_of(rooms)
    sent = nobody.post("/changes/new", data={"kind": "merge"}, headers={"Referer": ORIGIN + FORM})
    assert sent.headers["location"] == "/sign-in?next=/changes/new%3Fkind%3Dmerge%26encounter%3Denc-1"
    for foreign in ("https://evil.example/x", "http://[/x", "", f"{ORIGIN}.evil.example/x"):
        assert nobody.post("/changes/new", headers={"Referer": foreign}).headers["location"] == "/sign-in?next=/"


def test_a_refusal_leads_back_to_what_was_being_done(rooms: Rooms) -> None:
    vera = at_the_desk(rooms, "vera", minutes=0)
    back = 'class="button primary" href="/alerts?show=mine"'
    assert back in vera.get("/alerts/no-such", headers={"Referer": f"{ORIGIN}/alerts?show=mine"}).text
    for foreign in ({}, {"Referer": "https://evil.example/alerts"}, {"Referer": f"{ORIGIN}/alerts/no-such"}):
        page = vera.get("/alerts/no-such", headers=foreign).text
        assert "evil" not in page
        assert 'class="button primary" href="/"' in page
