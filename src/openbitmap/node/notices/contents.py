"""What a letter of this room says about somebody: exactly the groups that a permit gives, and nothing beside them."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar

from openbitmap.node import access, identities, intake
from openbitmap.node.database import Transaction
from openbitmap.node.identities import Asserted, Encounter
from openbitmap.node.watchlists import (
    Category,
    Claim,
    Entry,
    Evidence,
    Grounds,
    Handling,
    Instructions,
    Reliability,
    Standard,
)
from openbitmap.vocabulary import Digest, FieldGroup, GalleryKind, digest_of
from openbitmap.wire import moment

Told = dict[str, object]
Word = TypeVar("Word")
LONGEST_TEXT = 500
MOST_LISTED = 20


def of_entry(tx: Transaction, entry: Entry, fields: frozenset[FieldGroup]) -> Told:
    """An entry as a clause lets it be told."""
    grounds, orders = entry.nomination.grounds, entry.nomination.instructions
    claims = [
        {"evidence": c.evidence.value, "source": c.source, "reliability": c.reliability.value, "statement": c.statement}
        for c in grounds.claims
    ]
    more: Mapping[FieldGroup, object] = {
        FieldGroup.GROUNDS: {
            "category": grounds.category.value,
            "legal_basis": grounds.legal_basis,
            "standard": grounds.standard.value,
            "claims": claims,
        },
        FieldGroup.HANDLING: {"code": orders.code.value, "contact": orders.contact, "caveat": orders.caveat},
    }
    asserted = entry.asserted
    if entry.encounter and not asserted.name:
        asserted = identities.asserted_of(tx, entry.encounter) or asserted
    return _only(_of_person(asserted) | dict(more), fields)


def of_meeting(tx: Transaction, met: Encounter, fields: frozenset[FieldGroup]) -> Told:
    """A later encounter as a clause lets it be told: where, when, and what the person said there."""
    sent = intake.submission_of(tx, met.submission) if met.submission else None
    station = access.station_named(tx, sent.station) if sent else None
    asserted = identities.asserted_of(tx, met.encounter) or Asserted("")
    meeting = {"met_at": met.enrolled_at.isoformat(), "place": station.title if station else ""}
    return _only(_of_person(asserted) | {FieldGroup.ENCOUNTERS: meeting}, fields)


def kind_of_gallery(tx: Transaction, gallery: str) -> GalleryKind:
    return next(g.kind for g in identities.all_galleries(tx) if g.gallery == gallery)


def digest(told: object) -> Digest:
    return digest_of(json.dumps(told, sort_keys=True, ensure_ascii=False).encode())


def asserted_in(told: Mapping[str, object]) -> Asserted:
    """Who is meant, by a partner's letter; whatever is no text is left out."""
    names, birth = _part(told, FieldGroup.NAMES), _part(told, FieldGroup.BIRTH)
    nationality, papers = _part(told, FieldGroup.NATIONALITY), _part(told, FieldGroup.DOCUMENTS)
    return Asserted(
        _text(names, "name"),
        _texts(names, "aliases"),
        _text(birth, "birth_date"),
        _text(birth, "sex"),
        _text(nationality, "nationality"),
        _texts(papers, "documents"),
    )


def grounds_in(told: Mapping[str, object], *, clause: str, partner: str) -> Grounds:
    """The grounds a letter gives; where its clause gives none, the partner's bare word, which carries the least."""
    given = _part(told, FieldGroup.GROUNDS)
    rows = given.get("claims")
    claims = tuple(_claim(row) for row in rows[:MOST_LISTED]) if isinstance(rows, list) else ()
    bare = Claim(Evidence.ALLEGATION, partner, Reliability.NOT_JUDGED, f"Listed by {partner} under {clause}")
    return Grounds(
        _member(Category, given, "category", otherwise=Category.WANTED),
        claims or (bare,),
        _text(given, "legal_basis") or clause,
        _member(Standard, given, "standard", otherwise=Standard.REASONABLE_SUSPICION),
    )


def instructions_in(told: Mapping[str, object], *, contact: str) -> Instructions:
    """Discreet by default, whatever the partner's own handling is: it says nothing of what our posts may do."""
    given = _part(told, FieldGroup.HANDLING)
    return Instructions(Handling.DISCREET, _text(given, "contact") or contact, _text(given, "caveat"))


def moment_in(body: Mapping[str, object], name: str) -> datetime | None:
    """None for what is no time that anybody can mean."""
    try:
        return moment(body.get(name))
    except ValueError:
        return None


def _of_person(asserted: Asserted) -> dict[FieldGroup, object]:
    return {
        FieldGroup.NAMES: {"name": asserted.name, "aliases": list(asserted.aliases)},
        FieldGroup.BIRTH: {"birth_date": asserted.birth_date, "sex": asserted.sex},
        FieldGroup.NATIONALITY: {"nationality": asserted.nationality},
        FieldGroup.DOCUMENTS: {"documents": list(asserted.documents)},
    }


def _only(told: Mapping[FieldGroup, object], fields: frozenset[FieldGroup]) -> Told:
    return {group.value: what for group, what in told.items() if group in fields}


def _part(told: Mapping[str, object], group: FieldGroup) -> Mapping[str, object]:
    found = told.get(group.value)
    return found if isinstance(found, dict) else {}


def _text(part: Mapping[str, object], name: str) -> str:
    found = part.get(name)
    return found[:LONGEST_TEXT] if isinstance(found, str) else ""


def _texts(part: Mapping[str, object], name: str) -> tuple[str, ...]:
    found = part.get(name)
    return tuple(str(x)[:LONGEST_TEXT] for x in found[:MOST_LISTED]) if isinstance(found, list) else ()


def _claim(row: object) -> Claim:
    given = row if isinstance(row, dict) else {}
    return Claim(
        _member(Evidence, given, "evidence", otherwise=Evidence.ALLEGATION),
        _text(given, "source") or "-",
        _member(Reliability, given, "reliability", otherwise=Reliability.NOT_JUDGED),
        _text(given, "statement"),
    )


def _member(kind: Callable[[str], Word], part: Mapping[str, object], name: str, *, otherwise: Word) -> Word:
    try:
        return kind(_text(part, name))
    except ValueError:
        return otherwise
