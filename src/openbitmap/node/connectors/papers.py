"""What the connectors that speak JSON share: a question about a claimed identity with prints if there are any, and
lenient reading of what comes back: a value of the wrong kind is as good as none, and is a finding.
"""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from openbitmap.node.connectors.model import Advice, Consultation, Letterhead, Outcome, Reply, State

CONTENT_TYPE = "application/json"
LONGEST_WORDS = 300
MOST_PEOPLE = 10**12


def question(asked: Consultation, letter: Letterhead, **more: object) -> bytes:
    """The common form of a question. Prints go as the ITL transaction they came in, in base64."""
    claim = asked.claim
    document: dict[str, object] = {
        "number": letter.control_number,
        "asked_by": letter.originator,
        "asked_at": letter.at.isoformat(),
        "purpose": asked.purpose.value,
        "names": list(claim.names) if claim else [],
        "born": claim.born.isoformat() if claim and claim.born else None,
        "nationality": claim.nationality if claim else "",
        "document": claim.document if claim else "",
        "prints": base64.b64encode(asked.probe).decode("ascii") if asked.probe else None,
        **more,
    }
    return json.dumps(document, ensure_ascii=False, sort_keys=True).encode()


@dataclass
class Paper:
    """A JSON object as it came, and what was wrong with what was asked of it."""

    values: Mapping[str, Any]
    findings: list[str] = field(default_factory=list)

    def word(self, key: str) -> str:
        """A text, printable and short; "" where there is none."""
        value = self.values.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.findings.append(f"not-a-text:{key}")
            return ""
        return "".join(c if c.isprintable() else " " for c in value[:LONGEST_WORDS]).strip()

    def count(self, key: str) -> int | None:
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_PEOPLE:
            self.findings.append(f"not-a-number:{key}")
            return None
        return value

    def moment(self, key: str) -> datetime | None:
        """An aware time; one without a zone could be any hour of a day and is none."""
        text = self.word(key)
        if not text:
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            self.findings.append(f"not-a-time:{key}")
            return None
        return moment


def read(data: bytes) -> Paper | None:
    """The object, or None for what is none; never raises, however deep or long the text is."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return Paper(found) if isinstance(found, dict) else None


def reply(data: bytes, words: Mapping[str, State], *, reasons: Mapping[str, str] | None = None) -> Reply:
    """The common form of a reply: `result` in the desk's words, or `error` with code, field and message."""
    paper = read(data)
    if paper is None:
        return Reply(Outcome(State.ERROR, reason="unreadable"), findings=("not-json",))
    if "error" in paper.values:
        return Reply(_error(paper), paper.word("number"), tuple(paper.findings))
    said = paper.word("result")
    state = words.get(said)
    if state is None:
        outcome = Outcome(State.ERROR, reason="finding_unknown")
    else:
        outcome = Outcome(
            state,
            paper.count("people"),
            paper.moment("as_of"),
            paper.word("reference"),
            paper.word("handling"),
            (reasons or {}).get(said, ""),
        )
    return Reply(outcome, paper.word("number"), tuple(paper.findings))


_ERRORS: Mapping[str, State] = {"quality": State.POOR_QUALITY, "not_authorised": State.NOT_AUTHORISED}
_CODE = re.compile(r"[a-z0-9_]{1,40}")


def _error(paper: Paper) -> Outcome:
    error = Paper(found) if isinstance(found := paper.values.get("error"), dict) else Paper({})
    code, where, words = error.word("code"), error.word("field"), error.word("message")
    named = ":".join(part for part in ("refused", code, where) if _CODE.fullmatch(part))
    return Outcome(_ERRORS.get(code, State.REFUSED), reason=f"{named}: {words}".removesuffix(": "))


def notice(data: bytes, *, subject: str) -> Advice:
    """The common form of an unsolicited notice; `subject` names the field that says what kind it is."""
    paper = read(data)
    if paper is None:
        return Advice("", findings=("not-json",))
    advice = Advice(
        paper.word("number"),
        answers=paper.word("about"),
        reference=paper.word("reference"),
        handling=paper.word("handling"),
        subject=paper.word(subject),
    )
    return Advice(**(vars(advice) | {"findings": tuple(paper.findings)}))
