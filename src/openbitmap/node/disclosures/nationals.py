"""Somebody is found to be a national of a nation the exchange does not cover: frozen at once, then called back
everywhere (R47, R55)."""

from collections.abc import Sequence
from dataclasses import replace

from openbitmap.node import identities, ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import holding_store, recalling, store
from openbitmap.node.disclosures.model import Demand, HoldingState, National, Reason, RecallId
from openbitmap.node.disclosures.transitions import Step, next_state
from openbitmap.node.events import NationalFound, NationalLifted
from openbitmap.node.problems import NEEDS_WORDS, NO_SUCH_THING, Refused
from openbitmap.vocabulary import Actor, EncounterId


def national_found(tx: Transaction, found: National, *, actor: Actor, demand: Demand | None = None) -> list[RecallId]:
    """Nothing about the person leaves from now on; every copy is called back, and what we hold of the person goes, or
    is kept by a person for a stated purpose (by the job that follows `NationalFound`). Raises Refused."""
    members = _members(tx, found.encounter)
    if not members:
        raise Refused(NO_SUCH_THING, kind="encounter", name=found.encounter)
    if not found.basis.strip():
        raise Refused(NEEDS_WORDS)
    new = [m for m in members if holding_store.insert_national(tx, replace(found, encounter=m))]
    given = [c for c in store.copies_about(tx, members) if next_state(c.state, Step.RECALL)]
    held = [h for h in holding_store.holdings_about(tx, members) if h.state is not HoldingState.PURGED]
    wanted = demand or Demand(Reason.OWN_NATIONAL, f"National of {found.nation}")
    ordered = recalling.recall_copies(tx, given, wanted, at=found.found_at, actor=actor) if given else []
    if new or given:
        told = NationalFound(found.encounter, found.nation, copies=len(given), holdings=len(held))
        ledger.record(tx, told, actor=actor)
    return ordered


def lift_national(tx: Transaction, encounter: EncounterId, reason: str, *, by: Principal) -> None:
    """The finding was wrong. What was called back stays called back. Raises Refused."""
    by.require(Act.ORDER_RECALLS)
    if not reason.strip():
        raise Refused(NEEDS_WORDS)
    members = _members(tx, encounter)
    found = holding_store.national_among(tx, members)
    if found is None or not holding_store.delete_national(tx, members):
        raise Refused(NO_SUCH_THING, kind="national", name=encounter)
    ledger.record(tx, NationalLifted(found.encounter, found.nation), actor=by.actor)


def frozen_among(tx: Transaction, encounters: Sequence[EncounterId]) -> National | None:
    """The finding that stops disclosures about any of these; None where nothing does."""
    return holding_store.national_among(tx, encounters)


def _members(tx: Transaction, encounter: EncounterId) -> list[EncounterId]:
    return [m.encounter for m in identities.members_of(tx, encounter)]
