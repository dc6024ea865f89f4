"""The bench in a real browser: what exists at which stage, and what is said where something is in the way."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.cast import Cast
from tests.journeys.bench import (
    PLACES,
    Cases,
    Shown,
    Wire,
    conclude,
    give,
    kept,
    lock,
    mark,
    pair_some,
    ready,
    state_of,
    take,
)
from tests.journeys.browsing import Desk

from openbitmap.node import access, cases, identities
from openbitmap.node.cases import Stage
from openbitmap.node.identities import ImportedTemplate
from openbitmap.synthetic.people import Person
from openbitmap.vocabulary import Actor, CaseId

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def bench(shared_client: httpx.Client, shared_cast: Cast, strangers: list[Person], shown: Shown) -> Cases:
    return Cases(shared_client, shared_cast, strangers[0], shown)


@pytest.fixture
def case(bench: Cases) -> str:
    return bench.new()


@pytest.fixture
def ana(shared_desk: Desk) -> Iterator[Page]:
    page = shared_desk.page("ana")
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    yield page
    assert troubles == []


def test_nothing_of_a_candidate_exists_before_the_analysis_is_locked(
    shared_desk: Desk, bench: Cases, case: str, ana: Page
) -> None:
    wire = Wire().watch(ana)
    shared_desk.goto(ana, f"/cases/{case}")
    wire.keep()
    ana.locator("form[action$='/claim'] button").click()
    ready(ana)
    mark(ana, "probe", PLACES)
    kept(ana)
    wire.keep()
    assert not [a for a in wire.addresses() if re.search(r"/(prints|minutiae|pairs)/(?!probe)", a)]
    assert not [a for a in wire.addresses() if "/minutiae/" in a]
    told = json.loads(ana.locator("#bench-data").text_content() or "")
    assert told["candidates"] == []
    assert all(p["minutiae"] is None for p in told["probe"])
    expect(ana.locator("#pane-candidate, [data-letter], #strip-candidate, [name=letter]")).to_have_count(0)
    name = told["probe"][0]["name"]
    answers = {
        address: ana.request.get(f"{shared_desk.node.address}/cases/{case}/{address}", headers={"Accept": "*/*"})
        for address in (f"prints/A/{name}.png", f"prints/Z/{name}.png", f"minutiae/probe/{name}.json", "pairs/A/2.json")
    }
    assert {a.status for a in answers.values()} == {404}
    assert answers[f"prints/A/{name}.png"].body() == answers[f"prints/Z/{name}.png"].body()
    look = {"letter": "A", "picture": name, "position": 2}
    address = f"{shared_desk.node.address}/cases/{case}/views"
    assert ana.request.post(address, data=look).status == 409
    lock(ana)
    assert [a for a in wire.addresses() if "/prints/A/" in a]
    no_word_of_who_or_how_strong(shared_desk, wire, bench, case)


def no_word_of_who_or_how_strong(shared_desk: Desk, wire: Wire, bench: Cases, case: str) -> None:
    """No byte sent to the page so far names a candidate's encounter, a gallery, a name, a score or a rank."""
    with shared_desk.node.database() as database, database.reading() as tx:
        candidates = cases.candidates_by_letter(tx, CaseId(case)).values()
        stated = [identities.asserted_of(tx, c) for c in candidates]
    words = {*map(str, candidates), "enc-", bench.person.identity.name.surname} | {a.name for a in stated if a}
    wire.keep()
    assert {r.url.rpartition(".")[2] for r, _ in wire.kept} >= {"png"}
    for response, bytes_sent in wire.kept:
        for word in words:
            assert word.encode() not in bytes_sent, (word, response.url)
        if "application/json" in response.headers.get("content-type", ""):
            assert not re.search(rb"score|rank|fmr|gallery|watchlist|prison", bytes_sent), response.url


def test_an_opinion_asks_who_it_is_again_and_loses_nothing(shared_desk: Desk, case: str, ana: Page) -> None:
    take(shared_desk, ana, case)
    mark(ana, "probe", PLACES)
    lock(ana)
    pair_some(ana)
    conclude(ana, "identification", "features_agree", "A")
    before = state_of(ana)
    set_fresh(shared_desk, datetime.now(UTC) - timedelta(minutes=1))
    ana.locator("#conclusion [type=submit]").click()
    expect(ana.locator("#step-up")).to_be_visible()
    shared_desk.picture(ana, "case-step-up-en-light")
    link = ana.locator("#step-up a").get_attribute("href")
    assert link == f"/step-up?next=/cases/{case}"
    set_fresh(shared_desk, datetime.now(UTC) + timedelta(minutes=10))
    shared_desk.goto(ana, f"/cases/{case}")
    ready(ana)
    assert state_of(ana) == before
    expect(ana.locator("#reason")).to_have_value(re.compile("agree in kind"))
    give(ana)
    expect(ana.locator(".opinions li")).to_have_count(1)
    replaced_until_somebody_else_takes_it(shared_desk, case, ana)


