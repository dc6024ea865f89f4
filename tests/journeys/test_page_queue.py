"""Queue, board and record as people see them: the next case in one act, load for a supervisor, error rates in words."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from tests.cast import ARICA
from tests.journeys.browsing import Desk
from tests.rooms import fingers_of

from openbitmap.node import cases, identities
from openbitmap.node.access import Principal, Role
from openbitmap.node.cases import (
    Analysis,
    CaseKind,
    Clock,
    Finding,
    OpenPlan,
    Opinion,
    SeedPlan,
    Unmarked,
    Work,
)
from openbitmap.node.database import Transaction
from openbitmap.node.identities import ImportedTemplate
from openbitmap.node.vault import Vault
from openbitmap.vocabulary import Actor, CaseId, EncounterId

TEST = Actor("node", "test")
ELSA = Principal(Role.SUPERVISOR, "elsa", None)
EXAMINERS = {name: Principal(Role.EXAMINER, name, None) for name in ("ana", "bruno", "carla")}


def people(tx: Transaction, who: Sequence[tuple[int, int]]) -> list[EncounterId]:
    """Encounters as templates: only their number is of interest here."""
    held = [[ImportedTemplate(1, p, t) for p, t in fingers_of(*one).items()] for one in who]
    identities.import_templates(tx, "watchlist", held, at=datetime.now(UTC), actor=TEST)
    rows = tx.all("SELECT encounter FROM encounter ORDER BY number DESC LIMIT %(n)s", n=len(who))
    return [EncounterId(row[0]) for row in reversed(rows)]


def opened(tx: Transaction, encounters: Sequence[EncounterId], *, late: int, patience: int, urgent: bool) -> CaseId:
    """A case that has waited `late` minutes of its `patience`."""
    plan = OpenPlan(
        CaseKind.REVERSE,
        encounters[0],
        tuple(encounters[1:]),
        datetime.now(UTC) - timedelta(minutes=late),
        Clock(timedelta(minutes=patience), urgent),
        Work(site=ARICA),
    )
    return cases.open_case(tx, plan)


def said(at: tuple[Transaction, Vault], case: CaseId, name: str, finding: Finding, letters: str = "") -> None:
    tx, vault = at
    now = datetime.now(UTC)
    cases.take(tx, EXAMINERS[name], case, at=now)
    cases.lock_analysis(tx, case, Analysis(now, unmarked=Unmarked.WORKED_ELSEWHERE), by=EXAMINERS[name], vault=vault)
    opinion = Opinion(name, finding, frozenset(letters), reason="as compared", given_at=now)
    cases.judge(tx, case, opinion, by=EXAMINERS[name])


@pytest.fixture
def waiting(desk: Desk) -> list[CaseId]:
    """Four cases: an urgent one, one that is late, two with time; and one that ana answered."""
    with desk.node.database() as database, database.transaction() as tx:
        three = people(tx, [(7, 1), (7, 2), (8, 1)])
        made = [
            opened(tx, three, late=18, patience=30, urgent=True),
            opened(tx, three, late=45, patience=30, urgent=False),
            opened(tx, three, late=1, patience=120, urgent=False),
            opened(tx, three, late=2, patience=480, urgent=False),
            opened(tx, three, late=25, patience=30, urgent=False),
        ]
        said((tx, desk.node.home.vault()), made[4], "ana", Finding.EXCLUSION)
    return made


@pytest.fixture
def answered(desk: Desk) -> None:
    """Twelve decided cases of known outcome: ana erred twice, bruno answered the identifications."""
    findings = [Finding.IDENTIFICATION] * 5 + [Finding.EXCLUSION, Finding.INCONCLUSIVE]
    with desk.node.database() as database, database.transaction() as tx:
        mate, other, third = people(tx, [(7, 1), (8, 1), (9, 1)])
        for number, finding in enumerate(findings):
            (probe,) = people(tx, [(7, 10 + number)])
            case = cases.plant_seed(tx, SeedPlan(probe, (mate,), frozenset({mate})), by=ELSA)
            for name in ("ana", "bruno") if finding is Finding.IDENTIFICATION else ("ana",):
                said(
                    (tx, desk.node.home.vault()), case, name, finding, "A" if finding is Finding.IDENTIFICATION else ""
                )
        for number in range(5):
            (probe,) = people(tx, [(7, 30 + number)])
            case = cases.plant_seed(tx, SeedPlan(probe, (other, third), frozenset[EncounterId]()), by=ELSA)
            wrong = number == 0
            for name in ("ana", "bruno") if wrong else ("ana",):
                said(
                    (tx, desk.node.home.vault()),
                    case,
                    name,
                    Finding.IDENTIFICATION if wrong else Finding.EXCLUSION,
                    "B" if wrong else "",
                )


def test_an_examiner_takes_the_next_case_with_one_key_and_comes_back_to_it(desk: Desk, waiting: list[CaseId]) -> None:
    page = desk.goto(desk.page("ana"), "/queue")
    expect(page.get_by_text("4 cases wait")).to_be_visible()
    expect(page.get_by_text("1 late")).to_be_visible()
    body = page.content()
    assert not [case for case in waiting[:4] if case in body], "a case that waits has no name"
    desk.picture(page, "queue-normal-en", document=True)
    page.keyboard.press("n")
    page.wait_for_url(f"**/cases/{waiting[0]}")
    desk.goto(page, "/queue")
    expect(page.get_by_role("heading", name="In your hands")).to_be_visible()
    desk.picture(page, "queue-held-en")
    page.keyboard.press("j")
    expect(page.locator(f"[data-row][href='/cases/{waiting[0]}']").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/cases/{waiting[0]}")
    other = desk.goto(desk.page("bruno", language="es"), "/queue")
    other.get_by_role("button", name="Tomar el próximo caso").click()
    other.wait_for_url(f"**/cases/{waiting[1]}")


def test_a_queue_without_a_case_says_so_and_shows_the_next_one_by_itself(desk: Desk) -> None:
    page = desk.goto(desk.page("ana", language="es"), "/queue")
    expect(page.get_by_text("Ningún caso espera por usted.")).to_be_visible()
    desk.picture(page, "queue-empty-es")
    with desk.node.database() as database, database.transaction() as tx:
        opened(tx, people(tx, [(7, 1), (7, 2)]), late=0, patience=30, urgent=False)
    expect(page.get_by_text("1 caso en espera")).to_be_visible()


def test_who_was_a_moment_late_is_told(desk: Desk, waiting: list[CaseId]) -> None:
    page = desk.goto(desk.page("carla", tablet=True, language="es"), "/queue")
    page.route("**/queue", lambda asked: asked.abort() if asked.request.resource_type == "xhr" else asked.continue_())
    with desk.node.database() as database, database.transaction() as tx:
        for case, name in zip(waiting[:4], ("ana", "bruno") * 2, strict=True):
            cases.take(tx, EXAMINERS[name], case)
    page.get_by_role("button", name="Tomar el próximo caso").click()  # the list has not renewed itself meanwhile
    page.unroute("**/queue")
    expect(page.get_by_text("Otro perito fue un instante más rápido")).to_be_visible()
    desk.picture(page, "queue-beaten-es-tablet")


def test_the_queue_looks_the_same_for_a_second_opinion(desk: Desk, waiting: list[CaseId]) -> None:
    """Bruno's page before and after ana identified somebody: nothing but the clock of a new case differs."""
    page = desk.goto(desk.page("bruno"), "/queue")
    before = page.locator("main").inner_text()
    with desk.node.database() as database, database.transaction() as tx:
        said((tx, desk.node.home.vault()), waiting[1], "ana", Finding.IDENTIFICATION, "A")
    desk.goto(page, "/queue")
    after = page.locator("main").inner_text()
    assert "4 cases wait" in before and "4 cases wait" in after
    assert "late" in before and "late" not in after.replace("related", "")
    for word in ("second", "again", "ana", "identif"):
        assert word not in after.lower()


