"""Somebody is found to be a national of a nation the exchange does not cover: frozen at once, then called back
everywhere, by whichever side finds it (R47, R55).

The side that holds erases, or says who keeps it, for which purpose and by which law; its letter freezes the person at
the side that gave. On a partner's word alone nothing goes that is not between us and that partner: a person confirms
the rest, or lifts the finding.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from openbitmap.node import ledger, partners
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import (
    holding_store,
    national_store,
    obeying,
    reach,
    recalling,
    store,
    suspecting,
    triggers,
)
from openbitmap.node.disclosures.keeping import NODE, Errand
from openbitmap.node.disclosures.model import (
    Copy,
    CopyState,
    Demand,
    Holding,
    HoldingState,
    National,
    Reason,
    RecallId,
    Source,
    Suspicion,
)
from openbitmap.node.disclosures.transitions import Step, next_state
from openbitmap.node.events import NationalFound, NationalLifted
from openbitmap.node.problems import NEEDS_WORDS, NO_SUCH_THING, Refused
from openbitmap.node.vault import Vault
from openbitmap.vocabulary import Actor, PartnerId, digest_of
from openbitmap.wire import Letter, is_name


def say_national(tx: Transaction, found: National, *, by: Principal, demand: Demand | None = None) -> list[RecallId]:
    """What a supervisor says of a person, of a holding or of an entry; `nation` is this one or a partner's. Raises
    Refused."""
    by.require(Act.ORDER_RECALLS)
    known = {partners.me(tx), *(p.partner for p in partners.all_partners(tx))}
    if found.nation not in known:
        raise Refused(NO_SUCH_THING, kind="nation", name=found.nation)
    return national_found(tx, found, actor=by.actor, demand=demand)


def national_found(
    tx: Transaction, found: National, *, actor: Actor, demand: Demand | None = None, partner: str = ""
) -> list[RecallId]:
    """Nothing about the person leaves from now on; every copy is called back, and what we hold of the person goes, or
    is kept by a person for a stated purpose (by the job that follows `NationalFound`). `partner`: the nation on whose
    word alone this rests, so that only what is between us and it goes. Raises Refused."""
    if not found.basis.strip():
        raise Refused(NEEDS_WORDS)
    subjects = reach.subjects_of(tx, found.encounter)
    held = [h for h in reach.held_of(tx, subjects) if h.state is not HoldingState.PURGED and partner in ("", h.partner)]
    given = [c for c in reach.given_of(tx, subjects) if next_state(c.state, Step.RECALL) and partner in ("", c.partner)]
    new = [s for s in subjects if national_store.insert_national(tx, replace(found, encounter=s))]
    confirmed = not partner and national_store.settle_suspicions(tx, subjects, at=found.found_at)
    if confirmed:
        national_store.confirm_national(tx, found, subjects)
    wanted = demand or Demand(Reason.OWN_NATIONAL, f"National of {found.nation}")
    ordered = recalling.recall_copies(tx, given, wanted, at=found.found_at, actor=actor) if given else []
    if new or confirmed or given or any(h.state is HoldingState.KEPT for h in held):
        told = NationalFound(found.encounter, found.nation, copies=len(given), holdings=len(held), partner=partner)
        ledger.record(tx, told, actor=actor)
    return ordered


def lift_national(tx: Transaction, subject: str, reason: str, *, by: Principal, at: datetime) -> None:
    """The finding was wrong, or what looked like one. What was called back stays called back. Raises Refused."""
    by.require(Act.ORDER_RECALLS)
    if not reason.strip():
        raise Refused(NEEDS_WORDS)
    subjects = reach.subjects_of(tx, subject)
    found = national_store.national_among(tx, subjects)
    suspected = next(iter(national_store.suspicions(tx, subjects)), None)
    if found is None and suspected is None:
        raise Refused(NO_SUCH_THING, kind="national", name=subject)
    national_store.delete_national(tx, subjects)
    national_store.settle_suspicions(tx, subjects, at=at)
    nation = found.nation if found else suspected.nation if suspected else ""
    ledger.record(tx, NationalLifted(found.encounter if found else subject, nation), actor=by.actor)


def frozen_among(tx: Transaction, subjects: Sequence[str]) -> National | None:
    """The finding that stops disclosures about any of these; None where nothing does."""
    return national_store.national_among(tx, subjects)


def nationality_of(tx: Transaction, subject: str) -> tuple[National | None, Suspicion | None]:
    """What was found and what is suspected of a person, by an encounter, a holding or an entry."""
    subjects = reach.known_of(tx, subject)
    return national_store.national_among(tx, subjects), next(iter(national_store.suspicions(tx, subjects)), None)


def of_person(tx: Transaction, subject: str) -> tuple[list[Copy], list[Holding]]:
    """Everything given and everything held of the person, gone or not. Raises Refused."""
    subjects = reach.subjects_of(tx, subject)
    return reach.given_of(tx, subjects), reach.held_of(tx, subjects)


def let_go_national(tx: Transaction, vault: Vault, event: NationalFound, *, at: datetime) -> None:
    """What we hold of a national goes, unless a person keeps it for a stated purpose; the givers are told of both."""
    held = [h for h in reach.held_of(tx, reach.subjects_of(tx, event.encounter)) if event.partner in ("", h.partner)]
    errand = Errand(Reason.OWN_NATIONAL, "", at, nation=event.nation)
    went = triggers.purge_all(tx, vault, [h for h in held if h.state is HoldingState.KEPT], errand=errand)
    lines = [(h.partner, triggers.said_of(h, "erased", errand, erased=digests)) for h, digests in went]
    for holding in held:
        if holding.state is HoldingState.RETAINED:
            ground = obeying.ground_of(holding_store.keeping_of(tx, holding.holding))
            lines.append((holding.partner, triggers.said_of(holding, "retained", errand) | ground))
    told = digest_of(" ".join(sorted(f"{h.holding} {h.state}" for h in held)).encode())[:16]
    triggers.tell_givers(tx, lines, key=f"national:{event.encounter}:{told}", at=at)


def press(tx: Transaction, letter: Letter, demand: Demand, *, at: datetime) -> None:
    """A partner holds something of a national back because only its term was named to it: it is called back as what it
    is."""
    said = [line for line in recalling.lines_in(letter.body) if line["outcome"] == CopyState.HELD.value]
    known = [c for line in said for c in store.copies_known_as(tx, letter.partner, line["reference"])]
    held = {c.copy: c for c in known if c.state is CopyState.HELD and (c.encounter or c.entry)}
    frozen = [c for c in held.values() if national_store.national_among(tx, reach.known_of(tx, c.encounter or c.entry))]
    if frozen:
        recalling.recall_copies(tx, frozen, demand, at=at, actor=NODE)


def hear(tx: Transaction, letter: Letter, demand: Demand, *, at: datetime) -> None:
    """A partner says of what we gave it that the person is a national: frozen here too, whatever else of the person is
    with that partner is called back, and a person is asked to confirm or lift it."""
    if letter.body.get("recall"):
        return
    said = [line for line in recalling.lines_in(letter.body) if line.get("reason") == Reason.OWN_NATIONAL.value]
    about = {}
    for line in said:
        nation = line.get("nation", "")
        named = PartnerId(nation if is_name(nation) and len(nation) <= recalling.LONGEST_NATION else letter.partner)
        for copy in store.copies_known_as(tx, letter.partner, line["reference"]):
            about[copy.encounter or copy.entry] = named
    for subject, nation in sorted(about.items()):
        if subject and national_store.national_among(tx, reach.subjects_of(tx, subject)) is None:
            found = National(subject, nation, f"{letter.partner}: {demand.words}", letter.partner, at)
            suspecting.raise_suspicion(
                tx, Suspicion(subject, nation, Source.PARTNER, letter.partner, at), reach.subjects_of(tx, subject)
            )
            national_found(tx, found, actor=NODE, demand=demand, partner=letter.partner)
