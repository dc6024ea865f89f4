"""Hit or no hit: by prints, by the number of a document, by a name with its birth date."""

from collections.abc import Mapping
from typing import Any

from openbitmap.simulators import papers
from openbitmap.simulators.desk import Desk
from openbitmap.simulators.papers import Asked


def answer(question: bytes, desk: Desk) -> bytes:
    return papers.answer(question, desk, _found)


def _found(asked: Asked, desk: Desk) -> Mapping[str, Any]:
    hit = desk.gallery.search(asked.fingers) if asked.fingers else None
    hit = hit or desk.gallery.by_document(asked.document)
    hit = hit or desk.gallery.by_name(asked.names, asked.born)
    if hit is None:
        return {"result": "no_hit"}
    return {
        "result": "hit",
        "reference": hit.known.reference,
        "notice": hit.known.notice,
        "handling": hit.known.handling,
    }
