"""A border post's transaction through a real node: HTTP in, worker and gallery processes, an honest answer out."""

from collections.abc import Callable

import httpx

from openbitmap import itl
from openbitmap.node import ledger
from openbitmap.node.running import RunningNode
from openbitmap.synthetic.people import Person
from openbitmap.synthetic.transactions import Presentation, rapid_query, truncated
from openbitmap.vocabulary import Coverage, Verdict
from openbitmap.wire import Answer, answer_from_json
from tests.cast import ARICA, BRIGADA, Cast

Shown = Callable[..., Presentation]


def submit(client: httpx.Client, cast: Cast, station: str, data: bytes) -> dict[str, str]:
    response = client.post("/v1/submissions", content=data, headers=cast.headers(station))
    assert response.status_code == 202, response.text
    return response.json()


def answer_of(client: httpx.Client, cast: Cast, station: str, submission: str, *, after: int = 0) -> Answer:
    address = f"/v1/submissions/{submission}/answer"
    response = client.get(address, params={"wait": 45, "after": after}, headers=cast.headers(station))
    assert response.status_code == 200, (response.status_code, response.text)
    return answer_from_json(response.content)


def itl_answer(client: httpx.Client, cast: Cast, station: str, submission: str) -> itl.Transaction:
    address = f"/v1/submissions/{submission}/answer"
    response = client.get(address, params={"form": "itl"}, headers=cast.headers(station))
    reading = itl.read(response.content)
    assert reading.transaction is not None
    findings = [*reading.findings, *itl.check(reading.transaction)]
    assert not [f for f in findings if f.severity is itl.Severity.ERROR]
    return reading.transaction


def test_a_stranger_gets_no_candidate_and_the_whole_coverage(
    client: httpx.Client, cast: Cast, strangers: list[Person], shown: Shown
) -> None:
    enrolled = submit(client, cast, BRIGADA, rapid_query(shown(strangers[0], BRIGADA, 1)))
    answer_of(client, cast, BRIGADA, enrolled["submission"])
    received = submit(client, cast, ARICA, rapid_query(shown(strangers[1], ARICA, 2)))
    answer = answer_of(client, cast, ARICA, received["submission"])
    assert answer.verdict is Verdict.NO_CANDIDATE
    states = {g.name: (g.state, g.people) for g in answer.coverage}
    assert states["Watchlist"] == (Coverage.SEARCHED, 1)
    assert states["DHS IDENT"] == (Coverage.BARRED, None)
    assert answer.chance is not None
    assert answer.chance.people == 1
    assert [p.quality is not None for p in answer.prints] == [True, True]
    response = itl_answer(client, cast, ARICA, received["submission"])
    assert (response.tot, response.text(59)) == ("RPISR", "G")
    assert response.reference == answer.control.reference
    assert "No candidate" in response.messages()[0]


def test_a_listed_person_is_a_possible_match_until_two_examiners_agree(
    client: httpx.Client, cast: Cast, strangers: list[Person], shown: Shown
) -> None:
    listed = submit(client, cast, BRIGADA, rapid_query(shown(strangers[0], BRIGADA, 1)))
    answer_of(client, cast, BRIGADA, listed["submission"])
    met = submit(client, cast, ARICA, rapid_query(shown(strangers[0], ARICA, 2)))
    answer = answer_of(client, cast, ARICA, met["submission"])
    assert answer.verdict is Verdict.POSSIBLE_MATCH
    assert answer.case is not None
    assert itl_answer(client, cast, ARICA, met["submission"]).text(59) == "Y"
    opinion = {"finding": "identification", "letter": "A", "reason": "fourteen minutiae agree"}
    address = f"/v1/cases/{answer.case.case}/opinions"
    first = client.post(address, json=opinion, headers=cast.headers("ana"))
    assert first.json()["state"] == "second_opinion"
    again = client.post(address, json=opinion, headers=cast.headers("ana"))
    assert (again.status_code, again.json()["title"]) == (409, "same-examiner")
    assert client.get(f"/v1/cases/{answer.case.case}", headers=cast.headers("bruno")).json()["opinions"] == []
    assert client.post(address, json=opinion, headers=cast.headers("bruno")).json()["state"] == "decided"
    final = answer_of(client, cast, ARICA, met["submission"], after=1)
    assert final.verdict is Verdict.CONFIRMED
    assert itl_answer(client, cast, ARICA, met["submission"]).text(59) == "R"


def test_a_broken_file_is_refused_with_its_place_and_kept(
    node: RunningNode, client: httpx.Client, cast: Cast, strangers: list[Person], shown: Shown
) -> None:
    data = truncated(shown(strangers[2], ARICA, 3))
    received = submit(client, cast, ARICA, data)
    answer = answer_of(client, cast, ARICA, received["submission"])
    assert answer.verdict is Verdict.REFUSED
    assert any(r.offset is not None and r.record is not None for r in answer.refusals)
    assert itl_answer(client, cast, ARICA, received["submission"]).tot == "ERRT"
    with node.database() as database, database.transaction() as tx:
        assert node.home.vault().get(tx, received["digest"]) == data  # type: ignore[arg-type]  # a digest as JSON text
        assert ledger.verify(tx).intact


def test_the_same_bytes_give_the_same_receipt_and_create_nothing(
    node: RunningNode, client: httpx.Client, cast: Cast, strangers: list[Person], shown: Shown
) -> None:
    data = rapid_query(shown(strangers[3], ARICA, 4))
    first = submit(client, cast, ARICA, data)
    answer_of(client, cast, ARICA, first["submission"])
    with node.database() as database, database.transaction() as tx:
        before = ledger.head(tx)
    assert submit(client, cast, ARICA, data) == first
    with node.database() as database, database.transaction() as tx:
        assert ledger.head(tx) == before


def test_the_same_control_number_with_other_bytes_is_a_named_conflict(
    client: httpx.Client, cast: Cast, strangers: list[Person], shown: Shown
) -> None:
    first = submit(client, cast, ARICA, rapid_query(shown(strangers[3], ARICA, 5)))
    answer_of(client, cast, ARICA, first["submission"])
    other = submit(client, cast, ARICA, rapid_query(shown(strangers[4], ARICA, 5)))
    answer = answer_of(client, cast, ARICA, other["submission"])
    assert "control-number-conflict" in [r.code for r in answer.refusals]


def test_doors_deny_by_default(client: httpx.Client, cast: Cast, strangers: list[Person], shown: Shown) -> None:
    data = rapid_query(shown(strangers[3], ARICA, 6))
    for headers in ({}, cast.headers("stranger"), cast.headers("ana"), cast.headers("aldo")):
        assert client.post("/v1/submissions", content=data, headers=headers).status_code in (401, 403)
    received = submit(client, cast, ARICA, data)
    address = f"/v1/submissions/{received['submission']}"
    assert client.get(address, headers=cast.headers(BRIGADA)).json() == {
        "type": "urn:openbitmap:problem:no-such-thing",
        "title": "no-such-thing",
        "status": 404,
        "detail": f"There is no submission {received['submission']} for you.",
        "remedy": "Check the number.",
    }
    assert client.get("/v1/cases", headers=cast.headers(ARICA)).status_code == 403
    assert client.get("/", headers={}, follow_redirects=False).status_code == 303
