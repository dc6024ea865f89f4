"""The decision: pure, by an index of clauses, deny by default, and a clause that forbids wins.

Guards the invariant that nothing is permitted without a clause of a text signed by both, in force at that instant, not
suspended by either, that names every dimension of the question.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import product

from openbitmap.instruments.model import Clause, Effect, Instrument, Limit, Onward
from openbitmap.instruments.questions import BY_KIND, OF_A_RECORD, Barred, BarredReason, Granted, Question, Terms
from openbitmap.vocabulary import Digest, ExchangeAct, ExchangePurpose, FieldGroup, PartnerId, SearchKind

_Key = tuple[ExchangeAct, PartnerId, PartnerId, ExchangePurpose]


@dataclass(frozen=True)
class Standing:
    """An instrument as it stands at a node: who signed its text, who suspends it, since when it is denounced, and from
    when a later version stands in its place."""

    instrument: Instrument
    digest: Digest
    signed_by: frozenset[PartnerId]
    suspended_by: frozenset[PartnerId] = frozenset()
    denounced_at: datetime | None = None
    replaced_at: datetime | None = None

    @cached_property
    def is_signed(self) -> bool:
        return self.instrument.partners <= self.signed_by

    def bar_at(self, at: datetime) -> BarredReason | None:
        """Why nothing is permitted under it at this instant; None while it is in force."""
        if not self.is_signed:
            return BarredReason.UNSIGNED
        if self.replaced_at is not None and at >= self.replaced_at:
            return BarredReason.REPLACED
        if self.denounced_at is not None and at >= self.denounced_at:
            return BarredReason.DENOUNCED
        if at >= self.instrument.term.ends_at:
            return BarredReason.EXPIRED
        if at < self.instrument.term.begins_at:
            return BarredReason.NOT_YET_IN_FORCE
        return BarredReason.SUSPENDED if self.suspended_by else None


@dataclass(frozen=True)
class Spending:
    """A daily limit about to be used: of which clause, by which question."""

    standing: Standing
    clause: Clause
    question: Question
    per_day: int


@dataclass(frozen=True)
class _Line:
    """One clause in the index, with its terms made ready for each kind of search (None: acts that are no search)."""

    standing: Standing
    clause: Clause
    terms: Mapping[SearchKind | None, Terms]


class Book:
    """Clauses of several instruments by act, giver, taker and purpose; a later instrument is asked before an earlier
    one."""

    def __init__(self, standings: Iterable[Standing]) -> None:
        ordered = sorted(standings, key=lambda s: (s.instrument.term.first, s.instrument.agreement), reverse=True)
        self.standings = tuple(ordered)
        self.permitting: dict[_Key, list[_Line]] = {}
        self.forbidding: dict[_Key, list[_Line]] = {}
        for standing in ordered:
            for clause in standing.instrument.clauses:
                self._enter(standing, clause)

    def between(self, giver: PartnerId, taker: PartnerId) -> Standing | None:
        """The latest instrument of these two."""
        return next((s for s in self.standings if s.instrument.partners == {giver, taker}), None)

    def _enter(self, standing: Standing, clause: Clause) -> None:
        permits = clause.effect is Effect.PERMITS
        index = self.permitting if permits else self.forbidding
        mine, theirs = (p.partner for p in standing.instrument.parties)
        acts, directions = clause.scope.acts, clause.scope.directions
        if not permits:  # what a prohibition leaves out is everything, but never other nations
            acts = acts or frozenset(ExchangeAct)
            directions = directions or frozenset({(mine, theirs), (theirs, mine)})
        line = _Line(standing, clause, _terms_by_kind(standing.instrument, clause))
        purposes = clause.scope.purposes if permits else clause.scope.purposes or frozenset(ExchangePurpose)
        for act, (giver, taker), purpose in product(acts, directions, purposes):
            index.setdefault((act, giver, taker, purpose), []).append(line)


def decide(
    book: Book,
    question: Question,
    *,
    at: datetime,
    case: str = "",
    spend: Callable[[Spending], bool] | None = None,
) -> Granted | Barred:
    """`case` is what the act is for, where a clause wants it named. `spend` is asked last, once all else is right and
    the clause has a daily limit: False means that it is used up. Without it limits are not looked at."""
    key = (question.act, question.giver, question.taker, question.purpose)
    bans = _bans_on(book.forbidding.get(key, ()), question, at)
    if bans.everywhere:
        return _barred(BarredReason.FORBIDDEN, bans.everywhere, question)
    nearest: Barred | None = None
    for line in book.permitting.get(key, ()):
        if not _covers(line.clause, question):
            continue
        reason = _bar_of(line, question, at=at, case=case, bans=bans)
        terms = line.terms[question.kind if question.act in BY_KIND else None]
        if reason is None and spend is not None and terms.per_day is not None:
            wanted = Spending(line.standing, line.clause, question, terms.per_day)
            reason = None if spend(wanted) else BarredReason.QUOTA_SPENT
        if reason is None:
            return _granted(line, question, terms, kept_back=bans.kept_back(line.standing))
        if nearest is None or _NEARNESS[reason] > _NEARNESS[nearest.reason]:
            nearest = _barred(reason, bans.own.get(line.standing.digest, line), question)
    return nearest or _unprovided(book, question, bans)


@dataclass(frozen=True)
class _Bans:
    """What prohibitions say of a question: one that bars it everywhere, those that close one text, fields kept back
    (under the digest of a text, or under "" whatever the text)."""

    everywhere: _Line | None
    own: Mapping[Digest, _Line]
    fields: Mapping[str, frozenset[FieldGroup]]

    def kept_back(self, standing: Standing) -> frozenset[FieldGroup]:
        if not self.fields:
            return _NOTHING
        return self.fields.get("", _NOTHING) | self.fields.get(standing.digest, _NOTHING)


_NOTHING: frozenset[FieldGroup] = frozenset()
_NO_BANS = _Bans(None, {}, {})
_NEARNESS = {reason: rank for rank, reason in enumerate(BarredReason)}


def _bans_on(lines: Sequence[_Line], question: Question, at: datetime) -> _Bans:
    """Prohibitions of a text in force; a suspended one still forbids."""
    if not lines:
        return _NO_BANS
    everywhere: _Line | None = None
    own: dict[Digest, _Line] = {}
    fields: dict[str, frozenset[FieldGroup]] = {}
    for line in lines:
        if not _touches(line.clause, question) or line.standing.bar_at(at) not in _STILL_FORBIDDING:
            continue
        is_everywhere = line.clause.effect is Effect.FORBIDS_EVERYWHERE
        if line.clause.scope.fields and not question.fields:
            under = "" if is_everywhere else line.standing.digest
            fields[under] = fields.get(under, _NOTHING) | line.clause.scope.fields
        elif is_everywhere:
            everywhere = everywhere or line
        else:
            own.setdefault(line.standing.digest, line)
    return _Bans(everywhere, own, fields)


_STILL_FORBIDDING = (None, BarredReason.SUSPENDED)


def _covers(clause: Clause, question: Question) -> bool:
    """Whether a permitting clause names every dimension of the question."""
    scope = clause.scope
    return (
        question.purpose in scope.purposes
        and question.category in scope.categories
        and bool(question.modalities)
        and question.modalities <= scope.modalities
        and question.fields <= scope.fields
        and _reaches_gallery(clause, question)
        and (question.act not in BY_KIND or _is_of_kind(clause, question))
        and (question.act is not ExchangeAct.ONWARD or question.third_party in scope.third_parties)
    )


def _reaches_gallery(clause: Clause, question: Question) -> bool:
    if question.gallery is None:
        return question.act not in OF_A_RECORD
    return question.gallery in clause.scope.galleries


def _touches(clause: Clause, question: Question) -> bool:
    """Whether a prohibition is about the question: in each dimension that it names, any overlap is enough."""
    scope = clause.scope
    return (
        (not scope.purposes or question.purpose in scope.purposes)
        and (not scope.categories or question.category in scope.categories)
        and (not scope.modalities or not scope.modalities.isdisjoint(question.modalities))
        and (not scope.galleries or question.gallery in scope.galleries)
        and (not scope.fields or not question.fields or not scope.fields.isdisjoint(question.fields))
        and (not scope.third_parties or question.third_party in scope.third_parties)
        and (not clause.limits or _is_of_kind(clause, question))
    )


def _is_of_kind(clause: Clause, question: Question) -> bool:
    return question.act in BY_KIND and question.kind in clause.kinds


def _bar_of(line: _Line, question: Question, *, at: datetime, case: str, bans: _Bans) -> BarredReason | None:
    """What stands against a clause that covers the question."""
    if line.standing.digest in bans.own:
        return BarredReason.FORBIDDEN
    if reason := line.standing.bar_at(at):
        return reason
    conditions = line.clause.conditions
    needs_consent = question.act is ExchangeAct.ONWARD and conditions.onward is Onward.WITH_CONSENT
    return BarredReason.NO_CASE if (conditions.individual or needs_consent) and not case.strip() else None


def _granted(line: _Line, question: Question, terms: Terms, *, kept_back: frozenset[FieldGroup]) -> Granted:
    instrument = line.standing.instrument
    return Granted(
        instrument.agreement,
        instrument.edition.version,
        line.clause.number,
        question,
        fields=(question.fields or line.clause.scope.fields) - kept_back,
        terms=terms,
        digest=line.standing.digest,
    )


def _barred(reason: BarredReason, line: _Line, question: Question) -> Barred:
    return Barred(reason, line.standing.instrument.agreement, line.clause.number, question)


def _unprovided(book: Book, question: Question, bans: _Bans) -> Barred:
    """No clause covers it: the lack of one is the reason, unless one says aloud that there shall be none."""
    for line in bans.own.values():
        return _barred(BarredReason.FORBIDDEN, line, question)
    standing = book.between(question.giver, question.taker)
    if standing is None:
        return Barred(BarredReason.NO_INSTRUMENT, None, "", question)
    return Barred(BarredReason.NOT_PROVIDED, standing.instrument.agreement, "", question)


def _terms_by_kind(instrument: Instrument, clause: Clause) -> dict[SearchKind | None, Terms]:
    """Terms for each kind of search that the clause limits, and for acts that are no search."""
    conditions, limits = clause.conditions, clause.limits
    if not any(limit.kind is None for limit in limits):
        limits = (*limits, Limit(None, None))
    return {
        limit.kind: Terms(
            limit.candidates,
            limit.per_day,
            conditions.retention_days,
            gate=conditions.gate,
            onward=conditions.onward,
            expires_at=instrument.term.ends_at,
            answer_hours=conditions.answer_hours,
            breach_hours=instrument.breach_hours,
            bands=conditions.bands,
            minors=conditions.minors,
        )
        for limit in limits
    }
