"""What would pass for these people, by which clause: a rehearsal that spends and sends nothing.

One day, one question a person. Whether there is a record abroad nobody can know beforehand, so each later stage is
foreseen for a record in each kind of gallery.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product

from openbitmap.instruments.deciding import Book, Spending, decide
from openbitmap.instruments.questions import BY_KIND, Barred, Granted, Question
from openbitmap.vocabulary import ExchangeAct, ExchangePurpose, GalleryKind, Modality, PartnerId, PersonCategory

STAGES = (ExchangeAct.ANSWER, ExchangeAct.REFERENCE, ExchangeAct.DATA, ExchangeAct.NOTIFY)
"""What the one who asked may receive, in the order of time."""

RECORDS = (GalleryKind.WATCHLIST, GalleryKind.WANTED, GalleryKind.PRISON, GalleryKind.ENCOUNTER)
"""Galleries in which the other side may hold a record of its own."""


@dataclass(frozen=True)
class Met:
    """Somebody met at a post or in a prison, as far as a clause asks; `case` where one is named for the person."""

    purpose: ExchangePurpose
    category: PersonCategory
    modalities: frozenset[Modality] = frozenset({Modality.FINGER})
    case: str = ""


@dataclass
class _Day:
    """What a day's limits have left: every clause counts each act, giver and kind of search by itself."""

    spent: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def spend(self, wanted: Spending) -> bool:
        question = wanted.question
        kind = question.kind if question.act in BY_KIND else ""
        key = (wanted.standing.instrument.agreement, wanted.clause.number, question.act, question.giver, kind)
        self.spent[key] += 1
        return self.spent[key] <= wanted.per_day


@dataclass(frozen=True)
class Foreseen:
    """One outcome with for how many people it came: `gallery` is where the record abroad would stand, None for the
    question itself."""

    act: ExchangeAct
    gallery: GalleryKind | None
    decision: Granted | Barred
    people: int


def rehearse(
    book: Book, people: Sequence[Met], *, asker: PartnerId, asked: PartnerId, at: datetime
) -> tuple[Foreseen, ...]:
    """Outcomes by stage and gallery, the commonest of each first. Later stages are foreseen for those whose question
    may be asked: where the day's number is used up, nothing comes back either; and each has its own number a day."""
    day = _Day()
    questions = [(met, _question(met, ExchangeAct.SEARCH, asker, taker=asked)) for met in people]
    decided = [(met, decide(book, q, at=at, case=met.case, spend=day.spend)) for met, q in questions]
    passed = [met for met, decision in decided if isinstance(decision, Granted)]
    later = _later(book, passed, asker=asker, asked=asked, at=at)
    return tuple(_counted([(ExchangeAct.SEARCH, None, decision) for _, decision in decided])) + tuple(later)


def _later(
    book: Book, people: Sequence[Met], *, asker: PartnerId, asked: PartnerId, at: datetime
) -> Iterator[Foreseen]:
    for act, gallery in product(STAGES, RECORDS):
        day = _Day()  # as if every record stood in this gallery
        questions = [(m, _question(m, act, asked, taker=asker, gallery=gallery)) for m in people]
        found = [decide(book, q, at=at, case=m.case, spend=day.spend) for m, q in questions]
        yield from _counted([(act, gallery, decision) for decision in found])


def _counted(found: Sequence[tuple[ExchangeAct, GalleryKind | None, Granted | Barred]]) -> Iterator[Foreseen]:
    """Equal outcomes together; a person's own question stands for those of the same outcome."""
    counts: Counter[tuple[str, ...]] = Counter()
    first: dict[tuple[str, ...], tuple[ExchangeAct, GalleryKind | None, Granted | Barred]] = {}
    for act, gallery, decision in found:
        key = (act, gallery or "", *_outcome(decision))
        counts[key] += 1
        first.setdefault(key, (act, gallery, decision))
    for key, people in counts.most_common():
        yield Foreseen(*first[key], people=people)


def _outcome(decision: Granted | Barred) -> tuple[str, ...]:
    if isinstance(decision, Granted):
        return ("granted", decision.agreement, decision.clause, *sorted(decision.fields))
    return (decision.reason, decision.agreement or "", decision.clause)


def _question(
    met: Met, act: ExchangeAct, giver: PartnerId, *, taker: PartnerId, gallery: GalleryKind | None = None
) -> Question:
    return Question(
        act,
        giver,
        taker,
        purpose=met.purpose,
        category=met.category,
        modalities=met.modalities,
        gallery=gallery,
    )
