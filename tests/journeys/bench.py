"""A case on the bench: people of the synthetic world with real images, sent through the doors of a real node, until an
examiner can take it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
from playwright.sync_api import Page, Response, expect
from tests.asking import searched_answer, submit
from tests.cast import ARICA, BRIGADA, CARCEL, Cast
from tests.journeys.browsing import Desk

from openbitmap.synthetic.people import Person
from openbitmap.synthetic.transactions import Presentation, arrest_card, enrolment_card, rapid_query
from openbitmap.vocabulary import StationId
from openbitmap.wire import Answer

Shown = Callable[..., Presentation]
PLACES = [(0.42, 0.35), (0.56, 0.4), (0.5, 0.5), (0.4, 0.58), (0.58, 0.62), (0.48, 0.68)]
"""Where tests mark, as shares of a pane's width and height."""


@dataclass
class Cases:
    """Makes cases about one person who is known twice: in prison with ten rolled fingers and slaps, and on a watchlist
    with two fingers."""

    client: httpx.Client
    cast: Cast
    person: Person
    shown: Shown
    number: int = 100
    known: bool = False
    opened: list[str] = field(default_factory=list)

    def new(self) -> str:
        """A case nobody has taken, with two candidates."""
        if not self.known:
            self._sent(CARCEL, arrest_card(self.shown(self.person, CARCEL, 1)))
            self._sent(BRIGADA, enrolment_card(self.shown(self.person, BRIGADA, 2)))
            self.known = True
        self.number += 1
        answer = self._sent(ARICA, rapid_query(self.shown(self.person, ARICA, self.number)))
        assert answer.case is not None
        self.opened.append(answer.case.case)
        return answer.case.case

    def _sent(self, station: StationId, data: bytes) -> Answer:
        """Submitted and searched. Thirteen images are minutes of work for a machine that others use as well, so the
        question is put until it is answered."""
        headers = self.cast.headers(station)
        receipt = submit(self.client, headers, data)
        address = f"/v1/submissions/{receipt.submission}/answer?wait=50"
        for _ in range(4):
            if self.client.get(address, headers=headers).status_code == 200:
                break
        return searched_answer(self.client, headers, receipt)


@dataclass
class Wire:
    """Everything a page was sent, byte for byte."""

    seen: list[Response] = field(default_factory=list)
    kept: list[tuple[Response, bytes]] = field(default_factory=list)

    def watch(self, page: Page) -> "Wire":
        page.on("response", lambda response: self.seen.append(response))
        return self

    def keep(self) -> None:
        """Read the bytes of what came since the last time: a browser forgets them with the page it leaves."""
        known = {id(response) for response, _ in self.kept}
        for response in list(self.seen):
            if id(response) not in known and response.status not in (204, 303) and "/static/" not in response.url:
                self.kept.append((response, response.body() + json.dumps(response.all_headers()).encode()))

    def addresses(self) -> list[str]:
        return [r.url for r in self.seen]


def ready(page: Page) -> float:
    """Wait until the prints stand in their panes; milliseconds from the address to there."""
    page.wait_for_selector("body[data-ready]", timeout=30_000)
    return float(page.evaluate("Number(document.body.dataset.ready)"))


def take(desk: Desk, page: Page, case: str) -> None:
    desk.goto(page, f"/cases/{case}")
    page.locator("form[action$='/claim'] button").click()
    ready(page)


def mark(page: Page, side: str, places: list[tuple[float, float]]) -> None:
    """Click marks at these shares of the pane's width and height."""
    canvas = page.locator(f"#pane-{side} canvas")
    box = canvas.bounding_box()
    assert box is not None
    for x, y in places:
        page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])


def kept(page: Page) -> None:
    page.wait_for_selector("#saved[data-state=saved]")


def lock(page: Page) -> None:
    kept(page)
    page.locator("#lock").click()
    with page.expect_navigation(timeout=60_000):
        page.locator("#lock-do").click()
    ready(page)


def state_of(page: Page) -> dict[str, object]:
    found = page.evaluate("window.openbitmapBench.work.state")
    assert isinstance(found, dict)
    return found


def jump_to(page: Page, number: str) -> None:
    """The probe's mark of this number is chosen, by its key."""
    page.wait_for_timeout(750)  # two digits in quick succession are one number
    page.keyboard.press(number)
    expect(page.locator(f"#marks tr[aria-current] [data-mark='probe-{number}']")).to_be_visible()


def pair_some(page: Page, many: int = 4) -> None:
    """Jump to the probe's marks by number and mark the same place on the candidate."""
    for number in range(1, many + 1):
        jump_to(page, str(number))
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
