"""The bench in a real browser: what exists at which stage, what is never lost, what the keyboard can do, how it looks
and how fast it is."""

import contextlib
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect
from tests.cast import Cast
from tests.journeys.bench import Cases, Shown, Wire, kept, lock, mark, ready, take
from tests.journeys.browsing import SCREENS, Desk

from openbitmap.node import access, cases, identities
from openbitmap.node.cases import Stage
from openbitmap.node.identities import ImportedTemplate
from openbitmap.synthetic.people import Person
from openbitmap.vocabulary import Actor, CaseId

PLACES = [(0.42, 0.35), (0.56, 0.4), (0.5, 0.5), (0.4, 0.58), (0.58, 0.62), (0.48, 0.68)]
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


def state_of(page: Page) -> dict[str, object]:
    found = page.evaluate("window.openbitmapBench.work.state")
    assert isinstance(found, dict)
    return found


def pair_some(page: Page, many: int = 4) -> None:
    """Jump to the probe's marks by number and mark the same place on the candidate."""
    for number in range(1, many + 1):
        page.wait_for_timeout(750)  # two digits in quick succession are one number
        page.keyboard.press(str(number))
        expect(page.locator(f"#marks tr[aria-current] [data-mark='probe-{number}']")).to_be_visible()
        mark(page, "candidate", [(0.5, 0.5)])


def conclude(page: Page, finding: str, ground: str, letter: str = "") -> None:
    page.locator(f"[name=finding][value={finding}]").check()
    if letter:
        page.locator(f"[name=letter][value={letter}]").check()
    page.locator("#ground").select_option(ground)
    page.locator("#reason").fill("Ridge endings and bifurcations agree in kind, direction and relation.")
    kept(page)


def give(page: Page) -> None:
    with page.expect_navigation(timeout=60_000):
        page.locator("#conclusion [type=submit]").click()
    ready(page)


def test_nothing_of_a_candidate_exists_before_the_analysis_is_locked(
    shared_desk: Desk, bench: Cases, case: str, ana: Page
) -> None:
    wire = Wire().watch(ana)
    shared_desk.goto(ana, f"/cases/{case}")
    wire.keep()
    ana.locator("form[action$='/claim'] button").click()
    ready(ana)
    mark(ana, "probe", PLACES)
    kept(ana)
    wire.keep()
    assert not [a for a in wire.addresses() if re.search(r"/(prints|minutiae|pairs)/(?!probe)", a)]
    assert not [a for a in wire.addresses() if "/minutiae/" in a]
    told = json.loads(ana.locator("#bench-data").text_content() or "")
    assert told["candidates"] == []
    assert all(p["minutiae"] is None for p in told["probe"])
    expect(ana.locator("#pane-candidate, [data-letter], #strip-candidate, [name=letter]")).to_have_count(0)
    name = told["probe"][0]["name"]
    answers = {
        address: ana.request.get(f"{shared_desk.node.address}/cases/{case}/{address}", headers={"Accept": "*/*"})
        for address in (f"prints/A/{name}.png", f"prints/Z/{name}.png", f"minutiae/probe/{name}.json", "pairs/A/2.json")
    }
    assert {a.status for a in answers.values()} == {404}
    assert answers[f"prints/A/{name}.png"].body() == answers[f"prints/Z/{name}.png"].body()
    look = {"letter": "A", "picture": name, "position": 2}
    address = f"{shared_desk.node.address}/cases/{case}/views"
    assert ana.request.post(address, data=look).status == 409
    lock(ana)
    assert [a for a in wire.addresses() if "/prints/A/" in a]
    no_word_of_who_or_how_strong(shared_desk, wire, bench, case)


def no_word_of_who_or_how_strong(shared_desk: Desk, wire: Wire, bench: Cases, case: str) -> None:
    """No byte sent to the page so far names a candidate's encounter, a gallery, a name, a score or a rank."""
    with shared_desk.node.database() as database, database.reading() as tx:
        candidates = cases.candidates_by_letter(tx, CaseId(case)).values()
        stated = [identities.asserted_of(tx, c) for c in candidates]
    words = {*map(str, candidates), "enc-", bench.person.identity.name.surname} | {a.name for a in stated if a}
    wire.keep()
    assert {r.url.rpartition(".")[2] for r, _ in wire.kept} >= {"png"}
    for response, bytes_sent in wire.kept:
        for word in words:
            assert word.encode() not in bytes_sent, (word, response.url)
        if "application/json" in response.headers.get("content-type", ""):
            assert not re.search(rb"score|rank|fmr|gallery|watchlist|prison", bytes_sent), response.url


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
    ana.keyboard.press("Enter")  # the only button has the focus
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
    press_to(ana, "#lock-do")
    with ana.expect_navigation():
        ana.keyboard.press("Enter")
    ready(ana)
    press_to(ana, "#pane-candidate canvas")
    for number in ("1", "2", "3"):
        ana.wait_for_timeout(750)
        ana.keyboard.press(number)
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


