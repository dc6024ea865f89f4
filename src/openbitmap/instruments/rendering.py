"""Instrument to canonical text, and the hash over it: what both parties sign."""

from collections.abc import Iterable, Iterator

from openbitmap.instruments.model import Clause, Effect, Instrument, Party
from openbitmap.instruments.values import said, said_count, said_limit, said_list, said_term
from openbitmap.vocabulary import (
    Digest,
    ExchangeAct,
    ExchangePurpose,
    FieldGroup,
    GalleryKind,
    Modality,
    PersonCategory,
    SearchKind,
    digest_of,
)

SAID_EFFECT = {
    Effect.PERMITS: "permits",
    Effect.FORBIDS: "forbids",
    Effect.FORBIDS_EVERYWHERE: "forbids under every agreement",
}


def render(instrument: Instrument) -> str:
    """The canonical text: `parse` of it gives the instrument again, and nobody may write it another way."""
    return "\n".join(_lines(instrument)) + "\n"


def digest(instrument: Instrument) -> Digest:
    """SHA-256 of the canonical text: the same for every layout and comment of it, another for every other meaning."""
    return digest_of(render(instrument).encode())


def _lines(instrument: Instrument) -> Iterator[str]:
    yield f"AGREEMENT {instrument.agreement}"
    yield f"kind: {said(instrument.kind)}"
    yield f"title: {instrument.titles.english}"
    yield f"título: {instrument.titles.spanish}"
    yield f"phase: {said(instrument.phase)}"
    yield f"version: {instrument.edition.version}"
    if instrument.edition.replaces:
        yield f"replaces: {instrument.edition.replaces}"
    yield f"in force: {said_term(instrument.term)}"
    yield f"breach notice: {said_count(instrument.breach_hours, 'hours')}"
    for party in instrument.parties:
        yield from _party(party)
    yield from _goals("GOALS", [goal.english for goal in instrument.goals])
    if any(goal.spanish for goal in instrument.goals):
        yield from _goals("OBJETIVOS", [goal.spanish for goal in instrument.goals])
    for clause in instrument.clauses:
        yield from clause_lines(clause)


def _party(party: Party) -> Iterator[str]:
    yield ""
    yield f"PARTY {party.partner}"
    yield f"name: {party.names.english}"
    if party.names.spanish:
        yield f"nombre: {party.names.spanish}"
    for contact in party.contacts:
        yield f"contact: {contact.english}"
        if contact.spanish:
            yield f"contacto: {contact.spanish}"


def _goals(heading: str, goals: Iterable[str]) -> Iterator[str]:
    yield ""
    yield heading
    yield from (f"{number}. {goal}" for number, goal in enumerate(goals, 1))


def clause_lines(clause: Clause) -> Iterator[str]:
    """One clause with the empty line before it. A prohibition is silent where it does not narrow itself."""
    permits = clause.effect is Effect.PERMITS
    yield ""
    yield f"CLAUSE {clause.number} {SAID_EFFECT[clause.effect]}"
    yield f"title: {clause.titles.english}"
    yield f"título: {clause.titles.spanish}"
    yield from (f"{key}: {value}" for key, value in _scope(clause) if permits or value != "none")
    if not permits:
        kinds = [limit.kind for limit in clause.limits if limit.kind]
        yield from [f"kinds: {said_list(kinds, SearchKind)}"] if kinds else []
        return
    for limit in clause.limits:
        yield f"limit {limit.kind}: {said_limit(limit)}" if limit.kind else f"limit: {said_limit(limit)}"
    yield from _conditions(clause)


def _scope(clause: Clause) -> Iterator[tuple[str, str]]:
    scope = clause.scope
    yield "acts", said_list(scope.acts, ExchangeAct)
    yield "direction", ", ".join(f"{giver} to {taker}" for giver, taker in sorted(scope.directions)) or "none"
    yield "purposes", said_list(scope.purposes, ExchangePurpose)
    yield "persons", said_list(scope.categories, PersonCategory)
    yield "modalities", said_list(scope.modalities, Modality)
    yield "galleries", said_list(scope.galleries, GalleryKind)
    yield "fields", said_list(scope.fields, FieldGroup)
    if scope.third_parties:
        yield "third parties", ", ".join(sorted(scope.third_parties))


def _conditions(clause: Clause) -> Iterator[str]:
    conditions = clause.conditions
    yield f"retention: {said_count(conditions.retention_days, 'days')}"
    yield f"gate: {said(conditions.gate)}"
    yield f"onward: {said(conditions.onward)}"
    yield f"answer within: {said_count(conditions.answer_hours, 'hours')}"
    yield from (
        f"{key}: yes"
        for key, holds in (
            ("individual cases only", conditions.individual),
            ("minors", conditions.minors),
            ("bands", conditions.bands),
        )
        if holds
    )
