"""The frame of every page: what a role may not see does not exist, and what stands there reads well."""

import re
from itertools import product

from playwright.sync_api import expect
from tests.journeys.browsing import Desk


def test_what_does_not_exist_and_what_may_not_be_seen_look_alike(shared_desk: Desk) -> None:
    page = shared_desk.page("ana")
    hidden = shared_desk.goto(page, "/answers").content()
    absent = shared_desk.goto(page, "/no-such-room").content()
    assert hidden == absent
    expect(page.get_by_role("link", name="Answers")).to_have_count(0)


def test_nobody_is_sent_to_sign_in_and_comes_back(shared_desk: Desk) -> None:
    page = shared_desk.stranger()
    wanted = f"{shared_desk.node.address}/answers?x=1"
    response = page.request.get(wanted, max_redirects=0, headers={"Accept": "text/html"})
    assert response.status == 303
    assert response.headers["location"] == "/sign-in?next=/answers%3Fx%3D1"


def test_pages_look_right_in_every_theme(shared_desk: Desk) -> None:
    for theme in ("light", "dark", "contrast"):
        page = shared_desk.page("vera", language="es", theme=theme)
        shared_desk.goto(page, "/answers")
        shared_desk.picture(page, f"answers-empty-es-{theme}")
    shared_desk.goto(page, "/no-such-room")
    shared_desk.picture(page, "problem-es-contrast")
    page = shared_desk.page("olga", tablet=True)
    shared_desk.picture(page, "answers-officer-empty-en-tablet")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    shared_desk.picture(page, "keys-en-tablet")


def test_the_bar_is_one_row_for_every_role_and_every_room_is_reached_by_keyboard(shared_desk: Desk) -> None:
    """Spanish has the longest words."""
    for name, tablet in product(("olga", "ana", "vera", "elsa", "aldo", "adela"), (False, True)):
        language = "pt" if name == "elsa" else "es"
        page = shared_desk.page(name, language=language, tablet=tablet)
        bar = page.locator("header.bar").bounding_box()
        assert bar is not None
        assert bar["height"] < 60, f"the bar of {name} in {language} wraps (tablet: {tablet})"
        page.context.close()
    page = shared_desk.page("elsa")
    menu = page.get_by_role("navigation", name="Rooms")
    abroad = menu.locator("summary", has_text="Abroad")
    abroad.press("Enter")
    expect(menu.get_by_role("link", name="Inquiries")).to_be_visible()
    shared_desk.picture(page, "menu-supervisor-en")
    page.keyboard.press("Escape")
    expect(menu.get_by_role("link", name="Inquiries")).to_be_hidden()
    expect(abroad).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/notices$"))
    expect(menu.locator("summary", has_text="Across borders")).to_be_visible()
    auditor = shared_desk.page("aldo", language="es", theme="dark", tablet=True)
    auditor.get_by_role("navigation", name="Salas").get_by_text("Archivo").click()
    expect(auditor.get_by_role("link", name="Registro", exact=True)).to_be_visible()
    shared_desk.picture(auditor, "menu-auditor-es-dark-tablet")
