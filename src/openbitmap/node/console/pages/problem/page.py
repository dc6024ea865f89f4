"""A refusal as a page: what is so, what to do, the way back. One answer for what does not exist and for what may not
be seen."""

from fastapi import Request, Response

from openbitmap.node.console.frame import Page, SignInNeeded, Viewer, language_of, page_before, seen_by, show, way_back
from openbitmap.node.console.words import Words
from openbitmap.node.doorway import context_of
from openbitmap.node.problems import Refused

WORDS: Words = {
    "back_to_work": {
        "en": "Back to what I was doing",
        "es": "Volver a lo que estaba haciendo",
        "pt": "Voltar ao que estava fazendo",
    },
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
        back=_back(request),
    )


def _back(request: Request) -> str:
    """The page from which this was asked for; none where that would only lead here again."""
    before = page_before(request)
    return "" if request.method == "GET" and before == way_back(request) else before


def _whoever_looks(request: Request) -> Viewer | None:
    """For the menu only: nothing is allowed by it, so a refused origin or an ended session shows no menu."""
    try:
        return seen_by()(request, context_of(request))
    except (SignInNeeded, Refused):
        return None
