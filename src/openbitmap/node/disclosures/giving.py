"""Give: the only way out for a letter that discloses something about somebody.

Guards the invariant of this room: nothing of the kind is sent without a permit that covers it at this very moment, an
up-to-date witness at the other end, and a row that knows whose hands it is in.
"""

from datetime import datetime, timedelta

from openbitmap.node import agreements, envelopes, identities, ledger, partners, witness
from openbitmap.node.agreements import Barred, BarredReason, Gate, Permit
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.disclosures import dispute_store, holding_store, national_store, onward, store
from openbitmap.node.disclosures.kinds import ACT_OF, CONCLUDED, LETTERS_OF, ItemKind
from openbitmap.node.disclosures.model import (
    CopyId,
    Holding,
    HoldingId,
    HoldingState,
    Item,
    Parcel,
)
from openbitmap.node.events import Disclosed
from openbitmap.node.problems import DISPUTED, FROZEN, ITEM_WITHDRAWN, PERMIT_EXPIRED, PERMIT_TOO_NARROW, Refused
from openbitmap.vocabulary import Actor, EncounterId, EnvelopeId, GalleryKind

PERSON = "person"
OF_A_RECORD = frozenset({ItemKind.HIT, ItemKind.REFERENCE, ItemKind.DATA})


def disclose(tx: Transaction, permit: Permit, parcel: Parcel, *, at: datetime, actor: Actor) -> CopyId:
    """Queue the letter and record the copies, their facts and the envelope in the caller's transaction; names the copy
    of the parcel's first item. The same key gives the same copy again and sends nothing. Raises Refused: then nothing
    was sent."""
    given = store.copy_of_key(tx, parcel.key)
    if given:
        return given
    items = (parcel.item, *parcel.more)
    _require_covered(permit, parcel, actor)
    _require_in_force(tx, permit, parcel, at=at)
    deeds = [_deed(tx, permit, item, at=at) for item in items]
    partner = parcel.letter.partner
    witness.require_current(tx, partner, at=at)
    copies = [CopyId(new_id("copy")) for _ in items]
    for number, (copy, item, deed) in enumerate(zip(copies, items, deeds, strict=True)):
        key = f"{parcel.key}#{number}" if number else parcel.key
        if not store.insert_copy(tx, copy, (partner, item, deed), key=key):
            return store.copy_of_key(tx, parcel.key) or copy  # another transaction gave it meanwhile
    key = f"copy:{parcel.key}"
    sent = envelopes.send(tx, parcel.letter, permit_clause=permit.cited, at=at, actor=actor, key=key)
    for copy, item in zip(copies, items, strict=True):
        store.set_envelope(tx, copy, sent)
        ledger.record(tx, _fact(permit, copy, item, sent=sent), actor=actor)
    return copies[0]


def _deed(tx: Transaction, permit: Permit, item: Item, *, at: datetime) -> store.Deed:
    """By what right, about whom as the person stands now. Raises Refused for what may not leave."""
    _require_own_gallery(tx, permit, item)
    source = _source_of(tx, item)
    members = _require_free(tx, item, source)
    if source:
        _require_undisputed(tx, source)
        onward.require_onward(tx, source.holding, permit.question.taker)
    return store.Deed(
        permit.agreement,
        permit.version,
        permit.clause,
        permit.digest,
        members=members,
        holding=source.holding if source else "",
        device=f"node of {permit.question.taker}",
        retain_until=at if item.kind in CONCLUDED else at + timedelta(days=permit.terms.retention_days),
        disclosed_at=at,
    )


def _require_own_gallery(tx: Transaction, permit: Permit, item: Item) -> None:
    """What is told of one record goes by a clause for the gallery in which it stands; what was passed on to us stands
    in none that clauses name. Raises Refused."""
    kinds = {g.gallery: GalleryKind(g.kind) for g in identities.all_galleries(tx)}
    record = next(iter(identities.encounters_named(tx, [item.encounter])), None) if item.encounter else None
    kind = kinds.get(record.gallery) if record else None
    if kind and kind.is_searched and item.kind in OF_A_RECORD and permit.question.gallery is not kind:
        raise Refused(PERMIT_TOO_NARROW, clause=permit.cited, what=f"the record stands in a gallery {kind.value}")


