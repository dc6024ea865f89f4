"""The register of agreements in a browser: an administrator signs, suspends and resumes, and a supervisor
confirms; an auditor reads; what is
over says so; for an examiner there is no such page."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import expect
from tests.journeys.browsing import Desk

from openbitmap.instruments import Term, digest, parse, render, signed_words
from openbitmap.node import agreements, partners
from openbitmap.node.database import Transaction
from openbitmap.node.partners import Keyring, OwnSignature, Whoami
from openbitmap.vocabulary import Actor, PartnerId
from openbitmap.wire.envelope import Card, ReadingKey, SigningKey, card_from, fingerprint_of, signed_card

FOLDER = Path(__file__).parents[2] / "docs" / "agreements"
CL, US = PartnerId("CL"), PartnerId("US")
TEST = Actor("person", "the administrator of the tests")


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.agreement").read_text("utf-8")


def running(text: str, *, days: int) -> str:
    """The same, in force for a month already and for so many days to come."""
    instrument, today = parse(text), datetime.now(UTC).date()
    return render(replace(instrument, term=Term(today - timedelta(days=30), today + timedelta(days=days))))


class Treaties:
    """The node CL with US as a partner of whom only the key is here."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.theirs, reading = SigningKey.made(), ReadingKey.made()
        self.keyring = Keyring.of(desk.node.settings.home)
        self.now = datetime.now(UTC)
        card = Card(
            US,
            "United States of the tests",
            "US",
            "",
            signing=self.theirs.public,
            reading=reading.public,
            certificate=b"no certificate",
            issued_at=self.now,
        )
        text = signed_card(card, self.theirs)
        with desk.node.database() as database, database.transaction() as tx:
            partners.establish(tx, self.keyring, Whoami(CL, "Chile of the tests", "CL"), at=self.now)
            fingerprint = fingerprint_of(card_from(text)[0])
            partners.introduce(tx, text, fingerprint=fingerprint, at=self.now, actor=TEST)

    def agree(self, text: str, *, both: bool = True) -> str:
        with self.desk.node.database() as database, database.transaction() as tx:
            return self._agreed(tx, text, both=both)

    def _agreed(self, tx: Transaction, text: str, *, both: bool) -> str:
        words = signed_words(digest(parse(text)))
        signatures = {US: OwnSignature(self.theirs.key, self.theirs.sign(words))}
        if both:
            signatures[CL] = partners.sign(tx, self.keyring, words)
        return agreements.register(tx, text, signatures, by=TEST, at=self.now).digest


def test_the_register_and_what_an_administrator_decides(desk: Desk) -> None:
    treaties = Treaties(desk)
    treaties.agree(text_of("letter-of-intent"))
    treaties.agree(running(text_of("interface-control-document"), days=30))
    pilot = treaties.agree(running(text_of("pilot"), days=150), both=False)

    _two_sign_and_resume(desk, pilot)
    aldo = desk.goto(desk.page("aldo", language="es"), f"/agreements/{pilot}")
    expect(aldo.locator(".lines").get_by_text("vencido")).to_be_visible()
    expect(aldo.locator(".lines .chip.attention").first).to_contain_text("quedan")
    assert aldo.get_by_role("button", name="Suspender").count() == 0
    desk.picture(aldo, "agreements-in-force-es-light", document=True)
    aldo.locator("#clauses-title").scroll_into_view_if_needed()
    desk.picture(aldo, "agreements-clauses-es-light")
    aldo.locator(".lines a", has_text="Carta de intención").click()
    expect(aldo.get_by_text("Pasó su último día")).to_be_visible()
    desk.picture(aldo, "agreements-expired-es-light")

    ana = desk.goto(desk.page("ana"), "/agreements")
    expect(ana.locator("main")).not_to_contain_text("Agreements")


def _two_sign_and_resume(desk: Desk, pilot: str) -> None:
    """The administrator first, the supervisor after; one of them stops it."""
    adela = desk.goto(desk.page("adela"), f"/agreements/{pilot}")
    expect(adela.get_by_text("It waits for our signature.")).to_be_visible()
    desk.picture(adela, "agreements-unsigned-en-light", document=True)
    adela.get_by_role("button", name="Sign").click()
    expect(adela.get_by_text("adela signed first")).to_be_visible()
    assert adela.locator("form[action$=sign]").count() == 0
    elsa = desk.goto(desk.page("elsa", language="es"), f"/agreements/{pilot}")
    desk.picture(elsa, "agreements-second-hand-es-light")
    elsa.get_by_role("button", name="Confirmar y firmar").click()
    expect(elsa.get_by_text("adela, elsa")).to_be_visible()
    adela.reload()
    expect(adela.get_by_text("signed by both: it binds from its first day")).to_be_visible()
    adela.locator("summary", has_text="Suspend").click()
    adela.get_by_label("Reason").first.fill("a lost laptop is being looked into")
    adela.locator("form[action$=suspend] button").click()
    expect(adela.get_by_text("Suspended by Chile since")).to_be_visible()
    desk.picture(adela, "agreements-suspended-en-light")
    adela.get_by_role("button", name="Resume").click()
    expect(adela.get_by_text("adela wants to resume it")).to_be_visible()
    desk.goto(elsa, f"/agreements/{pilot}").get_by_role("button", name="Confirmar y reanudar").click()
    expect(elsa.get_by_text("retiró su suspensión")).to_be_visible()
    adela.reload()
    expect(adela.get_by_text("took back its suspension")).to_be_visible()
