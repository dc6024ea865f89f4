"""The page of names as the desk sees it: search, zones, explanations, leads; and who never sees it."""

from datetime import UTC, datetime

from playwright.sync_api import Page, expect
from tests.journeys.browsing import Desk
from tests.lists import nomination

from openbitmap.node import watchlists
from openbitmap.node.access import Principal, Role
from openbitmap.node.database import Database, Transaction, new_id
from openbitmap.node.events import EncounterEnrolled
from openbitmap.node.identities import Asserted
from openbitmap.node.ledger import record
from openbitmap.node.watchlists import Handling, Subject
from openbitmap.vocabulary import Actor

SAID = (
    Asserted("MAMANI QUISPE,WILMER ANDRES", birth_date="19900101", nationality="BO", documents=("MNU SYN-4471122",)),
    Asserted("QUISPE MAMANI,WILMER", birth_date="19710730", nationality="PE"),
    Asserted("Jean-Baptiste Toussaint", birth_date="19880214", nationality="HT"),
    Asserted("DE LA FUENTE ECHEVERRIA-WILLIAMSON,MARIA DE LOS ANGELES CONCEPCION", birth_date="19850505"),
    Asserted("Anna Maria Eriksson", birth_date="19740812", nationality="UTO", documents=("MNU L898902C3",)),
)
ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"


def meet(database: Database, said: Asserted) -> None:
    """An encounter with what somebody said, without prints: the flow files its names."""
    encounter, submission = new_id("enc"), new_id("sub")
    with database.transaction() as tx:
        _insert(tx, encounter, submission, said)
        record(tx, EncounterEnrolled(submission, encounter, 0, 0), actor=Actor("node", "test"))


def _insert(tx: Transaction, encounter: str, submission: str, said: Asserted) -> None:
    tx.run(
        "INSERT INTO submission (submission, station, digest, size, door, received_at, due_at, state)"
        " VALUES (%(s)s, 'arica', %(s)s, 1, 'test', now(), now(), 'enrolled')",
        s=submission,
    )
    tx.run(
        "INSERT INTO encounter (encounter, gallery, submission, enrolled_at, retained, log_position)"
        " VALUES (%(e)s, 'encounters', %(s)s, now(), true, 1)",
        e=encounter,
        s=submission,
    )
    tx.run(
        "INSERT INTO biographics (encounter, name, aliases, birth_date, sex, nationality, documents)"
        " VALUES (%(e)s, %(name)s, '{}', %(born)s, 'M', %(nationality)s, %(documents)s)",
        e=encounter,
        name=said.name,
        born=said.birth_date,
        nationality=said.nationality,
        documents=list(said.documents),
    )


def listed(database: Database, said: Asserted, *, handling: Handling = Handling.REFER) -> None:
    now = datetime.now(UTC)
    with database.transaction() as tx:
        vera = Principal(Role.WATCH_OFFICER, "vera", None)
        entry = watchlists.nominate(tx, nomination(Subject(said), handling=handling), by=vera, at=now).entry
        watchlists.approve(tx, entry, by=Principal(Role.WATCH_OFFICER, "victor", None), at=now)


def search(page: Page, name: str, **more: str) -> None:
    for label, text in {"name": name, "year": "", "nationality": "", "document": "", **more}.items():
        page.fill(f"#{label}", text)
    page.press("#name", "Enter")


def test_the_desk_searches_reads_why_and_settles_leads(desk: Desk) -> None:
    with desk.node.database() as database:
        for said in SAID:
            meet(database, said)
        listed(database, Asserted("Wilmar Mamani Quispe", birth_date="19900101"))
        listed(database, Asserted("Jan Batis Tousen", birth_date="19880214"), handling=Handling.DISCREET)
    page = desk.page("vera", language="es")
    desk.goto(page, "/names")
    expect(page.locator(".empty")).to_be_visible()
    desk.picture(page, "names-empty-es-light")
    wait_for_leads(desk, page, 2)
    results_say_why(desk, page)
    zones_are_read(desk, page)
    leads_are_settled(desk, page)


def wait_for_leads(desk: Desk, page: Page, count: int) -> None:
    for _ in range(60):
        desk.goto(page, "/names/leads")
        if page.locator(".lines [data-row]").count() >= count:
            break
        page.wait_for_timeout(1000)
    expect(page.locator(".lines [data-row]")).to_have_count(count)


def results_say_why(desk: Desk, page: Page) -> None:
    desk.goto(page, "/names")
    search(page, "Guilmer Mamani Quispe", year="1990", nationality="BO", document="SYN4471122")
    expect(page.locator(".hit").first).to_contain_text("MAMANI QUISPE,WILMER ANDRES")
    expect(page.locator(".chip.adverse")).to_have_count(0)
    desk.picture(page, "names-found-es-light", document=True)
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.matches('[data-row]')")

    search(page, "Ñusta Inexistente")
    expect(page.locator(".empty")).to_contain_text("Eso no dice nada de la persona")


def zones_are_read(desk: Desk, page: Page) -> None:
    page.locator("main summary").click()
    page.fill("#zone", ZONE.lower())
    page.get_by_role("button", name="Leer y buscar").click()
    expect(page.locator(".hit").first).to_contain_text("Anna Maria Eriksson")
    assert page.input_value("#year") == "1974"
    page.locator("main summary").click()
    page.fill("#zone", ZONE.replace("C36UTO", "C37UTO"))
    page.get_by_role("button", name="Leer y buscar").click()
    expect(page.locator(".faults")).to_contain_text("Línea 2, columna 10")
    desk.picture(page, "names-zone-es-light")


def leads_are_settled(desk: Desk, page: Page) -> None:
    desk.goto(page, "/names/leads")
    page.locator(".lines [data-row]").first.click()
    expect(page.locator("#reason")).to_be_visible()
    desk.picture(page, "names-leads-es-light", document=True)
    page.fill("#reason", "Otra fecha y otro rostro")
    page.get_by_role("button", name="Descartar").click()
    expect(page.locator(".thing")).to_contain_text("Otra fecha y otro rostro")


def test_a_supervisor_sees_no_discreet_lead_and_an_examiner_no_page(desk: Desk) -> None:
    with desk.node.database() as database:
        meet(database, SAID[2])
        meet(database, SAID[3])
        listed(database, Asserted("Jan Batis Tousen", birth_date="19880214"), handling=Handling.DISCREET)
    watch = desk.page("vera", language="en", theme="dark")
    wait_for_leads(desk, watch, 1)
    elsa = desk.page("elsa", language="en", theme="dark", tablet=True)
    desk.goto(elsa, "/names/leads")
    expect(elsa.locator(".lines [data-row]")).to_have_count(0)
    desk.goto(elsa, "/names")
    search(elsa, "Maria Angeles de la Fuente Echeverria")
    expect(elsa.locator(".hit").first).to_be_visible()
    desk.picture(elsa, "names-found-en-dark-tablet")
    for name in ("ana", "aldo", "olga"):
        page = desk.page(name)
        assert (page.goto(f"{desk.node.address}/names") or page).status == 404  # type: ignore[union-attr]  # a response
        assert page.locator("a[href='/names']").count() == 0
