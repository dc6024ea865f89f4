"""Our decisions and those of an independent policy engine are the same, over questions generated around the clauses."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.agreements_as_cedar import Asked, Cedar, Opinion
from tests.treaties import pilot_text

from openbitmap.instruments import (
    BarredReason,
    Book,
    Clause,
    Effect,
    Granted,
    Question,
    Standing,
    decide,
    digest,
    parse,
    said_question,
)
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

FOLDER = Path(__file__).parents[2] / "docs" / "agreements"
SEED = 20_261_130
QUESTIONS = 2_000
CL, US, PE = PartnerId("CL"), PartnerId("US"), PartnerId("PE")
MOMENTS = (
    datetime(2025, 9, 1, tzinfo=UTC),
    datetime(2026, 5, 1, tzinfo=UTC),
    *[datetime(2026, 11, 30, 12, tzinfo=UTC)] * 4,
    datetime(2027, 5, 1, tzinfo=UTC),
    datetime(2033, 1, 1, tzinfo=UTC),
)
"""Each is asked a second before and after as well: terms begin and end at some of them."""
TODAY = MOMENTS[2]


def golden() -> list[Standing]:
    """The five of docs/agreements, signed by both; one with a neighbour that only one side signed; one suspended and
    one denounced."""
    texts = [path.read_text("utf-8") for path in sorted(FOLDER.glob("*.agreement"))]
    instruments = [parse(text) for text in texts]
    standings = [Standing(i, digest(i), signed_by=i.partners) for i in instruments]
    for one, changes in (
        (pilot_text("AR", "CL", name="AR-CL-ONE-SIDED"), {"signed_by": frozenset({CL})}),
        (pilot_text("CL", "PE", name="CL-PE-STOPPED"), {"suspended_by": frozenset({PE})}),
        (pilot_text("CL", "PE", name="CL-PE-OVER"), {"denounced_at": datetime(2026, 1, 1, tzinfo=UTC)}),
        (pilot_text("PE", "US", name="PE-US-OLD"), {"replaced_at": datetime(2025, 1, 1, tzinfo=UTC)}),
    ):
        instrument = parse(one)
        standing = Standing(instrument, digest(instrument), signed_by=instrument.partners)
        standings.append(replace(standing, **changes))
    return standings


def generated(clauses: Sequence[Clause], chance: random.Random) -> Question:
    """A question that a clause is about, changed in up to three dimensions: near misses are where engines differ."""
    scope = chance.choice(clauses).scope
    giver, taker = _one_of(scope.directions, [(CL, US), (US, CL), (PE, CL), (CL, CL)], chance)
    question = Question(
        _one_of(scope.acts, ExchangeAct, chance),
        giver,
        taker,
        purpose=_one_of(scope.purposes, ExchangePurpose, chance),
        category=_one_of(scope.categories, PersonCategory, chance),
        modalities=frozenset(_some_of(scope.modalities, Modality, chance)),
        gallery=chance.choice([None, *sorted(scope.galleries)]),
        kind=chance.choice(list(SearchKind)[:3]),
        fields=frozenset(_some_of(scope.fields, FieldGroup, chance) if chance.random() < 0.5 else ()),
        third_party=_one_of(scope.third_parties, ["PE", "BO", ""], chance),
    )
    for _ in range(chance.choice((0, 0, 0, 1, 1, 2, 3))):
        question = replace(question, **_changed(chance))
    return question


def _changed(chance: random.Random) -> dict[str, object]:
    name, values = chance.choice(
        (
            ("act", list(ExchangeAct)),
            ("purpose", list(ExchangePurpose)),
            ("category", list(PersonCategory)),
            ("modalities", [frozenset(), *(frozenset({m}) for m in Modality), frozenset(Modality)]),
            ("gallery", [None, *GalleryKind]),
            ("kind", list(SearchKind)),
            ("fields", [frozenset(), *(frozenset({f}) for f in FieldGroup), frozenset(FieldGroup)]),
            ("giver", [CL, US, PE]),
            ("taker", [CL, US, PE]),
        )
    )
    return {name: chance.choice(values)}


def _one_of(members, every, chance):  # type: ignore[no-untyped-def]  # whatever the dimension holds
    return chance.choice(sorted(members) or list(every))


def _some_of(members, every, chance):  # type: ignore[no-untyped-def]  # the same
    among = sorted(members) or list(every)
    return chance.sample(among, chance.randint(1, min(3, len(among))))


def cedar_permits(cedar: Cedar, question: Question, at: datetime, *, has_case: bool) -> dict[str, frozenset[str]]:
    """Agreements under which Cedar permits the question with every field asked, and by which clauses. Asked are those
    between the two, and one of others."""
    fields = sorted(question.fields) or [""]
    names = [n for n, s in cedar.standings.items() if {question.giver, question.taker} <= s.instrument.partners]
    names += [name for name in cedar.standings if name not in names][:1]
    asked = [Asked(question, int(at.timestamp()), has_case, name, f) for name in names for f in fields]
    answers = iter(cedar.ask(asked))
    by_agreement = {name: [next(answers) for _ in fields] for name in names}
    return {
        name: frozenset.intersection(*(o.clauses for o in opinions))
        for name, opinions in by_agreement.items()
        if all(o.permits for o in opinions)
    }


def cedar_fields(cedar: Cedar, granted: Granted, clause: Clause, at: datetime, *, has_case: bool) -> set[FieldGroup]:
    """Of the fields of a clause, those that Cedar lets go."""
    every = sorted(clause.scope.fields)
    asked = [Asked(granted.question, int(at.timestamp()), has_case, granted.agreement, f) for f in every]
    answers: list[Opinion] = cedar.ask(asked) if asked else []
    return {f for f, opinion in zip(every, answers, strict=True) if opinion.permits}


def test_an_independent_engine_decides_the_same() -> None:
    chance, standings = random.Random(SEED), golden()
    book, cedar = Book(standings), Cedar(standings)
    clauses = [c for s in standings for c in s.instrument.clauses]
    by_name = {s.instrument.agreement: s.instrument for s in standings}
    granted = fields_compared = 0
    reasons: dict[BarredReason, int] = {}
    for _ in range(QUESTIONS):
        question = generated(clauses, chance)
        at, has_case = chance.choice(MOMENTS) + timedelta(seconds=chance.randint(-1, 1)), chance.random() < 0.5
        ours = decide(book, question, at=at, case="A-1" if has_case else "")
        theirs = cedar_permits(cedar, question, at, has_case=has_case)
        told = f"{said_question(question)} at {at}, case {has_case}"
        assert isinstance(ours, Granted) == bool(theirs), f"{told}: ours {ours}, Cedar {theirs}"
        if not isinstance(ours, Granted):
            reasons[ours.reason] = reasons.get(ours.reason, 0) + 1
            continue
        granted += 1
        assert ours.clause in theirs[ours.agreement], told
        clause = by_name[ours.agreement].clause(ours.clause)
        assert clause is not None
        if not question.fields and fields_compared < 150:
            fields_compared += 1
            assert ours.fields == cedar_fields(cedar, ours, clause, at, has_case=has_case), told
    print(f"{QUESTIONS} questions: {granted} permitted, barred {reasons}")
    assert granted >= QUESTIONS // 20
    assert fields_compared >= 50
    seen = {BarredReason.FORBIDDEN, BarredReason.EXPIRED, BarredReason.NOT_PROVIDED, BarredReason.NO_CASE}
    seen |= {BarredReason.SUSPENDED, BarredReason.UNSIGNED, BarredReason.NOT_YET_IN_FORCE, BarredReason.NO_INSTRUMENT}
    assert all(reasons.get(reason, 0) >= 10 for reason in seen), reasons


def test_the_second_opinion_can_differ() -> None:
    """An instrument that says another thing to each engine is found out."""
    standings = golden()
    seeded = [
        replace(s, instrument=replace(s.instrument, clauses=tuple(_opened(c) for c in s.instrument.clauses)))
        for s in standings
    ]
    chance, book, cedar = random.Random(SEED), Book(standings), Cedar(seeded)
    clauses = [c for s in standings for c in s.instrument.clauses]
    differing = 0
    for _ in range(300):
        question = generated(clauses, chance)
        theirs = cedar_permits(cedar, question, TODAY, has_case=True)
        differing += isinstance(decide(book, question, at=TODAY, case="A-1"), Granted) != bool(theirs)
    assert differing >= 5


def _opened(clause: Clause) -> Clause:
    if clause.effect is not Effect.PERMITS:
        return clause
    opened = replace(clause.scope, purposes=frozenset(ExchangePurpose), categories=frozenset(PersonCategory))
    return replace(clause, scope=replace(opened, fields=frozenset(FieldGroup), galleries=frozenset(GalleryKind)))
