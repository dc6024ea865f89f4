"""Persons, alerts, lists and changes of a day with discreet entries, page by page, beside the same day without: for an
examiner and a supervisor the two nodes are the same.
"""

import re
from datetime import UTC, datetime, timedelta

import pytest
from tests.discreet_days import Day, arrival_case, discreetly, identify, identify_silently
from tests.lists import listed, listed_by_prints
from tests.pages import Browser, browser_of
from tests.rooms import NOON, Met, Rooms, fingers_of
from tests.two_worlds import World, masked

from openbitmap.node import access, alerts, identities
from openbitmap.node.access import Means
from openbitmap.node.alerts import Mandate, Urgency
from openbitmap.node.doorway import SESSION_COOKIE
from openbitmap.node.identities import ChangeKind, Wanted
from openbitmap.node.problems import CHANGE_MIXED, Refused
from openbitmap.node.watchlists import Handling
from openbitmap.vocabulary import EncounterId

pytestmark = pytest.mark.slow

ROOMS = ("/alerts", "/alerts?show=done", "/alerts?show=reopened", "/persons", "/worklist", "/watchlists", "/queue")
LINK = re.compile(r'href="(/(?:alerts|persons|watchlists|changes|worklist|cases|subscriptions)[/?][^"#]*)"')
AGO = re.compile(
    r"\b(in |hace )?\d+ (s|min|h|days?)( ago| late)?\b|\bjust now\b|\bnow\b|title=\"[^\"]*UTC\"|\d\d:\d\d:\d\d"
)
LETTER = re.compile(r"(?<=dentification )\(?[AB]\)?|(?<=andidate )[AB]\b")
"""Candidates are shuffled: which letter one has is chance."""
MOST_PAGES = 30
NAMES_WALKED = ("carla", "elsa")


def openly_subscribed(rooms: Rooms, encounter: EncounterId) -> None:
    now = datetime.now(UTC)
    mandate = Mandate(
        "Missing minor", "Family court 417/2026", "call the desk", now + timedelta(days=90), Urgency.ROUTINE, False
    )
    with rooms.database.transaction() as tx:
        alerts.subscriptions.subscribe(tx, encounter, mandate, by=rooms.principal("vera"), at=now)
    rooms.drain()


def a_subscribed_person_is_listed_before_the_second_meeting(rooms: Rooms, discreet: bool) -> list[Met]:
    before = rooms.meet(fingers_of(7, 1))
    openly_subscribed(rooms, before.encounter)
    if discreet:
        listed(rooms, before.encounter, handling=Handling.DISCREET)
        discreetly(rooms, 7, 9)
    met = rooms.meet(fingers_of(7, 2))
    identify_silently(rooms)
    identify(rooms, arrival_case(rooms, met), before.encounter)
    return [before, met]


def a_subscribed_person_is_identified_silently_last(rooms: Rooms, discreet: bool) -> list[Met]:
    before = rooms.meet(fingers_of(7, 1))
    openly_subscribed(rooms, before.encounter)
    met = rooms.meet(fingers_of(7, 2))
    identify(rooms, arrival_case(rooms, met), before.encounter)
    if discreet:
        discreetly(rooms, 7, 9)
    identify_silently(rooms)
    return [before, met]


def a_subscribed_person_returns_and_only_the_silent_case_says_so(rooms: Rooms, discreet: bool) -> list[Met]:
    before = rooms.meet(fingers_of(7, 1))
    openly_subscribed(rooms, before.encounter)
    if discreet:
        discreetly(rooms, 7, 9)
    met = rooms.meet(fingers_of(7, 2))
    identify_silently(rooms)
    return [before, met]


def an_open_and_a_discreet_entry_and_a_second_meeting(rooms: Rooms, discreet: bool) -> list[Met]:
    """Of the person whom the first meeting joined, the encounter with the listing stands for all."""
    openly = listed_by_prints(rooms, fingers_of(7, 1)).encounter or EncounterId("")
    if discreet:
        discreetly(rooms, 7, 2)
    first = rooms.meet(fingers_of(7, 3))
    identify_silently(rooms)
    identify(rooms, arrival_case(rooms, first), openly)
    second = rooms.meet(fingers_of(7, 4))
    identify_silently(rooms)
    identify(rooms, arrival_case(rooms, second), openly)
    return [first, second]


def a_silent_case_joins_two_that_everybody_sees(rooms: Rooms, discreet: bool) -> list[Met]:
    first = rooms.meet(fingers_of(7, 1))
    second = rooms.meet(fingers_of(7, 2))
    if discreet:
        listed(rooms, first.encounter, handling=Handling.DISCREET)
    identify_silently(rooms)
    return [first, second]


def what_a_silent_case_joined_is_then_identified_openly(rooms: Rooms, discreet: bool) -> list[Met]:
    first, second = a_silent_case_joins_two_that_everybody_sees(rooms, discreet)
    openly_subscribed(rooms, first.encounter)
    identify(rooms, arrival_case(rooms, second), first.encounter)
    return [first, second]