def test_an_opinion_asks_who_it_is_again_and_loses_nothing(shared_desk: Desk, case: str, ana: Page) -> None:
    take(shared_desk, ana, case)
    mark(ana, "probe", PLACES)
    lock(ana)
    pair_some(ana)
    conclude(ana, "identification", "features_agree", "A")
    before = state_of(ana)
    set_fresh(shared_desk, datetime.now(UTC) - timedelta(minutes=1))
    ana.locator("#conclusion [type=submit]").click()
    expect(ana.locator("#step-up")).to_be_visible()
    shared_desk.picture(ana, "case-step-up-en-light")
    link = ana.locator("#step-up a").get_attribute("href")
    assert link == f"/step-up?next=/cases/{case}"
    set_fresh(shared_desk, datetime.now(UTC) + timedelta(minutes=10))
    shared_desk.goto(ana, f"/cases/{case}")
    ready(ana)
    assert state_of(ana) == before
    expect(ana.locator("#reason")).to_have_value(re.compile("agree in kind"))
    give(ana)
    expect(ana.locator(".opinions li")).to_have_count(1)


def set_fresh(desk: Desk, until: datetime) -> None:
    with desk.node.database() as database, database.transaction() as tx:
        tx.run("UPDATE session SET fresh_until = %(until)s WHERE account = 'ana'", until=until)


def test_two_at_once_one_has_it_the_other_is_told(shared_desk: Desk, case: str, ana: Page) -> None:
    bruno = shared_desk.page("bruno")
    shared_desk.goto(bruno, f"/cases/{case}")
    take(shared_desk, ana, case)
    bruno.locator("form[action$='/claim'] button").click()
    expect(bruno.get_by_text("in the hands of ana")).to_be_visible()
    shared_desk.goto(bruno, f"/cases/{case}")
    expect(bruno.get_by_text("ana has this case in hand.")).to_be_visible()
    shared_desk.picture(bruno, "case-taken-en-light")
    assert "/prints/" not in bruno.content()


def test_a_case_that_left_these_hands_says_so_and_keeps_the_marks(shared_desk: Desk, case: str, ana: Page) -> None:
    take(shared_desk, ana, case)
    mark(ana, "probe", PLACES)
    kept(ana)
    with shared_desk.node.database() as database, database.transaction() as tx:
        cases.release(tx, access.Principal(access.Role.EXAMINER, "ana", None), CaseId(case))
    bruno = shared_desk.page("bruno")
    take(shared_desk, bruno, case)
    ana.locator("#lock").click()
    ana.locator("#lock-do").click()
    expect(ana.locator("#lock-trouble")).to_contain_text("bruno")
    bruno.locator("summary", has_text="Nothing here").click()
    conclude(bruno, "unsuitable", "smudged")
    give(bruno)
    expect(bruno.get_by_role("heading", name="The case is decided")).to_be_visible()
    ana.keyboard.press("Escape")
    mark(ana, "probe", [(0.3, 0.5)])
    expect(ana.locator("#stopped")).to_be_visible()
    shared_desk.picture(ana, "case-decided-meanwhile-en-light")


def test_another_window_with_newer_marks_is_not_overwritten(shared_desk: Desk, case: str, ana: Page) -> None:
    take(shared_desk, ana, case)
    other = ana.context.new_page()
    shared_desk.goto(other, f"/cases/{case}")
    ready(other)
    mark(other, "probe", PLACES)
    kept(other)
    mark(ana, "probe", PLACES[:1])
    expect(ana.locator("#stopped")).to_contain_text("another window")
    shared_desk.goto(ana, f"/cases/{case}")
    ready(ana)
    expect(ana.locator("#marks tbody tr")).to_have_count(len(PLACES))


def test_a_candidate_without_images_says_so(shared_desk: Desk, bench: Cases, ana: Page) -> None:
    bench.new()
    with shared_desk.node.database() as database, database.transaction() as tx:
        known = next(iter(cases.candidates_by_letter(tx, CaseId(bench.opened[-1])).values()))
        held = [ImportedTemplate(1, p, t) for p, t in identities.templates_of(tx, known).items()]
        identities.import_templates(tx, "wanted", [held], at=datetime.now(UTC), actor=Actor("node", "test"))
    case = bench.new()
    take(shared_desk, ana, case)
    mark(ana, "probe", PLACES)
    lock(ana)
    with shared_desk.node.database() as database, database.reading() as tx:
        desk = cases.desk_of(tx, access.Principal(access.Role.EXAMINER, "ana", None), CaseId(case))
        vault = shared_desk.node.home.vault()
        bare = [c for c, e in desk.candidates.items() if not identities.pictures_of(tx, vault, e)]
    assert desk.stage is Stage.COMPARISON
    ana.locator(f"[data-letter={bare[0]}]").click()
    expect(ana.locator("#pane-candidate .pane-note")).to_contain_text("No image is kept")
    shared_desk.picture(ana, "case-without-images-en-light")


def test_marks_and_pairs_follow_on_both_prints(shared_desk: Desk, case: str, ana: Page) -> None:
    take(shared_desk, ana, case)
    mark(ana, "probe", PLACES)
    lock(ana)
    pair_some(ana)
    ana.wait_for_timeout(750)
    ana.keyboard.press("2")
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
    ana.mouse.wheel(0, -300)
    after = ana.evaluate(views)
    ratios = [b["scale"] / a["scale"] for a, b in zip(before, after, strict=True)]
    assert ratios[0] > 1.2
    assert ratios[0] == pytest.approx(ratios[1])
    ana.keyboard.press("f")
    ana.mouse.wheel(0, 300)
    loose = ana.evaluate(views)
    assert loose[0] != after[0]
    assert loose[1] == after[1]


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
