"""`/simulation`: what the runs of `openbitmap simulate` on this machine found, the newest first: which of the six
things that must hold broke in how many seeds, and the command that replays one. For auditors, and for administrators
who ran it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from openbitmap.node import trials
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Page, Viewer, seen_by, show
from openbitmap.node.console.pages.simulation.words import WORDS
from openbitmap.node.doorway import Here
from openbitmap.node.exchange import number
from openbitmap.node.home import Home
from openbitmap.node.trials import Trial, Unreadable

router = APIRouter(include_in_schema=False)
PAGE = Page("pages/simulation/page.html", WORDS)
MOST_TRIALS = 50
MOST_SENTENCES = 8
"""Shown of one seed; its replay tells them all."""
MUST_HOLD = ("lost", "doubled", "unpermitted", "false_coverage", "broken_ledgers", "disputed_in_use")


@router.get("/simulation")
def simulation(
    request: Request, context: Here, viewer: Annotated[Viewer, Depends(seen_by(Act.READ_LEDGER, Act.ADMINISTER))]
) -> Response:
    told = list(trials.kept(Home(context.settings.home).trials, most=MOST_TRIALS))
    values = {
        "trials": [t for t in told if isinstance(t, Trial)],
        "unreadable": [t for t in told if isinstance(t, Unreadable)],
        "must_hold": MUST_HOLD,
        "most_sentences": MOST_SENTENCES,
        "n": lambda value: number(value, viewer.language),
        "percent": lambda trial: number(100 * trials.at_most(trial.seeds), viewer.language),
    }
    return show(request, viewer, PAGE, **values)
