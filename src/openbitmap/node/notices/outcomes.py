"""What came of a notice, told to who gave it.

Guards the invariant that it goes as a notice of our own would: by a clause that lets us notify this partner of this
person at this moment, and past the guard of protection. What may not go stays, and our record says why; it is told once
it may.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from openbitmap.node import agreements, alerts, disclosures, envelopes, ledger, partners, protection
from openbitmap.node.agreements import Barred, Granted, Permit, Question
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import Item, ItemKind, Parcel
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import EnvelopeAccepted, NoticeOutcomeKept, NoticeOutcomeTold
from openbitmap.node.notices import store
from openbitmap.node.notices.contents import digest
from openbitmap.node.notices.model import Kept, Notice, Side, Watch
from openbitmap.node.notices.receiving import NODE
from openbitmap.node.notices.sharing import gallery_of
from openbitmap.node.problems import Refused
from openbitmap.vocabulary import Actor, EnvelopeId, ExchangeAct, FieldGroup, GalleryKind, Modality
from openbitmap.wire import Letter, LetterKind


@dataclass(frozen=True)
class Word:
    """What came of it, and who reported so: theirs is the hand, where a clause wants a person's."""

    outcome: str
    officer: str


NOT_TOLD = "not_provided"
"""Why nothing is told of somebody whom protection keeps from this partner: in the words for everybody of whom no clause
speaks."""


def tell_outcome(tx: Transaction, alert: str, word: Word, *, at: datetime) -> None:
    """What came of an alert that a partner's notice raised goes back to the partner; the same outcome once. What was
    kept back meanwhile and is so no more is not told."""
    name = alerts.foreign.notice_behind(tx, alert)
    notice = store.hold_notice(tx, name) if name else None
    if notice is None or not word.outcome:
        return
    if notice.outcome == word.outcome:
        store.forget_kept(tx, notice.notice)
    else:
        _tell(tx, notice, word, at=at)


def tell_outcome_due(tx: Transaction, *, at: datetime) -> bool:
    """Try again one that was kept back, another at each second; for the clock of the node."""
    kept = store.outcomes_kept(tx)
    turn = kept[int(at.timestamp()) % len(kept)] if kept else None
    notice = store.hold_notice(tx, turn) if turn else None
    row = store.outcome_kept(tx, turn) if turn else None
    return notice is not None and row is not None and _tell(tx, notice, Word(row.outcome, row.officer), at=at)


def hear_outcome(tx: Transaction, event: EnvelopeAccepted, equipment: Equipment) -> None:
    """What came of a notice of ours, in the holder's words; erased where no clause of our own copy lets it in."""
    at, envelope = equipment.now(), EnvelopeId(event.envelope)
    letter = envelopes.letter_of(tx, equipment, envelope)
    notice = store.hold_notice(tx, letter.correlation)
    watch = store.watch_named(tx, notice.watch) if notice else None
    outcome = str(letter.body.get("outcome", ""))
    known = {o.value for o in alerts.Outcome}
    if notice is None or watch is None or notice.side is not Side.GIVEN or notice.partner != letter.partner:
        return
    if outcome not in known:
        return
    leave = _let_in(tx, watch, said=envelopes.clause_of(tx, envelope), at=at)
    if isinstance(leave, Barred):
        envelopes.erase(tx, envelope, reason="no clause lets it in", actor=NODE)
        kept = NoticeOutcomeKept(notice.notice, notice.partner, leave.reason.value, _cited(leave))
        ledger.record(tx, kept, actor=NODE)
    elif store.note_outcome(tx, notice.notice, outcome):
        ledger.record(tx, NoticeOutcomeTold(notice.notice, notice.partner, outcome, leave.cited), actor=NODE)


