"""The doors over HTTP: deny by default, long polling, receipts, forms of an answer, limits, pages in two languages."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest
from tests.asking import PATIENCE, Headers, searched_answer, submit
from tests.cast import ADMINISTRATOR, ARICA, BRIGADA, Cast

from openbitmap.node import access, intake
from openbitmap.node.access import Means, Principal, Role, Station
from openbitmap.node.doorway import SESSION_COOKIE
from openbitmap.node.running import RunningNode
from openbitmap.synthetic.people import Person
from openbitmap.synthetic.transactions import Presentation, rapid_query, truncated
from openbitmap.vocabulary import StationId
from openbitmap.wire import receipt_from_json, status_from_json

Shown = Callable[..., Presentation]
OPEN_TO_ALL = {"/health", "/openapi.json"}


def browser_of(node: RunningNode, name: str) -> httpx.Client:
    """A browser in which this person of the cast is signed in."""
    with node.database() as database, database.transaction() as tx:
        token = access.open_session(tx, name, Means.PASSKEY, at=datetime.now(UTC))
    return httpx.Client(base_url=node.address, timeout=60, cookies={SESSION_COOKIE: token})


def described(client: httpx.Client) -> dict[str, dict[str, dict[str, object]]]:
    """Path -> method -> what the API says of it."""
    paths: dict[str, dict[str, dict[str, object]]] = client.get("/openapi.json").json()["paths"]
    return paths


def test_the_api_describes_itself(shared_client: httpx.Client) -> None:
    paths = described(shared_client)
    assert {
        "/v1/submissions",
        "/v1/submissions/{submission}",
        "/v1/submissions/{submission}/receipt",
        "/v1/submissions/{submission}/answer",
        "/v1/cases",
        "/v1/cases/{case}",
        "/v1/cases/{case}/claim",
        "/v1/cases/{case}/opinions",
    } <= paths.keys()
    assert all("summary" in operation for path in paths.values() for operation in path.values())


def test_every_described_door_denies_without_a_key_and_with_a_strangers(
    shared_client: httpx.Client, shared_cast: Cast
) -> None:
    """Whatever door is added is in this list by itself."""
    asked = 0
    for path, operations in described(shared_client).items():
        if path in OPEN_TO_ALL:
            continue
        address = path.replace("{submission}", "sub-1").replace("{case}", "case-1")
        for method in operations:
            for headers in ({}, shared_cast.headers("stranger"), {"Authorization": "Basic YTpi"}):
                response = shared_client.request(method, address, headers=headers)
                assert response.status_code == 401, (method, path, response.status_code)
                assert response.json()["title"] == "unknown-key"
                asked += 1
    assert asked >= 3 * 8


def test_the_pages_deny_too_and_nothing_else_is_open(shared_client: httpx.Client, shared_cast: Cast) -> None:
    key = shared_cast.keys["ana"]
    for headers in ({}, {"Cookie": f"{SESSION_COOKIE}=guess"}, {"Cookie": f"{SESSION_COOKIE}={key}"}):
        page = shared_client.get("/", headers=headers | {"Accept": "text/html"}, follow_redirects=False)
        assert (page.status_code, page.headers["location"]) == (303, "/sign-in?next=/")
    for path in ("/docs", "/redoc", "/static/../settings.py", "/v1", "/admin"):
        assert shared_client.get(path).status_code == 404
    for path in OPEN_TO_ALL:
        assert shared_client.get(path).status_code == 200
    assert shared_client.get("/health").json() == {"state": "ready"}


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("arica", {"submit", "own"}),
        ("ana", {"cases", "judge"}),
        ("elsa", {"board"}),
        ("aldo", set()),
    ],
)
def test_each_role_opens_its_own_doors_only(
    shared_client: httpx.Client, shared_cast: Cast, name: str, allowed: set[str]
) -> None:
    headers = shared_cast.headers(name)
    opinion = {"finding": "exclusion", "reason": "nothing agrees"}
    asked = {
        "submit": shared_client.post("/v1/submissions", content=b"", headers=headers),
        "own": shared_client.get("/v1/submissions/sub-1", headers=headers),
        "cases": shared_client.get("/v1/cases", headers=headers),
        "board": shared_client.get("/v1/cases/board", headers=headers),
        "judge": shared_client.post("/v1/cases/case-1/opinions", json=opinion, headers=headers),
    }
    assert {act for act, response in asked.items() if response.status_code != 403} == allowed
    denied = [r for r in asked.values() if r.status_code == 403]
    assert {r.json()["title"] for r in denied} <= {"not-allowed"}


def test_a_revoked_key_and_one_of_a_closed_station_open_nothing(
    shared_node: RunningNode, shared_client: httpx.Client
) -> None:
    closed = Station(
        StationId("closed"), "Closed", "SYNCLOSE1", "encounters", tots=("RPIS",), language="en", active=False
    )
    now = datetime.now(UTC)
    with shared_node.database() as database, database.transaction() as tx:
        access.enrol_station(tx, closed, actor=ADMINISTRATOR)
        of_closed = access.issue_key(tx, Principal(Role.STATION, "closed", closed.station), at=now, actor=ADMINISTRATOR)
        revoked = access.issue_key(tx, Principal(Role.EXAMINER, "once", None), at=now, actor=ADMINISTRATOR)
        assert access.revoke_key(tx, revoked, at=now, actor=ADMINISTRATOR)
        assert not access.revoke_key(tx, revoked, at=now, actor=ADMINISTRATOR)
    for key, path in ((of_closed, "/v1/submissions/sub-1"), (revoked, "/v1/cases")):
        assert shared_client.get(path, headers={"Authorization": f"Bearer {key}"}).status_code == 401


def test_no_bytes_and_too_many_bytes_are_refused_by_name(shared_client: httpx.Client, shared_cast: Cast) -> None:
    headers = shared_cast.headers(ARICA)
    empty = shared_client.post("/v1/submissions", content=b"", headers=headers)
    assert (empty.status_code, empty.json()["title"]) == (422, "empty")
    assert empty.headers["content-type"] == "application/problem+json"
    large = shared_client.post("/v1/submissions", content=bytes(intake.LARGEST + 1), headers=headers)
    assert (large.status_code, large.json()["title"]) == (413, "too-large")
    assert large.json()["remedy"]


def test_receipt_status_and_answer_of_a_refused_file_in_every_form(
    shared_client: httpx.Client, shared_cast: Cast, strangers: list[Person], shown: Shown
) -> None:
    headers = shared_cast.headers(ARICA)
    receipt = submit(shared_client, headers, truncated(shown(strangers[0], ARICA, 901)))
    address = f"/v1/submissions/{receipt.submission}"
    assert receipt_from_json(shared_client.get(f"{address}/receipt", headers=headers).content) == receipt
    searched_answer(shared_client, headers, receipt)
    status = status_from_json(shared_client.get(address, headers=headers).content)
    assert (status.state, status.answer_version) == ("refused", 1)
    card = shared_client.get(f"{address}/answer", params={"form": "card"}, headers=headers)
    assert card.headers["content-type"].startswith("text/plain")
    assert card.text.splitlines()[0] == "File refused – nothing was searched"
    poem = shared_client.get(f"{address}/answer", params={"form": "poem"}, headers=headers)
    assert (poem.status_code, poem.json()["title"]) == (422, "unreadable-request")
    nowhere = shared_client.put("/v1/nowhere", headers=headers)
    assert (nowhere.status_code, nowhere.json()["title"]) == (404, "no-such-door")
    nothing_newer = shared_client.get(f"{address}/answer", params={"after": 1}, headers=headers)
    assert (nothing_newer.status_code, nothing_newer.headers["retry-after"]) == (202, "1")


def test_another_stations_submission_looks_like_none(
    shared_client: httpx.Client, shared_cast: Cast, strangers: list[Person], shown: Shown
) -> None:
    receipt = submit(shared_client, shared_cast.headers(ARICA), truncated(shown(strangers[0], ARICA, 902)))
    for part in ("", "/receipt", "/answer"):
        theirs = shared_client.get(f"/v1/submissions/{receipt.submission}{part}", headers=shared_cast.headers(BRIGADA))
        nobodys = shared_client.get(f"/v1/submissions/sub-none{part}", headers=shared_cast.headers(BRIGADA))
        assert theirs.status_code == nobodys.status_code == 404
        assert theirs.json()["detail"].replace(receipt.submission, "sub-none") == nobodys.json()["detail"]


def test_a_long_poll_wakes_when_the_answer_comes(
    shared_client: httpx.Client, shared_cast: Cast, strangers: list[Person], shown: Shown
) -> None:
    headers = shared_cast.headers(ARICA)
    receipt = submit(shared_client, headers, rapid_query(shown(strangers[1], ARICA, 903)))
    woken: list[tuple[int, float]] = []

    def wait() -> None:
        began = time.monotonic()
        response = shared_client.get(
            f"/v1/submissions/{receipt.submission}/answer",
            params={"wait": PATIENCE},
            headers=headers,
            timeout=PATIENCE + 10,
        )
        woken.append((response.status_code, time.monotonic() - began))

    waiting = [threading.Thread(target=wait) for _ in range(3)]
    for thread in waiting:
        thread.start()
    for thread in waiting:
        thread.join()
    assert [status for status, _ in woken] == [200, 200, 200]
    assert max(seconds for _, seconds in woken) < PATIENCE  # woken by the answer, not by the end of the wait


def test_a_wait_without_an_answer_ends_in_time(shared_client: httpx.Client, shared_cast: Cast) -> None:
    headers = shared_cast.headers(ARICA)
    receipt = submit(shared_client, headers, b"answered at once, version 1")
    searched_answer(shared_client, headers, receipt)
    began = time.monotonic()
    address = f"/v1/submissions/{receipt.submission}/answer"
    assert shared_client.get(address, params={"wait": 1, "after": 7}, headers=headers).status_code == 202
    assert 1 <= time.monotonic() - began < 20
    assert shared_client.get(address, params={"wait": 9999}, headers=headers).status_code == 422


@pytest.fixture(scope="module")
def tacna(shared_node: RunningNode) -> Headers:
    """A station whose language is Spanish."""
    made = Station(StationId("tacna"), "Tacna", "SYNTACNA1", "encounters", tots=("RPIS",), language="es", active=True)
    with shared_node.database() as database, database.transaction() as tx:
        access.enrol_station(tx, made, actor=ADMINISTRATOR)
        key = access.issue_key(
            tx, Principal(Role.STATION, "tacna", made.station), at=datetime.now(UTC), actor=ADMINISTRATOR
        )
    return {"Authorization": f"Bearer {key}"}


def test_the_card_speaks_the_stations_language(shared_client: httpx.Client, shared_cast: Cast, tacna: Headers) -> None:
    receipt = submit(shared_client, tacna, b"ninguna transaccion")
    searched_answer(shared_client, tacna, receipt)
    address = f"/v1/submissions/{receipt.submission}/answer"
    card = shared_client.get(address, params={"form": "card"}, headers=tacna).text
    assert card.splitlines()[0] == "Archivo rechazado – no se buscó nada"
    assert "Rechazado por: " in card


def test_the_page_shows_the_same_cards_in_both_languages(
    shared_node: RunningNode, tacna: Headers, shared_client: httpx.Client
) -> None:
    receipt = submit(shared_client, tacna, b"otra vez ninguna transaccion")
    searched_answer(shared_client, tacna, receipt)
    with browser_of(shared_node, "elsa") as browser:
        spanish = browser.get("/answers", params={"lang": "es"})
        english = browser.get("/answers", headers={"Accept-Language": "es"})
    assert 'lang="es"' in spanish.text
    assert "Archivo rechazado – no se buscó nada" in spanish.text
    assert "File refused – nothing was searched" in english.text
    assert receipt.submission in spanish.text and receipt.submission in english.text


def test_a_page_shows_what_a_file_says_as_text_only(
    shared_client: httpx.Client, shared_node: RunningNode, shared_cast: Cast, strangers: list[Person], shown: Shown
) -> None:
    """A control number is the sender's own text: it must never become markup."""
    data = rapid_query(shown(strangers[0], ARICA, 904))
    spoilt = data.replace(b"SYNARICA1-20261124-000904", b"<script>alert(1)</script>", 1)
    assert spoilt != data
    receipt = submit(shared_client, shared_cast.headers(ARICA), spoilt)
    searched_answer(shared_client, shared_cast.headers(ARICA), receipt)
    with browser_of(shared_node, "elsa") as browser:
        page = browser.get("/answers").text
    assert receipt.submission in page
    assert "<script>alert(1)" not in page
