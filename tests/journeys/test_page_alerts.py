"""The alert desk in a browser: an alert from its raising to its end, its return when people take their word back, and
the pages beside the desk."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.cast import ARICA, BRIGADA, Cast
from tests.journeys.browsing import Desk
from tests.rooms import Met, Rooms, fingers_of

from openbitmap.biometrics import FingerGallery
from openbitmap.images import DecoderBox
from openbitmap.node import alerts, cases, identities, search
from openbitmap.node.alerts import Mandate, Rung, Urgency
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import CaseDecided, ConsultationFinished, EncounterEnrolled
from openbitmap.node.home import Home
from openbitmap.node.identities import ChangeKind, Wanted
from openbitmap.vocabulary import EncounterId, StationId

pytestmark = pytest.mark.slow

LANGUAGES = ("en", "es")
IN_DOCUMENTS = ("alert-raised", "alert-verified", "alert-reopened", "alerts-quality", "subscription-new")
PATIENCE = 60


@pytest.fixture
def rooms(desk: Desk, cast: Cast) -> Iterator[Rooms]:
    """The rooms of the node that the browser looks at. What follows from a fact, the node's own workers do."""
    settings = desk.node.settings
    with desk.node.database() as database, DecoderBox() as decoder:
        yield Rooms(database, cast, Equipment(settings, Home(settings.home).vault(), decoder, FingerGallery()))


def until(truth: Callable[[], object]) -> None:
    """Wait for the node's workers; a machine may be busy."""
    deadline = time.monotonic() + PATIENCE
    while not truth():
        assert time.monotonic() < deadline, "the node did not come so far"
        time.sleep(0.1)


def meet(rooms: Rooms, person: int, impression: int, station: StationId = ARICA) -> Met:
    met = rooms.enrol(fingers_of(person, impression), station)
    rooms.state(EncounterEnrolled(met.submission, met.encounter, 0, 0))
    until(lambda: value(rooms, "SELECT 1 FROM search WHERE submission = %(m)s", m=met.submission))
    return met


def value(rooms: Rooms, query: str, **named: object) -> object:
    with rooms.database.reading() as tx:
        return tx.scalar(query, **named)


def alert_about(rooms: Rooms, met: Met) -> str:
    query = "SELECT alert FROM alert WHERE encounter = %(e)s ORDER BY raised_at DESC LIMIT 1"
    until(lambda: value(rooms, query, e=met.encounter))
    return str(value(rooms, query, e=met.encounter))


def listed_and_met(rooms: Rooms, person: int) -> tuple[Met, Met, str]:
    listed = meet(rooms, person, 1, BRIGADA)
    met = meet(rooms, person, 2)
    return listed, met, alert_about(rooms, met)


def identify(rooms: Rooms, met: Met, other: Met) -> None:
    with rooms.database.reading() as tx:
        done = search.search_of(tx, met.submission)
    assert done is not None
    case = cases.case_id_of(done.search)
    until(lambda: value(rooms, "SELECT 1 FROM adjudication_case WHERE case_id = %(c)s", c=case))
    rooms.state(CaseDecided(met.submission, case, met.encounter, (other.encounter,), "identification"))
    until(lambda: value(rooms, "SELECT 1 FROM judgement WHERE case_id = %(c)s", c=case))


def verified(rooms: Rooms, met: Met, other: Met, alert: str) -> None:
    identify(rooms, met, other)
    until(lambda: value(rooms, "SELECT verified_by FROM alert WHERE alert = %(a)s", a=alert))


def take_back(rooms: Rooms, met: Met, other: Met) -> None:
    with rooms.database.transaction() as tx:
        wanted = Wanted(ChangeKind.SPLIT, (met.encounter,), (other.encounter,), reason="the scar was misread")
        proposed = identities.propose_change(tx, wanted, by=rooms.principal("vera"), at=datetime.now(UTC))
        identities.approve_change(tx, proposed.change, by=rooms.principal("elsa"), at=datetime.now(UTC))


def on_duty(rooms: Rooms) -> None:
    with rooms.database.transaction() as tx:
        for name, rung in (("vera", Rung.DESK), ("victor", Rung.SECOND), ("elsa", Rung.SUPERVISOR)):
            alerts.rota.sign_on(tx, rung, by=rooms.principal(name), at=datetime.now(UTC))


def subscribed(rooms: Rooms, encounter: EncounterId, *, discreet: bool = False) -> str:
    now = datetime.now(UTC)
    mandate = Mandate(
        "Missing minor, file 417/2026" if not discreet else "Witness at risk",
        "Family court of Arica, order 417/2026",
        "Keep the minor company, call the court's desk at once: +56 58 000 0000.",
        now + timedelta(days=90),
        Urgency.ROUTINE,
        discreet,
    )
    with rooms.database.transaction() as tx:
        return alerts.subscriptions.subscribe(tx, encounter, mandate, by=rooms.principal("vera"), at=now)


