"""The officer's answer card as a page: one glance, the own station only, found by number, printed on one sheet."""

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import expect
from tests.asking import searched_answer, submit
from tests.cast import ARICA, BRIGADA, Cast
from tests.journeys.browsing import Desk

from openbitmap.synthetic.people import Person
from openbitmap.synthetic.transactions import Presentation, enrolment_card, rapid_query
from openbitmap.wire import Answer, Receipt


@pytest.fixture(scope="module")
def asked(
    shared_client: httpx.Client, shared_cast: Cast, strangers: list[Person], shown: Callable[..., Presentation]
) -> dict[str, tuple[Receipt, Answer]]:
    """At Arica a stranger and somebody on the Brigada's list; and the enrolment of that one, at the Brigada."""

    def ask(station: str, data: bytes) -> tuple[Receipt, Answer]:
        receipt = submit(shared_client, shared_cast.headers(station), data)
        return receipt, searched_answer(shared_client, shared_cast.headers(station), receipt)

    return {
        "listed": ask(BRIGADA, enrolment_card(shown(strangers[1], BRIGADA, 11))),
        "stranger": ask(ARICA, rapid_query(shown(strangers[2], ARICA, 12))),
        "match": ask(ARICA, rapid_query(shown(strangers[1], ARICA, 13))),
    }


def test_an_officer_sees_the_newest_card_of_the_own_station(
    shared_desk: Desk, asked: dict[str, tuple[Receipt, Answer]]
) -> None:
    for language, words in (("en", "Possible match"), ("es", "Posible coincidencia")):
        page = shared_desk.page("olga", language=language, tablet=True)
        shared_desk.goto(page, "/answers")
        expect(page.locator("#chosen").get_by_role("heading", name=words)).to_be_visible()
        expect(page.locator("#list [data-row]")).to_have_count(2)
        shared_desk.picture(page, f"answers-officer-{language}-tablet", document=language == "es")
        for target in page.locator("#list [data-row], .find input, .find button, [data-print]").all():
            box = target.bounding_box()
            assert box
            assert box["height"] >= 44, "too small for a thumb"
    other, _ = asked["listed"]
    response = page.goto(f"{shared_desk.node.address}/answers/{other.submission}")
    assert response
    assert response.status == 404


def test_an_answer_is_found_by_its_number_and_has_its_own_address(
    shared_desk: Desk, asked: dict[str, tuple[Receipt, Answer]]
) -> None:
    receipt, answer = asked["stranger"]
    page = shared_desk.page("olga")
    shared_desk.goto(page, "/answers")
    page.get_by_role("searchbox").fill(answer.control.reference[-6:])
    page.get_by_role("button", name="Find").click()
    expect(page.locator("#list [data-row]")).to_have_count(1)
    page.locator("#list [data-row]").click()
    page.wait_for_url(f"**/answers/{receipt.submission}**")
    expect(page.get_by_role("heading", name="No candidate in the galleries that answered")).to_be_visible()
    shared_desk.picture(page, "answers-found-en")
    page.get_by_role("searchbox").fill("no such number")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_text("No submission has this number.")).to_be_visible()
    shared_desk.picture(page, "answers-none-found-en")


def test_a_card_prints_alone_on_one_sheet(shared_desk: Desk, asked: dict[str, tuple[Receipt, Answer]]) -> None:
    receipt, answer = asked["match"]
    page = shared_desk.page("olga", language="es")
    shared_desk.goto(page, f"/answers/{receipt.submission}")
    page.emulate_media(media="print")
    expect(page.locator("#list")).to_be_hidden()
    expect(page.get_by_role("button", name="Imprimir")).to_be_hidden()
    expect(page.locator("#chosen")).to_contain_text(answer.control.control_number)
    expect(page.locator(".on-paper")).to_be_visible()
    page.screenshot(path="var/screens/answers-printed-es.png")
    assert page.pdf().count(b"/Type /Page\n") == 1


def test_the_desk_sees_all_stations(shared_desk: Desk, asked: dict[str, tuple[Receipt, Answer]]) -> None:
    page = shared_desk.page("vera", theme="dark")
    shared_desk.goto(page, f"/answers/{asked['listed'][0].submission}")
    expect(page.locator("#list [data-row]")).to_have_count(len(asked))
    shared_desk.picture(page, "answers-desk-en-dark")
