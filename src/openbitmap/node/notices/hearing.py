"""A partner tells us of somebody it watches for at our request: an alert at our desk, its outcome back to the partner,
and the way back where the partner was wrong."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

from openbitmap.node import agreements, alerts, disclosures, envelopes, ledger, partners, protection
from openbitmap.node.agreements import Barred, Granted, Permit, Question
from openbitmap.node.alerts import Foreign, Moment, clocks_of
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import Held, ItemKind, Origin
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import EnvelopeAccepted, NoticeRecalled, NoticeTaken
from openbitmap.node.notices import store
from openbitmap.node.notices.contents import digest
from openbitmap.node.notices.model import Notice, NoticeState, Side, Watch, WatchState
from openbitmap.node.notices.receiving import NODE
from openbitmap.node.watchlists import EntryId, entries_named
from openbitmap.vocabulary import Digest, EncounterId, EnvelopeId, ExchangeAct, GalleryKind, Modality
from openbitmap.wire import Letter, is_name


def take_notice(tx: Transaction, event: EnvelopeAccepted, equipment: Equipment) -> None:
    """Keep it as the partner's, and raise the alert. A notice for no watch of ours that stands changes nothing, and one
    that no clause carries is erased; one about somebody who says to fear this very state waits for protection, and
    nobody acts on it."""
    at, envelope = equipment.now(), EnvelopeId(event.envelope)
    letter = envelopes.letter_of(tx, equipment, envelope)
    watch = store.hold_watch(tx, str(letter.body.get("watch", "")))
    if watch is None or not _is_expected(tx, letter, watch, at=at):
        return
    flagged = protection.fears(tx, [watch.subject.encounter], watch.partner, at=at)
    if flagged:
        protection.guard(tx, [watch.subject.encounter], partner=watch.partner, act=ExchangeAct.NOTIFY, at=at)
    answer = _permit(tx, letter, watch, said=envelopes.clause_of(tx, envelope), at=at)
    if isinstance(answer, Barred):
        envelopes.erase(tx, envelope, reason=answer.reason.value, actor=NODE)
        return
    data = json.dumps(_told(letter, answer), sort_keys=True, ensure_ascii=False).encode()
    sealed = equipment.vault.put(tx, data, owner=disclosures.vault_owner(watch.partner, letter.correlation))
    state = NoticeState.WITHHELD if flagged else NoticeState.TOLD
    made = Notice(
        letter.correlation,
        Side.TAKEN,
        watch.watch,
        watch.partner,
        EncounterId(""),
        state=state,
        clause=answer.cited,
        because="",
        made_at=at,
    )
    if not store.insert_notice(tx, made, sealed=sealed):
        return
    _hold(tx, made, letter, leave=answer, told=envelope)
    if not flagged:
        _raise(tx, made, watch, moment=Moment(at, clocks_of(equipment.settings)))


def _is_expected(tx: Transaction, letter: Letter, watch: Watch, *, at: datetime) -> bool:
    """Whether a watch of ours with this partner stands, and the notice is new and was not called back. The receipt for
    the watch itself may be behind, so one that waits for it stands too."""
    name, digested = letter.correlation, digest(dict(letter.body))
    stands = watch.side is Side.GIVEN and watch.state in (WatchState.WAITING, WatchState.ACTIVE)
    if not stands or watch.partner != letter.partner or watch.terms.until <= at or not is_name(name):
        return False
    disclosures.take_turn(tx, letter.partner, name)
    called_back = disclosures.tombstoned(tx, letter.partner, name, digest=digested)
    return not called_back and store.notice_named(tx, name) is None


def _permit(tx: Transaction, letter: Letter, watch: Watch, *, said: str, at: datetime) -> Permit | Barred:
    """By our own copy of the agreement. A notice does not say in which gallery the person stands there: the one whose
    clause its envelope names (`said`), or any that the agreement names, will do."""
    asked = Question(
        ExchangeAct.NOTIFY,
        letter.partner,
        partners.me(tx),
        watch.terms.purpose,
        watch.terms.category,
        modalities=frozenset({Modality.FINGER}),
        gallery=GalleryKind.ENCOUNTER,
    )
    questions = [replace(asked, gallery=kind) for kind in (GalleryKind.ENCOUNTER, *GalleryKind)]
    foreseen = [(q, agreements.foresee(tx, q, at=at, case=watch.watch)) for q in questions]
    free = [(q, granted) for q, granted in foreseen if isinstance(granted, Granted)]
    named = next((q for q, granted in free if granted.cited == said), free[0][0] if free else asked)
    use = f"notice:{letter.correlation}:taken"
    return agreements.permit(tx, named, at=at, use=use, case=watch.watch)


def _told(letter: Letter, permit: Permit) -> dict[str, object]:
    """Of what the letter tells, the groups that the permit names."""
    told = letter.body.get("told")
    return {g.value: told[g.value] for g in permit.fields if g.value in told} if isinstance(told, dict) else {}


def take_back(tx: Transaction, notice: str, moment: Moment, *, partner: str) -> None:
    """The partner has called its own notice back: our alert opens again as wrong, and whoever was told is told."""
    held = store.hold_notice(tx, notice)
    if held is None or held.partner != partner or held.side is not Side.TAKEN or held.state is NoticeState.RECALLED:
        return
    store.move_notice(tx, notice, NoticeState.RECALLED, clause=held.clause)
    alerts.foreign.take_back(tx, notice, moment)
    ledger.record(tx, NoticeRecalled(notice, held.watch, held.partner), actor=NODE)


def _hold(
    tx: Transaction, notice: Notice, letter: Letter, *, leave: Permit, told: EnvelopeId
) -> None:  # fmt: skip
    """For as long as the clause of the notice says, which is not that of the watch."""
    sealed = store.sealed_of(tx, notice.notice)
    held = Held(
        notice.partner,
        notice.notice,
        ItemKind.NOTICE,
        told,
        clause=notice.clause,
        digest=digest(dict(letter.body)),
        retain_until=notice.made_at + timedelta(days=leave.terms.retention_days),
        objects=(Digest(sealed),),
        origin=Origin(notice.partner, leave.agreement, leave.terms.onward),
    )
    disclosures.hold(tx, held, at=notice.made_at)


def _raise(tx: Transaction, notice: Notice, watch: Watch, *, moment: Moment) -> None:
    entry = entries_named(tx, [EntryId(watch.subject.entry)]).get(EntryId(watch.subject.entry))
    discreet = entry.is_discreet if entry else True
    foreign = Foreign(notice.notice, watch.subject.encounter, watch.subject.entry, discreet)
    alert = alerts.foreign.raise_foreign(tx, foreign, moment) or ""
    store.note_alert(tx, notice.notice, alert)
    ledger.record(tx, NoticeTaken(notice.notice, notice.watch, notice.partner, alert), actor=NODE)
