"""A decision in sentences that an officer or a lawyer reads, in English or Spanish."""

from collections.abc import Iterator

from openbitmap.instruments import words
from openbitmap.instruments.deciding import Book
from openbitmap.instruments.model import Clause, Effect
from openbitmap.instruments.questions import BY_KIND, OF_A_RECORD, Barred, BarredReason, Granted, Question
from openbitmap.vocabulary import ExchangeAct


def explain(decision: Granted | Barred, *, book: Book, language: str) -> tuple[str, ...]:
    """The question, the answer with its clause, then its terms, or what the nearest clause lacks."""
    first = _asked(decision.question, language)
    if isinstance(decision, Granted):
        return (first, *_granted(decision, language))
    return (first, *_barred(decision, book, language))


def misses(clause: Clause, question: Question) -> tuple[str, ...]:
    """The dimensions in which a permitting clause does not cover a question of its act; empty where it covers it."""
    scope = clause.scope
    by_kind = question.act in BY_KIND
    no_gallery = question.gallery is None and question.act in OF_A_RECORD
    wrong_gallery = question.gallery is not None and question.gallery not in scope.galleries
    wrong_third = question.act is ExchangeAct.ONWARD and question.third_party not in scope.third_parties
    found = (
        ("direction", (question.giver, question.taker) not in scope.directions),
        ("purpose", question.purpose not in scope.purposes),
        ("category", question.category not in scope.categories),
        ("modality", not question.modalities or not question.modalities <= scope.modalities),
        ("gallery", no_gallery or wrong_gallery),
        ("fields", not question.fields <= scope.fields),
        ("kind", by_kind and all(limit.kind is not question.kind for limit in clause.limits)),
        ("third party", wrong_third),
    )
    return tuple(name for name, is_missing in found if is_missing)


def _asked(question: Question, language: str) -> str:
    said = words.SENTENCES
    more = ""
    if question.gallery:
        more = said["gallery"][language].format(gallery=words.GALLERIES[question.gallery][language])
    fields = words.listed(question.fields, words.FIELDS, language) if question.fields else ""
    tail = said["fields"][language].format(fields=fields) if fields else ""
    if question.third_party:
        tail += said["third"][language].format(third=question.third_party)
    return said["question"][language].format(
        giver=question.giver,
        taker=question.taker,
        act=words.ACTS[question.act][language],
        purpose=words.PURPOSES[question.purpose][language],
        category=words.CATEGORIES[question.category][language],
        modalities=words.listed(question.modalities, words.MODALITIES, language),
        gallery=more,
        fields=tail,
    )


def _granted(granted: Granted, language: str) -> Iterator[str]:
    said, terms = words.SENTENCES, granted.terms
    yield said["granted"][language].format(clause=granted.clause, agreement=granted.agreement, version=granted.version)
    yield said["released"][language].format(fields=words.listed(granted.fields, words.FIELDS, language))
    yield said["terms"][language].format(
        gate=words.GATES[terms.gate][language],
        days=terms.retention_days,
        onward=words.ONWARDS[terms.onward][language],
        hours=terms.answer_hours,
        end=f"{terms.expires_at:%Y-%m-%d %H:%M} UTC",
    )
    if terms.per_day is not None:
        yield said["quota"][language].format(per_day=terms.per_day)
    if terms.candidates:
        yield said["limit"][language].format(candidates=terms.candidates)
    if terms.bands:
        yield said["bands"][language]


def _barred(barred: Barred, book: Book, language: str) -> Iterator[str]:
    reason = words.REASONS[barred.reason][language]
    yield reason.format(agreement=barred.agreement or "", clause=barred.clause)
    if barred.reason is BarredReason.NOT_PROVIDED and (near := _nearest(book, barred.question)):
        agreement, clause, missing = near
        lacks = ", ".join(words.MISSING[name][language] for name in missing)
        yield words.SENTENCES["near"][language].format(clause=clause.number, agreement=agreement, missing=lacks)


def _nearest(book: Book, question: Question) -> tuple[str, Clause, tuple[str, ...]] | None:
    """The permitting clause about this act that lacks the least, with what it lacks."""
    found = [
        (standing.instrument.agreement, clause, misses(clause, question))
        for standing in book.standings
        for clause in standing.instrument.clauses
        if clause.effect is Effect.PERMITS
        and question.act in clause.scope.acts
        and standing.instrument.partners == {question.giver, question.taker}
    ]
    return min(found, key=lambda near: len(near[2]), default=None)
