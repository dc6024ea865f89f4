"""Searches by name and by document. What may not be seen is not found: no count, no gap, no slower answer says so."""

from collections.abc import Mapping
from dataclasses import replace

from openbitmap.names import Comparison, asked_keys, compare, filed_words, parse
from openbitmap.names.mrz import document_key
from openbitmap.node import identities, watchlists
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction
from openbitmap.node.screening import store
from openbitmap.node.screening.filing import near_of
from openbitmap.node.screening.model import (
    FOUND_AT_MOST,
    WORTH_SHOWING,
    FiledName,
    NameHit,
    NameHits,
    NameQuery,
    best_of,
    nationality_fit,
    year_fit,
)


def search_names(tx: Transaction, query: NameQuery, *, by: Principal, limit: int = 50) -> NameHits:
    """Who was met, or is listed, under a name like this or with this document, as this role may see it. Raises
    Refused."""
    by.require(Act.SEARCH_NAMES)
    found = best_of(_visible(tx, find(tx, query), by))
    shown = _with_listings(tx, found[:limit], by)
    return NameHits(tuple(shown), more=len(found) > limit)


def find(tx: Transaction, query: NameQuery, *, listed: bool | None = None) -> list[NameHit]:
    """Everything found, discreet or not, in no order: for this room only."""
    by_document = _by_document(tx, query.document)
    filed = {f.name: f for f in store.names_numbered(tx, list(by_document), listed=listed)} if by_document else {}
    name = parse(query.name)
    if name.tokens:
        asked = asked_keys(name, near_of(tx, filed_words(name)))
        retrieved = store.found_names(tx, asked, len(name.tokens), listed=listed, most=FOUND_AT_MOST)
        filed |= {f.name: f for f in retrieved}
    compared = {text: compare(name, text) for text in {f.written for f in filed.values()} if text and name.tokens}
    hits = (_hit(query, f, by_document, comparison=compared.get(f.written)) for f in filed.values())
    return [hit for hit in hits if hit.document or hit.score >= WORTH_SHOWING]


def _by_document(tx: Transaction, document: str) -> Mapping[int, str]:
    number = document_key(document).number
    return store.names_by_document(tx, [number], most=FOUND_AT_MOST) if number else {}


def _hit(
    query: NameQuery, filed: FiledName, by_document: Mapping[int, str], *, comparison: Comparison | None
) -> NameHit:
    return NameHit(
        filed,
        comparison,
        document=by_document.get(filed.name, ""),
        birth_year=year_fit(query.birth_year, filed.birth_date),
        nationality=nationality_fit(query.nationality, filed.nationality),
    )


def _visible(tx: Transaction, hits: list[NameHit], by: Principal) -> list[NameHit]:
    """Without discreet entries, and people known only through them, for a role that may not see what is discreet."""
    if by.may(Act.SEE_DISCREET):
        return hits
    entries = watchlists.entries_named(tx, [h.filed.entry for h in hits if h.filed.entry])
    silent = identities.silent_among(tx, [h.filed.encounter for h in hits if h.filed.encounter])
    discreet = {entry for entry, found in entries.items() if found.is_discreet}
    return [h for h in hits if h.filed.entry not in discreet and h.filed.encounter not in silent]


def _with_listings(tx: Transaction, hits: list[NameHit], by: Principal) -> list[NameHit]:
    encounters = [h.filed.encounter for h in hits if h.filed.encounter]
    listed = watchlists.listed_among(tx, encounters, discreet=by.may(Act.SEE_DISCREET))
    return [replace(h, listing=listed.get(h.filed.encounter)) if h.filed.encounter else h for h in hits]
