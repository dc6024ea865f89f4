"""The bench under the hand: nothing is lost, the keyboard does everything, prints follow quickly and look right."""

import contextlib
import json
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect
from tests.cast import Cast
from tests.journeys.bench import (
    PLACES,
    Cases,
    Shown,
    conclude,
    give,
    jump_to,
    kept,
    lock,
    mark,
    pair_some,
    ready,
    state_of,
    take,
)
from tests.journeys.browsing import SCREENS, Desk

from openbitmap.synthetic.people import Person

pytestmark = pytest.mark.slow

ON_A_BUSY_MACHINE = 8.0
"""How much slower than promised a test machine with others on its two cores may be."""


@pytest.fixture(scope="module")
def bench(shared_client: httpx.Client, shared_cast: Cast, strangers: list[Person], shown: Shown) -> Cases:
    return Cases(shared_client, shared_cast, strangers[0], shown)


@pytest.fixture
def case(bench: Cases) -> str:
    return bench.new()


@pytest.fixture
def ana(shared_desk: Desk) -> Iterator[Page]:
    page = shared_desk.page("ana")
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    yield page
    assert troubles == []


def test_a_page_killed_in_mid_marking_has_lost_nothing(shared_desk: Desk, case: str, ana: Page) -> None:
    take(shared_desk, ana, case)
    mark(ana, "probe", PLACES)
    before = state_of(ana)["probe"]
    ana.close(run_before_unload=False)
    again = shared_desk.page("ana")
    shared_desk.goto(again, f"/cases/{case}")
    ready(again)
    assert state_of(again)["probe"] == before
    expect(again.locator("#marks tbody tr")).to_have_count(len(PLACES))
    with again.expect_request("**/draft"):  # it has left when the page dies
        mark(again, "probe", [(0.3, 0.5)])
    crash(again)
    third = shared_desk.page("ana")
    shared_desk.goto(third, f"/cases/{case}")
    ready(third)
    expect(third.locator("#marks tbody tr")).to_have_count(len(PLACES) + 1)


def crash(page: Page) -> None:
    """Kill the page's own process: no handler of the page runs any more."""
    with page.expect_event("crash"), contextlib.suppress(PlaywrightError):
        page.goto("chrome://crash", timeout=2_000)


def test_undo_has_no_end_and_redo_takes_it_back(shared_desk: Desk, case: str, ana: Page) -> None:
    take(shared_desk, ana, case)
    mark(ana, "probe", PLACES)
    marked = state_of(ana)
    for _ in PLACES:
        ana.keyboard.press("z")
    assert state_of(ana)["probe"] == []
    for _ in PLACES:
        ana.keyboard.press("y")
    assert state_of(ana) == marked


def test_the_whole_case_by_keyboard(shared_desk: Desk, case: str, ana: Page) -> None:
    shared_desk.goto(ana, f"/cases/{case}")
    expect(ana.locator("form[action$='/claim'] button")).to_be_focused()  # by itself, once the page is drawn
    ana.keyboard.press("Enter")
    ready(ana)
    press_to(ana, "#pane-probe canvas")
    for step in ("ArrowRight", "ArrowDown", "ArrowLeft"):
        ana.keyboard.press(step)
        ana.keyboard.press("m")
    ana.keyboard.press("t")
    ana.keyboard.press("d")
    assert [m["kind"] for m in state_of(ana)["probe"]][-1] == "bifurcation"  # type: ignore[attr-defined]  # JSON
    kept(ana)
    press_to(ana, "#lock")
    ana.keyboard.press("Enter")
    expect(ana.locator("#lock-do")).to_be_visible()
    press_to(ana, "#lock-do")
    with ana.expect_navigation():
        ana.keyboard.press("Enter")
    ready(ana)
    press_to(ana, "#pane-candidate canvas")
    for number in ("1", "2", "3"):
        jump_to(ana, number)
        ana.keyboard.press("m")
    assert len(state_of(ana)["comparisons"]["A"]["pairs"]) == 3  # type: ignore[index]  # JSON
    press_to(ana, "[name=finding]")
    ana.keyboard.press("Space")
    press_to(ana, "[name=letter]")
    ana.keyboard.press("Space")
    press_to(ana, "#ground")
    ana.keyboard.press("ArrowDown")
    press_to(ana, "#reason")
    ana.keyboard.type("Three features agree; zxcv are letters here, not keys.")
    kept(ana)
    press_to(ana, "#conclusion [type=submit]")
    with ana.expect_navigation():
        ana.keyboard.press("Enter")
    ready(ana)
    expect(ana.get_by_role("heading", name="Your opinion is locked")).to_be_visible()


