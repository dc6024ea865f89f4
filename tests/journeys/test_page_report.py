"""The report of a decided case, from its page to a file that holds: issued in both languages, verified, kept."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pypdfium2
import pytest
from playwright.sync_api import Page, expect
from tests.asking import searched_answer, submit
from tests.cast import ARICA, CARCEL, Cast
from tests.journeys.browsing import Desk
from tests.judged import Examiners

from openbitmap.images import DecoderBox
from openbitmap.node import access, reports
from openbitmap.node.home import Home
from openbitmap.node.running import RunningNode
from openbitmap.synthetic.people import Person
from openbitmap.synthetic.transactions import Presentation, enrolment_card, rapid_query
from openbitmap.vocabulary import CaseId


@pytest.fixture(scope="module")
def case(
    shared_node: RunningNode,
    shared_cast: Cast,
    shared_client: httpx.Client,
    strangers: list[Person],
    shown: Callable[..., Presentation],
) -> Iterator[CaseId]:
    """Somebody known at the Cárcel comes to Arica, and ana and bruno identify them, each with marks and pairs."""
    known = submit(shared_client, shared_cast.headers(CARCEL), enrolment_card(shown(strangers[0], CARCEL, 1)))
    searched_answer(shared_client, shared_cast.headers(CARCEL), known)
    met = submit(shared_client, shared_cast.headers(ARICA), rapid_query(shown(strangers[0], ARICA, 2)))
    answer = searched_answer(shared_client, shared_cast.headers(ARICA), met)
    assert answer.case is not None
    named = answer.case.case
    vault = Home(shared_node.settings.home).vault()
    with shared_node.database() as database, DecoderBox() as decoder:
        for name in ("ana", "bruno"):
            with database.transaction() as tx:
                by = access.identify(tx, shared_cast.keys[name])
            Examiners(database, vault, decoder).identify(named, by)
    yield named


def issued(page: Page, language: str, paper: str) -> None:
    page.locator(f"input[name=tongue][value={language}]").check()
    page.locator(f"input[name=paper][value={paper}]").check()
    page.get_by_role("button", name="report").or_(page.get_by_role("button", name="informe")).click()


def test_a_report_is_issued_taken_and_verified(
    shared_desk: Desk, shared_node: RunningNode, case: CaseId, tmp_path: Path
) -> None:
    page = shared_desk.page("elsa")
    shared_desk.goto(page, f"/cases/{case}/report")
    expect(page.get_by_role("heading", name="identification with candidate A")).to_be_visible()
    shared_desk.picture(page, "report-none-en")
    issued(page, "en", "a4")
    expect(page.get_by_role("link", name="PDF, signed")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF, signed").click()
    pdf = tmp_path / "report.pdf"
    download.value.save_as(pdf)
    with page.expect_download() as download:
        page.get_by_role("link", name="Data, signed").click()
    data = tmp_path / "report.json"
    download.value.save_as(data)
    with shared_node.database() as database, database.reading() as tx:
        for path in (pdf, data):
            content = path.read_bytes()
            verdict = reports.verify_against(tx, reports.verify_file(content), content)
            assert [c for c in verdict.checks if not c.holds] == []
    told = json.loads(data.read_bytes())["report"]["content"]
    assert {c["examiner"] for c in told["charts"]} == {"ana", "bruno"}
    assert all(len(c["pairs"]) > 5 for c in told["charts"])
    pages = pypdfium2.PdfDocument(pdf.read_bytes())
    assert any(p.get_width() > p.get_height() for p in pages), "there is no charted enlargement"
    pages.close()


def test_issued_again_it_is_the_same_and_another_language_is_another(shared_desk: Desk, case: CaseId) -> None:
    page = shared_desk.page("aldo", language="es")
    shared_desk.goto(page, f"/cases/{case}/report")
    before = page.get_by_role("link", name="PDF firmado").count()
    issued(page, "es", "letter")
    expect(page.get_by_role("link", name="PDF firmado")).to_have_count(before + 1)
    issued(page, "es", "letter")
    expect(page.get_by_text("es la misma emisión de antes")).to_be_visible()
    expect(page.get_by_role("link", name="PDF firmado")).to_have_count(before + 1)
    shared_desk.picture(page, "report-issued-es", document=True)


def test_there_is_none_for_others_nor_for_other_cases(shared_desk: Desk, case: CaseId) -> None:
    for name, address in (("adela", case), ("olga", case), ("elsa", "case-unknown")):
        page = shared_desk.page(name)
        response = page.goto(f"{shared_desk.node.address}/cases/{address}/report")
        assert response is not None
        assert response.status == 404


def test_on_paper_and_tablet_in_the_dark(shared_desk: Desk, case: CaseId) -> None:
    for language, theme in (("en", "dark"), ("es", "light")):
        page = shared_desk.page("vera", language=language, theme=theme, tablet=True)
        shared_desk.goto(page, f"/cases/{case}/report")
        shared_desk.picture(page, f"report-{language}-{theme}-tablet")
