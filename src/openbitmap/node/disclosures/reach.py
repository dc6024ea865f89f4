"""Whatever of a person could leave, was given or is held: by an encounter, by a holding that no encounter stands for,
or by an entry."""

from collections.abc import Sequence

from openbitmap.node import identities
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import holding_store, store
from openbitmap.node.disclosures.model import Copy, Holding, HoldingId
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.vocabulary import EncounterId


def subjects_of(tx: Transaction, name: str) -> list[str]:
    """As `known_of`. Raises Refused where there is nothing."""
    found = known_of(tx, name)
    if not found:
        raise Refused(NO_SUCH_THING, kind="encounter", name=name)
    return found


def known_of(tx: Transaction, name: str) -> list[str]:
    """The encounters that people hold to be the same person's; holdings under the same references that no encounter
    stands for; an entry that was shared. Empty for what is none of these."""
    holding = holding_store.holding_named(tx, HoldingId(name))
    beside = holding_store.under_reference(tx, holding) if holding else []
    starts = {EncounterId(h.encounter) for h in beside if h.encounter} or {EncounterId(name)}
    members = sorted({m.encounter for start in sorted(starts) for m in identities.members_of(tx, start)})
    held = [*beside, *holding_store.holdings_beside(tx, members)]
    found = {*members, *(h.holding for h in held if not h.encounter)}
    if not found and store.copies_of_entry(tx, name):
        found = {name}
    return sorted(found)


def held_of(tx: Transaction, subjects: Sequence[str]) -> list[Holding]:
    """What is or was held of the person, in one order for everybody."""
    named = [h for s in subjects if (h := holding_store.holding_named(tx, HoldingId(s)))]
    found = {h.holding: h for h in [*holding_store.holdings_beside(tx, subjects), *named]}
    return [found[name] for name in sorted(found)]


def given_of(tx: Transaction, subjects: Sequence[str]) -> list[Copy]:
    """Copies of our own record, of an entry, and of what others gave of the person and we passed on."""
    found = store.copies_about(tx, subjects)
    found += [c for s in subjects for c in store.copies_of_entry(tx, s)]
    found += store.copies_passed_on(tx, [h.holding for h in held_of(tx, subjects)])
    named = {c.copy: c for c in found}
    return [named[name] for name in sorted(named)]