def press_to(page: Page, target: str) -> None:
    """Tab until the focus is there."""
    for _ in range(80):
        if page.evaluate("target => document.activeElement.matches(target)", target):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key never reaches {target}")


def test_marks_and_pairs_follow_on_both_prints(shared_desk: Desk, case: str, ana: Page) -> None:
    take(shared_desk, ana, case)
    mark(ana, "probe", PLACES)
    lock(ana)
    pair_some(ana)
    jump_to(ana, "2")
    places = ana.evaluate("""() => {
        const { work, panes } = window.openbitmapBench;
        const mark = work.marks("probe").find((each) => each.number === 2);
        const partner = work.partner(2);
        const { probe, candidate } = panes.viewports;
        return [probe.offset(mark.x, mark.y), candidate.offset(partner.x, partner.y)].flat().map(Math.abs);
    }""")
    assert max(places) < 0.5
    views = "Object.values(window.openbitmapBench.panes.viewports).map((each) => ({...each.view}))"
    before = ana.evaluate(views)
    box = ana.locator("#pane-probe canvas").bounding_box()
    assert box is not None
    ana.mouse.move(box["x"] + 200, box["y"] + 150)
    wheel(ana, -300)
    after = ana.evaluate(views)
    ratios = [b["scale"] / a["scale"] for a, b in zip(before, after, strict=True)]
    assert ratios[0] > 1.2
    assert ratios[0] == pytest.approx(ratios[1])
    ana.keyboard.press("f")
    wheel(ana, 300)
    loose = ana.evaluate(views)
    assert loose[0] != after[0]
    assert loose[1] == after[1]


