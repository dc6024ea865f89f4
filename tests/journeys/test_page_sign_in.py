"""A newcomer's way in, in a real browser: one-time link, passkey, sign out, sign in, prove again; and the rooms of the
administrator. The authenticator is Chromium's virtual one."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.browsing import Desk

from openbitmap.node import access
from openbitmap.node.doorway import SESSION_COOKIE

THEMES = [("en", "light"), ("es", "dark")]


def with_authenticator(page: Page) -> Page:
    """Give this page's browser a device that verifies its user."""
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": device | {"isUserVerified": True}})
    return page


def at(desk: Desk, address: str) -> str:
    """Where passkeys belong: the node's name, not its number."""
    return f"{desk.node.settings.web.origin}{address}"


def grown_old(desk: Desk, page: Page, name: str) -> None:
    """The same person, signed in twenty minutes ago."""
    with desk.node.database() as database, database.transaction() as tx:
        before = datetime.now(UTC) - timedelta(minutes=20)
        token = access.open_session(tx, name, access.Means.PASSKEY, at=before)
    page.context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": at(desk, "/")}])


def test_from_a_link_to_a_passkey_to_a_proof(desk: Desk) -> None:
    page = with_authenticator(desk.stranger())
    page.goto(at(desk, f"/enter/{desk.link('ana')}"))
    expect(page.get_by_role("heading")).to_contain_text("lets Ana in")
    desk.picture(page, "enter-en-light", document=True)
    page.get_by_role("button", name="Enter as Ana").click()
    expect(page.locator(".me")).to_contain_text("Ana")

    page.goto(at(desk, "/account"))
    desk.picture(page, "account-new-en-light")
    page.get_by_label("Name of the passkey").fill("Grey key in the safe")
    page.get_by_role("button", name="Register a passkey").click()
    expect(page.locator("input[value='Grey key in the safe']")).to_be_visible()
    desk.picture(page, "account-en-light", document=True)

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    desk.picture(page, "sign-in-en-light", document=True)
    page.goto(at(desk, "/sign-in?next=/account"))
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(at(desk, "/account"))
    expect(page.get_by_text("last used")).to_be_visible()

    grown_old(desk, page, "ana")
    page.goto(at(desk, "/step-up?next=/account"))
    desk.picture(page, "step-up-en-light", document=True)
    page.get_by_role("button", name="Confirm with a passkey").click()
    page.wait_for_url(at(desk, "/account"))  # whole: "**/account" is true of /step-up?next=/account

    grown_old(desk, page, "ana")
    page.reload()
    name = page.locator("input[value='Grey key in the safe']")
    name.fill("The grey key")
    page.get_by_role("button", name="Rename").click()
    expect(page.locator("input[value='The grey key']")).to_be_visible()


def test_what_goes_wrong_is_said(desk: Desk) -> None:
    page = desk.stranger(language="es")
    page.goto(at(desk, f"/enter/{desk.link('ana')}x"))
    desk.picture(page, "enter-spent-es-light")
    expect(page.get_by_text("caducó")).to_be_visible()
    with_authenticator(page).goto(at(desk, "/sign-in"))
    page.get_by_role("button", name="Entrar con llave de acceso").click()
    expect(page.get_by_role("alert")).to_contain_text("No se confirmó nada")
    desk.picture(page, "sign-in-cancelled-es-light")
    page.goto(f"{desk.node.address}/sign-in")
    expect(page.get_by_text(desk.node.settings.web.origin)).to_be_visible()
    desk.picture(page, "sign-in-elsewhere-es-light")


def test_a_link_from_another_site_finds_the_session_again(desk: Desk) -> None:
    """SameSite=Strict keeps the cookie from the first request; the sign-in page asks again from here."""
    page = desk.stranger()
    page.goto(at(desk, f"/enter/{desk.link('ana')}"))
    page.get_by_role("button", name="Enter as Ana").click()
    expect(page.locator(".me")).to_contain_text("Ana")
    page.goto("data:text/html,<a href='" + at(desk, "/account") + "'>to a colleague</a>")
    page.get_by_role("link").click()
    expect(page.get_by_role("heading", name="My account")).to_be_visible()


@pytest.mark.parametrize(("language", "theme"), THEMES)
def test_the_administrators_rooms(desk: Desk, language: str, theme: str) -> None:
    page = desk.page("adela", language=language, theme=theme)
    look = f"{language}-{theme}"
    desk.picture(desk.goto(page, "/people"), f"people-new-{look}", document=language == "en")
    page.locator("#name").fill("nora")
    page.locator("#title").fill("Nora N.")
    page.locator("#role").select_option("examiner")
    page.locator("form[action='/people'] button").click()
    expect(page.locator("#thing-title")).to_have_text("Nora N.")
    page.locator("form[action='/people/nora/link'] button").click()
    expect(page.locator("#the-link")).to_contain_text("/enter/")
    page.locator("#the-link").evaluate("each => each.textContent = 'http://localhost:8750/enter/…'")
    desk.picture(page, f"people-link-{look}", document=language == "en")
    desk.picture(desk.goto(page, "/people/ana"), f"people-{look}")
    desk.picture(desk.goto(page, "/people/adela"), f"people-own-{look}")
    desk.picture(desk.goto(page, "/stations"), f"stations-new-{look}")
    desk.picture(desk.goto(page, "/stations/arica"), f"stations-{look}", document=language == "en")
    desk.picture(desk.goto(page, "/account"), f"account-{look}")
    desk.picture(desk.goto(page, "/step-up"), f"step-up-none-{look}")


@pytest.mark.parametrize(("language", "theme"), [("en", "contrast"), ("pt", "light")])
def test_on_a_tablet(shared_desk: Desk, language: str, theme: str) -> None:
    page = shared_desk.page("adela", language=language, theme=theme, tablet=True)
    for address, name in (("/people/ana", "people"), ("/stations", "stations-new"), ("/account", "account")):
        shared_desk.picture(shared_desk.goto(page, address), f"{name}-{language}-{theme}-tablet")
    stranger = shared_desk.stranger(language=language, tablet=True)
    shared_desk.picture(shared_desk.goto(stranger, "/sign-in"), f"sign-in-{language}-tablet")
