"""`/simulation`: what the runs of `openbitmap simulate` on this machine found: which of the things that must hold broke
in how many seeds, and the command that replays one. For auditors, and for administrators who ran it.

The headline is the newest run of several seeds of the node as it is: neither a replay nor a fault put in may stand in
its place. Every seed that broke something stays on the page as long as its run does.
"""

from decimal import ROUND_CEILING, Decimal
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from openbitmap.node import trials
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Page, Viewer, seen_by, show
from openbitmap.node.console.pages.simulation.words import WORDS
from openbitmap.node.doorway import Here
from openbitmap.node.exchange import number
from openbitmap.node.home import Home
from openbitmap.node.trials import Trial

router = APIRouter(include_in_schema=False)
PAGE = Page("pages/simulation/page.html", WORDS)
MOST_TRIALS = 50
MOST_SEEDS = 10
MOST_SENTENCES = 8
"""Shown of one seed; its replay tells them all."""
FEWEST_SEEDS = 59
"""Fewer leave room for more than 5 % of all seeds: no number to be proud of, so none is said."""
MUST_HOLD = ("lost", "doubled", "unpermitted", "false_coverage", "broken_ledgers", "disputed_in_use")


@router.get("/simulation")
def simulation(
    request: Request, context: Here, viewer: Annotated[Viewer, Depends(seen_by(Act.READ_LEDGER, Act.ADMINISTER))]
) -> Response:
    folder = Home(context.settings.home).trials
    shelf = trials.kept(folder, most=MOST_TRIALS)
    newest = next((t for t in shelf.trials if not t.fault and not t.is_replay), None)
    values = {
        "trials": shelf.trials,
        "unreadable": shelf.unreadable,
        "older": shelf.older,
        "folder": folder,
        "newest": newest,
        "bound": _bound(newest, viewer.language),
        "broken": [t for t in shelf.trials if t.broken],
        "must_hold": MUST_HOLD,
        "most_seeds": MOST_SEEDS,
        "most_sentences": MOST_SENTENCES,
        "n": lambda value: number(value, viewer.language),
    }
    return show(request, viewer, PAGE, **values)


def _bound(trial: Trial | None, language: str) -> str:
    """How many per cent of all seeds a trial without a break leaves room for; empty where it says too little. Two
    significant digits, rounded up: a bound that is rounded down is none."""
    if trial is None or trial.broken or trial.seeds < FEWEST_SEEDS:
        return ""
    exact = Decimal(100 * trials.at_most(trial.seeds))
    shown = exact.quantize(Decimal(1).scaleb(exact.adjusted() - 1), ROUND_CEILING)
    return f"{shown:f}".replace(".", "." if language == "en" else ",")
