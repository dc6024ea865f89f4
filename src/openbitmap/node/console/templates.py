"""Where pages find their HTML, and the words all pages share."""

from pathlib import Path

from fastapi import Request
from fastapi.templating import Jinja2Templates

TEMPLATES = Jinja2Templates(directory=Path(__file__).parent)

WORDS: dict[str, dict[str, str]] = {
    "title": {"en": "Answers", "es": "Respuestas"},
    "empty": {"en": "Nothing has been answered yet.", "es": "Aún no se ha respondido nada."},
    "enter": {"en": "Enter", "es": "Entrar"},
    "key": {"en": "Your key", "es": "Su clave"},
    "no_entry": {
        "en": "This node does not know that key, or it may not read answers.",
        "es": "Este nodo no conoce esa clave, o no puede leer respuestas.",
    },
    "arrived": {"en": "arrived", "es": "recibido"},
    "people_decide": {
        "en": "Decisions are made by people. A card never says that anybody is cleared.",
        "es": "Deciden las personas. Ninguna ficha dice que alguien esté libre de sospecha.",
    },
}


def language_of(request: Request, default: str) -> str:
    """`?lang=` of the address, else the first of the browser's languages we speak, else the node's."""
    asked = request.query_params.get("lang", "")
    browser = [part.strip()[:2] for part in request.headers.get("accept-language", "").split(",")]
    return next((code for code in [asked, *browser] if code in ("en", "es")), default)


def words(language: str) -> dict[str, str]:
    return {key: both[language] for key, both in WORDS.items()}
