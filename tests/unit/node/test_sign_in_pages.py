"""The ways in, through the pages as a browser asks for them: links, cookies, origins, passkeys, step-up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from httpx import Response
from tests.authenticator import Authenticator
from tests.pages import ORIGIN, Browser, browser_of
from tests.rooms import Rooms

from openbitmap.node import access
from openbitmap.node.access import Means
from openbitmap.node.doorway import SESSION_COOKIE
from openbitmap.vocabulary import Actor

ADELA = Actor("person", "adela-of-access")


@pytest.fixture
def ana(rooms: Rooms) -> Browser:
    """Ana's browser, signed in by a link just now."""
    browser = browser_of(rooms)
    assert browser.post(f"/enter/{link(rooms, 'ana')}").status_code == 303
    return browser


def link(rooms: Rooms, name: str, *, at: datetime | None = None) -> str:
    with rooms.database.transaction() as tx:
        return access.make_link(tx, name, at=at or datetime.now(UTC), within=timedelta(minutes=10), actor=ADELA)


def grown_old(rooms: Rooms, name: str) -> str:
    """A session of this person whose proof is 20 minutes old."""
    with rooms.database.transaction() as tx:
        return access.open_session(tx, name, Means.PASSKEY, at=datetime.now(UTC) - timedelta(minutes=20))


def token_in(client: Browser) -> str:
    return client.cookies[SESSION_COOKIE]


def ceremony(client: Browser, address: str, device: Authenticator, **more: str) -> Response:
    """Begin and finish, as the page's script does."""
    begun = client.post(f"{address}/begin", json={})
    assert begun.status_code == 200, begun.text
    options = begun.json()["options"]
    said = device.create(options) if "pubKeyCredParams" in options else device.get(options)
    return client.post(
        f"{address}/finish", json={"ceremony": begun.json()["ceremony"], "credential": said, "next": "/account"} | more
    )


def test_looking_at_a_link_does_not_use_it_up(rooms: Rooms) -> None:
    token = link(rooms, "ana")
    client = browser_of(rooms)
    for _ in range(3):
        page = client.get(f"/enter/{token}")
        assert page.status_code == 200
        assert "set-cookie" not in page.headers
    assert "Ana" in page.text
    entered = client.post(f"/enter/{token}")
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    assert client.get("/").status_code == 303
    thief = browser_of(rooms)
    for again in (thief.get(f"/enter/{token}"), thief.post(f"/enter/{token}")):
        assert again.status_code == 410
        assert "set-cookie" not in again.headers


def test_a_link_that_ran_out_opens_nothing(rooms: Rooms) -> None:
    token = link(rooms, "ana", at=datetime.now(UTC) - timedelta(minutes=11))
    client = browser_of(rooms)
    assert [client.get(f"/enter/{token}").status_code, client.post(f"/enter/{token}").status_code] == [410, 410]


@pytest.mark.parametrize(("origin", "secure"), [(ORIGIN, False), ("https://node.example", True)])
def test_the_cookie_is_out_of_reach(rooms: Rooms, origin: str, secure: bool) -> None:  # a case of the table
    client = browser_of(rooms, origin, public_origin=origin)
    cookie = client.post(f"/enter/{link(rooms, 'ana')}").headers["set-cookie"]
    flags = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "samesite=strict", "path=/"} <= flags
    assert ("secure" in flags) is secure
    assert cookie.startswith("__Host-" if secure else SESSION_COOKIE)
    assert client.get("/step-up/state").json() == {"fresh": True}


