"""A border post's transaction through a real node: HTTP in, worker and gallery processes, an honest answer out."""

from collections.abc import Callable

import httpx
from tests.asking import answer_of, itl_answer, judged, searched_answer, submit
from tests.cast import ARICA, BRIGADA, Cast

from openbitmap.node import ledger
from openbitmap.node.running import RunningNode
from openbitmap.synthetic.people import Person
from openbitmap.synthetic.transactions import Presentation, rapid_query, truncated
from openbitmap.vocabulary import Coverage, Verdict

Shown = Callable[..., Presentation]


def test_a_stranger_gets_no_candidate_and_the_whole_coverage(
    client: httpx.Client, cast: Cast, strangers: list[Person], shown: Shown
) -> None:
    enrolled = submit(client, cast.headers(BRIGADA), rapid_query(shown(strangers[0], BRIGADA, 1)))
    searched_answer(client, cast.headers(BRIGADA), enrolled)
    received = submit(client, cast.headers(ARICA), rapid_query(shown(strangers[1], ARICA, 2)))
    answer = searched_answer(client, cast.headers(ARICA), received)
    assert answer.verdict is Verdict.NO_CANDIDATE
    states = {g.name: (g.state, g.people) for g in answer.coverage}
    assert states["Watchlist"] == (Coverage.SEARCHED, 1)
    assert states["DHS IDENT"] == (Coverage.BARRED, None)
    assert answer.chance is not None
    assert answer.chance.people == 1
    assert [p.quality is not None for p in answer.prints] == [True, True]
    response = itl_answer(client, cast.headers(ARICA), received)
    assert (response.tot, response.text(59)) == ("RPISR", "G")
    assert response.reference == answer.control.reference
    assert "No candidate" in response.messages()[0]


def test_a_listed_person_is_a_possible_match_until_two_examiners_agree(
    client: httpx.Client, cast: Cast, strangers: list[Person], shown: Shown
) -> None:
    listed = submit(client, cast.headers(BRIGADA), rapid_query(shown(strangers[0], BRIGADA, 1)))
    searched_answer(client, cast.headers(BRIGADA), listed)
    met = submit(client, cast.headers(ARICA), rapid_query(shown(strangers[0], ARICA, 2)))
    answer = searched_answer(client, cast.headers(ARICA), met)
    assert answer.verdict is Verdict.POSSIBLE_MATCH
    assert answer.case is not None
    assert itl_answer(client, cast.headers(ARICA), met).text(59) == "Y"
    opinion = {"finding": "identification", "letters": ["A"], "reason": "fourteen minutiae agree"}
    case = answer.case.case
    first = judged(client, cast.headers("ana"), case, opinion)
    assert (first.status_code, first.json()["finding"], "state" in first.json()) == (201, "identification", False)
    again = judged(client, cast.headers("ana"), case, opinion)
    assert (again.status_code, again.json()["title"]) == (409, "same-examiner")
    blind = client.get(f"/v1/cases/{case}", headers=cast.headers("bruno")).json()
    assert (blind["stage"], blind["opinions"], blind["candidates"]) == ("claim", [], [])
    assert judged(client, cast.headers("bruno"), case, opinion).status_code == 201
    assert client.get(f"/v1/cases/{case}", headers=cast.headers("bruno")).json()["decided"]
    final = answer_of(client, cast.headers(ARICA), met, after=answer.version)
    assert final.verdict is Verdict.CONFIRMED
    assert itl_answer(client, cast.headers(ARICA), met).text(59) == "R"


def test_a_broken_file_is_refused_with_its_place_and_kept(
    node: RunningNode, client: httpx.Client, cast: Cast, strangers: list[Person], shown: Shown
) -> None:
    data = truncated(shown(strangers[2], ARICA, 3))
    received = submit(client, cast.headers(ARICA), data)
    answer = searched_answer(client, cast.headers(ARICA), received)
    assert answer.verdict is Verdict.REFUSED
    assert any(r.offset is not None and r.record is not None for r in answer.refusals)
    assert itl_answer(client, cast.headers(ARICA), received).tot == "ERRT"
    with node.database() as database, database.transaction() as tx:
        assert node.home.vault().get(tx, received.digest) == data
        assert ledger.verify(tx).intact


def test_the_same_bytes_give_the_same_receipt_and_create_nothing(
    node: RunningNode, client: httpx.Client, cast: Cast, strangers: list[Person], shown: Shown
) -> None:
    data = rapid_query(shown(strangers[3], ARICA, 4))
    first = submit(client, cast.headers(ARICA), data)
    searched_answer(client, cast.headers(ARICA), first)
    with node.database() as database, database.transaction() as tx:
        before = ledger.head(tx)
    assert submit(client, cast.headers(ARICA), data) == first
    with node.database() as database, database.transaction() as tx:
        assert ledger.head(tx) == before


def test_the_same_control_number_with_other_bytes_is_a_named_conflict(
    client: httpx.Client, cast: Cast, strangers: list[Person], shown: Shown
) -> None:
    first = submit(client, cast.headers(ARICA), rapid_query(shown(strangers[3], ARICA, 5)))
    searched_answer(client, cast.headers(ARICA), first)
    other = submit(client, cast.headers(ARICA), rapid_query(shown(strangers[4], ARICA, 5)))
    answer = searched_answer(client, cast.headers(ARICA), other)
    assert "control-number-conflict" in [r.code for r in answer.refusals]


def test_doors_deny_by_default(client: httpx.Client, cast: Cast, strangers: list[Person], shown: Shown) -> None:
    data = rapid_query(shown(strangers[3], ARICA, 6))
    for headers in ({}, cast.headers("stranger"), cast.headers("ana"), cast.headers("aldo")):
        assert client.post("/v1/submissions", content=data, headers=headers).status_code in (401, 403)
    received = submit(client, cast.headers(ARICA), data)
    address = f"/v1/submissions/{received.submission}"
    assert client.get(address, headers=cast.headers(BRIGADA)).json() == {
        "type": "urn:openbitmap:problem:no-such-thing",
        "title": "no-such-thing",
        "status": 404,
        "detail": f"There is no submission {received.submission} for you.",
        "remedy": "Check the number.",
    }
    assert client.get("/v1/cases", headers=cast.headers(ARICA)).status_code == 403
    assert client.get("/", headers={"Accept": "text/html"}, follow_redirects=False).status_code == 303
