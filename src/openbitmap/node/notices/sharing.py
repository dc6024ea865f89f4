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


def share(tx: Transaction, equipment: Equipment, sharing: Sharing, *, by: Principal, at: datetime) -> Watch:
    """Send the watch under its clause, until the earliest of what was asked and what the clause allows. Where the guard
    of protection holds the person back nothing leaves, and the watch waits like one that was not delivered yet. Raises
    Refused."""
    meant = _meant(tx, sharing, by)
    if not sharing.reason.strip():
        raise Refused(NEEDS_REASON)
    if sharing.until <= at:
        raise Refused(UNFIT_TERM, days=365)
    guarded = protection.guard(tx, [meant.subject.encounter], partner=sharing.partner, act=ExchangeAct.WATCH, at=at)
    watch = new_id("watch")
    permit = _permit(tx, sharing, meant, use=f"watch:{watch}", at=at)
    until = ends_at(
        sharing.until,
        retention=timedelta(days=permit.terms.retention_days),
        instrument=permit.terms.expires_at,
        at=at,
    )
    terms = Terms(sharing.purpose, sharing.category, permit.agreement, permit.cited, until)
    made = Watch(
        watch,
        Side.GIVEN,
        sharing.partner,
        kind=meant.kind,
        state=WatchState.WAITING,
        subject=meant.subject,
        terms=terms,
        made_at=at,
    )
    store.insert_watch(tx, made, reason=sharing.reason.strip())
    if guarded.verdict is Guard.PASS:
        parcel = _parcel(tx, equipment, made, meant=meant, fields=permit.fields)
        disclosures.disclose(tx, permit, parcel, at=at, actor=by.actor)
    day = until.date().isoformat()
    told = WatchShared(watch, sharing.partner, meant.kind.value, permit.agreement, permit.cited, day)
    ledger.record(tx, told, actor=by.actor)
    return made


def _meant(tx: Transaction, sharing: Sharing, by: Principal) -> _Meant:
    if sharing.entry:
        by.require(Act.NOMINATE)
        entry = watchlists.entry_for(tx, EntryId(sharing.entry), by)
        if entry.encounter is None or entry.state is not watchlists.EntryState.ACTIVE:
            raise Refused(WATCH_NEEDS_PRINTS)
        kind = contents.kind_of_gallery(tx, entry.list)
        return _Meant(WatchKind.ENTRY, Subject(entry.encounter, entry.entry), kind, entry)
    by.require(Act.SUBSCRIBE)
    encounter = inquiries.encounter_behind(tx, sharing.partner, sharing.reference)
    if encounter is None:
        raise Refused(NO_SUCH_THING, kind="reference", name=sharing.reference or "-")
    subject = Subject(encounter, reference=sharing.reference)
    return _Meant(WatchKind.SUBSCRIPTION, subject, gallery_of(tx, encounter))


def gallery_of(tx: Transaction, encounter: EncounterId) -> GalleryKind:
    (found,) = identities.encounters_named(tx, [encounter])
    return contents.kind_of_gallery(tx, found.gallery)


def _permit(tx: Transaction, sharing: Sharing, meant: _Meant, *, use: str, at: datetime) -> Permit:
    """Raises Refused(WATCH_BARRED), which names the clause or the lack of one."""
    question = Question(
        ExchangeAct.WATCH,
        partners.me(tx),
        sharing.partner,
        sharing.purpose,
        sharing.category,
        modalities=frozenset({Modality.FINGER}),
        gallery=meant.gallery,
    )
    case = meant.subject.entry or meant.subject.reference
    answer = agreements.permit(tx, question, at=at, use=use, case=case)
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
