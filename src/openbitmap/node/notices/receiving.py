"""A partner asks us to watch. A watch officer accepts it or not; what comes from a state that the person says to fear
is flagged for protection, and to everybody else looks like one that nobody has decided yet."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from openbitmap.node import (
    agreements,
    disclosures,
    envelopes,
    identities,
    inquiries,
    ledger,
    partners,
    protection,
)
from openbitmap.node.access import Act, Principal
from openbitmap.node.agreements import Barred, Permit, Question
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import Held, ItemKind, Origin
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import EnvelopeAccepted, WatchAccepted, WatchEnded, WatchOffered
from openbitmap.node.notices import contents, store
from openbitmap.node.notices.model import (
    Ending,
    Side,
    Subject,
    Terms,
    Watch,
    WatchKind,
    WatchState,
    ends_at,
)
from openbitmap.node.notices.standing import put_on_list
from openbitmap.node.problems import NEEDS_REASON, NO_SUCH_THING, WATCH_STANDS_OTHERWISE, Refused
from openbitmap.node.watchlists import Clocks as EntryClocks
from openbitmap.node.watchlists import EntryId, Nomination, clocks_for
from openbitmap.node.watchlists import Subject as Listed
from openbitmap.vocabulary import (
    Actor,
    EncounterId,
    EnvelopeId,
    ExchangeAct,
    ExchangePurpose,
    GalleryKind,
    Modality,
    PartnerId,
    PersonCategory,
)
from openbitmap.wire import Letter, LetterKind, is_name

NODE = Actor("node", "notices")


@dataclass(frozen=True)
class _Read:
    """A WATCH letter, understood."""

    watch: str
    kind: WatchKind
    purpose: ExchangePurpose
    category: PersonCategory
    gallery: GalleryKind
    until: datetime
    reference: str


def take_offer(tx: Transaction, event: EnvelopeAccepted, equipment: Equipment) -> None:
    """Check it against our own copy of the agreement and put it before a watch officer; refuse by letter what no clause
    carries or nobody can read."""
    at = equipment.now()
    letter = envelopes.letter_of(tx, equipment, EnvelopeId(event.envelope))
    read = _read(letter.body)
    if read is None:
        _refuse(tx, letter.partner, letter.correlation, reason="unreadable", at=at)
        return
    disclosures.take_turn(tx, letter.partner, read.watch)
    if disclosures.tombstoned(tx, letter.partner, read.watch, digest=contents.digest(dict(letter.body))):
        _refuse(tx, letter.partner, read.watch, reason="recalled", at=at)
        envelopes.erase(tx, EnvelopeId(event.envelope), reason="recalled", actor=NODE)
        return
    if store.watch_named(tx, read.watch):
        return
    encounter = EncounterId("")
    if read.kind is WatchKind.SUBSCRIPTION:
        found = inquiries.encounter_behind(tx, letter.partner, read.reference)
        if found is None:
            _refuse(tx, letter.partner, read.watch, reason="unknown_reference", at=at)
            return
        encounter = found
    flagged = bool(encounter) and protection.fears(tx, [encounter], letter.partner, at=at)
    if encounter:
        protection.guard(tx, [encounter], partner=letter.partner, act=ExchangeAct.WATCH, at=at)
    _keep(tx, letter, read, subject=Subject(encounter, "", read.reference, event.envelope), told=(at, flagged))


def _keep(tx: Transaction, letter: Letter, read: _Read, *, subject: Subject, told: tuple[datetime, bool]) -> None:
    at, flagged = told
    question = Question(
        ExchangeAct.WATCH,
        letter.partner,
        partners.me(tx),
        read.purpose,
        read.category,
        modalities=frozenset({Modality.FINGER}),
        gallery=read.gallery,
    )
    answer = agreements.permit(tx, question, at=at, use=f"watch:{read.watch}:taken", case=read.watch)
    if isinstance(answer, Barred):
        _refuse(tx, letter.partner, read.watch, reason=f"{answer.reason.value} {answer.clause}", at=at)
        return
    until = ends_at(
        read.until,
        retention=timedelta(days=answer.terms.retention_days),
        instrument=answer.terms.expires_at,
        at=at,
    )
    watch = Watch(
        read.watch,
        Side.TAKEN,
        letter.partner,
        read.kind,
        state=WatchState.FLAGGED if flagged else WatchState.WAITING,
        subject=subject,
        terms=Terms(read.purpose, read.category, answer.agreement, answer.cited, until),
        made_at=at,
    )
    store.insert_watch(tx, watch)
    _hold(tx, letter, watch, leave=answer, at=at)
    day = until.date().isoformat()
    offered = WatchOffered(read.watch, letter.partner, read.kind.value, answer.agreement, answer.cited, day)
    ledger.record(tx, offered, actor=NODE)


def _hold(tx: Transaction, letter: Letter, watch: Watch, *, leave: Permit, at: datetime) -> None:
    """From now on a recall reaches it."""
    held = Held(
        letter.partner,
        watch.watch,
        ItemKind.WATCH_ENTRY,
        EnvelopeId(watch.subject.envelope),
        clause=watch.terms.clause,
        digest=contents.digest(dict(letter.body)),
        retain_until=watch.terms.until,
        origin=Origin(letter.partner, leave.agreement, leave.terms.onward),
    )
    disclosures.hold(tx, held, at=at)


def accept(tx: Transaction, equipment: Equipment, watch: str, *, by: Principal, at: datetime) -> Watch:
    """A watch officer takes it on: the person's prints go onto the silent shelf under an entry with the partner as
    originator (or the one of the same content that stands already), or the person behind the reference is watched for.
    Raises Refused."""
    by.require(Act.APPROVE_ENTRIES)
    store.lock_watches(tx)
    held = _waiting(tx, watch)
    subject, known = held.subject, frozenset[EncounterId]()
    if held.kind is WatchKind.ENTRY:
        subject = _list(tx, equipment, held, by=by, at=at)
    if subject.encounter:
        known = identities.alike(tx, [subject.encounter])[subject.encounter]
    store.stand_on(tx, watch, subject, known=known)
    store.move_watch(tx, held, WatchState.ACTIVE, at=at, by=by.name)
    ledger.record(tx, WatchAccepted(watch, held.partner, by.name), actor=by.actor)
    return replace(held, state=WatchState.ACTIVE, subject=subject, decided_by=by.name)


def decline(tx: Transaction, watch: str, reason: str, *, by: Principal, at: datetime) -> None:
    """Not taken on; the partner is told that it was declined, not why. Raises Refused."""
    by.require(Act.APPROVE_ENTRIES)
    if not reason.strip():
        raise Refused(NEEDS_REASON)
    held = _waiting(tx, watch)
    store.move_watch(tx, replace(held, ending=Ending.REFUSED), WatchState.REFUSED, at=at, by=by.name)
    ledger.record(tx, WatchEnded(watch, held.partner, Ending.REFUSED), actor=by.actor)


def _list(tx: Transaction, equipment: Equipment, held: Watch, *, by: Principal, at: datetime) -> Subject:
    letter = envelopes.letter_of(tx, equipment, EnvelopeId(held.subject.envelope))
    told = letter.body.get("told")
    told = told if isinstance(told, dict) else {}
    partner = partners.partner_named(tx, held.partner)
    title = partner.title if partner else held.partner
    grounds = contents.grounds_in(told, clause=held.terms.clause, partner=title)
    probe = inquiries.probe_in(letter)
    prints = None
    if probe.prints:
        owner = disclosures.vault_owner(held.partner, held.watch)
        prints = equipment.vault.put(tx, probe.prints, owner=owner)
        disclosures.also_holds(tx, held.partner, held.watch, objects=(prints,))
    most = clocks_for(grounds, at=at)
    until = min(held.terms.until, most.expires_at)
    nomination = Nomination(
        _list_for_partners(tx),
        title,
        Listed(contents.asserted_in(told), prints=prints),
        grounds=grounds,
        instructions=contents.instructions_in(told, contact=title),
        clocks=EntryClocks(min(until, most.review_at), until),
    )
    entry = put_on_list(tx, nomination, held.partner, by=by, at=at)
    return replace(held.subject, entry=entry.entry, encounter=entry.encounter or EncounterId(""))


def stand_on_prints(tx: Transaction, entry: str, encounter: str) -> None:
    """The prints of a partner's entry can be found from now on: that is where its watch stands."""
    for watch in store.watches_of_entry(tx, EntryId(entry)):
        if watch.side is Side.TAKEN and not watch.subject.encounter:
            subject = replace(watch.subject, encounter=EncounterId(encounter))
            store.stand_on(tx, watch.watch, subject, known=frozenset({subject.encounter}))