def a_silent_case_repeats_what_an_open_one_said(rooms: Rooms, discreet: bool) -> list[Met]:
    first = rooms.meet(fingers_of(7, 1))
    second = rooms.meet(fingers_of(7, 2))
    identify(rooms, arrival_case(rooms, second), first.encounter)
    if discreet:
        listed(rooms, first.encounter, handling=Handling.DISCREET)
    identify_silently(rooms)
    return [first, second]


def the_watch_separates_what_prints_of_both_kinds_joined(rooms: Rooms, discreet: bool) -> list[Met]:
    """Vera sees the silent prints too. She cuts the second meeting off from whatever else the person is, and then, in a
    change of its own, from the silent prints; the alert goes back because of the first."""
    before = rooms.meet(fingers_of(7, 1))
    openly_subscribed(rooms, before.encounter)
    silent = discreetly(rooms, 7, 9).encounter if discreet else None
    met = rooms.meet(fingers_of(7, 2))
    identify_silently(rooms)
    identify(rooms, arrival_case(rooms, met), before.encounter)
    changed(rooms, (met.encounter,), ())
    if silent:
        with pytest.raises(Refused) as refused:
            changed(rooms, (met.encounter, silent), (before.encounter,))
        assert refused.value.problem is CHANGE_MIXED
        changed(rooms, (silent,), (met.encounter,))
    return [before, met]


def changed(rooms: Rooms, these: tuple[EncounterId, ...], others: tuple[EncounterId, ...]) -> None:
    """Vera splits them and Victor agrees."""
    wanted = Wanted(ChangeKind.SPLIT, these, others, reason="the wrong print was charted")
    with rooms.database.transaction() as tx:
        change = identities.propose_change(tx, wanted, by=rooms.principal("vera"), at=NOON)
    with rooms.database.transaction() as tx:
        identities.approve_change(tx, change.change, by=rooms.principal("victor"), at=NOON)
    rooms.drain()


DAYS: tuple[Day, ...] = (
    a_subscribed_person_is_listed_before_the_second_meeting,
    a_subscribed_person_is_identified_silently_last,
    a_subscribed_person_returns_and_only_the_silent_case_says_so,
    an_open_and_a_discreet_entry_and_a_second_meeting,
    a_silent_case_joins_two_that_everybody_sees,
    what_a_silent_case_joined_is_then_identified_openly,
    a_silent_case_repeats_what_an_open_one_said,
    the_watch_separates_what_prints_of_both_kinds_joined,
)


def signed_in(rooms: Rooms, name: str) -> Browser:
    browser = browser_of(rooms)
    with rooms.database.transaction() as tx:
        browser.cookies[SESSION_COOKIE] = access.open_session(tx, name, Means.LINK, at=datetime.now(UTC))
    return browser


def walked(rooms: Rooms, name: str, met: list[Met]) -> list[str]:
    """Every page that somebody reaches from the rooms and from the encounters of the day, link by link."""
    browser = signed_in(rooms, name)
    one, other = met[0].encounter, met[-1].encounter
    waiting = [*ROOMS, *(f"/persons/{m.encounter}" for m in met)]
    waiting += [f"/changes/new?kind={kind}&encounter={one}&other={other}" for kind in ("merge", "split")]
    waiting += [f"/cases/{arrival_case(rooms, m)}{page}" for m in met for page in ("", "/report")]
    seen: list[str] = []
    known = set(waiting)
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        page = browser.get(address)
        assert page.status_code < 500, (address, page.text)
        text = LETTER.sub("*", AGO.sub("*", masked(page.text)))
        seen.append(f"{masked(address)}\n{page.status_code}\n{text}")
        for link in (found.replace("&amp;", "&") for found in LINK.findall(page.text)):
            if link not in known and "show=" not in link:
                known.add(link)
                waiting.append(link)
    return seen


@pytest.mark.parametrize("day", DAYS, ids=lambda day: day.__name__)
def test_an_examiner_and_a_supervisor_see_the_same_persons_on_both_nodes(worlds: tuple[World, World], day: Day) -> None:
    pages: list[dict[str, list[str]]] = []
    for rooms, discreet in worlds:
        met = day(rooms, discreet)
        pages.append({name: walked(rooms, name, met) for name in NAMES_WALKED})
    for name in NAMES_WALKED:
        with_it, without = pages[0][name], pages[1][name]
        assert [p.splitlines()[:2] for p in with_it] == [p.splitlines()[:2] for p in without]
        assert with_it == without
    assert any(p.splitlines()[:2] == ["/persons", "200"] for p in pages[0]["elsa"])


def test_the_walk_reaches_the_sheets_of_the_rooms_and_who_may_sees_the_difference(worlds: tuple[World, World]) -> None:
    """The comparison can fail: for the watch, who sees what is discreet, the two nodes differ."""
    read = []
    for rooms, discreet in worlds:
        met = a_subscribed_person_is_listed_before_the_second_meeting(rooms, discreet)
        read.append(walked(rooms, "vera", met))
        addresses = " ".join(page.splitlines()[0] for page in walked(rooms, "elsa", met))
        for room in ("/alerts/alert-*", "/persons/enc-*", "/changes/new?", "/cases/case-*/report"):
            assert room in addresses
    assert read[0] != read[1]
