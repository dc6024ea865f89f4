"""Hold what another nation gave, keep it for a purpose, put it right, let it go.

Guards the invariant that what was called back does not come in again: taking in and calling back take turns on the
reference, and a tombstone stands before the thing is gone.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from openbitmap.node import envelopes, identities, ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.disclosures import holding_store
from openbitmap.node.disclosures.model import (
    Held,
    Holding,
    HoldingId,
    HoldingState,
    ItemKind,
    Reason,
    Tombstone,
)
from openbitmap.node.events import HoldingCorrected, HoldingKept, HoldingPurged, HoldingRetained, TombstoneSet
from openbitmap.node.problems import NEEDS_WORDS, NO_SUCH_THING, NOT_RETAINABLE, TOMBSTONED, Refused
from openbitmap.node.vault import Erased, Unknown, Vault
from openbitmap.vocabulary import Actor, Digest, EncounterId, ExchangePurpose, PartnerId, digest_of
from openbitmap.wire import ledger_name

NODE = Actor("node", "disclosures")
WITHDRAWN_FOR = {
    Reason.RETENTION: identities.WithdrawalReason.RETENTION,
    Reason.EXPIRED: identities.WithdrawalReason.RETENTION,
}
"""Why its reference encounter leaves; recalled, for every other reason."""


@dataclass(frozen=True)
class Errand:
    """Why something goes, by whose recall ("" is our own doing), when; of a national, which nation's."""

    reason: Reason
    recall: str
    at: datetime
    actor: Actor = NODE
    nation: str = ""


@dataclass(frozen=True)
class Ground:
    """For which purpose and by which law something stays although its giver may ask for it."""

    purpose: ExchangePurpose
    basis: str


def vault_owner(partner: PartnerId, reference: str) -> str:
    """Under which owner to seal what a partner gave, so that erasing it touches no other copy of the same bytes."""
    return f"{partner}:{reference}"


def take_turn(tx: Transaction, partner: PartnerId, reference: str) -> None:
    """Before anything else is locked by whoever will `hold` this reference after a fact of its own."""
    holding_store.lock_reference(tx, partner, reference)


def hold(tx: Transaction, held: Held, *, at: datetime) -> HoldingId:
    """Keep what came, and say so; the same content under the same reference is one holding. Raises Refused where its
    giver called it back, or where it was purged here: a late duplicate does not bring it back."""
    holding_store.lock_reference(tx, held.partner, held.reference)
    require_not_tombstoned(tx, held.partner, held.reference, digest=held.digest)
    known = holding_store.holding_of_content(tx, held)
    if known:
        _require_living(tx, known)
        holding_store.hold_again(tx, known, held)
        return known
    holding = HoldingId(new_id("hold"))
    holding_store.insert_holding(tx, holding, held, at=at)
    told = HoldingKept(
        holding,
        held.partner,
        ledger_name(held.reference),
        held.kind.value,
        encounter=held.encounter,
        envelope=held.envelope,
        clause=held.clause,
        digest=held.digest,
    )
    ledger.record(tx, told, actor=NODE)
    return holding


def also_holds(tx: Transaction, partner: PartnerId, reference: str, *, objects: Sequence[Digest]) -> None:
    """What was sealed of a holding after it came, under its own owner: a recall and retention erase it too. Raises
    Refused where it was called back meanwhile."""
    holding_store.lock_reference(tx, partner, reference)
    require_not_tombstoned(tx, partner, reference)
    holding_store.add_objects(tx, partner, reference, objects=objects)


def tombstoned(tx: Transaction, partner: PartnerId, reference: str, *, digest: str = "") -> bool:
    """Whether nothing under this reference, or not this content, may come in."""
    return holding_store.tombstone_on(tx, partner, reference, digest=digest) is not None


def require_not_tombstoned(tx: Transaction, partner: PartnerId, reference: str, *, digest: str = "") -> None:
    """Raises Refused(TOMBSTONED). To be asked by every door through which something of a partner can come in."""
    if tombstoned(tx, partner, reference, digest=digest):
        raise Refused(TOMBSTONED, partner=partner, reference=reference)


def retain_for(tx: Transaction, holding: HoldingId, ground: Ground, *, by: Principal, at: datetime) -> None:
    """Keep a holding for a stated purpose: retention passes it by, and the receipt for a recall because of nationality
    or term names who, why and by which law (R55). Raises Refused."""
    by.require(Act.ORDER_RECALLS)
    if not ground.basis.strip():
        raise Refused(NEEDS_WORDS)
    found = holding_store.hold_holding(tx, holding)
    if found is None:
        raise Refused(NO_SUCH_THING, kind="holding", name=holding)
    if not holding_store.retain(tx, holding, (ground.purpose.value, ground.basis), by=f"{by.actor} {at.isoformat()}"):
        raise Refused(NOT_RETAINABLE, reference=found.reference)
    told = HoldingRetained(holding, found.partner, ledger_name(found.reference), ground.purpose.value)
    ledger.record(tx, told, actor=by.actor)


def set_tombstone(tx: Transaction, stone: Tombstone) -> None:
    """Nothing under it comes in any more; set again it says nothing new."""
    if holding_store.insert_tombstone(tx, stone):
        names = (ledger_name(stone.reference), stone.partner, ledger_name(stone.digest), ledger_name(stone.recall))
        told = TombstoneSet(*names)
        ledger.record(tx, told, actor=NODE)


