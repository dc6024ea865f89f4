"""A refusal as a page: what is so, what to do, the way back. One answer for what does not exist and for what may not
be seen."""

from fastapi import Request, Response

from openbitmap.node.console.frame import Page, SignInNeeded, Viewer, language_of, seen_by, show
from openbitmap.node.console.words import Words
from openbitmap.node.doorway import context_of
from openbitmap.node.problems import Refused

WORDS: Words = {
    "code": {"en": "Code", "es": "Código", "pt": "Código"},
}


def problem_page(request: Request, refused: Refused) -> Response:
    context = context_of(request)
    viewer = _whoever_looks(request)
    language = viewer.language if viewer else language_of(request, context.settings.language)
    what, remedy = refused.said("es" if language == "pt" else language)
    return show(
        request,
        viewer,
        Page("pages/problem/page.html", WORDS),
        status=refused.problem.status,
        what=what,
        remedy=remedy,
        code=refused.problem.code,
    )


def _whoever_looks(request: Request) -> Viewer | None:
    """For the menu only: nothing is allowed by it, so a refused origin or an ended session shows no menu."""
    try:
        return seen_by()(request, context_of(request))
    except (SignInNeeded, Refused):
        return None
