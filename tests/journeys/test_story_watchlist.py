"""An entry of a watchlist: nominated by one and approved by another, it is found in the past by examiners, becomes a
sighting and an alert, and ends by itself when nobody keeps it. And a discreet one, of which a post learns nothing."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from playwright.sync_api import expect
from tests.cast import ARICA, Cast
from tests.journeys.browsing import Desk
from tests.journeys.stage import Stage, until
from tests.lists import nomination

from openbitmap.node import watchlists
from openbitmap.node.access import Principal, Role
from openbitmap.node.home import Home
from openbitmap.node.identities import Asserted
from openbitmap.node.watchlists import EntryId, EntryState, Handling, Subject
from openbitmap.synthetic.people import Person
from openbitmap.synthetic.transactions import Presentation, enrolment_card, rapid_query
from openbitmap.vocabulary import Verdict

pytestmark = pytest.mark.slow
VERA = Principal(Role.WATCH_OFFICER, "vera", None)


@pytest.fixture
def stage(desk: Desk, client: httpx.Client, cast: Cast) -> Stage:
    return Stage(desk, client, cast)


def nominated(stage: Stage, card: bytes, handling: Handling) -> EntryId:
    """Vera nominates by prints that the originator sent."""
    desk = stage.desk
    with desk.node.database() as database, database.transaction() as tx:
        prints = Home(desk.node.settings.home).vault().put(tx, card, owner=f"sent-{handling}")
        subject = Subject(Asserted(name="SYNTHETIC,LISTED"), prints=prints)
        return watchlists.nominate(tx, nomination(subject, handling=handling), by=VERA, at=datetime.now(UTC)).entry


def entry(stage: Stage, name: EntryId) -> watchlists.Entry:
    with stage.desk.node.database() as database, database.reading() as tx:
        return watchlists.entry_for(tx, name, VERA)


def test_an_entry_is_found_in_the_past_and_ends_by_itself(
    stage: Stage, strangers: list[Person], shown: Callable[..., Presentation]
) -> None:
    desk, arica = stage.desk, stage.post(ARICA)
    receipt, answer = arica.send(rapid_query(shown(strangers[0], ARICA, 61), face=True))
    assert answer.verdict is Verdict.NO_CANDIDATE, "nobody looked for this person yet"
    past = stage.encounter(receipt)
    listed = nominated(stage, enrolment_card(shown(strangers[0], "brigada", 62)), Handling.REFER)
    own = desk.goto(desk.page("vera"), f"/watchlists/{listed}")
    expect(own.get_by_role("button", name="Approve")).to_have_count(0)  # the nominator is not the approver
    victor = stage.approve("victor", f"/watchlists/{listed}")
    expect(victor.get_by_text("encounters compared")).to_be_visible()
    until(lambda: entry(stage, listed).encounter is not None, "the entry's prints are searchable")

    stage.identify("ana", "bruno")
    until(lambda: stage.persons(past, entry(stage, listed).encounter or past) == 1, "the past meeting is the person")
    desk.goto(victor, "/alerts")
    expect(victor.locator("[data-alert]")).to_have_count(1)
    desk.goto(victor, f"/watchlists/{listed}")
    expect(victor.locator("main")).to_contain_text(past)

    with desk.node.database() as database, database.transaction() as tx:
        watchlists.expire_due(tx, at=datetime.now(UTC) + timedelta(days=6 * 365))
    assert entry(stage, listed).state is EntryState.EXPIRED
    again, later = arica.send(rapid_query(shown(strangers[0], ARICA, 63)))
    assert later.verdict is Verdict.POSSIBLE_MATCH, "the past encounter itself was never on the list"
    assert stage.encounter(again) != past


def test_a_discreet_entry_does_not_exist_for_the_post(
    stage: Stage, strangers: list[Person], shown: Callable[..., Presentation]
) -> None:
    desk, arica = stage.desk, stage.post(ARICA)
    listed = nominated(stage, enrolment_card(shown(strangers[2], "brigada", 71)), Handling.DISCREET)
    stage.approve("victor", f"/watchlists/{listed}")
    until(lambda: entry(stage, listed).encounter is not None, "the entry's prints are searchable")
    receipt, answer = arica.send(rapid_query(shown(strangers[2], ARICA, 72), face=True))
    assert answer.verdict is Verdict.NO_CANDIDATE
    assert answer.case is None
    vera = desk.goto(desk.page("vera"), "/alerts")
    expect(vera.locator("[data-alert]")).to_have_count(1)
    address = vera.locator("[data-alert] a").get_attribute("href")
    alert = re.search(r"alert-[0-9A-Z]+", address or "")
    assert alert
    stage.identify("ana", "bruno")
    met = stage.encounter(receipt)
    until(lambda: stage.persons(met, entry(stage, listed).encounter or met) == 1, "examiners identified the person")
    latest = arica.client.get(f"/v1/submissions/{receipt.submission}/answer", headers=arica.headers)
    assert latest.json()["version"] == answer.version, "the post hears nothing of what people decided"
    for name in ("olga", "elsa"):
        page = desk.page(name)
        for path in ("/answers", "/alerts", "/watchlists", "/overview"):
            seen = desk.goto(page, path).content()
            assert alert[0] not in seen, (name, path)
            assert listed not in seen, (name, path)
        unknown = page.request.get(f"{desk.node.address}/alerts/alert-0", headers={"Accept": "text/html"})
        hidden = page.request.get(f"{desk.node.address}/alerts/{alert[0]}", headers={"Accept": "text/html"})
        assert hidden.status == unknown.status == 404
        assert hidden.text().replace(alert[0], "alert-0") == unknown.text(), "the same words about any number"
