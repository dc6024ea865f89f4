"""A partner's words as read: what cannot be read is None, and never breaks a job."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from openbitmap.node.inquiries.model import Handling, Line, Outcome, Result
from openbitmap.vocabulary import Coverage
from openbitmap.wire import moment, rate, words

LONGEST_WORDS = 2_000
LONGEST_REFERENCE = 64
MOST_LINES = 50
MOST_PEOPLE = 10_000_000_000
MOST_DAYS = 36_500


@dataclass(frozen=True)
class Told:
    """One letter of a result."""

    state: Coverage
    outcome: Outcome
    reference: str
    band: str
    retain_days: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Objection:
    """A refusal as the partner words it; `stage` is search, reference or data."""

    stage: str
    reason: str
    agreement: str
    clause: str
    words: str


def told_in(body: Mapping[str, object]) -> Told | None:
    """None for a body that is no result."""
    try:
        result = Result(text(body, "result"))
        outcome = Outcome(
            result,
            Handling(text(body, "handling")),
            people=whole(body.get("people")),
            as_of=moment(body.get("as_of")),
            fpir=rate(body.get("fpir")),
        )
        given = body.get("repositories")
        rows = given if isinstance(given, list) else []
        lines = tuple(_line(row) for row in rows[:MOST_LINES] if isinstance(row, dict))
        days = term(body).days
        band = text(body, "band")[:20]
        return Told(
            Coverage(text(body, "state")), outcome, text(body, "reference")[:LONGEST_REFERENCE], band, days, lines
        )
    except ValueError:
        return None


def objection_in(body: Mapping[str, object]) -> Objection:
    reason = text(body, "reason")[:80]
    agreement, clause = text(body, "agreement")[:80], text(body, "clause")[:80]
    return Objection(text(body, "stage"), reason or "refused", agreement, clause, text(body, "words")[:LONGEST_WORDS])


def term(body: Mapping[str, object]) -> timedelta:
    """How long the giver lets us keep something; no time at all where it names no number of days."""
    return timedelta(days=min(number(body, "retain_days"), MOST_DAYS))


def number(body: Mapping[str, object], key: str) -> int:
    """0 for what is no count."""
    try:
        return whole(body.get(key)) or 0
    except ValueError:
        return 0


def text(body: Mapping[str, object], key: str) -> str:
    return words(body.get(key), longest=LONGEST_WORDS)


def whole(value: object) -> int | None:
    """A count of people or days. Raises ValueError for what is none."""
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_PEOPLE:
        raise ValueError(f"{value!r} is no count")
    return value


def _line(row: Mapping[str, object]) -> Line:
    return Line(
        text(row, "name")[:40],
        Coverage(text(row, "state")),
        result=Result(text(row, "result")),
        people=whole(row.get("people")),
        as_of=moment(row.get("as_of")),
        due_at=moment(row.get("due_at")),
        reason=text(row, "reason")[:80],
    )
