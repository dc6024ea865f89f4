"""Order a recall by hand: alone for one person's copies, two people above that."""

from collections.abc import Sequence
from datetime import datetime

from openbitmap.node import identities, ledger, partners
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.disclosures import nationals, recall_store, recalling, store
from openbitmap.node.disclosures.keeping import NODE
from openbitmap.node.disclosures.model import Copy, Demand, National, Reason, RecallId, Scope
from openbitmap.node.disclosures.recall_store import Proposal
from openbitmap.node.disclosures.transitions import Step, next_state
from openbitmap.node.events import RecallDecided, RecallProposed
from openbitmap.node.problems import (
    CORRECTION_OF_SEVERAL,
    NEEDS_WORDS,
    NO_SUCH_THING,
    NOTHING_PUT_RIGHT,
    NOTHING_TO_RECALL,
    PROPOSAL_CLOSED,
    RECALL_NEEDS_ANOTHER,
    Refused,
)
from openbitmap.vocabulary import EncounterId


def order_recall(tx: Transaction, scope: Scope, demand: Demand, *, by: Principal, at: datetime) -> list[RecallId]:
    """Call one person's copies back, or put them right, at once; a national of this nation is found so, and frozen.
    Raises Refused(RECALL_NEEDS_ANOTHER) above that: propose it; what is put right is one person's always."""
    by.require(Act.ORDER_RECALLS)
    wanted = _wanted(tx, scope, demand)
    persons = persons_among(tx, wanted)
    if persons > 1:
        raise Refused(CORRECTION_OF_SEVERAL if demand.correction else RECALL_NEEDS_ANOTHER, persons=persons)
    if demand.reason is Reason.OWN_NATIONAL:
        return _freeze(tx, scope, demand, by=by, at=at)
    ordered = recalling.recall_copies(tx, wanted, demand, at=at, actor=by.actor)
    if not ordered:
        raise Refused(NOTHING_TO_RECALL)
    return ordered


def propose_recall(tx: Transaction, scope: Scope, demand: Demand, *, by: Principal, at: datetime) -> str:
    """Put a recall of several persons' copies before a second person; names the proposal. Raises Refused for a
    correction: it is one person's."""
    by.require(Act.ORDER_RECALLS)
    wanted = _wanted(tx, scope, demand)
    if demand.correction:
        raise Refused(CORRECTION_OF_SEVERAL, persons=persons_among(tx, wanted))
    made = Proposal(
        new_id("proposal"),
        tuple(sorted(c.copy for c in wanted)),
        demand.reason,
        demand.words,
        persons_among(tx, wanted),
        proposed_by=by.name,
        proposed_at=at,
        outcome="",
    )
    recall_store.insert_proposal(tx, made)
    ledger.record(tx, RecallProposed(made.proposal, made.reason.value, len(made.copies)), actor=by.actor)
    return made.proposal


def approve_recall(
    tx: Transaction, proposal: str, *, by: Principal, at: datetime, demand: Demand | None = None
) -> list[RecallId]:
    """The second person says yes; copies that went meanwhile are left out. Of what a clock proposed two people say so,
    and the first yes calls nothing back yet. `demand` gives the time to obey."""
    found = _open(tx, proposal, by)
    if by.name in (found.proposed_by, found.first_by):
        raise Refused(RECALL_NEEDS_ANOTHER, persons=found.persons)
    if found.proposed_by == str(NODE) and recall_store.note_first(tx, proposal, by.name):
        ledger.record(tx, RecallDecided(proposal, "first"), actor=by.actor)
        return []
    recall_store.decide_proposal(tx, proposal, "approved", by=by.name, at=at)
    given = demand or Demand(found.reason, found.words)
    wanted = Demand(found.reason, found.words, within=given.within)
    copies = recalling.copies_in(tx, Scope(copies=found.copies))
    if found.reason is Reason.OWN_NATIONAL:
        ordered = _freeze(tx, Scope(copies=found.copies), wanted, by=by, at=at)
    else:
        ordered = recalling.recall_copies(tx, copies, wanted, at=at, actor=by.actor)
    ledger.record(tx, RecallDecided(proposal, "approved"), actor=by.actor)
    return ordered


def refuse_recall(tx: Transaction, proposal: str, *, by: Principal, at: datetime) -> None:
    """A second person refuses, or the proposer takes it back; nothing is called back."""
    _open(tx, proposal, by)
    recall_store.decide_proposal(tx, proposal, "refused", by=by.name, at=at)
    ledger.record(tx, RecallDecided(proposal, "refused"), actor=by.actor)


def persons_among(tx: Transaction, copies: Sequence[Copy]) -> int:
    """How many persons the copies are about, as the graph stands; what is about nobody enrolled counts as one each."""
    about = sorted({EncounterId(c.encounter) for c in copies if c.encounter})
    nameless = {c.entry or c.reference for c in copies if not c.encounter}
    return len(set(identities.persons_of(tx, about).values())) + len(nameless) if about else len(nameless)


def _wanted(tx: Transaction, scope: Scope, demand: Demand) -> list[Copy]:
    if not demand.words.strip():
        raise Refused(NEEDS_WORDS)
    if demand.reason is Reason.CORRECTED and not demand.correction:
        raise Refused(NOTHING_PUT_RIGHT)
    wanted = [c for c in recalling.copies_in(tx, scope) if next_state(c.state, Step.RECALL)]
    if not wanted and not (demand.reason is Reason.OWN_NATIONAL and scope.encounter):
        raise Refused(NOTHING_TO_RECALL)
    return wanted


def _freeze(tx: Transaction, scope: Scope, demand: Demand, *, by: Principal, at: datetime) -> list[RecallId]:
    """Each of these persons is a national of this nation: nobody is called back as one and given again."""
    mine, copies = partners.me(tx), recalling.copies_in(tx, scope)
    about = {c.copy: c.encounter or c.entry or _behind(tx, c) for c in copies}
    subjects = {scope.encounter} if scope.encounter else set(about.values()) - {""}
    nameless = [c for c in copies if not about[c.copy]]
    ordered = recalling.recall_copies(tx, nameless, demand, at=at, actor=by.actor)
    for subject in sorted(subjects):
        found = National(subject, mine, demand.words, by.name, at)
        ordered += nationals.national_found(tx, found, actor=by.actor, demand=demand)
    return ordered


def _behind(tx: Transaction, copy: Copy) -> str:
    terms = store.terms_of(tx, copy.copy)
    return terms.holding if terms else ""


def _open(tx: Transaction, proposal: str, by: Principal) -> Proposal:
    by.require(Act.ORDER_RECALLS)
    found = recall_store.proposal_named(tx, proposal)
    if found is None:
        raise Refused(NO_SUCH_THING, kind="proposal", name=proposal)
    if found.outcome:
        raise Refused(PROPOSAL_CLOSED, proposal=proposal)
    return found
