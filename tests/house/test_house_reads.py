"""Who was shown what: every page that shows something about anybody states it in the ledger, and every address the
console states stands under a page.
"""

import re

from fastapi.routing import APIRoute

from house.tree import modules
from openbitmap.node.console.application import PAGES
from openbitmap.node.console.pages.ledger.telling import READ
from openbitmap.node.console.reads import LISTS, THINGS

NOTHING_SHOWN: dict[str, str] = {
    "/": "leads on",
    "/account": "the viewer",
    "/agreements": "texts between nations",
    "/attention": "what waits for somebody, by number",
    "/agreements/{digest}": "texts between nations",
    "/enter/{token}": "signing in",
    "/evidence": "what partners attest",
    "/overview": "counts, small ones left out",
    "/partners": "nations, and how many letters wait",
    "/partners/{partner}": "nations, and how many letters wait",
    "/people": "staff",
    "/people/{name}": "staff",
    "/record": "the viewer's own work",
    "/repositories": "what stands outside, and how it answers",
    "/repositories/{name}": "what stands outside, and how it answers",
    "/sign-in": "signing in",
    "/sign-in/here": "signing in",
    "/sign-in/provider/return": "signing in",
    "/simulation": "trials of the software, with synthetic people",
    "/stations": "stations",
    "/stations/{station}": "stations",
    "/step-up": "signing in",
    "/step-up/state": "signing in",
}
"""Pages that show nothing about anybody who was met, listed or asked about: what they show instead."""

ROUTES = {r.path: r for page in PAGES for r in page.routes if isinstance(r, APIRoute) and "GET" in r.methods}


def states_itself(route: APIRoute) -> bool:
    """Files do not pass the frame; their function states the read."""
    return "note_read" in route.endpoint.__code__.co_names


def test_every_address_that_is_stated_stands_under_a_page() -> None:
    assert (THINGS.keys() | LISTS.keys() | NOTHING_SHOWN.keys()) - ROUTES.keys() == set()
    parts = {address: set(re.findall(r"{(\w+)}", address)) for address in THINGS}
    assert {a for a, (_, part) in THINGS.items() if part not in parts[a]} == set()


def test_every_page_states_what_it_shows_or_shows_nothing_about_anybody() -> None:
    stated = THINGS.keys() | LISTS.keys() | {path for path, route in ROUTES.items() if states_itself(route)}
    assert ROUTES.keys() - stated - NOTHING_SHOWN.keys() == set()
    assert stated & NOTHING_SHOWN.keys() == set(), "stated after all: take it off the list"


def test_the_ledger_page_has_words_for_every_read() -> None:
    stated = {what for what, _ in THINGS.values()} | set(LISTS.values()) | _said_at_doors()
    assert stated - READ.keys() == set()


def _said_at_doors() -> set[str]:
    said = re.compile(r'note_read[(,][^\n"]*"(\w+)"')
    return {word for m in modules("src") for word in said.findall(m.text)}


def test_the_rules_can_fail() -> None:
    assert _said_at_doors() >= {"list", "pictures", "report_file", "case", "answer", "retention_run"}
    assert states_itself(ROUTES["/pictures/{encounter}/{name}.png"])
    assert not states_itself(ROUTES["/overview"])
