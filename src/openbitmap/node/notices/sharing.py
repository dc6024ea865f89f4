"""Ask a partner to watch: for an entry of our list, or for the person behind a reference that both nations know."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from openbitmap.node import agreements, disclosures, identities, inquiries, ledger, partners, protection, watchlists
from openbitmap.node.access import Act, Principal
from openbitmap.node.agreements import Barred, Permit, Question
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.disclosures import Item, ItemKind, Parcel
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import WatchShared
from openbitmap.node.notices import contents, store
from openbitmap.node.notices.model import (
    Sharing,
    Side,
    Subject,
    Terms,
    Watch,
    WatchKind,
    WatchState,
    ends_at,
)
from openbitmap.node.problems import NEEDS_REASON, NO_SUCH_THING, UNFIT_TERM, WATCH_BARRED, WATCH_NEEDS_PRINTS, Refused
from openbitmap.node.protection import Guard
from openbitmap.node.watchlists import Entry, EntryId
from openbitmap.vocabulary import (
    Actor,
    EncounterId,
    ExchangeAct,
    FieldGroup,
    GalleryKind,
    Modality,
)
from openbitmap.wire import Letter, LetterKind


@dataclass(frozen=True)
class _Meant:
    """Whom a watch is about at this node, and in which kind of gallery the record stands."""

    kind: WatchKind
    subject: Subject
    gallery: GalleryKind
    entry: Entry | None = None

    @property
    def case(self) -> str:
        """What the permit is asked for."""
        return self.subject.entry or self.subject.reference


def share(tx: Transaction, equipment: Equipment, sharing: Sharing, *, by: Principal, at: datetime) -> Watch:
    """Send the watch under its clause, until the earliest of what was asked and what the clause allows. Where the guard
    of protection holds the person back nothing leaves, and the watch waits like one that was not delivered yet, until
    it ends or a release lets it go. Raises Refused."""
    meant = _meant(tx, sharing, by)
    if not sharing.reason.strip():
        raise Refused(NEEDS_REASON)
    if sharing.until <= at:
        raise Refused(UNFIT_TERM, days=365)
    question = _question(tx, sharing, meant)
    passes = _passes_guard(tx, question, meant, at=at)
    watch = new_id("watch")
    permit = _permit(tx, question, meant, use=f"watch:{watch}", at=at)
    until = ends_at(
        sharing.until,
        retention=timedelta(days=permit.terms.retention_days),
        instrument=permit.terms.expires_at,
        at=at,
    )
    made = Watch(
        watch,
        Side.GIVEN,
        sharing.partner,
        kind=meant.kind,
        state=WatchState.WAITING,
        subject=meant.subject,
        terms=Terms(sharing.purpose, sharing.category, permit.agreement, permit.cited, until),
        made_at=at,
    )
    store.insert_watch(tx, made, reason=sharing.reason.strip(), by=by.name, sent=passes)
    if passes:
        parcel = _parcel(tx, equipment, made, meant=meant, fields=permit.fields)
        disclosures.disclose(tx, permit, parcel, at=at, actor=by.actor)
    day = until.date().isoformat()
    told = WatchShared(watch, sharing.partner, meant.kind.value, permit.agreement, permit.cited, day)
    ledger.record(tx, told, actor=by.actor)
    return made


def share_released(tx: Transaction, equipment: Equipment, *, at: datetime) -> int:
    """After a release by protection: what it kept from leaving leaves, on the word of who shared it and by the clause
    in force now; says how many. What no clause carries any more, or the partner's evidence is behind for, waits on."""
    return sum(
        _send_released(tx, equipment, watch, by=Actor("person", shared_by), at=at)
        for watch, shared_by in store.watches_unsent(tx, at=at)
    )


def _send_released(tx: Transaction, equipment: Equipment, watch: Watch, *, by: Actor, at: datetime) -> bool:
    meant = _still_meant(tx, watch)
    if meant is None:
        return False
    question, about = _question(tx, _restate(watch), meant), meant.subject.encounter
    leave = agreements.foresee(tx, question, at=at, case=meant.case)
    if isinstance(leave, Barred) or about not in protection.free_under(tx, [about], leave, at=at):
        return False
    try:
        with tx.connection.transaction():  # a refusal undoes the sending, and nothing before it
            permit = _permit(tx, question, meant, use=f"watch:{watch.watch}", at=at)
            parcel = _parcel(tx, equipment, watch, meant=meant, fields=permit.fields)
            disclosures.disclose(tx, permit, parcel, at=at, actor=by)
    except Refused:
        return False
    store.note_sent(tx, watch.watch)
    return True


def _restate(watch: Watch) -> Sharing:
    """What was asked, as it stands in the watch."""
    terms, subject = watch.terms, watch.subject
    return Sharing(watch.partner, terms.purpose, "", terms.until, terms.category, subject.entry, subject.reference)


