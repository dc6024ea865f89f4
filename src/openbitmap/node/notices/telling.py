"""A later encounter, told to whoever watches for the person: the guard first, then the permit, then exactly its fields.

Guards the invariant that a notice says only what a clause allows to this partner at this moment, and that one which
proves wrong is taken back.
"""

from collections.abc import Sequence
from datetime import datetime

from openbitmap.node import agreements, disclosures, identities, ledger, partners, protection
from openbitmap.node.access import Act, Principal
from openbitmap.node.agreements import Barred, Gate, Permit, Question
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.disclosures import CopyId, Demand, Item, ItemKind, Parcel, Scope
from openbitmap.node.disclosures import Reason as RecallReason
from openbitmap.node.events import NoticeMade, NoticeRecalled, WatchMet
from openbitmap.node.identities import Encounter
from openbitmap.node.notices import contents, ending, store
from openbitmap.node.notices.model import Notice, NoticeState, Side, Watch, WatchState
from openbitmap.node.notices.receiving import NODE
from openbitmap.node.notices.sharing import gallery_of
from openbitmap.node.problems import NO_SUCH_THING, NOTHING_TO_RECALL, NOTICE_SETTLED, Refused
from openbitmap.node.protection import Guard
from openbitmap.vocabulary import Actor, EncounterId, ExchangeAct, FieldGroup, Modality
from openbitmap.wire import Letter, LetterKind

PERSON = "person"


def find_met(tx: Transaction, encounters: Sequence[EncounterId], *, because: str, at: datetime) -> list[str]:
    """After people judged something of these encounters: a notice is due for every watch whose person was met anew, and
    one whose encounter is somebody else after all is taken back. Returns the notices due."""
    store.lock_watches(tx)
    persons = identities.alike(tx, encounters)
    everybody = sorted({m for members in persons.values() for m in members} | set(encounters))
    apart = frozenset(e.pair for e in identities.graph_around(tx, everybody).conflicts()) if everybody else frozenset()
    wrong = _wrong(tx, store.notices_about(tx, everybody), apart)
    due = [n for w in store.active_on(tx, everybody, at=at) if (n := _met(tx, w, apart, told=(because, at)))]
    for notice in wrong:
        store.move_notice(tx, notice.notice, NoticeState.RECALLED, clause=notice.clause)
    for notice in wrong:
        ledger.record(tx, NoticeRecalled(notice.notice, notice.watch, notice.partner), actor=NODE)
    for notice in due:
        ledger.record(tx, WatchMet(notice.notice, notice.watch, notice.partner), actor=NODE)
    return [notice.notice for notice in due]


def tell(tx: Transaction, notice: str, *, at: datetime, actor: Actor = NODE) -> NoticeState:
    """Tell one holder, if the guard and a clause let it; done again, nothing more happens. Where a clause wants a
    person's word and `actor` is none, or the evidence is behind, it stays due."""
    held = store.hold_notice(tx, notice)
    watch = store.watch_named(tx, held.watch) if held else None
    if held is None or watch is None or held.state is not NoticeState.DUE:
        return held.state if held else NoticeState.BARRED
    if not watch.runs or not _still(tx, held, watch):
        return _settle(tx, held, NoticeState.BARRED, clause="ended")
    if not _passes(tx, held, watch, at=at):
        store.move_notice(tx, notice, NoticeState.WITHHELD, clause="")
        return NoticeState.WITHHELD  # no fact: what protection withholds shows nowhere else
    answer = _permit(tx, held, watch, at=at)
    if isinstance(answer, Barred):
        return _settle(tx, held, NoticeState.BARRED, clause=f"{answer.reason.value} {answer.clause}".strip())
    if answer.terms.gate is Gate.OFFICER and actor.kind != PERSON:
        store.move_notice(tx, notice, NoticeState.DUE, clause=answer.cited)
        return NoticeState.DUE
    try:
        copy = disclosures.disclose(tx, answer, _parcel(tx, held, watch, permit=answer), at=at, actor=actor)
    except Refused as refused:
        store.move_notice(tx, notice, NoticeState.DUE, clause=refused.problem.code)
        return NoticeState.DUE
    store.note_copy(tx, notice, copy)
    return _settle(tx, held, NoticeState.TOLD, clause=answer.cited, actor=actor)


def release(tx: Transaction, notice: str, *, by: Principal, at: datetime) -> NoticeState:
    """A watch officer's word, where the clause wants one. Raises Refused."""
    by.require(Act.APPROVE_ENTRIES)
    held = store.hold_notice(tx, notice)
    if held is None or held.side is not Side.GIVEN or held.state is NoticeState.WITHHELD:
        raise Refused(NO_SUCH_THING, kind="notice", name=notice)
    if held.state is not NoticeState.DUE:
        raise Refused(NOTICE_SETTLED)
    return tell(tx, notice, at=at, actor=by.actor)


def tell_again(tx: Transaction, *, at: datetime) -> int:
    """After a release by protection: what was withheld and may be told now is due; says how many. It asks nobody
    anew about what stays withheld."""
    free = []
    for held in store.withheld(tx):
        watch = store.watch_named(tx, held.watch)
        if watch and watch.runs and _is_free(tx, held, watch, at=at):
            store.move_notice(tx, held.notice, NoticeState.DUE, clause="")
            free.append(held)
    for held in free:
        ledger.record(tx, WatchMet(held.notice, held.watch, held.partner), actor=NODE)
    return len(free)


def tell_due(tx: Transaction, *, at: datetime) -> int:
    """Try again one that could not be told, another at each second; says how many were told. For the clock of the
    node."""
    due = store.notices_due(tx)
    turn = due[int(at.timestamp()) % len(due)] if due else None
    return int(turn is not None and tell(tx, turn, at=at) is NoticeState.TOLD)


