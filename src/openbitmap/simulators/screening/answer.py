"""What people at the desk say after they have looked: positive where prints and list agree, inconclusive where only the
name does (R23: a name alone proves nothing)."""

from collections.abc import Mapping
from typing import Any

from openbitmap.simulators import papers
from openbitmap.simulators.desk import Desk
from openbitmap.simulators.papers import Asked


def answer(question: bytes, desk: Desk) -> bytes:
    return papers.answer(question, desk, _decided)


def _decided(asked: Asked, desk: Desk) -> Mapping[str, Any]:
    hit = desk.gallery.search(asked.fingers) if asked.fingers else None
    if hit is not None and hit.known.standing == "listed":
        return {"result": "positive", "reference": hit.known.reference, "handling": hit.known.handling}
    if hit is not None and hit.known.standing == "unsure":
        return {"result": "inconclusive", "reference": hit.known.reference, "handling": hit.known.handling}
    named = desk.gallery.by_name(asked.names, asked.born)
    if named is not None and not named.fingers:
        return {"result": "inconclusive", "reference": named.known.reference, "handling": named.known.handling}
    return {"result": "negative"}
