"""Of whom a partner may be told. Whoever may not be is left out as if there were no record: nothing is recorded, asked
or written that would not be without them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from openbitmap.instruments import Barred, Question
from openbitmap.node import agreements, disclosures, identities, protection
from openbitmap.node.agreements import Permit
from openbitmap.node.database import Transaction
from openbitmap.node.inquiries.model import Hit, Inquiry
from openbitmap.node.inquiries.saying import category_of
from openbitmap.node.search import Candidate
from openbitmap.vocabulary import EncounterId, ExchangeAct, GalleryKind


@dataclass(frozen=True)
class Sifted:
    """Who may be told of, one candidate a person, the strongest first; `withheld`: somebody may not be."""

    told: tuple[Candidate, ...] = ()
    withheld: bool = False
    guarded: tuple[Candidate, ...] = ()
    """Whom protection holds back, one candidate a person."""


def sift(tx: Transaction, one: Inquiry, question: Question, *, candidates: Sequence[Candidate], at: datetime) -> Sifted:
    """Whom the guard passes, who is no frozen national, and whose own category and gallery a clause names that serves
    this question: one that wants a case only where a case was stated."""
    named = [c.encounter for c in candidates]
    guarded = protection.guard(tx, named, partner=one.partner, act=question.act, at=at)
    person = identities.persons_of(tx, named)
    galleries = galleries_of(tx, named)
    told: dict[EncounterId, Candidate] = {}
    held = {person.get(c.encounter, c.encounter): c for c in reversed(candidates) if c.encounter in guarded.dropped}
    withheld = bool(guarded.dropped)
    for c in candidates:
        if c.encounter in guarded.dropped or person.get(c.encounter, c.encounter) in told:
            continue
        about = replace(question, **_own(tx, one, c.encounter, gallery=galleries[c.encounter]))
        barred = isinstance(agreements.foresee(tx, about, at=at, case=one.about.stated_case), Barred)
        if barred or disclosures.frozen_among(tx, members_of(tx, c.encounter)):
            withheld = True
        else:
            told[person.get(c.encounter, c.encounter)] = c
    return Sifted(tuple(told.values()), withheld, tuple(held.values()))


def permits_for(
    tx: Transaction, one: Inquiry, question: Question, *, hits: Sequence[Hit], at: datetime
) -> list[tuple[Hit, Permit]]:
    """Each hit with the leave of the clause that covers its own gallery and category, and no more of them than that
    clause lets be told. All under the key of the answer: one question is one unit of each clause that it uses."""
    galleries = galleries_of(tx, [h.encounter for h in hits if h.encounter])
    found: list[tuple[Hit, Permit]] = []
    for hit in hits:
        if hit.encounter not in galleries:
            continue
        about = replace(question, **_own(tx, one, hit.encounter, gallery=galleries[hit.encounter]))
        permit = agreements.permit(tx, about, at=at, use=f"{one.inquiry}:answer", case=one.about.stated_case)
        if isinstance(permit, Barred) or sum(p.cited == permit.cited for _, p in found) >= permit.terms.candidates:
            continue
        found.append((hit, permit))
    return found


def standing(
    tx: Transaction, one: Inquiry, hits: Sequence[Hit], *, at: datetime
) -> tuple[list[Hit], list[Hit]]:  # fmt: skip
    """Those of a search's hits that may still be told of when the result leaves; and whom protection holds back now."""
    found = unfrozen(tx, hits)
    named = [h.encounter for h in found if h.encounter]
    dropped = protection.guard(tx, named, partner=one.partner, act=ExchangeAct.ANSWER, at=at).dropped
    return [h for h in found if h.encounter not in dropped], [h for h in found if h.encounter in dropped]


def unfrozen(tx: Transaction, hits: Sequence[Hit]) -> list[Hit]:
    """Those that were not withdrawn and are of no frozen national."""
    return [
        h
        for h in hits
        if h.encounter
        and identities.withdrawal_of(tx, h.encounter) is None
        and not disclosures.frozen_among(tx, members_of(tx, h.encounter))
    ]


def _own(tx: Transaction, one: Inquiry, encounter: EncounterId, *, gallery: GalleryKind) -> dict[str, Any]:
    """What a question says of one record and not of all."""
    category = category_of(tx, encounter, one.partner, otherwise=one.about.category)
    return {"category": category, "gallery": gallery}


def members_of(tx: Transaction, encounter: EncounterId) -> list[EncounterId]:
    """The encounters of the person, as people judge it now."""
    return sorted(identities.alike(tx, [encounter]).get(encounter, frozenset()) | {encounter})


def galleries_of(tx: Transaction, encounters: Sequence[EncounterId]) -> dict[EncounterId, GalleryKind]:
    """In which kind of gallery each stands."""
    kinds = {g.gallery: GalleryKind(g.kind) for g in identities.all_galleries(tx)}
    return {
        e.encounter: kinds[e.gallery] for e in identities.encounters_named(tx, list(encounters)) if e.gallery in kinds
    }
