"""Whether somebody is the national they say they are: by number one to one, without a number one to many."""

from collections.abc import Mapping
from typing import Any

from openbitmap.simulators import papers
from openbitmap.simulators.desk import Desk
from openbitmap.simulators.papers import Asked, Wrong


def answer(question: bytes, desk: Desk) -> bytes:
    return papers.answer(question, desk, _confirmed)


def _confirmed(asked: Asked, desk: Desk) -> Mapping[str, Any]:
    if not asked.fingers:
        raise Wrong("unreadable", "prints", "a registry compares prints")
    if asked.operation == "verify":
        record = desk.gallery.by_document(asked.document)
        if record is None:
            return {"result": "unknown"}
        if not record.fingers:
            return {"result": "inconclusive", "reference": record.known.reference}
        own = desk.gallery.is_of(asked.fingers, record)
        return {"result": "confirmed" if own else "not_confirmed", "reference": record.known.reference if own else ""}
    hit = desk.gallery.search(asked.fingers)
    return {"result": "confirmed", "reference": hit.known.reference} if hit else {"result": "unknown"}
