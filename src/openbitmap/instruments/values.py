"""Values of an instrument's lines: words to enum members, dates, lists, limits, and back."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from openbitmap.instruments.lines import Block, Item, Reading
from openbitmap.instruments.model import Limit, Term
from openbitmap.vocabulary import PartnerId, SearchKind

Member = TypeVar("Member", bound=StrEnum)

NOTHING = "none"
"""An empty list, said aloud: nobody."""
YES_NO: Mapping[str, bool] = {"yes": True, "no": False}
PARTNER = re.compile(r"[A-Z][A-Z0-9-]{0,15}")
NAME = re.compile(r"[A-Z][A-Z0-9-]{2,59}")
CLAUSE_NUMBER = re.compile(r"[1-9]\d{0,2}(\.[1-9]\d{0,2}){0,2}")
_LIMIT = re.compile(r"(?:(\d{1,7}) a day|no daily limit)(?:, (\d{1,4}) candidates?)?")
_TERM = re.compile(r"(\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d)")
_NUMBER = re.compile(r"\d{1,6}")
_DIRECTION = re.compile(r"([A-Z][A-Z0-9-]{0,15}) to ([A-Z][A-Z0-9-]{0,15})")


def said(member: StrEnum) -> str:
    """A member in words: `border_check` is said "border check"."""
    return member.value.replace("_", " ")


def said_list(members: Iterable[StrEnum], kind: type[StrEnum]) -> str:
    """Members in the order of their list, so that two texts that mean the same read the same."""
    chosen = frozenset(members)
    return ", ".join(said(member) for member in kind if member in chosen) or NOTHING


@dataclass(frozen=True)
class Lines:
    """The items of one block by key; `take` them with a reader each, then ask what was left over."""

    block: Block
    reading: Reading

    def item(self, key: str, *, needed: bool = True) -> Item | None:
        found = next((item for item in self.block.items if item.key == key), None)
        if found is None and needed:
            self.reading.fault(self.block.line, f"{self.block.heading} {self.block.rest}".strip() + f" lacks {key!r}")
        return found

    def text(self, *keys: str, needed: bool = True) -> str:
        """The value of the first key that is there: some keys have a Spanish name too."""
        found = next((i for i in (self.item(k, needed=False) for k in keys) if i), None)
        found = found or self.item(keys[0], needed=needed)
        if found and not found.value:
            self.reading.fault(found.line, f"{found.key!r} is empty")
        return found.value if found else ""

    def member(self, key: str, kind: type[Member], *, otherwise: Member) -> Member:
        """`otherwise` is what stands where the line is faulty, or missing and not needed."""
        found = self.item(key)
        chosen = self.members_in(found, kind) if found else []
        if found and len(chosen) != 1 and "," in found.value:
            self.reading.fault(found.line, f"{key!r} is one of: {', '.join(map(said, kind))}")
        return chosen[0] if len(chosen) == 1 else otherwise

    def members(self, key: str, kind: type[Member]) -> frozenset[Member]:
        """Where the line is not there, nobody."""
        found = self.item(key, needed=False)
        return frozenset(self.members_in(found, kind)) if found else frozenset()

    def members_in(self, item: Item, kind: type[Member]) -> list[Member]:
        by_word = {said(member): member for member in kind}
        return [by_word[word] for word in self.words(item, by_word)]

    def words(self, item: Item, known: Iterable[str] = ()) -> list[str]:
        """Words of a list, each once; where `known` is given, others are faults with the nearest word as a hint."""
        words = [" ".join(word.split()).lower() if known else word.strip() for word in item.value.split(",")]
        if words == [NOTHING]:
            return []
        known = list(known)
        for word in words:
            if known and word not in known:
                near = difflib.get_close_matches(word, known, 1)
                hint = f"did you mean {near[0]!r}?" if near else f"known are: {', '.join(known)}"
                self.reading.fault(item.line, f"{item.key!r}: {word!r} is unknown; {hint}")
        if len(set(words)) < len(words):
            self.reading.fault(item.line, f"{item.key!r} names something twice")
        return [word for word in dict.fromkeys(words) if not known or word in known]

    def number(self, key: str, unit: str, *, otherwise: int, needed: bool = False) -> int:
        """`24 hours`, `1 hour`: a whole number with its unit."""
        found = self.item(key, needed=needed)
        if found is None:
            return otherwise
        count, _, given = found.value.partition(" ")
        if not _NUMBER.fullmatch(count) or given not in (unit, unit.removesuffix("s")):
            self.reading.fault(found.line, f"{key!r} is a number of {unit}, such as `24 {unit}`")
            return otherwise
        return int(count)

    def yes(self, key: str) -> bool:
        found = self.item(key, needed=False)
        if found is None:
            return False
        if found.value not in YES_NO:
            self.reading.fault(found.line, f"{key!r} is yes or no")
        return YES_NO.get(found.value, False)

    def refuse_others(self, known: Iterable[str]) -> None:
        known = list(known)
        for item in self.block.items:
            if item.key not in known:
                near = difflib.get_close_matches(item.key, known, 1)
                hint = f"did you mean {near[0]!r}?" if near else "take it out"
                self.reading.fault(item.line, f"{item.key!r} is no line of {self.block.heading}; {hint}")


def said_count(count: int, unit: str) -> str:
    """`1 hour`, `24 hours`."""
    return f"{count} {unit.removesuffix('s') if count == 1 else unit}"


def term_of(item: Item, reading: Reading) -> Term | None:
    """`2026-08-01 to 2027-04-30`, both days included."""
    match = _TERM.fullmatch(item.value)
    try:
        term = Term(*map(date.fromisoformat, match.groups())) if match else None
    except ValueError:
        term = None
    if term is None:
        reading.fault(item.line, "the term is two days, such as `2026-08-01 to 2027-04-30`; nothing is open-ended")
    elif term.last < term.first or term.last == date.max:
        reading.fault(item.line, "the term ends before it begins, or never")
    return term


def said_term(term: Term) -> str:
    return f"{term.first.isoformat()} to {term.last.isoformat()}"


def directions_of(item: Item, lines: Lines) -> frozenset[tuple[PartnerId, PartnerId]]:
    """`CL to US, US to CL`."""
    matches = [_DIRECTION.fullmatch(word) for word in lines.words(item)]
    if not all(matches):
        lines.reading.fault(item.line, "a direction is giver to taker, such as `CL to US`")
    return frozenset((PartnerId(m[1]), PartnerId(m[2])) for m in matches if m)


def limits_of(lines: Lines) -> tuple[Limit, ...]:
    """`limit tp/tp: 100 a day, 1 candidate`; `limit: 50 a day` is for acts that are no search."""
    limits = []
    for item in lines.block.items:
        first, _, word = item.key.partition(" ")
        if first != "limit":
            continue
        match = _LIMIT.fullmatch(item.value)
        if word and word not in list(SearchKind):
            lines.reading.fault(item.line, f"{word!r} is no kind of search; known are: {', '.join(SearchKind)}")
        elif match is None:
            lines.reading.fault(item.line, "a limit is such as `100 a day, 1 candidate` or `no daily limit`")
        else:
            per_day = int(match[1]) if match[1] else None
            limits.append(Limit(SearchKind(word) if word else None, per_day, int(match[2] or 0)))
    return tuple(sorted(limits, key=_limit_order))


def kinds_of(lines: Lines) -> tuple[Limit, ...]:
    """`kinds: lt/ul, lp/ulp`: kinds of search that a prohibition narrows itself to, as limits of none a day."""
    kinds = lines.members("kinds", SearchKind)
    return tuple(Limit(kind, 0) for kind in SearchKind if kind in kinds)


def said_limit(limit: Limit) -> str:
    per_day = "no daily limit" if limit.per_day is None else f"{limit.per_day} a day"
    if not limit.candidates:
        return per_day
    return f"{per_day}, {limit.candidates} candidate{'s' if limit.candidates > 1 else ''}"


def _limit_order(limit: Limit) -> int:
    return -1 if limit.kind is None else list(SearchKind).index(limit.kind)
