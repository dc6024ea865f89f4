"""Watchlists in a browser: nominated by one, approved by another, found in the past, removed with proof; an import; and
what the supervisor never sees."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.cast import ARICA
from tests.journeys.browsing import Desk
from tests.lists import NAMED, nomination, sent_prints
from tests.rooms import Rooms, fingers_of

from openbitmap.biometrics import FingerGallery
from openbitmap.images import DecoderBox
from openbitmap.node import watchlists
from openbitmap.node.equipment import Equipment
from openbitmap.node.home import Home
from openbitmap.node.watchlists import Handling, Subject

LANGUAGES = ("en", "es")
SHEET = """reference,name,birth_date,documents,category,evidence,statement,handling
1,"SYNTHETIC, ONE",1980-05-01,MNU P1,gang,gang_claim,Said to collect rent for a synthetic gang,inform
2,"SYNTHETIC, TWO",1975,,trafficking,charge,Charged with moving synthetic people,refer
3,"SYNTHETIC, THREE",,,wanted,rumour,Said to be around,refer
4,"SYNTHETIC, FOUR",,,wanted,warrant,Warrant of a synthetic court,refer
"""


@pytest.fixture
def rooms(desk: Desk, cast: object) -> Iterator[Rooms]:
    settings = desk.node.settings
    with desk.node.database() as database, DecoderBox() as decoder:
        yield Rooms(database, cast, Equipment(settings, Home(settings.home).vault(), decoder, FingerGallery()))  # type: ignore[arg-type]  # the cast of the node


def fill(page: Page, **cells: str) -> None:
    for name, text in cells.items():
        page.locator(f"[name={name}]").fill(text)


def number_of(page: Page) -> str:
    found = re.search(r"/watchlists/(wle-[0-9A-Za-z]+)", page.url)
    assert found, page.url
    return found[1]


def test_an_entry_from_its_nomination_to_the_proof_of_its_end(desk: Desk, rooms: Rooms) -> None:
    met = rooms.enrol(fingers_of(41, 1), ARICA)
    vera = desk.goto(desk.page("vera"), "/watchlists/new")
    vera.get_by_role("button", name="Nominate").click()
    expect(vera.get_by_role("alert")).to_contain_text("something that identifies")
    desk.picture(vera, "watchlists-new-lacking-en-light")
    fill(vera, name="SYNTHETIC, ENTRY", encounter=met.encounter, originator="Brigada", legal_basis="CPP art. 122")
    fill(vera, statement0="Warrant 12-2026 for armed robbery", source0="Juzgado de Garantía", contact="+56 2 0000 0000")
    vera.locator("[name=evidence0]").select_option("warrant")
    vera.get_by_role("button", name="Nominate").click()
    expect(vera.get_by_text("another person decides about it")).to_be_visible()
    entry = number_of(vera)

    victor = desk.goto(desk.page("victor", language="es"), f"/watchlists/{entry}")
    desk.picture(victor, "watchlists-entry-nominated-es-light", document=True)
    victor.get_by_role("button", name="Aprobar").click()
    expect(victor.get_by_text("encuentros comparados")).to_be_visible()
    desk.picture(victor, "watchlists-entry-active-es-light", document=True)
    victor.locator("summary", has_text="Retirar").click()
    victor.get_by_label("Motivo").last.fill("la orden fue dejada sin efecto")
    victor.get_by_role("button", name="Retirar").click()
    expect(victor.locator("article")).to_contain_text("Retirada")
    expect(victor.locator(".history")).to_contain_text("la orden fue dejada sin efecto")


def listed_prints(rooms: Rooms, name: str, *, handling: Handling, by: str = "vera") -> watchlists.Entry:
    """Nominated on prints as templates, and not approved yet."""
    encounter = sent_prints(rooms, fingers_of(len(name) + 60, 1), silent=handling is Handling.DISCREET)
    wanted = nomination(Subject(replace(NAMED, name=name), encounter), handling=handling)
    with rooms.database.transaction() as tx:
        return watchlists.nominate(tx, wanted, by=rooms.principal(by), at=datetime.now(UTC))


def test_what_was_removed_shows_its_proof(desk: Desk, rooms: Rooms) -> None:
    made = listed_prints(rooms, "SYNTHETIC, GONE", handling=Handling.REFER)
    victor = desk.goto(desk.page("victor"), f"/watchlists/{made.entry}")
    victor.get_by_role("button", name="Approve").click()
    expect(victor.get_by_text("encounters compared")).to_be_visible()
    victor.locator("summary", has_text="Remove").click()
    victor.get_by_label("Reason").last.fill("the warrant was recalled")
    victor.get_by_role("button", name="Remove").click()
    expect(victor.locator(".proof")).to_contain_text("holds 0 prints")
    victor.locator(".proof").scroll_into_view_if_needed()
    desk.picture(victor, "watchlists-entry-removed-en-light", document=True)


def test_the_desk_in_both_languages_and_what_the_supervisor_never_sees(desk: Desk, rooms: Rooms) -> None:
    hidden = listed_prints(rooms, "SYNTHETIC, HIDDEN", handling=Handling.DISCREET)
    shown = listed_prints(rooms, "SYNTHETIC, SHOWN ONE", handling=Handling.WARRANT)
    for language in LANGUAGES:
        page = desk.goto(desk.page("victor", language=language), "/watchlists")
        expect(page.get_by_text("SYNTHETIC, HIDDEN")).to_be_visible()
        desk.picture(page, f"watchlists-desk-{language}-light", document=True)
    page = desk.goto(desk.page("aldo", theme="dark", tablet=True), f"/watchlists/{hidden.entry}")
    expect(page.get_by_text("The post sees nothing of this entry")).to_be_visible()
    desk.picture(page, "watchlists-entry-discreet-en-dark-tablet")
    elsa = desk.goto(desk.page("elsa"), "/watchlists")
    expect(elsa.get_by_text("SYNTHETIC, SHOWN ONE")).to_be_visible()
    assert "HIDDEN" not in elsa.content()
    desk.goto(elsa, "/watchlists?q=HIDDEN")
    expect(elsa.get_by_text("No entry here.")).to_be_visible()
    desk.picture(elsa, "watchlists-desk-empty-en-light")
    for address in (f"/watchlists/{hidden.entry}", "/watchlists/wle-nothing"):
        answer = elsa.goto(f"{desk.node.address}{address}")
        assert answer and answer.status == 404
    assert shown.encounter


@pytest.mark.parametrize("name", ["ana", "olga", "adela"])
def test_for_other_roles_there_are_no_watchlists(shared_desk: Desk, name: str) -> None:
    page = shared_desk.page(name)
    answer = page.goto(f"{shared_desk.node.address}/watchlists")
    assert answer and answer.status == 404


def test_a_list_is_imported_after_a_look_at_it(desk: Desk, rooms: Rooms, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(SHEET)
    page = desk.goto(desk.page("vera"), "/watchlists/import")
    desk.picture(page, "watchlists-import-en-light")
    page.locator("[name=files]").set_input_files(file)
    fill(page, originator="PDI", source0="A synthetic office", legal_basis="Ley 20.000", contact="+56 2 0000 0000")
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_role("button", name="Nominate 2 entries")).to_be_visible()
    expect(page.locator("tbody")).to_contain_text("rumour")
    desk.picture(page, "watchlists-import-preview-en-light", document=True)
    page.get_by_role("button", name="Nominate 2 entries").click()
    expect(page.get_by_text("2 new, 0 changed, 0 unchanged, 2 refused")).to_be_visible()
    desk.picture(page, "watchlists-import-done-en-light")
    page.goto(f"{desk.node.address}/watchlists?show=nominated")
    expect(page.get_by_text("SYNTHETIC, TWO")).to_be_visible()


def test_the_form_in_spanish(shared_desk: Desk) -> None:
    page = shared_desk.goto(shared_desk.page("vera", language="es"), "/watchlists/new")
    shared_desk.picture(page, "watchlists-new-es-light", document=True)
