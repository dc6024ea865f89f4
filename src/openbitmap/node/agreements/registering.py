"""Texts and signatures enter the register here, from either side, and only if they fit what both signed before."""

from collections.abc import Mapping
from datetime import datetime

from openbitmap.instruments import Instrument, UnreadableAgreement, digest, parse, render, signed_words
from openbitmap.node import ledger, partners
from openbitmap.node.agreements import store
from openbitmap.node.agreements.model import AgreementState, Deed, Held, Signature, states_of
from openbitmap.node.database import Transaction
from openbitmap.node.events import AgreementInForce, AgreementProposed, AgreementSigned
from openbitmap.node.partners import OwnSignature
from openbitmap.node.problems import (
    AGREEMENT_STANDS,
    BROKEN_EDITION,
    NO_SUCH_THING,
    NOT_OUR_AGREEMENT,
    SIGNATURE_FALSE,
    UNREADABLE_AGREEMENT,
    Refused,
)
from openbitmap.vocabulary import Actor, AgreementId, Digest, PartnerId

MOST_FAULTS = 5


def register(
    tx: Transaction, text: str, signatures: Mapping[PartnerId, OwnSignature], *, by: Actor, at: datetime
) -> Held:
    """A text with the signatures it came with, each verified: how one signed elsewhere enters. Raises Refused."""
    store.lock_register(tx)
    held = enter(tx, text, proposed_by=partners.me(tx), at=at, actor=by)
    for party, signature in sorted(signatures.items()):
        held = add_signature(tx, held, signature, deed=Deed(party, by, at))
    return held


def enter(tx: Transaction, text: str, *, proposed_by: PartnerId, at: datetime, actor: Actor) -> Held:
    """The text in the register under its hash; once, however often it comes. Raises Refused."""
    instrument = _readable(text)
    mine = partners.me(tx)
    theirs = _other(tx, instrument, mine)
    new = Held(
        digest(instrument),
        instrument.agreement,
        instrument.edition.version,
        theirs,
        text=render(instrument),
        proposed_by=proposed_by,
        proposed_at=at,
        signed_by=frozenset(),
        suspended_by=frozenset(),
        denounced_at=None,
    )
    versions = store.held(tx, agreement=instrument.agreement)
    known = next((h for h in versions if h.digest == new.digest), None)
    if known:
        return known
    _require_free_name(mine, new, versions)
    _require_next(instrument, versions)
    store.insert_text(tx, new)
    replaces = instrument.edition.replaces or ""
    ledger.record(tx, AgreementProposed(new.agreement, new.version, new.digest, proposed_by, replaces), actor=actor)
    return new


def add_signature(tx: Transaction, held: Held, signature: OwnSignature, *, deed: Deed) -> Held:
    """One party's signature over the hash, verified by its key; with the second the text binds. Raises Refused."""
    instrument, party, signer = held.instrument, deed.party, deed.actor
    is_true = partners.is_signed_by(tx, party, signature, data=signed_words(held.digest), sequence=deed.sequence)
    if party not in instrument.partners or not is_true:
        raise Refused(SIGNATURE_FALSE, party=party)
    _require_next(instrument, [h for h in store.held(tx, agreement=held.agreement) if h.digest != held.digest])
    is_ours = party == partners.me(tx)
    name = (", ".join(deed.signers) or signer.name) if is_ours else party
    kept = Signature(party, signature.value, signature.key, signer=name, signed_at=deed.at)
    if not store.insert_signature(tx, held.digest, kept):
        return held
    signed = AgreementSigned(held.agreement, held.version, held.digest, party, name if is_ours else "")
    ledger.record(tx, signed, actor=signer)
    now = named(tx, held.digest)
    if now.signed_by >= instrument.partners:
        term = instrument.term
        days = (term.first.isoformat(), term.last.isoformat())
        ledger.record(tx, AgreementInForce(held.agreement, held.version, held.digest, *days), actor=signer)
    return now


def named(tx: Transaction, digest: Digest) -> Held:
    """The text of this hash. Raises Refused(NO_SUCH_THING)."""
    found = store.held(tx, digest=digest)
    if not found:
        raise Refused(NO_SUCH_THING, kind="agreement", name=digest)
    return found[0]


def versions_of(tx: Transaction, agreement: AgreementId) -> list[Held]:
    """Every text under this name, oldest version first. Raises Refused(NO_SUCH_THING)."""
    found = store.held(tx, agreement=agreement)
    if not found:
        raise Refused(NO_SUCH_THING, kind="agreement", name=agreement)
    return found


def is_signed(held: Held) -> bool:
    """Whether both parties signed this text, whatever became of it since."""
    return held.instrument.partners <= held.signed_by


def binding(tx: Transaction, agreement: AgreementId, *, at: datetime) -> Held | None:
    """The version that both signed and none has replaced at this instant; it may be suspended or over."""
    texts = store.held(tx, agreement=agreement)
    states = states_of(texts, at)
    unbound = (AgreementState.PROPOSED, AgreementState.REPLACED)
    return next((h for h in texts if states[h.digest] not in unbound), None)


def _readable(text: str) -> Instrument:
    try:
        return parse(text)
    except UnreadableAgreement as unreadable:
        faults = "; ".join(map(str, unreadable.faults[:MOST_FAULTS]))
        raise Refused(UNREADABLE_AGREEMENT, faults=faults) from None


def _other(tx: Transaction, instrument: Instrument, mine: PartnerId) -> PartnerId:
    """The partner of an instrument of this node. Raises Refused for one of others, and for a partner nobody knows."""
    theirs = instrument.other(mine) if mine in instrument.partners else None
    if theirs is None or partners.partner_named(tx, theirs) is None:
        parties = ", ".join(sorted(instrument.partners))
        raise Refused(NOT_OUR_AGREEMENT, agreement=instrument.agreement, parties=parties, node=mine)
    return theirs


def _require_free_name(mine: PartnerId, new: Held, others: list[Held]) -> None:
    """One name is one treaty of this node, whose stops are kept under it. What somebody else only proposed takes no
    name away."""
    ours = (h for h in others if mine in h.signed_by or h.proposed_by == mine)
    taken = next((h for h in ours if h.partner != new.partner), None)
    if taken:
        why = f"the name is that of an agreement with {taken.partner}"
        raise Refused(BROKEN_EDITION, version=new.version, agreement=new.agreement, why=why)


def _require_next(instrument: Instrument, others: list[Held]) -> None:
    """A first version under a name that nobody signed yet, or one that replaces what both signed last."""
    signed = [h for h in others if h.instrument.partners <= h.signed_by]
    last = max(signed, key=lambda h: h.version, default=None)
    agreement, edition = instrument.agreement, instrument.edition
    if last is not None and last.denounced_at is not None:
        raise Refused(AGREEMENT_STANDS, agreement=agreement, state=AgreementState.DENOUNCED.value)
    expected = (last.version + 1, last.digest) if last else (1, None)
    if last and {p.partner for p in last.instrument.parties} != instrument.partners:
        raise Refused(BROKEN_EDITION, version=edition.version, agreement=agreement, why="its parties are others")
    if (edition.version, edition.replaces) != expected:
        why = f"version {expected[0]} is due, replacing {expected[1] or 'nothing'}"
        raise Refused(BROKEN_EDITION, version=edition.version, agreement=agreement, why=why)
