"""What people do in the stories, each by clicking in the own browser before the real node: examiners at the bench,
watch officers at the desk, an officer at the post."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx
from playwright.sync_api import Page, expect
from tests.asking import Headers, answer_of, searched_answer, submit
from tests.cast import Cast
from tests.journeys.bench import PLACES, conclude, give, lock, mark, pair_some, ready
from tests.journeys.browsing import Desk

from openbitmap.node import identities
from openbitmap.vocabulary import EncounterId, StationId, SubmissionId
from openbitmap.wire import Answer, Receipt

PATIENCE = 60


@dataclass(frozen=True)
class Post:
    """A station that sends files and reads answers."""

    client: httpx.Client
    headers: Headers

    def send(self, data: bytes) -> tuple[Receipt, Answer]:
        receipt = submit(self.client, self.headers, data)
        return receipt, searched_answer(self.client, self.headers, receipt)

    def next_answer(self, receipt: Receipt, after: Answer) -> Answer:
        """The version that follows one already read."""
        return answer_of(self.client, self.headers, receipt, after=after.version)


@dataclass(frozen=True)
class Stage:
    """A browser, the node behind it, and its posts."""

    desk: Desk
    client: httpx.Client
    cast: Cast

    def post(self, station: StationId) -> Post:
        return Post(self.client, self.cast.headers(station))

    def encounter(self, receipt: Receipt) -> EncounterId:
        with self.desk.node.database() as database, database.reading() as tx:
            found = identities.encounter_of(tx, SubmissionId(receipt.submission))
        assert found is not None
        return found.encounter

    def persons(self, *encounters: EncounterId) -> int:
        """How many persons these encounters are, as people see it now."""
        with self.desk.node.database() as database, database.reading() as tx:
            return len(set(identities.persons_of(tx, encounters).values()))

    def examine(self, name: str, finding: str, ground: str, *, language: str = "en") -> str:
        """An examiner takes the next case and works it at the bench up to an opinion; says which case it was."""
        page = self.desk.goto(self.desk.page(name, language=language), "/queue")
        page.locator("form[action='/queue/next'] button").click()
        ready(page)
        case = re.search(r"/cases/(case-[0-9A-Z]+)", page.url)
        assert case, page.url
        mark(page, "probe", PLACES)
        lock(page)
        identifies = finding == "identification"
        if identifies:
            pair_some(page)
        conclude(page, finding, ground, "A" if identifies else "")
        give(page)
        return case[1]

    def identify(self, *names: str) -> str:
        """Each of these examiners finds candidate A of the next case to be the same person."""
        worked = {self.examine(name, "identification", "features_agree") for name in names}
        assert len(worked) == 1, "they worked different cases"
        return worked.pop()

    def subscribe(self, name: str, encounter: EncounterId) -> None:
        page = self.desk.goto(self.desk.page(name), f"/subscriptions/new?encounter={encounter}")
        page.locator("[name=purpose]").fill("Missing minor, file 417/2026")
        page.locator("[name=authority]").fill("Family court of Arica, order 417/2026")
        page.locator("[name=instructions]").fill("Call the court's desk at once.")
        page.locator("main form button.primary").click()
        expect(page).to_have_url(re.compile(r"/subscriptions/[a-z]+-"))

    def approve(self, name: str, address: str) -> Page:
        page = self.desk.goto(self.desk.page(name), address)
        page.get_by_role("button", name="Approve").click()
        return page


def until(truth: Callable[[], bool], what: str) -> None:
    """Wait for the node's own workers."""
    deadline = time.monotonic() + PATIENCE
    while not truth():
        assert time.monotonic() < deadline, f"not within {PATIENCE} s: {what}"
        time.sleep(0.1)