def purge(tx: Transaction, vault: Vault, holding: Holding, *, errand: Errand) -> list[Digest] | None:
    """Erase what a holding is: its sealed objects, its reference encounter with templates and images, what its envelope
    held. Says what was erased by its digests; None where it was gone already. Take the reference's turn first."""
    keeping = holding_store.keeping_of(tx, holding.holding)
    if keeping is None or not holding_store.purge(tx, holding.holding, errand.reason, at=errand.at):
        return None
    erased = [holding.digest]
    others = [h for h in holding_store.holdings_about(tx, [holding.encounter]) if h.state is not HoldingState.PURGED]
    if holding.encounter and (holding.kind is ItemKind.REFERENCE or not others):
        why = WITHDRAWN_FOR.get(errand.reason, identities.WithdrawalReason.RECALLED)
        gone = identities.forget(tx, vault, EncounterId(holding.encounter), reason=why, actor=errand.actor)
        erased += gone.digests
    owner = vault_owner(holding.partner, holding.reference)
    erased += [d for d in keeping.objects if _erase(tx, vault, d, owner=owner, errand=errand)]
    if not holding_store.is_envelope_needed(tx, keeping.envelope):
        envelopes.erase(tx, keeping.envelope, reason=errand.reason.value, actor=errand.actor)
    told = HoldingPurged(
        holding.holding,
        holding.partner,
        ledger_name(holding.reference),
        holding.kind.value,
        encounter=holding.encounter,
        reason=errand.reason.value,
        recall=errand.recall,
    )
    ledger.record(tx, told, actor=errand.actor)
    return list(dict.fromkeys(erased))


def fitting(tx: Transaction, vault: Vault, holding: Holding, *, right: Mapping[str, object]) -> dict[str, object]:
    """What of a correction may be put in: groups of personal data that are held already. Nothing new comes this way,
    for no permit carries it."""
    keeping = holding_store.keeping_of(tx, holding.holding)
    if keeping is None or holding.kind is not ItemKind.DATA:
        return {}
    held = fields_of(tx, vault, holding)
    return {group: value for group, value in right.items() if group in held}


def fields_of(tx: Transaction, vault: Vault, holding: Holding) -> Mapping[str, object]:
    """What is held of personal data, group by group; empty for everything else, and for what is gone."""
    keeping = holding_store.keeping_of(tx, holding.holding)
    content = _content(tx, vault, keeping.objects) if keeping else {}
    fields = content.get("fields")
    return fields if isinstance(fields, dict) else content


def correct(
    tx: Transaction, vault: Vault, holding: Holding, *, right: Mapping[str, object], errand: Errand
) -> list[Digest] | None:
    """Put the giver's words in the place of the wrong ones, in the content as sealed (a JSON object, its values under
    "fields" where it has such); what was wrong is erased. None where nothing is held any more."""
    keeping = holding_store.keeping_of(tx, holding.holding)
    if keeping is None or holding.state is HoldingState.PURGED:
        return None
    owner = vault_owner(holding.partner, holding.reference)
    content = _content(tx, vault, keeping.objects)
    fields = content.get("fields")
    whole = content | ({"fields": fields | dict(right)} if isinstance(fields, dict) else dict(right))
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False).encode()
    digest = digest_of(text)
    if not holding_store.correct(tx, holding.holding, digest):
        return None
    vault.put(tx, text, owner=owner)
    wrong = [d for d in keeping.objects if d != digest and _erase(tx, vault, d, owner=owner, errand=errand)]
    envelopes.erase(tx, keeping.envelope, reason=errand.reason.value, actor=errand.actor)
    told = HoldingCorrected(
        holding.holding,
        holding.partner,
        ledger_name(holding.reference),
        holding.kind.value,
        encounter=holding.encounter,
        fields=tuple(sorted(right)),
        recall=errand.recall,
        digest=digest,
    )
    ledger.record(tx, told, actor=errand.actor)
    return list(dict.fromkeys([holding.digest, *wrong]))


def _content(tx: Transaction, vault: Vault, objects: tuple[Digest, ...]) -> dict[str, object]:
    """The sealed JSON object among a holding's objects; empty where none is one."""
    for digest in objects:
        try:
            found = json.loads(vault.get(tx, digest))
        except (ValueError, Unknown, Erased):
            continue
        if isinstance(found, dict):
            return found
    return {}


def _erase(tx: Transaction, vault: Vault, digest: Digest, *, owner: str, errand: Errand) -> bool:
    """This holding's copy of the bytes, or every copy where it was not sealed under the holding's own owner."""
    try:
        why = errand.reason.value
        own = vault.erase(tx, digest, reason=why, owner=owner, actor=errand.actor)
        return bool(own or vault.erase(tx, digest, reason=why, actor=errand.actor))
    except Unknown:
        return False


def _require_living(tx: Transaction, holding: HoldingId) -> None:
    found = holding_store.holding_named(tx, holding)
    if found is None or found.state is HoldingState.PURGED:
        partner, reference = (found.partner, found.reference) if found else ("", holding)
        raise Refused(TOMBSTONED, partner=partner, reference=reference)