def _list_for_partners(tx: Transaction) -> str:
    """The watchlist that partners' entries stand on: the first by name."""
    lists = sorted(g.gallery for g in identities.all_galleries(tx) if g.kind is GalleryKind.WATCHLIST)
    if not lists:
        raise Refused(NO_SUCH_THING, kind="list", name="watchlist")
    return lists[0]


def _waiting(tx: Transaction, watch: str) -> Watch:
    held = store.hold_watch(tx, watch)
    # What is flagged is protection's alone: to a watch officer there is no such watch.
    if held is None or held.side is not Side.TAKEN or held.state is WatchState.FLAGGED:
        raise Refused(NO_SUCH_THING, kind="watch", name=watch)
    if held.state is not WatchState.WAITING:
        raise Refused(WATCH_STANDS_OTHERWISE, state=held.state.value)
    return held


def _refuse(tx: Transaction, partner: PartnerId, watch: str, *, reason: str, at: datetime) -> None:
    """`reason` is a code, with the clause that bars behind it."""
    code, _, clause = reason.partition(" ")
    body = {"watch": watch, "reason": code, "clause": clause}
    letter = Letter(partner, LetterKind.REFUSAL, body, {}, watch)
    envelopes.send(tx, letter, permit_clause="", at=at, actor=NODE, key=f"watch-refused:{watch}")


def _read(body: Mapping[str, object]) -> _Read | None:
    until = contents.moment_in(body, "until")
    watch, reference = str(body.get("watch", "")), str(body.get("reference", ""))
    if until is None or not is_name(watch) or not (reference == "" or is_name(reference)):
        return None
    try:
        return _Read(
            watch,
            WatchKind(str(body.get("kind"))),
            ExchangePurpose(str(body.get("purpose"))),
            category=PersonCategory(str(body.get("category"))),
            gallery=GalleryKind(str(body.get("gallery"))),
            until=until,
            reference=reference,
        )
    except ValueError:
        return None
