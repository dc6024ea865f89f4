"""Propose, sign, suspend, resume, denounce; and take what the other side says of the same.

Either side stops an agreement at once and by itself, on one person's word; each takes back its own stop only, by two
people, as it signs; what is denounced stays so.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from openbitmap.instruments import signed_words
from openbitmap.node import ledger, partners
from openbitmap.node.access import Act, Principal
from openbitmap.node.agreements import letters, registering, store
from openbitmap.node.agreements.hands import put_hand
from openbitmap.node.agreements.letters import Word
from openbitmap.node.agreements.model import AgreementState, Deed, Held, Pledge, Stop, states_of
from openbitmap.node.database import Transaction
from openbitmap.node.events import (
    AgreementEnded,
    AgreementEndsSoon,
    AgreementLetterRefused,
    AgreementResumed,
    AgreementSuspended,
)
from openbitmap.node.partners import Keyring
from openbitmap.node.problems import AGREEMENT_STANDS, NEEDS_WORDS, NOT_OUR_AGREEMENT, SIGNATURE_FALSE, Refused
from openbitmap.vocabulary import Actor, AgreementId, Digest, PartnerId

NODE = Actor("node", "agreements")
LONGEST_REASON = 2_000
WARNED_DAYS = (60, 30, 7)
"""Before the end of a term, when it is told that it comes."""


def propose(tx: Transaction, text: str, *, by: Principal, at: datetime) -> Held:
    """Lay a text, or an amendment that names the hash it replaces, before both: it binds nobody yet. Raises Refused."""
    by.require(Act.KEEP_AGREEMENTS)
    store.lock_register(tx)
    held = registering.enter(tx, text, proposed_by=partners.me(tx), at=at, actor=by.actor)
    letters.write(tx, held, Word.PROPOSAL, at=at, actor=by.actor)
    return held


def sign(tx: Transaction, keyring: Keyring, digest: Digest, *, by: Principal, at: datetime) -> Held:
    """The first person's hand on the hash, or, after it, the second's: with that the node's key signs and the other
    side is told. With both signatures it binds from its first day. Raises Refused."""
    by.require(Act.COUNTERSIGN_AGREEMENTS)
    store.lock_register(tx)
    held = registering.named(tx, digest)
    mine = partners.me(tx)
    if mine in held.signed_by:
        raise Refused(AGREEMENT_STANDS, agreement=held.agreement, state=f"signed by {mine}")
    if at >= held.instrument.term.ends_at:
        raise Refused(AGREEMENT_STANDS, agreement=held.agreement, state=AgreementState.EXPIRED.value)
    first = put_hand(tx, held, Pledge.SIGN, by=by, at=at)
    if first is None:
        return held
    signature = partners.sign(tx, keyring, signed_words(digest))
    deed = Deed(mine, by.actor, at, signers=(first.person, by.name))
    held = registering.add_signature(tx, held, signature, deed=deed)
    letters.write(tx, held, Word.SIGNATURE, at=at, actor=by.actor, **letters.said_signature(signature))
    return held


def suspend(tx: Transaction, agreement: AgreementId, reason: str, *, by: Principal, at: datetime) -> None:
    """Nothing moves under it from now on, until this side resumes. Raises Refused."""
    held = _kept(tx, agreement, by, at=at, reason=reason)
    if not _stop(tx, held, Deed(partners.me(tx), by.actor, at, reason)):
        raise Refused(AGREEMENT_STANDS, agreement=agreement, state=AgreementState.SUSPENDED.value)
    letters.write(tx, held, Word.SUSPENSION, at=at, actor=by.actor, reason=reason.strip())


def resume(tx: Transaction, agreement: AgreementId, *, by: Principal, at: datetime) -> bool:
    """Take back this side's own suspension; the other's, if there is one, stands. Two people: False for the first,
    after whom it stays suspended. Raises Refused."""
    by.require(Act.COUNTERSIGN_AGREEMENTS)
    held, mine = _standing(tx, agreement, at=at), partners.me(tx)
    if mine not in held.suspended_by:
        raise Refused(AGREEMENT_STANDS, agreement=agreement, state="not suspended by this side")
    if put_hand(tx, held, Pledge.RESUME, by=by, at=at) is None:
        return False
    _go_on(tx, held, Deed(mine, by.actor, at))
    letters.write(tx, held, Word.RESUMPTION, at=at, actor=by.actor)
    return True


def denounce(tx: Transaction, agreement: AgreementId, reason: str, *, by: Principal, at: datetime) -> None:
    """End it at once and for good; duties of erasure and recall outlive it. Raises Refused."""
    held = _kept(tx, agreement, by, at=at, reason=reason)
    if not _end(tx, held, Deed(partners.me(tx), by.actor, at, reason)):
        raise Refused(AGREEMENT_STANDS, agreement=agreement, state=AgreementState.DENOUNCED.value)
    letters.write(tx, held, Word.DENUNCIATION, at=at, actor=by.actor, reason=reason.strip())


def take_letter(
    tx: Transaction, partner: PartnerId, body: Mapping[str, object], *, at: datetime, sequence: int | None = None
) -> bool:
    """What the other side says in the envelope of that number, done here. A letter that does not fit changes nothing,
    and the ledger says so."""
    store.lock_register(tx)
    try:
        _obey(tx, partner, body, at=at, sequence=sequence)
    except Refused as refusal:
        refused = AgreementLetterRefused(str(body.get("agreement", ""))[:60], partner, refusal.problem.code)
        ledger.record(tx, refused, actor=NODE)
        return False
    return True


def tell_endings(tx: Transaction, *, at: datetime) -> list[tuple[AgreementId, int]]:
    """Agreements whose end comes near, told at each of a few steps before it; what nobody signed, or a later version
    replaces, ends without a word."""
    told = []
    for digest in store.ending(tx, at=at, before=at + timedelta(days=WARNED_DAYS[0])):
        held = registering.named(tx, digest)
        left = (held.instrument.term.ends_at - at).days
        step = min(days for days in WARNED_DAYS if left <= days)
        bound = registering.binding(tx, held.agreement, at=at)
        if bound is not None and bound.digest == digest and store.note_ending(tx, digest, step):
            ledger.record(tx, AgreementEndsSoon(held.agreement, held.version, step), actor=NODE)
            told.append((held.agreement, step))
    return told


def end_expired(tx: Transaction, *, at: datetime) -> int:
    """Texts whose last day is over are told of once; says how many. They stopped by themselves."""
    ended = [held for digest in store.unnoted(tx, at=at) for held in [registering.named(tx, digest)]]
    for held in ended:
        if store.note_expiry(tx, held.digest, at=at) and held.standing().is_signed:
            ledger.record(tx, AgreementEnded(held.agreement, held.version, "expired", ""), actor=NODE)
    return len(ended)


def _obey(
    tx: Transaction, partner: PartnerId, body: Mapping[str, object], *, at: datetime, sequence: int | None
) -> None:
    """Raises Refused."""
    actor = Actor("partner", partner)
    held = registering.enter(tx, str(body.get("text", "")), proposed_by=partner, at=at, actor=actor)
    if held.partner != partner:
        raise Refused(NOT_OUR_AGREEMENT, agreement=held.agreement, parties=held.partner, node=partner)
    word = str(body.get("word"))
    deed = Deed(partner, actor, at, str(body.get("reason", ""))[:LONGEST_REASON], sequence)
    if word == Word.SIGNATURE:
        signature = letters.signature_in(body)
        if signature is None:
            raise Refused(SIGNATURE_FALSE, party=partner)
        registering.add_signature(tx, held, signature, deed=deed)
    elif word in _STEPS:
        _require_party(tx, held, partner)
        _STEPS[Word(word)](tx, held, deed)


def _require_party(tx: Transaction, held: Held, partner: PartnerId) -> None:
    """Only who signed a treaty of this name with this node stops it: a text that was merely proposed under the same
    name gives no say in it. Raises Refused."""
    signed = [h for h in registering.versions_of(tx, held.agreement) if registering.is_signed(h)]
    if not any(h.partner == partner for h in signed):
        parties = ", ".join(sorted({h.partner for h in signed})) or "nobody yet"
        raise Refused(NOT_OUR_AGREEMENT, agreement=held.agreement, parties=parties, node=partner)


def _kept(tx: Transaction, agreement: AgreementId, by: Principal, *, at: datetime, reason: str) -> Held:
    """The version that binds now, in the hands of whoever may stop it. Raises Refused."""
    by.require(Act.KEEP_AGREEMENTS)
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise Refused(NEEDS_WORDS)
    return _standing(tx, agreement, at=at)


def _standing(tx: Transaction, agreement: AgreementId, *, at: datetime) -> Held:
    """The version that binds now, the register held. Raises Refused."""
    store.lock_register(tx)
    versions = registering.versions_of(tx, agreement)
    states = states_of(versions, at)
    over = (AgreementState.PROPOSED, AgreementState.REPLACED, AgreementState.EXPIRED, AgreementState.DENOUNCED)
    held = next((h for h in versions if states[h.digest] not in over), None)
    if held is None:
        raise Refused(AGREEMENT_STANDS, agreement=agreement, state=states[versions[-1].digest].value)
    return held


def _stop(tx: Transaction, held: Held, deed: Deed) -> bool:
    stopped = store.suspend(tx, held.agreement, Stop(deed.party, deed.at, deed.reason.strip(), None))
    if stopped:
        ledger.record(tx, AgreementSuspended(held.agreement, deed.party), actor=deed.actor)
    return stopped


def _go_on(tx: Transaction, held: Held, deed: Deed) -> bool:
    resumed = store.resume(tx, held.agreement, deed.party, at=deed.at)
    if resumed:
        ledger.record(tx, AgreementResumed(held.agreement, deed.party), actor=deed.actor)
    return resumed


def _end(tx: Transaction, held: Held, deed: Deed) -> bool:
    ended = store.denounce(tx, held.agreement, deed.party, at=deed.at, reason=deed.reason.strip())
    if ended:
        fact = AgreementEnded(held.agreement, held.version, "denounced", deed.party)
        ledger.record(tx, fact, actor=deed.actor)
    return ended


_STEPS = {Word.SUSPENSION: _stop, Word.RESUMPTION: _go_on, Word.DENUNCIATION: _end}
"""What either party does to a treaty by a letter."""