def pictured(desk: Desk, page: Page, name: str) -> None:
    """In both languages; the page stays in English."""
    address = page.url.removeprefix(desk.node.address)
    joint = "&" if "?" in address else "?"
    for language in LANGUAGES:
        desk.goto(page, f"{address}{joint}lang={language}")
        desk.picture(page, f"{name}-{language}", document=language == "en" and name in IN_DOCUMENTS)
    desk.goto(page, address)


def test_an_alert_from_its_raising_to_its_end_and_back(desk: Desk, rooms: Rooms) -> None:
    page = desk.page("vera")
    desk.goto(page, "/alerts")
    pictured(desk, page, "alerts-empty")
    on_duty(rooms)
    listed, met, alert = listed_and_met(rooms, 7)
    expect(page.locator(f'[data-alert="{alert}"]')).to_be_visible()  # the list renews itself
    page.keyboard.press("j")
    expect(page.locator(f'[data-alert="{alert}"] a')).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Possible listed person")).to_be_visible()
    pictured(desk, page, "alert-raised")
    page.keyboard.press("a")
    expect(page.get_by_text("No score verifies an alert")).to_be_visible()
    pictured(desk, page, "alert-acknowledged")
    verified(rooms, met, listed, alert)
    expect(page.get_by_role("heading", name="Listed person identified")).to_be_visible()  # by itself
    page.reload()
    pictured(desk, page, "alert-verified")
    page.get_by_label("To whom (name, post, telephone)").fill("Sergeant Rojas, Chacalluta, +56 58 000 1111")
    page.get_by_role("button", name="Hand over").click()
    expect(page.get_by_role("button", name="Record the outcome")).to_be_visible()
    pictured(desk, page, "alert-handed-over")
    page.get_by_label("Referred").check()
    page.get_by_label("In a few words").fill("Referred to the prosecutor on duty; the warrant is in force.")
    page.get_by_role("button", name="Record the outcome").click()
    expect(page.get_by_role("button", name="Close the alert")).to_be_visible()
    pictured(desk, page, "alert-outcome")
    page.get_by_role("button", name="Close the alert").click()
    expect(page.get_by_text("Nothing more to do.")).to_be_visible()
    take_back(rooms, met, listed)
    until(lambda: value(rooms, "SELECT 1 FROM alert WHERE alert = %(a)s AND state = 'reopened'", a=alert))
    until(lambda: value(rooms, "SELECT count(*) > 0 FROM alert_delivery WHERE occasion = 'reopened'"))
    desk.goto(page, f"/alerts/{alert}")
    expect(page.get_by_role("heading", name="This alert was wrong")).to_be_visible()
    expect(page.get_by_role("button", name="Has been told")).to_be_visible()
    pictured(desk, page, "alert-reopened")
    page.get_by_role("heading", name="What happened").scroll_into_view_if_needed()
    desk.picture(page, "alert-reopened-told-en")


def test_a_late_alert_a_subscription_and_the_pages_beside_the_desk(desk: Desk, rooms: Rooms) -> None:
    on_duty(rooms)
    _, _, late = listed_and_met(rooms, 7)
    with rooms.database.transaction() as tx:
        tx.run("UPDATE alert SET due_at = now() WHERE alert = %(a)s", a=late)
    until(lambda: value(rooms, "SELECT 1 FROM alert WHERE alert = %(a)s AND rung = 1", a=late))
    known = meet(rooms, 9, 1)
    rooms.state(ConsultationFinished(known.submission, "con-1", "ident", "candidate", 1))
    answered_late = alert_about(rooms, known)
    subscription = subscribed(rooms, known.encounter)
    silent = subscribed(rooms, known.encounter, discreet=True)
    met = meet(rooms, 9, 2)
    identify(rooms, met, known)
    until(lambda: value(rooms, "SELECT count(*) = 2 FROM alert WHERE encounter = %(e)s", e=met.encounter))
    quiet = str(value(rooms, "SELECT alert FROM alert WHERE subscription = %(s)s", s=silent))
    told = str(value(rooms, "SELECT alert FROM alert WHERE subscription = %(s)s", s=subscription))
    page = desk.page("vera")
    for address, name in (
        (f"/alerts/{late}", "alert-late"),
        (f"/alerts/{answered_late}", "alert-answered-late"),
        (f"/alerts/{quiet}", "alert-discreet"),
        (f"/alerts/{told}", "alert-subscription"),
        ("/alerts/quality", "alerts-quality"),
        ("/alerts/delivery", "alerts-delivery"),
        (f"/subscriptions/{subscription}", "subscription"),
        (f"/subscriptions/new?encounter={known.encounter}", "subscription-new"),
    ):
        desk.goto(page, address)
        pictured(desk, page, name)
    elsa = desk.page("elsa", language="es", theme="dark", tablet=True)
    desk.goto(elsa, "/alerts")
    expect(elsa.locator(f'[data-alert="{late}"]')).to_be_visible()
    expect(elsa.locator(f'[data-alert="{quiet}"]')).to_have_count(0)
    desk.goto(elsa, f"/alerts/{late}")
    desk.picture(elsa, "alert-late-es-dark-tablet")
    contrast = desk.page("victor", theme="contrast", tablet=True)
    desk.goto(contrast, f"/alerts/{late}")
    desk.picture(contrast, "alert-late-en-contrast-tablet")