def replaced_until_somebody_else_takes_it(desk: Desk, case: str, ana: Page) -> None:
    """The page says the same whether anybody has the case by now; the node refuses while somebody does."""
    bruno = access.Principal(access.Role.EXAMINER, "bruno", None)
    with desk.node.database() as database, database.transaction() as tx:
        cases.take(tx, bruno, CaseId(case))
    desk.goto(ana, f"/cases/{case}")
    ready(ana)
    ana.locator("#conclude summary").click()
    expect(ana.locator("[name=finding]:checked")).to_have_count(0)
    ana.locator("[name=finding][value=inconclusive]").check()
    ana.locator("#ground").select_option("features_too_few")
    ana.locator("#reason").fill("On a second look too few features are clear.")
    desk.picture(ana, "case-replace-en-light")
    ana.locator("#conclusion [type=submit]").click()
    expect(ana.locator("#conclusion-trouble")).to_contain_text("can no longer be superseded")
    with desk.node.database() as database, database.transaction() as tx:
        cases.release(tx, bruno, CaseId(case))
    give(ana)
    expect(ana.get_by_role("heading", name="The case is decided")).to_be_visible()
    expect(ana.locator(".opinions li")).to_have_count(2)
    expect(ana.locator(".opinions li", has_text="replaced")).to_have_count(1)
    expect(ana.locator("#conclusion")).to_have_count(0)


def set_fresh(desk: Desk, until: datetime) -> None:
    with desk.node.database() as database, database.transaction() as tx:
        tx.run("UPDATE session SET fresh_until = %(until)s WHERE account = 'ana'", until=until)


def test_two_at_once_one_has_it_the_other_is_told(shared_desk: Desk, case: str, ana: Page) -> None:
    bruno = shared_desk.page("bruno")
    shared_desk.goto(bruno, f"/cases/{case}")
    take(shared_desk, ana, case)
    bruno.locator("form[action$='/claim'] button").click()
    expect(bruno.get_by_text("in the hands of ana")).to_be_visible()
    shared_desk.goto(bruno, f"/cases/{case}")
    expect(bruno.get_by_text("ana has this case in hand.")).to_be_visible()
    shared_desk.picture(bruno, "case-taken-en-light")
    assert "/prints/" not in bruno.content()


def test_a_case_that_left_these_hands_says_so_and_keeps_the_marks(shared_desk: Desk, case: str, ana: Page) -> None:
    take(shared_desk, ana, case)
    mark(ana, "probe", PLACES)
    kept(ana)
    with shared_desk.node.database() as database, database.transaction() as tx:
        cases.release(tx, access.Principal(access.Role.EXAMINER, "ana", None), CaseId(case))
    bruno = shared_desk.page("bruno")
    take(shared_desk, bruno, case)
    ana.locator("#lock").click()
    ana.locator("#lock-do").click()
    expect(ana.locator("#lock-trouble")).to_contain_text("bruno")
    bruno.locator("summary", has_text="Nothing here").click()
    conclude(bruno, "unsuitable", "smudged")
    give(bruno)
    expect(bruno.get_by_role("heading", name="The case is decided")).to_be_visible()
    ana.keyboard.press("Escape")
    mark(ana, "probe", [(0.3, 0.5)])
    expect(ana.locator("#stopped")).to_be_visible()
    shared_desk.picture(ana, "case-decided-meanwhile-en-light")


def test_another_window_with_newer_marks_is_not_overwritten(shared_desk: Desk, case: str, ana: Page) -> None:
    take(shared_desk, ana, case)
    other = ana.context.new_page()
    shared_desk.goto(other, f"/cases/{case}")
    ready(other)
    mark(other, "probe", PLACES)
    kept(other)
    mark(ana, "probe", PLACES[:1])
    expect(ana.locator("#stopped")).to_contain_text("another window")
    shared_desk.goto(ana, f"/cases/{case}")
    ready(ana)
    expect(ana.locator("#marks tbody tr")).to_have_count(len(PLACES))


def test_a_candidate_without_images_says_so(shared_desk: Desk, bench: Cases, ana: Page) -> None:
    bench.new()
    with shared_desk.node.database() as database, database.transaction() as tx:
        known = next(iter(cases.candidates_by_letter(tx, CaseId(bench.opened[-1])).values()))
        held = [ImportedTemplate(1, p, t) for p, t in identities.templates_of(tx, known).items()]
        identities.import_templates(tx, "wanted", [held], at=datetime.now(UTC), actor=Actor("node", "test"))
    case = bench.new()
    take(shared_desk, ana, case)
    mark(ana, "probe", PLACES)
    lock(ana)
    with shared_desk.node.database() as database, database.reading() as tx:
        desk = cases.desk_of(tx, access.Principal(access.Role.EXAMINER, "ana", None), CaseId(case))
        vault = shared_desk.node.home.vault()
        bare = [c for c, e in desk.candidates.items() if not identities.pictures_of(tx, vault, e)]
    assert desk.stage is Stage.COMPARISON
    ana.locator(f"[data-letter={bare[0]}]").click()
    expect(ana.locator("#pane-candidate .pane-note")).to_contain_text("No image is kept")
    shared_desk.picture(ana, "case-without-images-en-light")
