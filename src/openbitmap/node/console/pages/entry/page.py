"""Enter with a key. The key travels once, in the link or the form, and then only as an HttpOnly cookie."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from openbitmap.node import access
from openbitmap.node.access import Act
from openbitmap.node.console.templates import TEMPLATES, language_of, words
from openbitmap.node.doorway import COOKIE, Here
from openbitmap.node.problems import Refused

router = APIRouter(include_in_schema=False)


@router.get("/enter")
def enter_page(request: Request, context: Here, key: str = "") -> Response:
    """The form; with `?key=` of a link, as the demo prints it, it enters at once."""
    return _enter(request, context, key) if key else _form(request, context, refused=False)


@router.post("/enter")
def enter(request: Request, context: Here, key: Annotated[str, Form()] = "") -> Response:
    return _enter(request, context, key)


def _enter(request: Request, context: Here, key: str) -> Response:
    try:
        with context.database.transaction() as tx:
            access.require(tx, key, Act.READ_ANSWERS)
    except Refused:
        return _form(request, context, refused=True)
    language = request.query_params.get("lang", "")
    answer = RedirectResponse(f"/?lang={language}" if language in ("en", "es") else "/", status_code=303)
    answer.set_cookie(COOKIE, key, httponly=True, samesite="strict", max_age=12 * 3600)
    return answer


def _form(request: Request, context: Here, *, refused: bool) -> Response:
    language = language_of(request, context.settings.language)
    page = {"words": words(language), "language": language, "refused": refused}
    return TEMPLATES.TemplateResponse(request, "pages/entry/page.html", page, status_code=401 if refused else 200)
