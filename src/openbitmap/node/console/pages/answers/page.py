"""The desk's first page: every submission's newest answer, the same card as in the terminal."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from openbitmap.node import access, exchange, views
from openbitmap.node.access import Act
from openbitmap.node.console.templates import TEMPLATES, language_of, words
from openbitmap.node.doorway import COOKIE, Here
from openbitmap.node.problems import Refused

router = APIRouter(include_in_schema=False)


@router.get("/")
def answers(request: Request, context: Here) -> Response:
    try:
        with context.database.transaction() as tx:
            access.require(tx, request.cookies.get(COOKIE), Act.READ_ANSWERS)
    except Refused:
        return RedirectResponse("/enter", status_code=303)
    language = language_of(request, context.settings.language)
    with context.database.reading() as tx:
        lines = views.recent_answers(tx)
    cards = [(line, exchange.card_of(line.answer, language)) for line in lines]
    page = {
        "words": words(language),
        "language": language,
        "cards": cards,
        "node": context.settings.node,
        "clock": exchange.clock,
    }
    return TEMPLATES.TemplateResponse(request, "pages/answers/page.html", page)
