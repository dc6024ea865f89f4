"""Of whom a partner may be told. Whoever may not be is left out as if there were no record: nothing is recorded, asked
or written that would not be without them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from openbitmap.instruments import Barred, Question
from openbitmap.node import agreements, disclosures, identities, protection
from openbitmap.node.database import Transaction
from openbitmap.node.inquiries.model import Hit, Inquiry
from openbitmap.node.inquiries.saying import category_of
from openbitmap.node.search import Candidate
from openbitmap.vocabulary import EncounterId, ExchangeAct, GalleryKind


def may_be_told(
    tx: Transaction, one: Inquiry, question: Question, *, candidates: Sequence[Candidate], at: datetime
) -> tuple[Candidate, ...]:
    """One candidate a person, the strongest first: whom the guard passes, who is no frozen national, and whose own
    category and gallery a clause names."""
    named = [c.encounter for c in candidates]
    guarded = protection.guard(tx, named, partner=one.partner, act=question.act, at=at)
    person = identities.persons_of(tx, named)
    galleries = galleries_of(tx, named)
    told: dict[EncounterId, Candidate] = {}
    for c in candidates:
        if c.encounter in guarded.dropped or person.get(c.encounter, c.encounter) in told:
            continue
        category = category_of(tx, c.encounter, one.partner, otherwise=one.about.category)
        about = replace(question, category=category, gallery=galleries[c.encounter])
        barred = isinstance(agreements.foresee(tx, about, at=at, case="any"), Barred)
        if not barred and not disclosures.frozen_among(tx, members_of(tx, c.encounter)):
            told[person.get(c.encounter, c.encounter)] = c
    return tuple(told.values())


def standing(tx: Transaction, one: Inquiry, hits: Sequence[Hit], *, at: datetime) -> list[Hit]:
    """Those of a search's hits that may still be told of when the result leaves."""
    found = [h for h in hits if h.encounter and identities.withdrawal_of(tx, h.encounter) is None]
    named = [h.encounter for h in found if h.encounter]
    dropped = protection.guard(tx, named, partner=one.partner, act=ExchangeAct.ANSWER, at=at).dropped
    return [
        h
        for h in found
        if h.encounter and h.encounter not in dropped and not disclosures.frozen_among(tx, members_of(tx, h.encounter))
    ]


def members_of(tx: Transaction, encounter: EncounterId) -> list[EncounterId]:
    """The encounters of the person, as people judge it now."""
    return sorted(identities.alike(tx, [encounter]).get(encounter, frozenset()) | {encounter})


def galleries_of(tx: Transaction, encounters: Sequence[EncounterId]) -> dict[EncounterId, GalleryKind]:
    """In which kind of gallery each stands."""
    kinds = {g.gallery: GalleryKind(g.kind) for g in identities.all_galleries(tx)}
    return {
        e.encounter: kinds[e.gallery] for e in identities.encounters_named(tx, list(encounters)) if e.gallery in kinds
    }
