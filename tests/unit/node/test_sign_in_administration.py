"""The administrator's rooms: what they change ends where it must, what is shown once is shown once, and nobody else
finds them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from tests.pages import Browser, browser_of
from tests.rooms import Rooms

from openbitmap.node import access
from openbitmap.node.access import Means, Principal, Role
from openbitmap.node.doorway import SESSION_COOKIE
from openbitmap.node.problems import Refused
from openbitmap.vocabulary import StationId

BESIDE_THE_MENU = {
    ("elsa", "/record"): "the examiners' error rates, reached from the board of the queue",
    ("adela", "/simulation"): "what simulations found, reached from the partners",
}
"""Pages that a role may see and its menu does not name, each with its reason."""
ROOMS_OF_THE_ADMINISTRATOR = ("/people", "/people/ana", "/stations", "/stations/arica")


def signed_in(rooms: Rooms, name: str, *, ago: int = 0) -> Browser:
    browser = browser_of(rooms)
    with rooms.database.transaction() as tx:
        at = datetime.now(UTC) - timedelta(minutes=ago)
        browser.cookies[SESSION_COOKIE] = access.open_session(tx, name, Means.PASSKEY, at=at)
    return browser


@pytest.fixture
def adela(rooms: Rooms) -> Browser:
    return signed_in(rooms, "adela")


def is_in(browser: Browser) -> bool:
    return browser.get("/step-up/state").status_code == 200


def test_only_an_administrator_finds_the_rooms(rooms: Rooms) -> None:
    nowhere = signed_in(rooms, "ana").get("/nowhere")
    for name in ("ana", "vera", "elsa", "aldo", "olga"):
        browser = signed_in(rooms, name)
        for address in ROOMS_OF_THE_ADMINISTRATOR:
            page = browser.get(address)
            assert page.status_code == 404, (name, address)
            assert page.text.replace(address, "") == browser.get("/nowhere").text.replace("/nowhere", "")
        for address in ("/people", "/people/ana/link", "/people/ana/switch", "/stations/arica/key"):
            assert browser.post(address, data={"active": "false", "hours": "1"}).status_code == 404
        assert "/people" not in browser.get("/account").text
    assert nowhere.status_code == 404


def test_a_role_sees_its_rooms_and_no_others(rooms: Rooms) -> None:
    """As the menu says: what is not in it answers as an address that does not exist."""
    browsers = {name: signed_in(rooms, name) for name in ("olga", "ana", "vera", "elsa", "aldo", "adela")}
    menus = {name: menu_of(browser) for name, browser in browsers.items()}
    every = set().union(*menus.values())
    assert {"/people", "/stations"} <= every
    for name, browser in browsers.items():
        beside = {address for who, address in BESIDE_THE_MENU if who == name}
        found = {address for address in every if browser.get(address).status_code == 200}
        assert found == menus[name] | beside, name


def menu_of(browser: Browser) -> set[str]:
    bar = browser.get("/account").text.partition("<nav")[2].partition("</nav>")[0]
    return set(re.findall(r'href="(/[a-z]+)"', bar))


def test_an_account_is_made_let_in_and_seen(rooms: Rooms, adela: Browser) -> None:
    given = {"name": "nora", "title": "Nora N.", "role": "officer", "station": "arica", "language": "es"}
    assert adela.post("/people", data=given).headers["location"] == "/people/nora"
    page = adela.post("/people/nora/link", data={"hours": "24"})
    token = re.search(r"http://localhost:8750/enter/([\w-]+)<", page.text)
    assert token is not None
    assert token[1] not in adela.get("/people/nora").text
    nora = browser_of(rooms)
    assert nora.post(f"/enter/{token[1]}").status_code == 303
    assert 'lang="es"' in nora.get("/account").text
    sheet = adela.get("/people/nora").text
    assert "one-time link made" in sheet
    assert "Nora N." in adela.get("/people?which=in").text
    assert "Nora N." not in adela.get("/people?which=off").text


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"name": "Nora", "title": "N", "role": "examiner"}, 422),
        ({"name": "nora", "title": " ", "role": "examiner"}, 422),
        ({"name": "nora", "title": "N", "role": "officer"}, 422),
        ({"name": "nora", "title": "N", "role": "station"}, 422),
        ({"name": "nora", "title": "N", "role": "officer", "station": "nowhere"}, 404),
        ({"name": "ana", "title": "N", "role": "auditor"}, 409),
    ],
    ids=str,
)
def test_what_cannot_be_an_account_is_refused(adela: Browser, given: dict[str, str], status: int) -> None:
    assert adela.post("/people", data=given).status_code == status


def test_a_refused_form_is_shown_as_it_was_filled_in(adela: Browser) -> None:
    page = adela.post("/people", data={"name": "ana", "title": 'N "N"', "role": "auditor", "language": "pt"})
    assert page.status_code == 409 and 'id="refused"' in page.text
    for kept in (
        'name="name" value="ana"',
        'value="N &#34;N&#34;"',
        '<option value="auditor" selected>',
        '<option value="pt" lang="pt" selected>',
    ):
        assert kept in page.text, kept
    assert 'id="refused"' not in adela.get("/people").text


def test_a_role_change_ends_what_was_open(rooms: Rooms, adela: Browser) -> None:
    ana = signed_in(rooms, "ana")
    assert adela.post("/people/ana/role", data={"role": "auditor"}).status_code == 303
    assert not is_in(ana)
    assert adela.post("/people/adela/role", data={"role": "auditor"}).status_code == 409


def test_switching_off_ends_what_was_open(rooms: Rooms, adela: Browser) -> None:
    ana = signed_in(rooms, "ana")
    assert adela.post("/people/ana/switch", data={"active": "false"}).status_code == 303
    assert not is_in(ana)
    assert adela.post("/people/ana/link").status_code == 409
    assert adela.post("/people/ana/switch", data={"active": "true"}).status_code == 303
    assert not is_in(ana)
    assert adela.post("/people/adela/switch", data={"active": "false"}).status_code == 409


def test_sessions_are_ended_and_keys_revoked(rooms: Rooms, adela: Browser) -> None:
    ana = signed_in(rooms, "ana")
    adela.post("/people/ana/sessions/end")
    adela.post("/people/ana/keys/revoke")
    assert not is_in(ana)
    with rooms.database.transaction() as tx, pytest.raises(Refused):
        access.identify(tx, rooms.cast.keys["ana"])


def test_changes_ask_for_a_recent_proof(rooms: Rooms) -> None:
    stale = signed_in(rooms, "adela", ago=20)
    assert stale.get("/people").status_code == 200
    for address in ("/people/ana/link", "/people/ana/switch", "/stations/arica/key", "/stations/arica/keys/revoke"):
        away = stale.post(address, data={"active": "false"}, headers={"Referer": "http://localhost:8750/people/ana"})
        assert (away.status_code, away.headers["location"]) == (303, "/step-up?next=/people/ana"), address


def test_a_station_is_enrolled_and_its_key_shown_once(rooms: Rooms, adela: Browser) -> None:
    given = {
        "name": "iquique",
        "title": "Iquique",
        "originator": "SYNIQUIQ1",
        "gallery": "encounters",
        "tots": "rpis car",
    }
    assert adela.post("/stations", data=given).headers["location"] == "/stations/iquique"
    first = shown_key(adela)
    second = shown_key(adela, alone="true")
    with rooms.database.transaction() as tx:
        holder = Principal(Role.STATION, "iquique", StationId("iquique"))
        assert access.identify(tx, second) == holder
        with pytest.raises(Refused):
            access.identify(tx, first)
    assert second not in adela.get("/stations/iquique").text
    assert adela.post("/stations/iquique/switch", data={"active": "false"}).status_code == 303
    with rooms.database.transaction() as tx, pytest.raises(Refused):
        access.identify(tx, second)
    adela.post("/stations/iquique/switch", data={"active": "true"})
    adela.post("/stations/iquique/keys/revoke")
    with rooms.database.transaction() as tx, pytest.raises(Refused):
        access.identify(tx, second)
    kinds = ["StationEnrolled", "KeyIssued", "KeyRevoked", "KeyIssued", "StationSwitchedOff", "StationSwitchedOn"]
    assert rooms.facts("iquique") == [*kinds, "KeyRevoked"]
    assert adela.post("/stations", data=given).status_code == 409
    assert adela.post("/stations", data=given | {"name": "tacna"}).status_code == 409
    for wrong in ({"name": "A b"}, {"originator": "SHORT"}, {"gallery": "no such"}):
        unlike = {"name": "tacna", "originator": "SYNTACNA1"} | wrong
        assert adela.post("/stations", data=given | unlike).status_code == 422


def test_a_switched_off_station_signs_its_officers_out(rooms: Rooms, adela: Browser) -> None:
    olga = signed_in(rooms, "olga")
    adela.post("/stations/arica/switch", data={"active": "false"})
    assert not is_in(olga)


def shown_key(adela: Browser, **form: str) -> str:
    page = adela.post("/stations/iquique/key", data=form).text
    found = re.search(r'id="the-key"[^>]*>([\w-]+)<', page)
    assert found is not None
    return found[1]


def test_both_languages_are_complete(adela: Browser) -> None:
    for language, word in (("en", "Accounts"), ("es", "Cuentas"), ("pt", "Contas")):
        for address in (
            "/people",
            "/people/ana",
            "/people/adela",
            "/stations",
            "/stations/arica",
            "/account",
            "/step-up",
        ):
            page = adela.get(f"{address}?lang={language}")
            assert page.status_code == 200, (address, page.text)
            assert f'lang="{language}"' in page.text
        assert word in adela.get(f"/people?lang={language}").text
