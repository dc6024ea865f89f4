"""A real browser before a real node: people of the cast are signed in, and what they see is kept as pictures in
var/screens, each checked by axe for WCAG 2.2 AA.

`Desk.page` gives a signed-in page; `Desk.picture` keeps it. Nothing here waits by sleeping: Playwright waits for what
is asked for.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright
from tests.cast import ADMINISTRATOR

from openbitmap.node import access
from openbitmap.node.doorway import SESSION_COOKIE
from openbitmap.node.running import RunningNode

ROOT = Path(__file__).parents[2]
SCREENS = ROOT / "var" / "screens"
PICTURES = ROOT / "docs" / "roles" / "pictures"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
LOOKED_FOR = {"runOnly": {"type": "tag", "values": list(RULES)}, "resultTypes": ["violations"]}
DESK = ViewportSize(width=1280, height=720)
TABLET = ViewportSize(width=1024, height=768)
PATIENCE_MS = 30_000
"""For what the node's workers and a live page do in a second on a quiet machine."""
NO_BROWSER = "no Chromium on this machine: sudo apt-get install chromium (or set CHROMIUM to one)"


@dataclass
class Desk:
    """One browser before one node. A context (cookies, language) for each person and language."""

    browser: Browser
    node: RunningNode
    contexts: list[BrowserContext] = field(default_factory=list)

    def page(self, name: str, *, language: str = "en", theme: str = "light", tablet: bool = False) -> Page:
        """A page of this person of the cast, signed in and on the first room of the role."""
        page = self.stranger(language=language, tablet=tablet)
        now = datetime.now(UTC)
        with self.node.database() as database, database.transaction() as tx:
            account = access.account_named(tx, name)
            assert account is not None
            access.change_appearance(tx, replace(account, language=language, theme=access.Theme(theme)))
            token = access.open_session(tx, name, access.Means.LINK, at=now)
        page.context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": self.node.address}])
        page.goto(self.node.address)
        return page

    def stranger(self, *, language: str = "en", tablet: bool = False) -> Page:
        """A page of nobody."""
        context = self.browser.new_context(
            viewport=TABLET if tablet else DESK,
            locale={"en": "en-GB", "es": "es-CL", "pt": "pt-BR"}[language],
            has_touch=tablet,
        )
        context.set_default_timeout(PATIENCE_MS)
        self.contexts.append(context)
        return context.new_page()

    def link(self, name: str) -> str:
        """The token of a one-time link for this person."""
        now = datetime.now(UTC)
        with self.node.database() as database, database.transaction() as tx:
            return access.make_link(tx, name, at=now, within=timedelta(minutes=10), actor=ADMINISTRATOR)

    def goto(self, page: Page, address: str) -> Page:
        page.goto(f"{self.node.address}{address}")
        return page

    def picture(self, page: Page, name: str, *, document: bool = False) -> None:
        """Keep what the page looks like in var/screens, and hold it to WCAG; `document` also keeps it for docs/roles
        (written there only when OPENBITMAP_PICTURES=1, for a picture's bytes differ from machine to machine)."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        page.wait_for_load_state("load")
        page.evaluate("document.fonts.ready")
        page.screenshot(path=SCREENS / f"{name}.png", animations="disabled")
        if document and os.environ.get("OPENBITMAP_PICTURES") == "1":
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}.png", animations="disabled", scale="css")
            _in_few_colours(PICTURES / f"{name}.png")
        self.accessible(page)

    def accessible(self, page: Page) -> None:
        """Fails with axe's own words for every violation."""
        assert page.locator("main").count() == 1, "not a page of ours: " + page.content()[:200]
        assert page.locator(".problem code", has_text="node-at-fault").count() == 0, "the node made a mistake"
        found = Axe().run(page, options=LOOKED_FOR)
        assert found.violations_count == 0, found.generate_report()
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"the page is {wide} px wider than the screen"

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        self.contexts.clear()


def _in_few_colours(path: Path) -> None:
    """A page with two prints is half a megabyte in all its greys; nobody misses any of them in a document. The
    method keeps the few pixels of a rare colour, such as one mark."""
    with Image.open(path) as image:
        few = image.convert("RGB").quantize(176, method=Image.Quantize.MAXCOVERAGE)
    few.save(path, optimize=True)


def browsers() -> Iterator[Browser]:
    """One Chromium; as root it cannot use its own sandbox."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        sandbox = [] if os.geteuid() else ["--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*sandbox, "--disable-dev-shm-usage"])
        yield browser
        browser.close()
