"""Who is protected, from whom, and what follows for one act towards one partner. Rules without a database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from openbitmap.node.identities import Asserted
from openbitmap.node.protection.nations import state_of
from openbitmap.vocabulary import EncounterId, ExchangeAct, PartnerId

REVIEW_WITHIN = timedelta(hours=24)
"""How long a person may take over what the guard held back."""
LONGEST_RELEASE = timedelta(days=30)
MAJORITY = 18


class MarkingKind(StrEnum):
    ASYLUM = "asylum"
    """Applied for asylum or refuge (8 CFR 208.6)."""
    FEAR_SCREENING = "fear_screening"
    VICTIM = "victim"
    """Of trafficking, violence or crime, with a right to be shielded (8 U.S.C. 1367)."""
    MINOR = "minor"
    """Said, documented or estimated to be under age, whatever birth date was asserted."""
    FEARED_STATE = "feared_state"


class Basis(StrEnum):
    """What a marking rests on; for an age these are the only words there are (R8)."""

    STATED = "stated"
    DOCUMENTED = "documented"
    ESTIMATED = "estimated"


@dataclass(frozen=True)
class Wanted:
    """What somebody asks to be marked. `nation` only with a feared state; `ends` None: until two people end it."""

    kind: MarkingKind
    basis: Basis
    reason: str
    nation: str = ""
    ends: datetime | None = None


@dataclass(frozen=True)
class Marking:
    """One marking as it stands. `kind` is text: what a newer node wrote is not readable here, and fails closed."""

    marking: str
    encounter: EncounterId
    kind: str
    nation: str
    basis: str
    marked_by: str
    marked_at: datetime
    ends_at: datetime | None
    unmark_by: str | None = None
    """Who asked for it to end; another person agrees."""

    def in_force(self, at: datetime) -> bool:
        return self.ends_at is None or at < self.ends_at


class Guard(StrEnum):
    """PASS: go on. SILENT: about those dropped, answer as if there were no record. REVIEW: nothing about those dropped
    leaves at this stage before a named officer has released it; the partner knows of the record already or will."""

    PASS = "pass"  # no password
    SILENT = "silent"
    REVIEW = "review"


class Reason(StrEnum):
    """Why; stays inside."""

    ASYLUM = "asylum"
    VICTIM = "victim"
    FEARED_STATE = "feared_state"
    OWN_STATE = "own_state"
    """Seeks refuge, and claims the nationality of the state that asks."""
    MINOR = "minor"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Guarded:
    """What the guard says of one act. Nothing about `dropped` leaves now. `reviews` names the questions that wait for a
    person, one for each person held back. The reasons are shown in no log."""

    verdict: Guard
    dropped: frozenset[EncounterId] = frozenset()
    reasons: frozenset[Reason] = field(default=frozenset(), repr=False)
    reviews: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Asked:
    """One act towards one partner: `state` is the partner's; `minors` whether the clause it goes by reaches them."""

    partner: PartnerId
    state: str
    act: ExchangeAct
    at: datetime
    minors: bool = False

    @property
    def spares_minors(self) -> bool:
        """Whether it stops at somebody under age: every act after the first stage, unless its clause says otherwise."""
        return self.act not in OPEN_TO_MINORS and not self.minors


@dataclass(frozen=True)
class Protected:
    """What is known of one person: the markings on any of the encounters, what was asserted at each, when."""

    markings: tuple[Marking, ...]
    asserted: tuple[tuple[Asserted, datetime], ...]


FINAL = frozenset({Reason.FEARED_STATE, Reason.OWN_STATE, Reason.UNREADABLE})
"""No officer releases against these: the person's safety is not an officer's to weigh against a request (R63)."""
QUIET = frozenset(Reason) - {Reason.MINOR}
"""For these there is no record; a minor's existence may be told, the rest waits for a person."""
OPEN_TO_MINORS = frozenset({ExchangeAct.SEARCH, ExchangeAct.ANSWER})
_REFUGE = frozenset({MarkingKind.ASYLUM, MarkingKind.FEAR_SCREENING})


def reasons_against(known: Protected, asked: Asked) -> frozenset[Reason]:
    """Everything that stands against this act about this person."""
    held = [m for m in known.markings if m.in_force(asked.at)]
    found = {reason for m in held for reason in _of_marking(m, asked)}
    states = {state_of(told.nationality) for told, _ in known.asserted} - {""}
    if any(m.kind in _REFUGE for m in held) and asked.state in states:
        found.add(Reason.OWN_STATE)
    if asked.spares_minors and is_minor(known.asserted, asked.at):
        found.add(Reason.MINOR)
    return frozenset(found)


def _of_marking(marking: Marking, asked: Asked) -> Iterable[Reason]:
    if marking.kind not in set(MarkingKind) or marking.basis not in set(Basis):
        yield Reason.UNREADABLE
    elif marking.kind == MarkingKind.VICTIM:
        yield Reason.VICTIM
    elif marking.kind == MarkingKind.FEARED_STATE:
        yield from _of_feared(marking, asked)
    elif marking.kind in _REFUGE and asked.act is not ExchangeAct.SEARCH:
        yield Reason.ASYLUM  # a question about somebody says nothing of refuge; an answer may
    elif marking.kind == MarkingKind.MINOR and asked.spares_minors:
        yield Reason.MINOR


def _of_feared(marking: Marking, asked: Asked) -> Iterable[Reason]:
    """A code that names no state protects from everybody, and so does a partner of no known state."""
    state = state_of(marking.nation)
    if not state or not asked.state:
        yield Reason.UNREADABLE
    elif state == asked.state:
        yield Reason.FEARED_STATE


def is_minor(asserted: Sequence[tuple[Asserted, datetime]], at: datetime) -> bool:
    """Whether by any birth date asserted the person was, or is, under age; an unknown month or day counts as the
    youngest it may be. Never from a match: only what was said at each encounter, and when."""
    told_when = [(born, met.date()) for told, met in asserted if (born := latest_birth(told.birth_date))]
    return any(_under_age(born, met) or _under_age(born, at.date()) for born, met in told_when)


def latest_birth(text: str) -> date | None:
    """YYYYMMDD, zeros where unknown; None where not even the year is known or no such day exists."""
    year, month, day = text[0:4], text[4:6].strip("0 "), text[6:8].strip("0 ")
    if not year.isdigit() or year == "0000":
        return None
    try:
        first = date(int(year), int(text[4:6]) if month else 12, int(text[6:8]) if month and day else 1)
    except ValueError:
        return date(int(year), 12, 31)
    if month and day:
        return first
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1) if first.year < date.max.year else first
    return following - timedelta(days=1)


def _under_age(born: date, on: date) -> bool:
    birthday_passed = (on.month, on.day) >= (born.month, born.day)
    return on.year - born.year - (not birthday_passed) < MAJORITY


class ReviewState(StrEnum):
    WAITING = "waiting"
    KEPT = "kept"
    """The guard was right: silence."""
    RELEASED = "released"
    REFERRED = "referred"
    """Silence, and the protection contact takes care of the person (R64)."""


@dataclass(frozen=True)
class Review:
    """What the guard held back about one person, from one partner, for one act, however often it was asked."""

    review: str
    encounter: EncounterId
    partner: PartnerId
    act: ExchangeAct
    reasons: tuple[Reason, ...]
    asked_at: datetime
    times: int
    due_at: datetime
    state: ReviewState


@dataclass(frozen=True)
class Ruling:
    """What a named officer decides. `basis` is the law or the clause a release rests on, or the contact of a referral;
    `until` ends a release."""

    state: ReviewState
    words: str
    basis: str = ""
    until: datetime | None = None
