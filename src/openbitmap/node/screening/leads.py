"""A name like a listed one makes a lead, never an alert: people follow it or dismiss it, with their reasons."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from openbitmap.node import identities, ledger, watchlists
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.events import NameLeadRaised, NameLeadSettled
from openbitmap.node.identities import Asserted
from openbitmap.node.problems import LEAD_SETTLED, NEEDS_REASON, NO_SUCH_THING, Refused
from openbitmap.node.screening import store
from openbitmap.node.screening.finding import find
from openbitmap.node.screening.model import (
    WORTH_A_LEAD,
    Fit,
    LeadId,
    LeadState,
    Likeness,
    NameHit,
    NameLead,
    NameQuery,
    Verdict,
    document_numbers,
    written_names,
    year_of,
)
from openbitmap.node.watchlists import EntryId
from openbitmap.vocabulary import Actor, EncounterId

NODE = Actor("node", "screening")
LISTED_AT_MOST = 200


def screen_encounter(tx: Transaction, encounter: EncounterId, *, at: datetime) -> list[LeadId]:
    """Leads from the names and documents of somebody met to entries in force."""
    asserted = identities.asserted_of(tx, encounter)
    found = _alike(tx, asserted, listed=True) if asserted else []
    return _raise(tx, [_likeness(encounter, hit.filed.entry, hit, name=name) for name, hit in found], at=at)


def screen_entry(tx: Transaction, entry: EntryId, *, at: datetime) -> list[LeadId]:
    """Leads from an entry in force to people met before."""
    named = watchlists.entries_named(tx, [entry]).get(entry)
    found = _alike(tx, named.asserted, listed=False) if named else []
    return _raise(
        tx, [_likeness(hit.filed.encounter, entry, hit, name=name, turned=True) for name, hit in found], at=at
    )


def settle(tx: Transaction, lead: LeadId, verdict: Verdict, *, by: Principal, at: datetime) -> NameLead:
    """Follow a lead or dismiss it. Raises Refused."""
    held = lead_for(tx, lead, by)
    if not verdict.reason.strip():
        raise Refused(NEEDS_REASON)
    state = LeadState.FOLLOWED if verdict.follow else LeadState.DISMISSED
    return _settle(
        tx, replace(held, state=state, settled_by=by.name, reason=verdict.reason.strip(), settled_at=at), by.actor
    )


def lapse_leads(tx: Transaction, entry: EntryId, *, at: datetime) -> None:
    """Open leads end with their entry."""
    ended = [
        lead
        for lead in store.open_leads_of_entry(tx, entry)
        if (held := store.lead_named(tx, lead))
        and store.settle_lead(
            tx, replace(held, state=LeadState.LAPSED, settled_by=NODE.name, reason="entry ended", settled_at=at)
        )
    ]
    for lead in ended:  # all rows first: the ledger is taken last
        ledger.record(tx, NameLeadSettled(lead, LeadState.LAPSED.value), actor=NODE)


def lead_for(tx: Transaction, lead: LeadId, by: Principal) -> NameLead:
    """A lead as this role may see it. Raises Refused."""
    by.require(Act.SEARCH_NAMES)
    held = store.lead_named(tx, lead)
    if held is None or not _seen(tx, [held], by):
        raise Refused(NO_SUCH_THING, kind="lead", name=lead)
    return held


def leads_for(tx: Transaction, states: Iterable[LeadState], *, by: Principal) -> list[NameLead]:
    """The newest of the leads in these states that this role may see: those of discreet entries neither stand in the
    list nor take a place in it. Raises Refused."""
    by.require(Act.SEARCH_NAMES)
    wanted, seen, read = list(states), list[NameLead](), 0
    while len(seen) < LISTED_AT_MOST:
        these = store.leads_in(tx, wanted, most=LISTED_AT_MOST, after=read)
        seen += _seen(tx, these, by)
        read += len(these)
        if len(these) < LISTED_AT_MOST:
            break
    return seen[:LISTED_AT_MOST]


def _seen(tx: Transaction, leads: list[NameLead], by: Principal) -> list[NameLead]:
    if by.may(Act.SEE_DISCREET):
        return leads
    entries = watchlists.entries_named(tx, [x.likeness.entry for x in leads])
    silent = identities.silent_among(tx, [x.likeness.encounter for x in leads])
    open_ones = {entry for entry, found in entries.items() if not found.is_discreet}
    return [x for x in leads if x.likeness.entry in open_ones and x.likeness.encounter not in silent]


def _alike(tx: Transaction, asserted: Asserted, *, listed: bool) -> list[tuple[str, NameHit]]:
    """Each name of a person with what it is like enough to; a birth year that differs ends a lead by name alone."""
    queries = [NameQuery(name, year_of(asserted.birth_date)) for name in written_names(asserted)]
    queries += [NameQuery(document=number) for number, _ in document_numbers(asserted)]
    found = ((q.name, hit) for q in queries for hit in find(tx, q, listed=listed))
    return [(name, hit) for name, hit in found if hit.document or _leads(hit)]


def _leads(hit: NameHit) -> bool:
    several_words = hit.comparison is not None and len(hit.comparison.alignment.first) > 1
    return several_words and hit.score >= WORTH_A_LEAD and hit.birth_year is not Fit.DIFFERS


def _likeness(
    encounter: EncounterId | None, entry: EntryId | None, hit: NameHit, *, name: str, turned: bool = False
) -> Likeness:
    if encounter is None or entry is None:
        raise AssertionError(f"name {hit.filed.name} is filed on the wrong side: the index asked for one side only")
    met, listed = (hit.filed.written, name) if turned else (name, hit.filed.written)
    return Likeness(encounter, entry, met, listed, by_document=bool(hit.document), score=hit.score)


def _raise(tx: Transaction, found: list[Likeness], *, at: datetime) -> list[LeadId]:
    """One lead a person and entry, by its best likeness; none where people know already that they are one person. All
    rows in one order, and then the ledger, which whoever waits for a row may hold."""
    best: dict[tuple[EncounterId, EntryId], Likeness] = {}
    for one in sorted(found, key=lambda x: (x.by_document, x.score), reverse=True):
        best.setdefault((one.encounter, one.entry), one)
    entries = watchlists.entries_named(tx, [x.entry for x in best.values()])
    raised = []
    for _, one in sorted(best.items()):
        entry = entries.get(one.entry)
        if entry is None or entry.state is not watchlists.EntryState.ACTIVE:
            continue
        own = entry.encounter
        if own and own in identities.alike(tx, [one.encounter])[one.encounter]:
            continue
        lead = LeadId(new_id("lead"))
        if store.insert_lead(tx, lead, one, at=at):
            raised.append((lead, one))
    for lead, one in raised:
        ledger.record(tx, NameLeadRaised(lead, one.encounter, one.entry), actor=NODE)
    return [lead for lead, _ in raised]


def _settle(tx: Transaction, settled: NameLead, actor: Actor) -> NameLead:
    if not store.settle_lead(tx, settled):
        raise Refused(LEAD_SETTLED, lead=settled.lead)
    ledger.record(tx, NameLeadSettled(settled.lead, settled.state.value), actor=actor)
    return settled
