"""How the simulated desk, hub and registry speak JSON."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from openbitmap import itl
from openbitmap.simulators.desk import Desk, Told
from openbitmap.simulators.gallery import Fingers

CONTENT_TYPE = "application/json"


@dataclass(frozen=True)
class Asked:
    """A question as read: who is asked about, and their prints."""

    number: str
    names: tuple[str, ...]
    born: date | None
    document: str
    fingers: Fingers
    operation: str = ""


class Wrong(ValueError):
    """What is wrong with a question: code, field, message."""

    def __init__(self, code: str, where: str, message: str) -> None:
        super().__init__(message)
        self.error = {"code": code, "field": where, "message": message}


def answer(data: bytes, desk: Desk, decide: Callable[[Asked, Desk], Mapping[str, Any]]) -> bytes:
    """The reply in the common form, or an error with code, field and message."""
    number = ""
    try:
        document = json.loads(data)
        number = str(document["number"])
        if desk.conduct.refusal:
            raise Wrong("refused", "purpose", desk.conduct.refusal)
        said = dict(decide(_asked(document, desk), desk))
    except Wrong as wrong:
        return _written({"number": number, "error": wrong.error})
    except (ValueError, KeyError, TypeError, AttributeError):
        return _written({"number": number, "error": Wrong("unreadable", "body", "not a question").error})
    about = {"number": number, "people": desk.gallery.people, "as_of": desk.as_of.isoformat()}
    return _written(about | said)


def _asked(document: Mapping[str, Any], desk: Desk) -> Asked:
    names = document.get("names") or []
    if not isinstance(names, list) or any(not isinstance(n, str) for n in names):
        raise Wrong("unreadable", "names", "a list of texts is needed")
    born = document.get("born")
    return Asked(
        document["number"],
        tuple(names),
        date.fromisoformat(born) if born else None,
        str(document.get("document") or ""),
        _fingers(document.get("prints"), desk),
        str(document.get("operation") or ""),
    )


def _fingers(prints: object, desk: Desk) -> Fingers:
    if not prints:
        return {}
    try:
        data = base64.b64decode(str(prints), validate=True)
    except binascii.Error:
        raise Wrong("unreadable", "prints", "not base64") from None
    transaction = itl.read(data).transaction
    found = desk.gallery.fingers(transaction) if transaction else {}
    if not found:
        raise Wrong("quality", "prints", "no print of it can be used")
    return found


def notice(told: Told, desk: Desk, *, subject: str) -> bytes:
    """The common form; `subject` is the key that says what kind of notice it is."""
    body = {
        "number": told.number,
        "about": told.about,
        "reference": told.reference,
        "handling": told.handling,
        "sent_at": desk.at.isoformat(),
        subject: told.subject,
    }
    return _written(body)


def _written(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