def _tell(tx: Transaction, notice: Notice, word: Word, *, at: datetime) -> bool:
    watch = store.watch_named(tx, notice.watch)
    if watch is None:
        return False
    question = _question(tx, watch)
    foreseen = agreements.foresee(tx, question, at=at, case=watch.watch)
    if _is_held_back(tx, watch, foreseen, at=at):
        return _keep(tx, notice, word, why=(foreseen.reason.value if isinstance(foreseen, Barred) else NOT_TOLD, ""))
    # An outcome may come back after another one, and is told then too.
    telling = f"{notice.notice}:{notice.outcome}:{word.outcome}:{at.isoformat()}"
    granted = agreements.permit(tx, question, at=at, use=f"notice:{telling}", case=watch.watch)
    if isinstance(granted, Barred):
        return _keep(tx, notice, word, why=(granted.reason.value, _cited(granted)))
    try:
        with tx.connection.transaction():  # a refusal undoes the sending, and nothing before it
            parcel = _parcel(notice, watch, word, permit=granted, key=f"outcome:{telling}")
            disclosures.disclose(tx, granted, parcel, at=at, actor=Actor("person", word.officer))
    except Refused as refused:
        return _keep(tx, notice, word, why=(refused.problem.code.replace("-", "_"), granted.cited))
    store.note_outcome(tx, notice.notice, word.outcome)
    told = NoticeOutcomeTold(notice.notice, notice.partner, word.outcome, granted.cited)
    ledger.record(tx, told, actor=NODE)
    return True


def _is_held_back(tx: Transaction, watch: Watch, foreseen: Granted | Barred, *, at: datetime) -> bool:
    """By protection, which looks like the want of a clause."""
    about = [watch.subject.encounter]
    if isinstance(foreseen, Barred):
        return bool(protection.guard(tx, about, partner=watch.partner, act=ExchangeAct.NOTIFY, at=at).dropped)
    return bool(protection.guard_under(tx, about, foreseen, at=at).dropped)


def _keep(tx: Transaction, notice: Notice, word: Word, *, why: tuple[str, str]) -> bool:
    """It stays here, and our record says why; always False."""
    if store.keep_back(tx, notice.notice, Kept(word.outcome, word.officer, *why)):
        ledger.record(tx, NoticeOutcomeKept(notice.notice, notice.partner, *why), actor=NODE)
    return False


def _cited(barred: Barred) -> str:
    return f"{barred.agreement} cl. {barred.clause}" if barred.agreement and barred.clause else ""


def _question(tx: Transaction, watch: Watch) -> Question:
    """Whom we have met is our own record, in the gallery where it stands here."""
    return Question(
        ExchangeAct.NOTIFY,
        partners.me(tx),
        watch.partner,
        watch.terms.purpose,
        watch.terms.category,
        modalities=frozenset({Modality.FINGER}),
        gallery=gallery_of(tx, watch.subject.encounter),
    )


def _parcel(notice: Notice, watch: Watch, word: Word, *, permit: Permit, key: str) -> Parcel:
    body: dict[str, object] = {"notice": notice.notice, "outcome": word.outcome}
    letter = Letter(notice.partner, LetterKind.NOTICE_OUTCOME, body, {}, notice.notice)
    fields = frozenset({FieldGroup.REFERENCE}) & permit.fields
    item = Item(ItemKind.OUTCOME, watch.subject.encounter, "", fields, digest(body), reference=notice.notice)
    return Parcel(letter, item, key)


def _let_in(tx: Transaction, watch: Watch, *, said: str, at: datetime) -> Granted | Barred:
    """By our own copy of the agreement; in which gallery the person stands there is the partner's to know. That the
    day's limit is spent bars nothing that was told within it."""
    asked = replace(_question(tx, watch), giver=watch.partner, taker=partners.me(tx))
    kinds = (GalleryKind.ENCOUNTER, *GalleryKind)
    questions = [replace(asked, gallery=kind) for kind in kinds]
    foreseen = [agreements.foresee(tx, q, at=at, case=watch.watch, limits=False) for q in questions]
    free = [f for f in foreseen if isinstance(f, Granted)]
    return next((f for f in free if f.cited == said), free[0] if free else foreseen[0])
