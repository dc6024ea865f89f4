"""The page of simulations: what was found on this machine, in words, with the command that replays it."""

import re
from dataclasses import replace
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
from openbitmap.node.simulation import BREAKS, Wrong
from openbitmap.node.trials import Broken, Fault, Made, Trial

DONE = {"acts": 21_000, "letters": 9_000, "deaths": 410, "cuts": 1_200, "seconds": 400}


def trial(
    hours: int, *, seeds: int = 300, nations: int = 2, broken: tuple[Broken, ...] = (), defect: str = ""
) -> Trial:
    return Trial(
        ended_at=NOON + timedelta(hours=hours),
        made=Made("0.1.0", "3f1c0de5a1b2"),
        nations=nations,
        first=1,
        seeds=seeds,
        fault=Fault(defect, BREAKS[defect]) if defect else None,
        counts={kind.value: sum(kind.value in b.kinds for b in broken) for kind in Wrong},
        done=DONE,
        broken=broken,
    )


def broke(seed: int, kind: str = "lost", what: str = "gone") -> Broken:
    return Broken(seed, (kind,), (f"{kind}, CL: {what}",))


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
    assert "holds in all 300" in seen and "3f1c0de5a1b2" in seen
    assert "nobody had run before, at most 1.00 % would break something" in seen  # 0.9936 %, rounded up
    assert "21,000" in seen and "Nothing leaves without a permit" in seen


def test_few_seeds_say_no_bound(rooms: Rooms) -> None:
    trials.keep(shelf(rooms), trial(1, seeds=20))
    seen = page(signed_in(rooms, "aldo"))
    assert "holds in all 20" in seen and "would break" not in seen


def test_a_broken_seed_is_told_with_the_command_that_replays_it(rooms: Rooms) -> None:
    trials.keep(shelf(rooms), trial(1))
    trials.keep(shelf(rooms), trial(2, broken=(broke(242, what="letter 7 <b>never</b> came"),)))
    answer = signed_in(rooms, "aldo").get("/simulation").text
    assert "<b>never</b>" not in answer
    seen = page(signed_in(rooms, "aldo"))
    assert "broken in 1 of 300" in seen and "holds in all 300" in seen
    assert seen.index("broken in 1") < seen.index("holds in all")
    assert "letter 7 <b>never</b> came" in seen
    assert "openbitmap simulate --first 242 --seeds 1 --verbose" in seen


def test_a_seed_of_three_nations_replays_with_three(rooms: Rooms) -> None:
    trials.keep(shelf(rooms), trial(1, nations=3, broken=(broke(7),)))
    seen = page(signed_in(rooms, "aldo"))
    assert "3 nations" in seen and "--first 7 --seeds 1 --nations 3 --verbose" in seen


def test_neither_a_replay_nor_a_fault_put_in_hides_what_broke_before(rooms: Rooms) -> None:
    trials.keep(shelf(rooms), trial(1, broken=(broke(242, what="letter 7 never came"),)))
    trials.keep(shelf(rooms), trial(2, seeds=1))
    trials.keep(shelf(rooms), trial(3, seeds=20, defect="doubled", broken=(broke(3, "doubled"),)))
    seen = page(signed_in(rooms, "aldo"))
    headline = seen[seen.index("The newest trial") : seen.index("What must hold")]
    assert "broken in 1 of 300" in headline and "would break" not in headline
    assert "letter 7 never came" in seen and "--first 242 --seeds 1 --verbose" in seen


def test_a_fault_put_in_is_found_or_not(rooms: Rooms) -> None:
    trials.keep(shelf(rooms), trial(1, seeds=20, defect="unsettled"))
    assert "fault not found" in page(signed_in(rooms, "aldo"))
    trials.keep(shelf(rooms), trial(2, seeds=20, defect="unsettled", broken=(broke(3), broke(7))))
    seen = page(signed_in(rooms, "aldo"))
    assert "fault found in 2 of 20" in seen and "broken in" not in seen
    assert "--first 3 --seeds 1 --defect unsettled --verbose" in seen


def test_what_a_fault_does_not_explain_is_not_its_finding(rooms: Rooms) -> None:
    trials.keep(shelf(rooms), trial(1, seeds=20, defect="doubled", broken=(broke(3, "false_coverage"),)))
    seen = page(signed_in(rooms, "aldo"))
    assert "fault not found" in seen and "fault found" not in seen
    assert "broken in 1 of 20" in seen


def test_everything_that_must_hold_is_on_the_page_in_words(rooms: Rooms) -> None:
    counts = {kind.value: 11 * number for number, kind in enumerate(Wrong, 1)}
    every = Broken(8, tuple(counts), ("all of it",))
    trials.keep(shelf(rooms), replace(trial(1, broken=(every,)), counts=counts))
    seen = page(signed_in(rooms, "aldo"))
    assert all(str(count) in seen for count in counts.values())
    assert not [kind for kind in counts if "_" in kind and kind in seen]


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ('"seeds": 300', '"seeds": 0', "seeds: Input should be greater than or equal to 1"),
        ('Z"', '"', "ended_at: Input should have timezone info"),
        ('"lost": 0', '"lost": -1', "counts.lost: Input should be greater than or equal to 0"),
        ("{", "[", "Invalid JSON"),
    ],
)
def test_what_cannot_be_read_is_named(rooms: Rooms, before: str, after: str, why: str) -> None:
    path = trials.keep(shelf(rooms), trial(1))
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))
    seen = page(signed_in(rooms, "aldo"))
    assert f"{path.name} cannot be read: {why}" in seen
    assert "No simulation has been run" not in seen
    trials.keep(shelf(rooms), trial(2))
    assert "holds in all 300" in page(signed_in(rooms, "aldo"))


def test_older_trials_are_counted_where_they_are_not_shown(rooms: Rooms) -> None:
    for hours in range(52):
        trials.keep(shelf(rooms), trial(hours))
    assert f"2 older ones are files of {shelf(rooms)}" in page(signed_in(rooms, "aldo"))
    assert len(trials.kept(shelf(rooms), most=3).trials) == 3


def test_nothing_is_left_beside_what_is_kept(rooms: Rooms) -> None:
    path = trials.keep(shelf(rooms), trial(1))
    assert trials.keep(shelf(rooms), trial(1)) == path
    assert list(shelf(rooms).iterdir()) == [path]


@pytest.mark.parametrize(("seeds", "share"), [(1, 0.95), (59, 0.0495), (300, 0.00994), (10_000, 0.0003)])
def test_the_room_that_no_break_leaves_is_the_exact_interval(seeds: int, share: float) -> None:
    assert trials.at_most(seeds) == pytest.approx(share, rel=0.01)
