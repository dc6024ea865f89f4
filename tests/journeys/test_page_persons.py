"""Persons, changes and the worklist as people see them: a wrong merge proposed, approved by another, and undone."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.cast import ARICA, CARCEL
from tests.journeys.browsing import Desk

from openbitmap.node import identities
from openbitmap.node.access import Principal, Role
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.home import Home
from openbitmap.node.identities import ChangeKind, Conclusion, Judgement, Place, Wanted
from openbitmap.node.vault import Vault
from openbitmap.synthetic.people import Person
from openbitmap.synthetic.transactions import Presentation, enrolment_card
from openbitmap.vocabulary import CaseId, EncounterId, StationId

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LONG = "DE LA FUENTE ECHEVERRÍA-WILLIAMSON,MARÍA DE LOS ÁNGELES CONCEPCIÓN"


@dataclass(frozen=True)
class Arrived:
    """A file with a drawn face and no prints, at a station, at a time."""

    data: bytes
    station: StationId
    at: datetime


def meet(tx: Transaction, vault: Vault, arrived: Arrived, *, said: Sequence[str]) -> EncounterId:
    """An encounter as enrolment leaves it, without templates: only its history is of interest here."""
    encounter, submission = EncounterId(new_id("enc")), new_id("sub")
    name, born, document, *aliases = said
    tx.run(
        "INSERT INTO submission (submission, station, digest, size, door, received_at, due_at, state)"
        " VALUES (%(s)s, %(station)s, %(digest)s, 1, 'test', %(at)s, %(at)s, 'enrolled')",
        s=submission,
        station=arrived.station,
        digest=vault.put(tx, arrived.data, owner=submission),
        at=arrived.at,
    )
    tx.run(
        "INSERT INTO encounter (encounter, gallery, submission, enrolled_at, retained, log_position)"
        " VALUES (%(e)s, 'encounters', %(s)s, %(at)s, true, 1)",
        e=encounter,
        s=submission,
        at=arrived.at,
    )
    tx.run(
        "INSERT INTO biographics VALUES (%(e)s, %(name)s, %(aliases)s, %(born)s, 'F', 'CL', %(documents)s)",
        e=encounter,
        name=name,
        aliases=aliases,
        born=born,
        documents=[document] if document else [],
    )
    tx.run(
        "INSERT INTO answer VALUES (%(a)s, %(s)s, 1, 'no_candidate', '{}', '', %(at)s)",
        a=new_id("ans"),
        s=submission,
        at=arrived.at,
    )
    return encounter


def barred(tx: Transaction, encounter: EncounterId, at: datetime) -> None:
    """Its search did not reach a partner."""
    search = new_id("sea")
    tx.run(
        "INSERT INTO search (search, submission, encounter, finished_at, verdict, fingers, people, threshold, fpir,"
        " chance, log_position) SELECT %(x)s, submission, encounter, %(at)s, 'no_candidate', 2, 10, 1, 0.001, 0, 1"
        " FROM encounter WHERE encounter = %(e)s",
        x=search,
        e=encounter,
        at=at,
    )
    tx.run(
        "INSERT INTO search_coverage VALUES (%(x)s, 1, 'Argentina', NULL, 'barred', NULL, NULL, 'no agreement')",
        x=search,
    )


@pytest.fixture(scope="module")
def cards(strangers: list[Person], shown: Callable[..., Presentation]) -> list[bytes]:
    """Three portraits of one person and two of another."""
    who = ((0, 1), (0, 2), (0, 3), (1, 4), (1, 5))
    return [enrolment_card(shown(strangers[n], "arica", number), fingers=(), face=True) for n, number in who]


@pytest.fixture
def people(desk: Desk, cards: list[bytes]) -> list[EncounterId]:
    """Five encounters: three of one person over two years, two of another."""
    history = (
        (ARICA, 700, ("ROJAS SOTO,MARIA", "19900102", "passport P-123.456")),
        (CARCEL, 320, ("ROJAS,MARIANA", "19900102", "", "LA MARI")),
        (ARICA, 2, (LONG, "19910102", "passport X-77")),
        (ARICA, 1, ("PEREZ,ANA", "19850505", "")),
        (CARCEL, 0, ("PEREZ,ANA", "19850505", "")),
    )
    vault = Home(desk.node.settings.home).vault()
    with desk.node.database() as database, database.transaction() as tx:
        identities.place_station(tx, Place(ARICA, -18.48, -70.32))
        identities.place_station(tx, Place(CARCEL, -33.45, -70.66))
        made = [
            meet(tx, vault, Arrived(data, station, NOW - timedelta(days=days)), said=said)
            for data, (station, days, said) in zip(cards, history, strict=True)
        ]
        barred(tx, made[1], NOW)
        pairs = ((1, 0, "1"), (2, 1, "2"), (4, 3, "3"))
        for a, b, n in pairs:
            judgement = Judgement(made[a], made[b], Conclusion.SAME, CaseId(f"case-{n}"), NOW)
            identities.judge(tx, [judgement])
        identities.find_discrepancies(tx, made, at=NOW)
    return made


def propose(desk: Desk, wanted: Wanted, by: str = "vera") -> str:
    with desk.node.database() as database, database.transaction() as tx:
        who = Principal(Role.WATCH_OFFICER, by, None)
        return identities.propose_change(tx, wanted, by=who, at=datetime.now(UTC)).change


def members(desk: Desk, encounter: EncounterId) -> int:
    with desk.node.database() as database, database.reading() as tx:
        return len(identities.members_of(tx, encounter))


def opened(desk: Desk, name: str, address: str, *, language: str = "en", theme: str = "light") -> Page:
    return desk.goto(desk.page(name, language=language, theme=theme), address)


def test_a_wrong_merge_is_proposed_approved_by_another_and_undone(desk: Desk, people: list[EncounterId]) -> None:
    one, other = people[0], people[3]
    page = opened(desk, "vera", f"/persons/{people[2]}")
    expect(page.get_by_role("heading", name=LONG)).to_be_visible()
    page.locator("summary", has_text="Merge two persons").click()
    page.get_by_label("Another person is this one").fill(other)
    page.get_by_role("button", name="See what follows").first.click()
    expect(page.get_by_text("Then: 1 person")).to_be_visible()
    desk.picture(page, "change-new-en", document=True)
    assert members(desk, one) == 3
    page.get_by_label("Reason").fill("All ten fingers agree.")
    page.get_by_role("button", name="Propose to a second person").click()
    expect(page.get_by_text("You proposed this")).to_be_visible()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    address = page.url.removeprefix(desk.node.address)
    second = opened(desk, "victor", address, language="es")
    desk.picture(second, "change-waiting-es")
    second.get_by_role("button", name="Aprobar").click()
    expect(second.locator("h1 + .chip")).to_contain_text("aprobado")
    assert members(desk, one) == 5
    second.get_by_role("button", name="Ver las consecuencias").click()
    second.get_by_label("Motivo").fill("Era otra persona.")
    second.get_by_role("button", name="Proponer").click()
    second.wait_for_url(re.compile(r"/changes/(?!new)"))  # the form asks first whether the sign-in is still fresh
    third = opened(desk, "elsa", second.url.removeprefix(desk.node.address))
    third.get_by_role("button", name="Approve").click()
    expect(third.locator("h1 + .chip")).to_contain_text("approved")
    assert members(desk, one) == 3
    assert members(desk, other) == 2
    expect(desk.goto(page, address).locator("h1 + .chip")).to_contain_text("taken back")
    desk.picture(page, "change-undone-en")


def test_a_stale_proposal_says_so_and_cannot_be_approved(desk: Desk, people: list[EncounterId]) -> None:
    change = propose(desk, Wanted(ChangeKind.MERGE, (people[0],), (people[3],), reason="alike"))
    with desk.node.database() as database, database.transaction() as tx:
        identities.judge(tx, [Judgement(people[4], people[0], Conclusion.DIFFERENT, CaseId("case-9"), NOW)])
        identities.judge(tx, [Judgement(people[2], people[0], Conclusion.DIFFERENT, CaseId("case-8"), NOW)])
    page = opened(desk, "victor", f"/changes/{change}", language="es")
    expect(page.get_by_role("button", name="Aprobar")).to_have_count(0)
    desk.picture(page, "change-stale-es")
    person = opened(desk, "elsa", f"/persons/{people[0]}", language="es", theme="dark")
    desk.picture(person, "person-conflict-es-dark")


def test_conflicting_biographics_are_decided_by_people(desk: Desk, people: list[EncounterId]) -> None:
    page = opened(desk, "vera", "/worklist")
    desk.picture(page, "worklist-en")
    page.locator("[data-row]", has_text="Name").first.click()
    page.get_by_label("An alias").check()
    page.get_by_label("Reason").fill("She says so herself.")
    desk.picture(page, "worklist-item-en", document=True)
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("She says so herself.")).to_be_visible()
    expect(page.get_by_role("button", name="Open it again")).to_be_visible()


def test_these_pages_do_not_exist_for_other_roles(desk: Desk, people: list[EncounterId]) -> None:
    change = propose(desk, Wanted(ChangeKind.MERGE, (people[0],), (people[3],), reason="alike"))
    wish = f"kind=merge&encounter={people[0]}&other={people[3]}"
    addresses = ("/persons", f"/persons/{people[0]}", "/worklist", f"/changes/new?{wish}", f"/changes/{change}")
    seen = {name: statuses(desk, name, addresses) for name in ("ana", "adela", "olga", "aldo", "vera")}
    assert {seen[name] for name in ("ana", "adela", "olga")} == {(404,) * 5}
    assert seen["aldo"] == (200, 200, 404, 404, 200)  # an auditor reads and changes nothing
    assert seen["vera"] == (200,) * 5


def statuses(desk: Desk, name: str, addresses: Sequence[str]) -> tuple[int, ...]:
    page = desk.page(name)
    headers = {"Accept": "text/html"}
    return tuple(page.request.get(desk.node.address + address, headers=headers).status for address in addresses)


def test_a_person_looks_right(desk: Desk, people: list[EncounterId]) -> None:
    for language in ("en", "es"):
        page = opened(desk, "vera", f"/persons/{people[0]}", language=language)
        expect(page.get_by_role("img", name="1").first).to_have_js_property("complete", True)
        desk.picture(page, f"person-{language}", document=language == "en")
        page.locator("#timeline").scroll_into_view_if_needed()
        desk.picture(page, f"person-time-{language}")
        page.locator("#judgements").scroll_into_view_if_needed()
        desk.picture(page, f"person-judged-{language}")
    desk.goto(page, "/persons?q=nobody")
    desk.picture(page, "persons-none-es")
    tablet = desk.page("vera", language="es", tablet=True)
    desk.goto(tablet, "/persons")
    desk.picture(tablet, "persons-es-tablet")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