def test_two_fingers_zoom_and_leave_no_mark_a_tap_leaves_one(shared_desk: Desk, case: str) -> None:
    page = shared_desk.page("ana", tablet=True)
    take(shared_desk, page, case)
    box = page.locator("#pane-probe canvas").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    fingers = page.context.new_cdp_session(page)

    def touch(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": px, "y": py, "id": i} for i, (px, py) in enumerate(places)]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    scale = "window.openbitmapBench.panes.viewports.probe.view.scale"
    before = page.evaluate(scale)
    touch("touchStart", (x - 40, y))
    touch("touchStart", (x - 40, y), (x + 40, y))
    touch("touchMove", (x - 80, y), (x + 80, y))
    touch("touchEnd")
    page.wait_for_function(f"before => {scale} > 1.9 * before", arg=before)
    assert page.evaluate(scale) == pytest.approx(2 * before, rel=0.05)
    assert state_of(page)["probe"] == []
    page.touchscreen.tap(x, y)
    page.wait_for_function("() => window.openbitmapBench.work.state.probe.length > 0")
    assert len(state_of(page)["probe"]) == 1  # type: ignore[arg-type]  # JSON


def wheel(page: Page, by: float) -> None:
    """Turn the wheel and wait until the print under the hand has moved: the browser does not wait itself."""
    scale = "window.openbitmapBench.panes.viewports.probe.view.scale"
    before = page.evaluate(scale)
    page.mouse.wheel(0, by)
    page.wait_for_function(f"before => {scale} !== before", arg=before)


FRAMES = """async () => {
    const { panes } = window.openbitmapBench;
    const { probe } = panes.viewports;
    const run = (act) => new Promise((done) => {
        const spans = [];
        let last = performance.now();
        const step = (now) => {
            spans.push(now - last);
            last = now;
            act(spans.length);
            if (spans.length < 125) requestAnimationFrame(step); else done(spans.slice(5));
        };
        requestAnimationFrame(step);
    });
    const pan = await run((n) => panes.link.pan(probe, 9 * Math.sin(n / 8), 9 * Math.cos(n / 8)));
    const zoom = await run((n) => panes.link.zoom(probe, n % 60 < 30 ? 1.03 : 1 / 1.03, 40, 20));
    return { pan, zoom };
}"""


def test_prints_move_at_sixty_frames_and_a_case_opens_within_a_second(shared_desk: Desk, case: str, ana: Page) -> None:
    """The promise is measured on a quiet machine and kept in var/screens; here it may take longer, never for ever."""
    take(shared_desk, ana, case)
    mark(ana, "probe", PLACES)
    lock(ana)
    opened = []
    for _ in range(5):
        ana.reload()
        opened.append(ready(ana))
    letter = ana.evaluate("window.openbitmapBench.work.config.candidates.find((c) => c.pictures.length > 5).letter")
    ana.locator(f"[data-letter={letter}]").click()
    ana.wait_for_function("() => window.openbitmapBench.panes.viewports.candidate.bitmap?.width === 800")
    ana.wait_for_timeout(2_000)
    spans = ana.evaluate(FRAMES)
    measured = {
        "opens_ms": sorted(round(ms) for ms in opened),
        "frame_ms": {act: round(sum(all_) / len(all_), 2) for act, all_ in spans.items()},
        "frame_p95_ms": {act: round(sorted(all_)[int(0.95 * len(all_))], 2) for act, all_ in spans.items()},
    }
    SCREENS.mkdir(parents=True, exist_ok=True)
    (SCREENS / "case-measured.json").write_text(json.dumps(measured, indent=1), encoding="utf-8")
    assert min(opened) < 1_000 * ON_A_BUSY_MACHINE, measured
    assert max(measured["frame_ms"].values()) < 1_000 / 60 * ON_A_BUSY_MACHINE, measured  # type: ignore[attr-defined]  # a table


@pytest.mark.parametrize(("language", "theme", "tablet"), [("en", "light", False), ("es", "dark", True)])
def test_every_stage_looks_right(shared_desk: Desk, bench: Cases, language: str, theme: str, tablet: bool) -> None:
    case = bench.new()
    name = f"{language}-{theme}{'-tablet' if tablet else ''}"
    page = shared_desk.page("ana", language=language, theme=theme, tablet=tablet)
    shared_desk.goto(page, f"/cases/{case}")
    shared_desk.picture(page, f"case-claim-{name}")
    take(shared_desk, page, case)
    shared_desk.picture(page, f"case-analysis-empty-{name}")
    mark(page, "probe", PLACES)
    kept(page)
    shared_desk.picture(page, f"case-analysis-{name}", document=not tablet)
    page.locator("#lock").click()
    shared_desk.picture(page, f"case-lock-{name}")
    page.keyboard.press("Escape")
    lock(page)
    pair_some(page, 5)
    shared_desk.picture(page, f"case-comparison-{name}", document=not tablet)
    page.locator(".levels summary").click()
    shared_desk.picture(page, f"case-levels-{name}")
    page.locator(".levels summary").click()
    page.keyboard.press("x")
    shared_desk.picture(page, f"case-chart-{name}", document=not tablet)
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.wait_for_timeout(1_500)
    shared_desk.picture(page, f"case-ridges-{name}")
    page.keyboard.press("g")
    conclude(page, "identification", "features_agree", "A")
    shared_desk.picture(page, f"case-conclusion-{name}")
    give(page)
    page.keyboard.press("o")
    page.wait_for_timeout(1_500)
    shared_desk.picture(page, f"case-locked-{name}", document=not tablet)
    page.keyboard.press("?")
    shared_desk.picture(page, f"case-keys-{name}")