def _fact(permit: Permit, copy: CopyId, item: Item, *, sent: EnvelopeId) -> Disclosed:
    return Disclosed(
        copy,
        permit.question.taker,
        item.kind.value,
        item.encounter,
        item.entry,
        envelope=sent,
        agreement=permit.agreement,
        clause=permit.cited,
        digest=item.digest,
    )


def _require_covered(permit: Permit, parcel: Parcel, actor: Actor) -> None:
    """The permit is for this act, this nation and these fields, and its gate was passed by a person."""
    question, letter = permit.question, parcel.letter
    items = (parcel.item, *parcel.more)
    kinds, fields = {i.kind for i in items}, frozenset().union(*(i.fields for i in items))
    beyond = ", ".join(sorted(fields - permit.fields))
    wrong = {
        f"it is for {question.taker}, not {letter.partner}": question.taker != letter.partner,
        f"it permits {question.act.value}": any(question.act is not ACT_OF[kind] for kind in kinds),
        f"not in a letter {letter.kind.value}": any(letter.kind not in LETTERS_OF[kind] for kind in kinds),
        "a person must release it": permit.terms.gate is Gate.OFFICER and actor.kind != PERSON,
        f"fields {beyond}": bool(beyond),
        "an answer about nobody names somebody": any(
            i.kind is ItemKind.RESULT and (i.encounter or i.fields) for i in items
        ),
    }
    found = [what for what, is_so in wrong.items() if is_so]
    if found:
        raise Refused(PERMIT_TOO_NARROW, clause=permit.cited, what="; ".join(found))


def _require_in_force(tx: Transaction, permit: Permit, parcel: Parcel, *, at: datetime) -> None:
    """What ended, was suspended or narrowed since the permit was given stops it, in mid-stage too. That its daily limit
    is spent by now does not: this act had its unit."""
    if permit.question.giver != partners.me(tx):
        raise Refused(PERMIT_TOO_NARROW, clause=permit.cited, what=f"{permit.question.giver} gives, not this node")
    if at >= permit.terms.expires_at:
        raise Refused(PERMIT_EXPIRED, clause=permit.cited, why="expired")
    now = agreements.foresee(tx, permit.question, at=at, case="as permitted")
    if isinstance(now, Barred):
        if now.reason is not BarredReason.QUOTA_SPENT:
            raise Refused(PERMIT_EXPIRED, clause=permit.cited, why=now.reason.value)
    elif any(not item.fields <= now.fields for item in (parcel.item, *parcel.more)):
        raise Refused(PERMIT_TOO_NARROW, clause=permit.cited, what="the clause was amended since")


def _source_of(tx: Transaction, item: Item) -> Holding | None:
    """The holding that an item passes on; None for what is our own."""
    if item.holding:
        return holding_store.holding_named(tx, HoldingId(item.holding))
    held = holding_store.holdings_about(tx, [item.encounter]) if item.encounter else []
    return next((h for h in held if h.state is not HoldingState.PURGED), next(iter(held), None))


def _require_undisputed(tx: Transaction, source: Holding) -> None:
    """What a stolen key may have written goes on to nobody. Raises Refused."""
    if dispute_store.is_frozen(tx, source.holding):
        raise Refused(DISPUTED, thing=source.reference)


def _require_free(tx: Transaction, item: Item, source: Holding | None) -> tuple[EncounterId, ...]:
    """The encounters of the person as they stand now; refused for a national, and for what was withdrawn or purged."""
    if source and source.state is HoldingState.PURGED:
        raise Refused(ITEM_WITHDRAWN, encounter=item.encounter or item.holding)
    known = identities.alike(tx, [item.encounter]) if item.encounter else {}
    members = tuple(sorted(known.get(item.encounter, {item.encounter} - {""})))
    about = [*members, item.entry, source.holding if source else ""]
    frozen = national_store.national_among(tx, [name for name in about if name])
    if frozen:
        raise Refused(FROZEN, encounter=item.encounter or item.entry or item.holding, nation=frozen.nation)
    if item.encounter and identities.withdrawal_of(tx, item.encounter):
        raise Refused(ITEM_WITHDRAWN, encounter=item.encounter)
    return members
