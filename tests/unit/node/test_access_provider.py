"""Signing in through an identity provider: only an existing account is opened, and only by a token that is its
provider's own, for us, for this ceremony, now."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import httpx
import pytest
from tests.pages import ORIGIN, Browser, browser_of
from tests.provider import CLIENT, SECRET, IdentityProvider, identity_provider
from tests.rooms import Rooms

from openbitmap.node import access
from openbitmap.node.access import Identified, Means
from openbitmap.node.doorway import SESSION_COOKIE
from openbitmap.vocabulary import Actor

ADELA = Actor("person", "adela-of-access")


@pytest.fixture
def provider() -> Iterator[IdentityProvider]:
    with identity_provider() as provider:
        yield provider


@pytest.fixture
def browser(rooms: Rooms, provider: IdentityProvider) -> Browser:
    return browser_of(rooms, oidc_issuer=provider.issuer, oidc_client_id=CLIENT, oidc_client_secret=SECRET)


def bind(rooms: Rooms, provider: IdentityProvider, account: str = "ana", person: str = "person-0001") -> None:
    who = Identified(provider.issuer, access.subject_hash(provider.issuer, person), None)
    with rooms.database.transaction() as tx:
        access.bind_subject(tx, account, who, at=datetime.now(UTC), actor=ADELA)


def there_and_back(browser: Browser, address: str = "/sign-in/provider", **form: str) -> httpx.Response:
    """The whole round, as a browser makes it."""
    away = browser.post(address, data={"next": "/queue"} | form)
    assert away.status_code == 303, away.text
    back = httpx.get(away.headers["location"]).headers["location"]
    assert back.startswith(f"{ORIGIN}/sign-in/provider/return?")
    return browser.get(back.removeprefix(ORIGIN), headers={"Sec-Fetch-Site": "cross-site", "Origin": ""})


def grown_old(rooms: Rooms, name: str) -> str:
    with rooms.database.transaction() as tx:
        return access.open_session(tx, name, Means.PROVIDER, at=datetime.now(UTC) - timedelta(minutes=20))


def test_a_bound_person_signs_in(rooms: Rooms, provider: IdentityProvider, browser: Browser) -> None:
    bind(rooms, provider)
    assert urlsplit(provider.issuer).hostname in browser.get("/sign-in").text
    page = there_and_back(browser)
    assert (page.status_code, 'content="0;url=/queue"' in page.text) == (200, True)
    assert browser.get("/step-up/state").json() == {"fresh": True}
    assert provider.asked[0]["code_challenge_method"] == "S256"
    assert provider.person not in page.text
    assert rooms.facts("ana")[-2:] == ["ProviderBound", "SessionOpened"]


def test_a_sign_in_of_this_morning_is_not_fresh(rooms: Rooms, provider: IdentityProvider, browser: Browser) -> None:
    bind(rooms, provider)
    for ago, claims in ((3600, {}), (0, {"auth_time": None})):
        provider.proved_ago, provider.lies = ago, claims
        there_and_back(browser)
        assert browser.get("/step-up/state").json() == {"fresh": False}


def test_an_unbound_person_gets_no_account(rooms: Rooms, provider: IdentityProvider, browser: Browser) -> None:
    assert there_and_back(browser).status_code == 403
    bind(rooms, provider, person="somebody else")
    assert there_and_back(browser).status_code == 403
    assert SESSION_COOKIE not in browser.cookies


@pytest.mark.parametrize(
    "lies",
    [
        {"iss": "https://evil.example"},
        {"aud": "another client"},
        {"aud": [CLIENT, "another client"]},
        {"aud": [CLIENT, "another client"], "azp": "another client"},
        {"nonce": "of another ceremony"},
        {"nonce": None},
        {"exp": 1_700_000_000},
        {"exp": None},
        {"iat": 4_000_000_000},
        {"sub": None},
        {"sub": ["person-0001"]},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_us_now_is_not_believed(
    rooms: Rooms, provider: IdentityProvider, browser: Browser, lies: dict[str, object]
) -> None:
    bind(rooms, provider)
    provider.lies = lies
    assert there_and_back(browser).status_code == 403
    assert SESSION_COOKIE not in browser.cookies


@pytest.mark.parametrize("signer", ["another key", "our secret", "nobody"])
def test_a_token_that_its_provider_did_not_sign_is_not_believed(
    rooms: Rooms, provider: IdentityProvider, browser: Browser, signer: str
) -> None:
    bind(rooms, provider)
    provider.signed_by = signer
    assert there_and_back(browser).status_code == 403
    assert SESSION_COOKIE not in browser.cookies


def test_only_the_browser_that_began_may_come_back_and_once(
    rooms: Rooms, provider: IdentityProvider, browser: Browser
) -> None:
    bind(rooms, provider)
    away = browser.post("/sign-in/provider", data={"next": "/"}).headers["location"]
    back = httpx.get(away).headers["location"].removeprefix(ORIGIN)
    thief = Browser(browser.app)
    assert thief.get(back).status_code == 410
    assert browser.get(back.replace("state=", "state=x")).status_code == 410
    assert browser.get(back).status_code == 200
    browser.cookies.pop(SESSION_COOKIE)
    assert browser.get(back).status_code == 410


def test_step_up_makes_the_provider_ask_again(rooms: Rooms, provider: IdentityProvider, browser: Browser) -> None:
    bind(rooms, provider)
    browser.cookies[SESSION_COOKIE] = token = grown_old(rooms, "ana")
    assert browser.get("/step-up/state").json() == {"fresh": False}
    provider.proved_ago = 600
    assert there_and_back(browser, "/step-up/provider").status_code == 403
    provider.proved_ago = 0
    assert there_and_back(browser, "/step-up/provider").status_code == 200
    assert (provider.asked[-1]["prompt"], provider.asked[-1]["max_age"]) == ("login", "0")
    assert browser.cookies[SESSION_COOKIE] == token
    assert browser.get("/step-up/state").json() == {"fresh": True}
    browser.cookies[SESSION_COOKIE] = grown_old(rooms, "bruno")
    assert there_and_back(browser, "/step-up/provider").status_code == 403


def test_an_account_is_connected_by_its_owner_and_one_person_has_one(
    rooms: Rooms, provider: IdentityProvider, browser: Browser
) -> None:
    for name in ("ana", "bruno"):
        with rooms.database.transaction() as tx:
            browser.cookies[SESSION_COOKIE] = access.open_session(tx, name, Means.LINK, at=datetime.now(UTC))
        connected = there_and_back(browser, "/account/provider", act="connect")
        assert connected.status_code == (200 if name == "ana" else 409)
    with rooms.database.reading() as tx:
        assert (access.provider_of(tx, "ana"), access.provider_of(tx, "bruno")) == (provider.issuer, None)
        stored = tx.all("SELECT row_to_json(o)::text FROM outside_subject o")
    assert provider.person not in str(stored)
    assert rooms.facts("ana")[-1] == "ProviderBound"


def test_a_silent_provider_is_said_and_none_at_all_too(rooms: Rooms, browser: Browser) -> None:
    nowhere = browser_of(rooms, oidc_issuer="http://127.0.0.1:9", oidc_client_id=CLIENT, oidc_client_secret=SECRET)
    assert nowhere.post("/sign-in/provider").status_code == 503
    assert browser_of(rooms).post("/sign-in/provider").status_code == 404
    assert "/sign-in/provider" not in browser_of(rooms).get("/sign-in").text


def test_a_switched_off_account_is_not_opened(rooms: Rooms, provider: IdentityProvider, browser: Browser) -> None:
    bind(rooms, provider)
    with rooms.database.transaction() as tx:
        access.switch_account(tx, "ana", active=False, at=datetime.now(UTC), actor=ADELA)
    assert there_and_back(browser).status_code == 403
