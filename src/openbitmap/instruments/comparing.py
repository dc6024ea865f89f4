"""What changed between two instruments, clause by clause, and what in one of them a reader should look at twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from openbitmap.instruments.model import Clause, Effect, Gate, Instrument
from openbitmap.instruments.questions import BY_KIND, OF_A_RECORD
from openbitmap.instruments.rendering import render
from openbitmap.vocabulary import ExchangeAct, FieldGroup


class Change(StrEnum):
    ADDED = "added"
    TAKEN_OUT = "taken_out"
    CHANGED = "changed"


@dataclass(frozen=True)
class Difference:
    """`place` is a heading of the canonical text ("CLAUSE 3.1", "PARTY CL", "AGREEMENT"); lines as they stood and as
    they stand."""

    place: str
    change: Change
    before: tuple[str, ...]
    after: tuple[str, ...]


def diff(one: Instrument, other: Instrument) -> tuple[Difference, ...]:
    """Differences by place, in the order of the new text; empty exactly where the hashes agree."""
    before, after = _sections(render(one)), _sections(render(other))
    gone = [
        Difference(place, Change.TAKEN_OUT, tuple(lines), ()) for place, lines in before.items() if place not in after
    ]
    return (*_changed(before, after), *gone)


def _changed(before: dict[str, list[str]], after: dict[str, list[str]]) -> Iterator[Difference]:
    for place, lines in after.items():
        if place not in before:
            yield Difference(place, Change.ADDED, (), tuple(lines))
        elif before[place] != lines:
            yield Difference(place, Change.CHANGED, *_differing(before[place], lines))


def _differing(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of each that the other has not."""
    old: list[str] = []
    new: list[str] = []
    for tag, i, j, k, m in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag != "equal":
            old += before[i:j]
            new += after[k:m]
    return tuple(old), tuple(new)


def _sections(text: str) -> dict[str, list[str]]:
    """Lines of a canonical text under the first two words of their heading; the heading itself is a line of it."""
    sections: dict[str, list[str]] = {}
    for block in text.rstrip("\n").split("\n\n"):
        heading, *lines = block.split("\n")
        words = heading.split(" ")
        place = " ".join(words[:2]) if words[0] in ("CLAUSE", "PARTY") else words[0]
        sections[place] = [heading, *lines]
    return sections


class Remark(StrEnum):
    """What a reader should look at twice. Nothing here is an error of form."""

    PERMITS_NOTHING = "permits_nothing"
    ONE_SIDED = "one_sided"
    RAW_SCORES = "raw_scores"
    DATA_WITHOUT_OFFICER = "data_without_officer"
    LONG_RETENTION = "long_retention"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True)
class Finding:
    """A remark about one clause; `clause` is empty where it is about the whole."""

    remark: Remark
    clause: str
    what: str


LONG_DAYS = 1_826
"""Five years: what a first term of an entry may last at most (requirements, R40)."""


def check(instrument: Instrument) -> tuple[Finding, ...]:
    """Remarks in the order of the clauses, those about the whole at the end."""
    permitting = [c for c in instrument.clauses if c.effect is Effect.PERMITS]
    return (*(f for clause in permitting for f in _of_clause(clause)), *_of_whole(permitting))


def _of_clause(clause: Clause) -> Iterator[Finding]:
    empty = _empty_dimensions(clause)
    if empty:
        yield Finding(Remark.PERMITS_NOTHING, clause.number, f"permits nothing: {', '.join(empty)} name nobody")
    told = sorted(clause.scope.fields & {FieldGroup.TEMPLATES, FieldGroup.SCORES})
    if told:
        yield Finding(Remark.RAW_SCORES, clause.number, f"lets {' and '.join(told)} leave a node")
    if ExchangeAct.DATA in clause.scope.acts and clause.conditions.gate is Gate.AUTOMATIC:
        yield Finding(Remark.DATA_WITHOUT_OFFICER, clause.number, "personal data leave without an officer's release")
    if clause.conditions.retention_days > LONG_DAYS:
        yield Finding(Remark.LONG_RETENTION, clause.number, f"kept for {clause.conditions.retention_days} days")


def _empty_dimensions(clause: Clause) -> list[str]:
    scope = clause.scope
    kinds = [limit for limit in clause.limits if limit.kind is not None]
    found = (
        ("acts", not scope.acts),
        ("direction", not scope.directions),
        ("purposes", not scope.purposes),
        ("persons", not scope.categories),
        ("modalities", not scope.modalities),
        ("galleries", bool(scope.acts) and scope.acts <= OF_A_RECORD and not scope.galleries),
        ("limit of a kind of search", bool(scope.acts) and scope.acts <= BY_KIND and not kinds),
        ("third parties", scope.acts == {ExchangeAct.ONWARD} and not scope.third_parties),
    )
    return [name for name, is_empty in found if is_empty]


def _of_whole(permitting: Sequence[Clause]) -> Iterator[Finding]:
    given = {(act, way) for c in permitting for act in c.scope.acts for way in c.scope.directions}
    for act, (giver, taker) in sorted(given):
        if (act, (taker, giver)) not in given:
            yield Finding(Remark.ONE_SIDED, "", f"{act}: {giver} to {taker} only")
        if act is ExchangeAct.SEARCH and (ExchangeAct.ANSWER, (taker, giver)) not in given:
            yield Finding(Remark.NO_ANSWER, "", f"{giver} may ask {taker}, who may not answer")