def recall(tx: Transaction, notice: str, *, at: datetime) -> None:
    """Call the copy behind a notice back from its holder, unless what changed has called it back already."""
    copy = store.copy_of(tx, notice)
    if not copy:
        return
    demand = Demand(RecallReason.WRONG_IDENTITY, "people took the identification back")
    try:
        disclosures.recall(tx, Scope(copies=(CopyId(copy),)), demand, at=at, actor=NODE)
    except Refused as refused:
        if refused.problem is not NOTHING_TO_RECALL:
            raise


def _met(
    tx: Transaction, watch: Watch, apart: frozenset[frozenset[EncounterId]], *, told: tuple[str, datetime]
) -> Notice | None:
    """The newest encounter that joined the person since the holder last knew; everything it joined by is known now, and
    who left the person is forgotten, so that a later return is told."""
    because, at = told
    members = [
        m
        for m in identities.members_of(tx, watch.subject.encounter)
        if frozenset((m.encounter, watch.subject.encounter)) not in apart
    ]
    known = store.known_to(tx, watch.watch)
    silent = identities.silent_among(tx, [m.encounter for m in members])
    joined = [m for m in members if m.encounter not in known and m.encounter not in silent and m.submission]
    here = frozenset(m.encounter for m in members)
    store.learn(tx, watch.watch, here)
    newest = max(joined, key=lambda m: m.number, default=None)
    if newest is None or newest.encounter == watch.subject.encounter:
        return None
    made = Notice(
        new_id("notice"),
        Side.GIVEN,
        watch.watch,
        watch.partner,
        newest.encounter,
        state=NoticeState.DUE,
        clause="",
        because=because,
        made_at=at,
    )
    return made if store.insert_notice(tx, made) else None


def _wrong(tx: Transaction, notices: Sequence[Notice], apart: frozenset[frozenset[EncounterId]]) -> list[Notice]:
    """Those whose encounter is no longer judged the person of their watch."""
    standing = (NoticeState.TOLD, NoticeState.DUE, NoticeState.WITHHELD)
    given = [n for n in notices if n.side is Side.GIVEN and n.state in standing]
    person = identities.alike(tx, list({n.encounter for n in given})) if given else {}
    watches = {name: store.watch_named(tx, name) for name in {n.watch for n in given}}
    found = []
    for notice in given:
        watch = watches[notice.watch]
        about = watch.subject.encounter if watch else EncounterId("")
        if about not in person.get(notice.encounter, frozenset()) or frozenset((notice.encounter, about)) in apart:
            found.append(notice)
    return found


def _still(tx: Transaction, notice: Notice, watch: Watch) -> bool:
    return watch.subject.encounter in identities.alike(tx, [notice.encounter])[notice.encounter]


def _passes(tx: Transaction, notice: Notice, watch: Watch, *, at: datetime) -> bool:
    """The guard; and a watch that comes from a state the person says to fear is flagged, and watched for no more."""
    about = [notice.encounter, watch.subject.encounter]
    if protection.fears(tx, about, watch.partner, at=at):
        store.move_watch(tx, watch, WatchState.FLAGGED, at=at)
        if watch.subject.entry:
            ending.take_off(tx, watch, at=at)
    leave = agreements.foresee(tx, _question(tx, notice, watch), at=at, case=watch.watch)
    if isinstance(leave, Barred):
        found = protection.guard(tx, about, partner=watch.partner, act=ExchangeAct.NOTIFY, at=at)
    else:
        found = protection.guard_under(tx, about, leave, at=at)
    return found.verdict is Guard.PASS


def _is_free(tx: Transaction, notice: Notice, watch: Watch, *, at: datetime) -> bool:
    about = [notice.encounter, watch.subject.encounter]
    leave = agreements.foresee(tx, _question(tx, notice, watch), at=at, case=watch.watch)
    return not isinstance(leave, Barred) and protection.free_under(tx, about, leave, at=at) == set(about)


def _permit(tx: Transaction, notice: Notice, watch: Watch, *, at: datetime) -> Permit | Barred:
    question = _question(tx, notice, watch)
    return agreements.permit(tx, question, at=at, use=f"notice:{notice.notice}", case=watch.watch)


def _question(tx: Transaction, notice: Notice, watch: Watch) -> Question:
    return Question(
        ExchangeAct.NOTIFY,
        partners.me(tx),
        watch.partner,
        watch.terms.purpose,
        watch.terms.category,
        modalities=frozenset({Modality.FINGER}),
        gallery=gallery_of(tx, notice.encounter),
    )


def _parcel(tx: Transaction, notice: Notice, watch: Watch, *, permit: Permit) -> Parcel:
    met: Encounter = identities.encounters_named(tx, [notice.encounter])[0]
    told = contents.of_meeting(tx, met, permit.fields)
    body = {"notice": notice.notice, "watch": watch.watch, "told": told}
    letter = Letter(watch.partner, LetterKind.NOTICE, body, {}, notice.notice)
    given = frozenset(g for g in FieldGroup if g.value in told) | ({FieldGroup.REFERENCE} & permit.fields)
    item = Item(ItemKind.NOTICE, notice.encounter, "", given, contents.digest(body), reference=notice.notice)
    return Parcel(letter, item, f"notice:{notice.notice}")


def _settle(tx: Transaction, notice: Notice, state: NoticeState, *, clause: str, actor: Actor = NODE) -> NoticeState:
    store.move_notice(tx, notice.notice, state, clause=clause)
    made = NoticeMade(notice.notice, notice.watch, notice.partner, state.value, clause)
    ledger.record(tx, made, actor=actor)
    return state
