"""Questions as a line of text, for golden files and the command line.

CL to US: search; border check; third country traveller; finger; gallery wanted; kind lt/tp; fields names, birth
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar

from openbitmap.instruments.questions import BY_KIND, Barred, Granted, Question
from openbitmap.instruments.values import said, said_list
from openbitmap.vocabulary import (
    ExchangeAct,
    ExchangePurpose,
    FieldGroup,
    GalleryKind,
    Modality,
    PartnerId,
    PersonCategory,
    SearchKind,
)

Member = TypeVar("Member", bound=StrEnum)

_DIRECTION = re.compile(r"([A-Z][A-Z0-9-]*) to ([A-Z][A-Z0-9-]*): (.*)")
_NEEDED = ("act", "purpose", "person", "modalities")
_FURTHER = ("gallery", "kind", "fields", "third party")
_CASE = re.compile(r"on (\d{4}-\d\d-\d\d)(?:, case (\S+))?: (.*)")


class UnreadableQuestion(ValueError):
    """What is wrong with a question in text."""


@dataclass(frozen=True)
class Expected:
    """One golden decision: a question on a day (at noon, UTC), and the answer in words. `line` is the question's."""

    line: int
    at: datetime
    question: Question
    case: str
    answer: str


def question_of(text: str) -> Question:
    """The question of a line. Raises UnreadableQuestion."""
    match = _DIRECTION.fullmatch(" ".join(text.split()))
    if match is None:
        raise UnreadableQuestion("a question begins with giver and taker, such as `CL to US: search; ...`")
    parts = [part.strip() for part in match[3].split(";")]
    if len(parts) < len(_NEEDED):
        raise UnreadableQuestion(f"a question states, in this order: {', '.join(_NEEDED)}")
    act, purpose, person, modalities, *rest = parts
    further = dict(_further(rest))
    gallery = further.get("gallery")
    return Question(
        _member(act, ExchangeAct),
        PartnerId(match[1]),
        PartnerId(match[2]),
        purpose=_member(purpose, ExchangePurpose),
        category=_member(person, PersonCategory),
        modalities=_members(modalities, Modality),
        gallery=_member(gallery, GalleryKind) if gallery else None,
        kind=_member(further.get("kind", SearchKind.TP_TP), SearchKind),
        fields=_members(further.get("fields", ""), FieldGroup),
        third_party=further.get("third party", ""),
    )


def said_question(question: Question) -> str:
    """The line that `question_of` reads back."""
    parts = [
        said(question.act),
        said(question.purpose),
        said(question.category),
        said_list(question.modalities, Modality),
    ]
    if question.gallery:
        parts.append(f"gallery {said(question.gallery)}")
    if question.act in BY_KIND and question.kind is not SearchKind.TP_TP:
        parts.append(f"kind {question.kind}")
    if question.fields:
        parts.append(f"fields {said_list(question.fields, FieldGroup)}")
    if question.third_party:
        parts.append(f"third party {question.third_party}")
    return f"{question.giver} to {question.taker}: {'; '.join(parts)}"


def said_decision(decision: Granted | Barred) -> str:
    """A decision in the words of a golden file."""
    if isinstance(decision, Granted):
        released = said_list(decision.fields, FieldGroup)
        return f"permitted by {decision.agreement} {decision.clause}: {released}; {said(decision.terms.gate)}"
    named = f" by {decision.agreement} {decision.clause}" if decision.clause else ""
    return f"barred{named}: {said(decision.reason)}"


def expectations(text: str) -> Iterator[Expected]:
    """Golden decisions: a line `on DAY[, case NAME]: QUESTION`, and under it the answer. Raises UnreadableQuestion."""
    lines = [(n, " ".join(s.split())) for n, s in enumerate(text.splitlines(), 1)]
    kept = [(n, s) for n, s in lines if s and not s.startswith("#")]
    if len(kept) % 2:
        raise UnreadableQuestion(f"line {kept[-1][0]}: under each question stands its answer")
    for (number, asked), (_, answer) in zip(kept[::2], kept[1::2], strict=True):
        match = _CASE.fullmatch(asked)
        if match is None:
            raise UnreadableQuestion(
                f"line {number}: a question begins with its day, such as `on 2026-11-30: CL to US: ...`"
            )
        try:
            at = datetime.combine(date.fromisoformat(match[1]), time(12), tzinfo=UTC)
            yield Expected(number, at, question_of(match[3]), match[2] or "", answer)
        except ValueError as wrong:
            raise UnreadableQuestion(f"line {number}: {wrong}") from None


def _further(parts: list[str]) -> Iterator[tuple[str, str]]:
    for part in parts:
        name = next((key for key in _FURTHER if part.startswith(f"{key} ")), None)
        if name is None:
            raise UnreadableQuestion(f"{part!r} is unknown; further parts begin with: {', '.join(_FURTHER)}")
        yield name, part.removeprefix(name).strip()


def _members(text: str, kind: type[Member]) -> frozenset[Member]:
    return frozenset(_member(word, kind) for word in text.split(",")) if text else frozenset()


def _member(word: str, kind: type[Member]) -> Member:
    found = next((member for member in kind if said(member) == word.strip().replace("_", " ")), None)
    if found is None:
        raise UnreadableQuestion(f"{word.strip()!r} is none of: {', '.join(map(said, kind))}")
    return found