def test_a_supervisor_sees_load_and_sets_what_an_examiner_may_take(desk: Desk, waiting: list[CaseId]) -> None:
    with desk.node.database() as database, database.transaction() as tx:
        cases.take(tx, EXAMINERS["bruno"], waiting[0])
        said((tx, desk.node.home.vault()), waiting[2], "ana", Finding.IDENTIFICATION, "A")
    page = desk.goto(desk.page("elsa"), "/queue")
    expect(page.get_by_text("1 case is past its clock.")).to_be_visible()
    assert "identification" not in page.content().lower()
    desk.picture(page, "board-normal-en", document=True)
    page.get_by_role("row", name="ana").get_by_role("link", name="Change").click()
    page.get_by_label("palms").check()
    page.get_by_role("button", name="Set").click()
    expect(page.get_by_role("row", name="ana")).to_contain_text("palms")
    dark = desk.goto(desk.page("elsa", language="es", theme="dark"), "/queue")
    desk.picture(dark, "board-normal-es-dark")


def test_an_examiner_reads_the_own_record_only(desk: Desk, answered: None) -> None:
    page = desk.goto(desk.page("ana"), "/record")
    expect(page.get_by_text("12 answers so far")).to_be_visible()
    expect(page.get_by_text("in 1 of 5 cases with a stranger among the candidates")).to_be_visible()
    expect(page.get_by_text("in 1 of 7 cases with the person among the candidates").first).to_be_visible()
    desk.picture(page, "record-en", document=True)
    desk.picture(desk.goto(desk.page("ana", language="es", theme="dark"), "/record"), "record-es-dark")
    response = page.goto(f"{desk.node.address}/record?examiner=bruno")
    assert response is not None and response.status == 403
    fresh = desk.goto(desk.page("carla", language="es", tablet=True), "/record")
    expect(fresh.get_by_text("Aún no hay un caso suyo")).to_be_visible()
    desk.picture(fresh, "record-empty-es-tablet")


def test_a_supervisor_reads_everybodys_rates_and_lays_in_a_question(desk: Desk, answered: None) -> None:
    with desk.node.database() as database, database.transaction() as tx:
        case = opened(tx, people(tx, [(7, 50), (7, 51)]), late=1, patience=30, urgent=False)
        for name in ("ana", "bruno"):
            said((tx, desk.node.home.vault()), case, name, Finding.IDENTIFICATION, "A")
    page = desk.goto(desk.page("elsa", language="es"), "/record")
    expect(page.get_by_role("row", name="ana")).to_contain_text("1 / 5")
    page.get_by_label("Un caso decidido").fill(case)
    page.get_by_role("button", name="Guardar como pregunta").click()
    expect(page.get_by_text("La pregunta quedó guardada.")).to_be_visible()
    desk.picture(page, "rates-es")
    page.get_by_role("link", name="bruno").click()
    expect(page.get_by_role("heading", name="Desempeño de bruno")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "address"), [("vera", "/queue"), ("aldo", "/queue"), ("vera", "/record"), ("adela", "/record")]
)
def test_these_pages_do_not_exist_for_other_roles(shared_desk: Desk, name: str, address: str) -> None:
    page = shared_desk.page(name)
    response = page.goto(shared_desk.node.address + address)
    assert response is not None
    assert response.status == 404
