"""The newest answer of every submission as a card; an officer sees those of the own station."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from openbitmap.node import exchange, views
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Viewer, seen_by, show
from openbitmap.node.console.pages.answers.words import WORDS
from openbitmap.node.doorway import Here

router = APIRouter(include_in_schema=False)
Reader = Annotated[Viewer, Depends(seen_by(Act.READ_OWN_ANSWERS, Act.READ_ANSWERS))]


@router.get("/answers")
def answers(request: Request, context: Here, viewer: Reader) -> Response:
    own = viewer.principal.station
    with context.database.reading() as tx:
        lines = views.recent_answers(tx, stations=[own] if own else None)
    language = "es" if viewer.language == "pt" else viewer.language
    cards = [(line, exchange.card_of(line.answer, language)) for line in lines]
    return show(request, context, viewer, "pages/answers/page.html", WORDS, cards=cards)