def test_a_session_that_somebody_prepared_is_not_the_one_that_opens(rooms: Rooms) -> None:
    """Session fixation: whatever cookie a browser brings along, signing in makes another, and ends the former."""
    client = browser_of(rooms)
    client.post(f"/enter/{link(rooms, 'bruno')}")
    prepared = token_in(client)
    client.post(f"/enter/{link(rooms, 'ana')}")
    assert token_in(client) != prepared
    with rooms.database.transaction() as tx:
        assert access.session_of(tx, prepared, at=datetime.now(UTC)) is None
    client = browser_of(rooms)
    client.cookies[SESSION_COOKIE] = "chosen by somebody else"
    client.post(f"/enter/{link(rooms, 'ana')}")
    assert "chosen by somebody else" not in client.cookies.values()


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_other_sites_change_nothing(rooms: Rooms, ana: Browser, elsewhere: dict[str, str]) -> None:
    token = link(rooms, "bruno")
    for address in (f"/enter/{token}", "/sign-in/passkey/begin", "/sign-in/provider", "/sign-out"):
        assert ana.post(address, headers=elsewhere).status_code == 403, address
    assert (
        ana.post("/sign-in/passkey/finish", json={"ceremony": "x", "credential": "{}"}, headers=elsewhere).status_code
        == 403
    )
    assert ana.get("/step-up/state").status_code == 200
    assert browser_of(rooms).get(f"/enter/{token}").status_code == 200


def test_signing_out_ends_the_session_itself(rooms: Rooms, ana: Browser) -> None:
    token = token_in(ana)
    assert ana.post("/sign-out").headers["location"] == "/sign-in"
    client = browser_of(rooms)
    client.cookies[SESSION_COOKIE] = token
    assert client.get("/").headers["location"].startswith("/sign-in?next=")


def test_a_passkey_is_registered_while_fresh_and_signs_in(rooms: Rooms, ana: Browser) -> None:
    device = Authenticator(ORIGIN)
    assert ceremony(ana, "/account/passkeys", device, title="Blue key").status_code == 200
    client = browser_of(rooms)
    assert ceremony(client, "/sign-in/passkey", device).json() == {"next": "/account"}
    assert client.get("/step-up/state").json() == {"fresh": True}
    assert "Blue key" in client.get("/account").text
    client.cookies[SESSION_COOKIE] = grown_old(rooms, "ana")
    assert client.get("/step-up/state").json() == {"fresh": False}
    stale = client.post("/account/passkeys/begin", json={}, headers={"Accept": "application/json"})
    assert (stale.status_code, stale.json()["title"]) == (401, "step-up-needed")
    assert ceremony(client, "/step-up/passkey", device).status_code == 200
    assert client.get("/step-up/state").json() == {"fresh": True}


def test_a_passkey_of_another_origin_or_a_copied_one_is_refused(rooms: Rooms, ana: Browser) -> None:
    device = Authenticator(ORIGIN)
    ceremony(ana, "/account/passkeys", device)
    client = browser_of(rooms)
    phished = ceremony(client, "/sign-in/passkey", replace(device, origin="http://localhost.evil.example"))
    assert phished.status_code == 403
    assert ceremony(client, "/sign-in/passkey", device).status_code == 200
    copied = ceremony(client, "/sign-in/passkey", replace(device, counter=0))
    assert copied.status_code == 403
    client = browser_of(rooms, "http://127.0.0.1:8750")
    there = client.post("/sign-in/passkey/begin", json={}, headers={"Accept": "application/json"})
    assert (there.status_code, there.json()["title"]) == (421, "pages-elsewhere")


def test_the_way_goes_on_within_this_node_only(rooms: Rooms, ana: Browser) -> None:
    for wanted, leads in (
        ("/queue?mine=1", "/queue?mine=1"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("javascript:alert(1)", "/"),
    ):
        assert ana.get("/sign-in", params={"next": wanted}).headers["location"] == leads
    client = browser_of(rooms)
    assert "evil.example" not in client.get("/sign-in", params={"next": "//evil.example"}).text


def test_the_pages_speak_the_readers_language(rooms: Rooms) -> None:
    client = browser_of(rooms)
    assert "Iniciar sesión" in client.get("/sign-in", headers={"Accept-Language": "es-CL,es"}).text
    assert "Sign in with a passkey" in client.get("/sign-in?lang=en", headers={"Accept-Language": "es"}).text
    assert "caducó" in client.get("/enter/nothing", headers={"Accept-Language": "es"}).text
