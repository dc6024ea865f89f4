"""Protection and notices across borders as people see them: who marks, who decides, and for whom nothing exists."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect
from tests.journeys.browsing import Desk
from tests.journeys.test_page_names import meet

from openbitmap.node import protection
from openbitmap.node.access import Principal, Role
from openbitmap.node.database import Database
from openbitmap.node.identities import Asserted
from openbitmap.node.protection import Basis, MarkingKind, Wanted
from openbitmap.vocabulary import EncounterId, ExchangeAct, PartnerId

SAID = Asserted("SYNTHETIC,ROSA", birth_date="19900101", nationality="VE")


def encounter_in(database: Database) -> EncounterId:
    meet(database, SAID)
    with database.reading() as tx:
        return EncounterId(tx.scalar("SELECT encounter FROM encounter ORDER BY number DESC LIMIT 1"))


def held_back(database: Database, encounter: EncounterId) -> None:
    """Marked, and asked for by two partners."""
    now = datetime.now(UTC)
    with database.transaction() as tx:
        elsa = Principal(Role.SUPERVISOR, "elsa", None)
        wanted = Wanted(MarkingKind.ASYLUM, Basis.DOCUMENTED, "applied at the office of Arica")
        protection.mark(tx, encounter, wanted, by=elsa, at=now)
        for partner in ("US", "PE"):
            for _ in range(2 if partner == "US" else 1):
                protection.guard(tx, [encounter], partner=PartnerId(partner), act=ExchangeAct.ANSWER, at=now)


def watched(database: Database, encounter: EncounterId) -> None:
    """A partner's watch that waits, one of ours in force, and a notice of each kind."""
    now = datetime.now(UTC)
    watches = (("watch-1", "taken", "waiting", "REF-7F3A"), ("watch-2", "given", "active", "REF-11C0"))
    with database.transaction() as tx:
        for name, side, state, reference in watches:
            tx.run(
                "INSERT INTO border_watch (watch, side, partner, kind, state, encounter, entry, reference, envelope,"
                " purpose, category, agreement, clause, until, reason, made_at) VALUES (%(w)s, %(side)s, 'US',"
                " 'subscription', %(state)s, %(e)s, '', %(ref)s, '', 'serious_crime', 'watchlisted', 'PILOT',"
                " 'PILOT v1 cl. 4.1', %(until)s, '', %(at)s)",
                w=name,
                side=side,
                state=state,
                e=encounter,
                ref=reference,
                until=now + timedelta(days=60),
                at=now,
            )
        for name, side, watch, state in (
            ("notice-1", "given", "watch-1", "due"),
            ("notice-2", "taken", "watch-2", "told"),
        ):
            tx.run(
                "INSERT INTO notice (notice, side, watch, partner, encounter, state, clause, because, made_at, outcome)"
                " VALUES (%(n)s, %(side)s, %(watch)s, 'US', '', %(state)s, 'PILOT v1 cl. 4.2', '', %(at)s, '')",
                n=name,
                side=side,
                watch=watch,
                state=state,
                at=now,
            )


def test_a_supervisor_marks_decides_and_ends_with_a_second_person(desk: Desk) -> None:
    with desk.node.database() as database:
        encounter = encounter_in(database)
        held_back(database, encounter)
    page = desk.page("elsa", language="es")
    desk.goto(page, "/protection")
    expect(page.get_by_role("heading", name="Retenido ante socios")).to_be_visible()
    desk.picture(page, "protection-es")
    page.get_by_role("link", name="Estados Unidos · coincidencia").click()
    expect(page.get_by_text("pide refugio").first).to_be_visible()
    desk.picture(page, "protection-review-es")
    page = desk.page("elsa", language="en")
    desk.goto(page, "/protection")
    page.get_by_role("link", name="Peru · hit or not").click()
    page.fill("#words-kept", "as it is")
    page.get_by_role("button", name="Keep silent").click()
    expect(page.get_by_text("kept silent").first).to_be_visible()
    desk.picture(page, "protection-kept-en", document=True)
    page.locator("a[href^='/protection/markings/']").click()
    page.fill("#end-reason", "the claim was withdrawn")
    page.get_by_role("button", name="Ask that it end").click()
    second = desk.page("emilio", language="en")
    desk.goto(second, page.url.removeprefix(desk.node.address))
    second.fill("#end-reason", "I have seen the letter")
    second.get_by_role("button", name="It ends").click()
    expect(second.get_by_text("Nobody is marked.")).to_be_visible()


def test_an_officer_finds_the_form_alone_and_others_nothing(desk: Desk) -> None:
    with desk.node.database() as database, database.reading() as tx:
        submission = tx.scalar("SELECT submission FROM encounter WHERE submission IS NOT NULL LIMIT 1")
    if submission is None:
        with desk.node.database() as database:
            encounter_in(database)
            with database.reading() as tx:
                submission = tx.scalar("SELECT submission FROM encounter WHERE submission IS NOT NULL LIMIT 1")
    page = desk.page("olga", language="en")
    desk.goto(page, "/protection")
    page.fill("#who", submission)
    page.select_option("#kind", "victim")
    page.fill("#reason", "says that she is held against her will")
    desk.picture(page, "protection-officer-en", document=True)
    page.get_by_role("button", name="Protect").click()
    expect(page.get_by_text("The person is protected from now on.")).to_be_visible()
    for name in ("vera", "ana"):
        other = desk.page(name, language="en")
        answer = other.goto(f"{desk.node.address}/protection")
        assert answer
        assert answer.status == 404


def test_the_watch_reads_what_crosses_borders(desk: Desk) -> None:
    with desk.node.database() as database:
        watched(database, encounter_in(database))
    page = desk.page("vera", language="es")
    desk.goto(page, "/notices")
    page.get_by_role("link", name="Vigilamos para Estados Unidos").first.click()
    expect(page.get_by_role("button", name="Aceptar")).to_be_visible()
    desk.picture(page, "notices-waiting-es")
    page.get_by_role("button", name="Aceptar").click()
    expect(page.get_by_text("vigente").first).to_be_visible()
    page = desk.page("vera", language="en")
    desk.goto(page, "/notices")
    desk.picture(page, "notices-en", document=True)
    desk.goto(page, "/ahead")
    expect(page.get_by_text("Nobody is expected here.")).to_be_visible()
    desk.picture(page, "ahead-en")
    supervisor = desk.page("elsa", language="en")
    desk.goto(supervisor, "/notices")
    expect(supervisor.get_by_text("We watch for United States")).to_have_count(0)
