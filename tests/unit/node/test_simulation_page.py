"""The page of simulations: what was found on this machine, in words, with the command that replays it."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from tests.pages import Browser, browser_of
from tests.rooms import NOON, Rooms

from openbitmap.node import access, trials
from openbitmap.node.access import Means
from openbitmap.node.doorway import SESSION_COOKIE
from openbitmap.node.home import Home
from openbitmap.node.simulation import Wrong
from openbitmap.node.trials import Broken, Trial, Unreadable

DONE = {"acts": 21_000, "letters": 9_000, "deaths": 410, "cuts": 1_200, "seconds": 400}


def trial(hours: int, *, seeds: int = 300, broken: tuple[Broken, ...] = (), defect: str = "") -> Trial:
    counts = {"seeds": seeds} | {kind.value: 0 for kind in Wrong} | ({"lost": len(broken)} if broken else {})
    return Trial(NOON + timedelta(hours=hours), "0.1.0", 1, defect, counts, DONE, broken)


def signed_in(rooms: Rooms, name: str) -> Browser:
    browser = browser_of(rooms)
    with rooms.database.transaction() as tx:
        browser.cookies[SESSION_COOKIE] = access.open_session(tx, name, Means.PASSKEY, at=datetime.now(UTC))
    return browser


def page(browser: Browser) -> str:
    answer = browser.get("/simulation")
    assert answer.status_code == 200, answer.text
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)))


def shelf(rooms: Rooms) -> Path:
    return Home(rooms.equipment.settings.home).trials


def test_only_auditors_and_administrators_have_the_page_and_an_empty_one_says_how(rooms: Rooms) -> None:
    assert signed_in(rooms, "elsa").get("/simulation").status_code == 404
    assert signed_in(rooms, "ana").get("/simulation").status_code == 404
    for name in ("aldo", "adela"):
        assert "openbitmap simulate --seeds 300" in page(signed_in(rooms, name))


def test_a_trial_without_a_break_says_how_much_it_leaves_open(rooms: Rooms) -> None:
    trials.keep(shelf(rooms), trial(1))
    seen = page(signed_in(rooms, "aldo"))
    assert "holds in all 300" in seen
    assert "None broke in 300 seeds. That leaves room for up to 0.99 % of all seeds" in seen or "up to 1 %" in seen
    assert "21,000" in seen and "Nothing leaves without a permit" in seen


def test_a_broken_seed_is_told_with_the_command_that_replays_it(rooms: Rooms) -> None:
    trials.keep(shelf(rooms), trial(1))
    trials.keep(shelf(rooms), trial(2, broken=(Broken(242, ("lost, CL: letter 7 <b>never</b> came",)),)))
    answer = signed_in(rooms, "aldo").get("/simulation").text
    assert "<b>never</b>" not in answer
    seen = page(signed_in(rooms, "aldo"))
    assert "broken in 1 of 300" in seen and "holds in all 300" in seen
    assert seen.index("broken in 1") < seen.index("holds in all")
    assert "letter 7 <b>never</b> came" in seen
    assert "openbitmap simulate --first 242 --seeds 1 --verbose" in seen


def test_a_fault_put_in_is_found_or_not(rooms: Rooms) -> None:
    trials.keep(shelf(rooms), trial(1, seeds=20, defect="outbox"))
    assert "fault not found" in page(signed_in(rooms, "aldo"))
    trials.keep(shelf(rooms), trial(2, seeds=20, defect="outbox", broken=(Broken(3, ("lost, US: gone",)),)))
    seen = page(signed_in(rooms, "aldo"))
    assert "fault found in 1 of 20" in seen
    assert "--first 3 --seeds 1 --defect outbox --verbose" in seen


def test_what_cannot_be_read_is_named(rooms: Rooms) -> None:
    path = trials.keep(shelf(rooms), trial(1))
    (path.parent / f"20990101T000000.000000{trials.SUFFIX}").write_text('{"ended_at": 1}')
    assert "20990101T000000.000000.trial.json cannot be read" in page(signed_in(rooms, "aldo"))
    newest, older = trials.kept(shelf(rooms), most=9)
    assert isinstance(newest, Unreadable) and isinstance(older, Trial)
    assert list(trials.kept(shelf(rooms), most=1)) == [newest]


@pytest.mark.parametrize(("seeds", "share"), [(1, 0.95), (59, 0.0495), (300, 0.00994), (10_000, 0.0003)])
def test_the_room_that_no_break_leaves_is_the_exact_interval(seeds: int, share: float) -> None:
    assert trials.at_most(seeds) == pytest.approx(share, rel=0.01)