def _meant(tx: Transaction, sharing: Sharing, by: Principal) -> _Meant:
    if sharing.entry:
        by.require(Act.NOMINATE)
        meant = _meant_entry(tx, watchlists.entry_for(tx, EntryId(sharing.entry), by))
        if meant is None:
            raise Refused(WATCH_NEEDS_PRINTS)
        return meant
    by.require(Act.SUBSCRIBE)
    encounter = inquiries.encounter_behind(tx, sharing.partner, sharing.reference)
    if encounter is None:
        raise Refused(NO_SUCH_THING, kind="reference", name=sharing.reference or "-")
    subject = Subject(encounter, reference=sharing.reference)
    return _Meant(WatchKind.SUBSCRIPTION, subject, gallery_of(tx, encounter))


def _meant_entry(tx: Transaction, entry: Entry | None) -> _Meant | None:
    """None for an entry that does not stand, or not on prints."""
    if entry is None or entry.encounter is None or entry.state is not watchlists.EntryState.ACTIVE:
        return None
    kind = contents.kind_of_gallery(tx, entry.list)
    return _Meant(WatchKind.ENTRY, Subject(entry.encounter, entry.entry), kind, entry)


def _still_meant(tx: Transaction, watch: Watch) -> _Meant | None:
    subject = watch.subject
    if watch.kind is WatchKind.ENTRY:
        return _meant_entry(tx, watchlists.entries_named(tx, [EntryId(subject.entry)]).get(EntryId(subject.entry)))
    return _Meant(watch.kind, subject, gallery_of(tx, subject.encounter))


def gallery_of(tx: Transaction, encounter: EncounterId) -> GalleryKind:
    (found,) = identities.encounters_named(tx, [encounter])
    return contents.kind_of_gallery(tx, found.gallery)


def _question(tx: Transaction, sharing: Sharing, meant: _Meant) -> Question:
    return Question(
        ExchangeAct.WATCH,
        partners.me(tx),
        sharing.partner,
        sharing.purpose,
        sharing.category,
        modalities=frozenset({Modality.FINGER}),
        gallery=meant.gallery,
    )


def _passes_guard(tx: Transaction, question: Question, meant: _Meant, *, at: datetime) -> bool:
    about = [meant.subject.encounter]
    leave = agreements.foresee(tx, question, at=at, case=meant.case)
    if isinstance(leave, Barred):  # the permit says so; whatever protection holds back waits for a person all the same
        found = protection.guard(tx, about, partner=question.taker, act=question.act, at=at)
    else:
        found = protection.guard_under(tx, about, leave, at=at)
    return found.verdict is Guard.PASS


def _permit(tx: Transaction, question: Question, meant: _Meant, *, use: str, at: datetime) -> Permit:
    """Raises Refused(WATCH_BARRED), which names the clause or the lack of one."""
    answer = agreements.permit(tx, question, at=at, use=use, case=meant.case)
    if isinstance(answer, Barred):
        clause = f", {answer.agreement} cl. {answer.clause}" if answer.clause else ""
        raise Refused(WATCH_BARRED, reason=answer.reason.value.replace("_", " "), clause=clause)
    return answer


def _parcel(
    tx: Transaction, equipment: Equipment, watch: Watch, *, meant: _Meant, fields: frozenset[FieldGroup]
) -> Parcel:
    """The letter with exactly the groups of the permit; of a subscription the other side has the person already."""
    told: contents.Told = {}
    attachments = {}
    given = {FieldGroup.REFERENCE} & fields
    if meant.entry:
        probe = inquiries.probe_of(tx, equipment, meant.subject.encounter)
        needed = probe.fields or frozenset({FieldGroup.REFERENCE_IMAGES})
        if not probe.is_usable or not needed <= fields:
            raise Refused(WATCH_NEEDS_PRINTS)
        attachments = probe.attachments()
        told = contents.of_entry(tx, meant.entry, fields)
        given = {g for g in fields if g.value in told} | needed
    body = {
        "watch": watch.watch,
        "kind": watch.kind.value,
        "reference": meant.subject.reference,
        "purpose": watch.terms.purpose.value,
        "category": watch.terms.category.value,
        "gallery": meant.gallery.value,
        "until": watch.terms.until.isoformat(),
        "told": told,
    }
    letter = Letter(watch.partner, LetterKind.WATCH, body, attachments, watch.watch, watch.terms.until)
    item = Item(
        ItemKind.WATCH_ENTRY,
        meant.subject.encounter,
        meant.subject.entry,
        fields=frozenset(given),
        digest=contents.digest([body, sorted(attachments)]),
        reference=watch.watch,
    )
    return Parcel(letter, item, f"watch:{watch.watch}")


def note_delivered(tx: Transaction, watch: str, *, at: datetime) -> None:
    """The partner's receipt for the letter came: the watch is in its hands."""
    held = store.hold_watch(tx, watch)
    if held and held.side is Side.GIVEN and held.state is WatchState.WAITING:
        store.move_watch(tx, held, WatchState.ACTIVE, at=at)
