"""The page of partners as people see it: nobody known yet; three partners, one waiting, one stopped."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.cast import ADMINISTRATOR
from tests.journeys.browsing import Desk

from openbitmap.node import envelopes, partners
from openbitmap.node.database import Transaction
from openbitmap.node.partners import Keyring, Revocation
from openbitmap.vocabulary import PartnerId
from openbitmap.wire import Letter, LetterKind
from openbitmap.wire.envelope import Card, ReadingKey, SigningKey, card_from, fingerprint_of, signed_card

NOW = datetime.now(UTC)


def introduced(tx: Transaction, name: str, title: str, folder: Path) -> str:
    """A partner without a door; its card as text."""
    key, partner = SigningKey.made(), PartnerId(name)
    certificate = Keyring(folder / name).certificate(partner)
    card = Card(partner, title, name, "", key.public, ReadingKey.made().public, certificate, NOW)
    text = signed_card(card, key)
    fingerprint = fingerprint_of(card_from(text)[0])
    partners.introduce(tx, text, fingerprint=fingerprint, at=NOW - timedelta(days=40), actor=ADMINISTRATOR)
    return text


@pytest.fixture
def known(desk: Desk, tmp_path: Path) -> None:
    """Twelve letters wait for Argentina since two days, beside what the node itself says to every partner; Peru's key
    was copied."""
    with desk.node.database() as database, database.transaction() as tx:
        for name, title in (("AR", "Argentina"), ("PE", "Perú"), ("US", "United States")):
            introduced(tx, name, title, tmp_path)
        for number in range(12):
            letter = Letter(PartnerId("AR"), LetterKind.REFUSAL, {"number": number})
            at = NOW - timedelta(hours=50)
            envelopes.send(tx, letter, permit_clause="", at=at, actor=ADMINISTRATOR, key=f"act {number}")
        key = partners.keys_of(tx, PartnerId("PE"))[0].key
        revocation = Revocation(key, 118, "copied from a stolen disk")
        envelopes.revoke_key(tx, PartnerId("PE"), revocation, at=NOW, actor=ADMINISTRATOR)


def test_nobody_is_known_and_somebody_is_introduced(desk: Desk, tmp_path: Path) -> None:
    page = desk.goto(desk.page("adela"), "/partners")
    expect(page.get_by_text("No partner is known here.")).to_be_visible()
    desk.picture(page, "partners-empty-en")
    desk.accessible(page)
    spanish = desk.goto(desk.page("adela", language="es"), "/partners")
    expect(spanish.get_by_role("heading", name="Socios")).to_be_visible()
    desk.picture(spanish, "partners-empty-es")


def test_a_supervisor_sees_who_is_late_and_who_is_stopped(desk: Desk, known: None) -> None:
    page = desk.goto(desk.page("elsa"), "/partners/PE")
    expect(page.get_by_text("copied from a stolen disk")).to_be_visible()
    expect(page.get_by_text(re.compile(r"\b1\d waiting")).first).to_be_visible()
    expect(page.get_by_role("button", name="Revoke")).to_have_count(0)
    desk.picture(page, "partners-stopped-en", document=True)
    desk.accessible(page)
    spanish = desk.goto(desk.page("adela", language="es", theme="dark"), "/partners/AR")
    expect(spanish.get_by_text(re.compile(r"\b1\d en espera")).first).to_be_visible()
    desk.picture(spanish, "partners-waiting-es", document=True)
    desk.accessible(spanish)
    restored_and_not_settled(desk, spanish)


def restored_and_not_settled(desk: Desk, spanish: Page) -> None:
    """An administrator states a restore; the partner has no door, so it waits, is told to whom it concerns, and stops
    disclosures."""
    spanish.locator("summary", has_text="Este nodo fue restaurado").click()
    spanish.get_by_label("Qué ocurrió").fill("se dañó el disco de la base de datos")
    spanish.locator("form[action$='/settle'] button").click()
    expect(spanish.get_by_text("No se pudo contactar")).to_be_visible()
    desk.goto(spanish, "/partners/AR").get_by_text("espera la respuesta del socio").scroll_into_view_if_needed()
    desk.picture(spanish, "partners-restored-es")
    page = desk.goto(desk.page("elsa"), "/attention")
    expect(page.get_by_text("Ledgers contradict each other")).to_be_visible()
    desk.picture(page, "attention-broken-en")
    desk.accessible(page)
    desk.goto(page, "/evidence")
    expect(page.get_by_text("we were restored from a backup")).to_be_visible()
    desk.picture(page, "evidence-restored-en")
