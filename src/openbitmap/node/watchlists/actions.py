"""Nominate, approve, refuse, keep, remove; what the clock does by itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from openbitmap.node import identities, ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import (
    EntryApproved,
    EntryEnrolled,
    EntryExpired,
    EntryNominated,
    EntryRefused,
    EntryRemoved,
    EntryReviewed,
    Event,
    ReviewDue,
)
from openbitmap.node.identities import Prints, WithdrawalReason
from openbitmap.node.problems import (
    ENTRY_STANDS_OTHERWISE,
    LISTED_ALREADY,
    NEEDS_REASON,
    NO_SUBSTANCE,
    NO_SUCH_THING,
    NOT_A_LIST,
    OWN_NOMINATION,
    TERM_TOO_LONG,
    Refused,
)
from openbitmap.node.vault import Erased
from openbitmap.node.watchlists import store
from openbitmap.node.watchlists.kinds import EntryState
from openbitmap.node.watchlists.model import Entry, EntryId, Kept, Life, Nomination, clocks_for, too_long
from openbitmap.node.watchlists.store import Deed
from openbitmap.node.watchlists.transitions import EntryAct, next_state
from openbitmap.vocabulary import Actor

NODE = Actor("node", "watchlists")


def nominate(
    tx: Transaction, nomination: Nomination, *, by: Principal, at: datetime, replaces: EntryId | None = None
) -> Entry:
    """Ask for an entry; nothing finds it until another person approves it. `replaces` is taken off when that happens.
    Raises Refused."""
    by.require(Act.NOMINATE)
    require_fit(tx, nomination, at=at)
    store.lock_nominations(tx)
    content = store.content_of(nomination)
    standing = store.standing_with(tx, [content])
    if standing:
        raise Refused(LISTED_ALREADY, entry=standing[content])
    made = Entry(EntryId(new_id("wle")), nomination, Life(EntryState.NOMINATED, by.name, at))
    store.insert_entry(tx, made, replaces=replaces)
    _note(tx, made, _Done(EntryAct.NOMINATE, EntryNominated(made.entry, made.list)), actor=by.actor)
    return made


def require_fit(tx: Transaction, nomination: Nomination, *, at: datetime) -> None:
    """Raises Refused for a list that takes no entries, for an entry without substance, for too long a term."""
    require_list(tx, nomination.list)
    if nomination.lacks:
        raise Refused(NO_SUBSTANCE, missing=", ".join(lack.value.replace("_", " ") for lack in nomination.lacks))
    require_clocks(nomination, at=at)


def require_list(tx: Transaction, name: str) -> None:
    """Raises Refused for a gallery that takes no entries."""
    if name not in {g.gallery for g in identities.all_galleries(tx) if g.kind.is_derogatory}:
        raise Refused(NOT_A_LIST, name=name or "-")


def require_clocks(nomination: Nomination, *, at: datetime) -> None:
    """Raises Refused where the dates are longer than the grounds allow, or lie behind us or in the wrong order."""
    clocks, most = nomination.clocks, clocks_for(nomination.grounds, at=at)
    if too_long(nomination, at=at) or not at < clocks.review_at <= clocks.expires_at:
        raise Refused(TERM_TOO_LONG, expires=f"{most.expires_at:%Y-%m-%d}", review=f"{most.review_at:%Y-%m-%d}")


def entry_for(tx: Transaction, entry: EntryId, by: Principal) -> Entry:
    """An entry as this role may see it: a discreet one does not exist for a role that may not. Raises Refused."""
    by.require(Act.READ_WATCHLISTS)
    found = store.entries_named(tx, [entry]).get(entry)
    if found is None or (found.is_discreet and not by.may(Act.SEE_DISCREET)):
        raise Refused(NO_SUCH_THING, kind="entry", name=entry)
    return found


def approve(tx: Transaction, entry: EntryId, *, by: Principal, at: datetime) -> Entry:
    """Put an entry in force; the nominator never does. Raises Refused."""
    found = _in_second_hands(tx, entry, by)
    require_fit(tx, found.nomination, at=found.life.nominated_at)
    replaced = store.ancestors_of(tx, [entry]).get(entry, [])
    store.lock_entries(tx, [entry, *replaced])
    done = _advance(tx, found, EntryAct.APPROVE, life=replace(found.life, approver=by.name, approved_at=at))
    _note(tx, done, _Done(EntryAct.APPROVE, EntryApproved(entry, done.list)), actor=by.actor)
    _retire(tx, replaced, done, by=by, at=at)
    if done.encounter:
        ledger.record(tx, EntryEnrolled(entry, done.encounter), actor=NODE)
    return done


def refuse(tx: Transaction, entry: EntryId, *, by: Principal, at: datetime, reason: str) -> Entry:
    """Turn a nomination down. Raises Refused."""
    found = _in_second_hands(tx, entry, by)
    _require_reason(reason)
    done = _advance(tx, found, EntryAct.REFUSE, life=replace(found.life, ended_at=at))
    _note(tx, done, _Done(EntryAct.REFUSE, EntryRefused(entry, done.list), reason), actor=by.actor)
    return done


def review(tx: Transaction, entry: EntryId, kept: Kept, *, by: Principal, at: datetime) -> Entry:
    """Keep an entry, with new dates and a reason; another person than the nominator does. Raises Refused."""
    found = _in_second_hands(tx, entry, by)
    _require_reason(kept.reason)
    require_clocks(replace(found.nomination, clocks=kept.clocks), at=at)
    done = _advance(tx, found, EntryAct.KEEP, life=found.life)
    store.set_clocks(tx, entry, kept.clocks)
    _note(tx, done, _Done(EntryAct.KEEP, EntryReviewed(entry, done.list), kept.reason), actor=by.actor)
    return entry_for(tx, entry, by)


def remove(tx: Transaction, entry: EntryId, *, by: Principal, at: datetime, reason: str) -> Entry:
    """Take an entry off, everywhere at once. One person may: it only ever ends a listing. Raises Refused."""
    found = entry_for(tx, entry, by)
    if not by.may(Act.NOMINATE):
        by.require(Act.APPROVE_ENTRIES)
    _require_reason(reason)
    return _take_off(tx, found, reason, actor=by.actor, at=at)


def expire_due(tx: Transaction, *, at: datetime) -> list[EntryId]:
    """What nobody kept ends by itself; returns which. For the clock of the node, safe to call from several workers."""
    ended = []
    for entry, found in store.entries_named(tx, store.entries_due(tx, at)).items():
        done = _advance(tx, found, EntryAct.EXPIRE, life=replace(found.life, ended_at=at))
        _note(tx, done, _Done(EntryAct.EXPIRE, EntryExpired(entry, done.list)), actor=NODE)
        _leave_galleries(tx, done, WithdrawalReason.ENTRY_EXPIRED, actor=NODE)
        ended.append(entry)
    return ended


def remind_due(tx: Transaction, *, at: datetime) -> list[EntryId]:
    """Announce reviews that are near, each date once; returns which."""
    told = [e for e in store.reviews_due(tx, at) if store.note_reminder(tx, e, at=at)]
    for entry, found in store.entries_named(tx, told).items():
        days = (found.clocks.review_at - at).days
        ledger.record(tx, ReviewDue(entry, days), actor=NODE)
    return told


def enrol_entry(tx: Transaction, entry: EntryId, equipment: Equipment, *, at: datetime) -> None:
    """Make the prints of an approved entry searchable. Where no finger can be used, or the prints were called back
    before they were read, that is noted: the entry stands on names and documents alone, or ends if it has none. Raises
    EndedMeanwhile, and with it takes back what was enrolled, where the entry ended while its prints were read."""
    found = store.entries_named(tx, [entry]).get(entry)
    subject = found.nomination.subject if found else None
    if found is None or subject is None or found.state is not EntryState.ACTIVE:
        return
    if subject.prints is None or subject.encounter is not None:
        return
    prints = Prints(subject.prints, subject.asserted, found.list, silent=found.is_discreet)
    try:
        encounter = identities.enrol_prints(tx, prints, equipment, at=at, actor=NODE)
    except Erased:
        encounter = None
    if encounter is None:
        _misread(tx, entry, at=at)
        return
    if not store.set_encounter(tx, entry, encounter):
        raise EndedMeanwhile(f"prints of an entry that is not in force any more | {entry} | done again it does nothing")
    ledger.record(tx, EntryEnrolled(entry, encounter), actor=NODE)


class EndedMeanwhile(RuntimeError):
    """An entry ended, or is just ending, while its prints were read."""


def _misread(tx: Transaction, entry: EntryId, *, at: datetime) -> None:
    store.lock_entries(tx, [entry])
    found = store.entries_named(tx, [entry])[entry]
    if found.state is not EntryState.ACTIVE or any(d.act is EntryAct.MISREAD for d in store.deeds_of(tx, entry)):
        return
    kept = _advance(tx, found, EntryAct.MISREAD, life=found.life)
    _note(tx, kept, _Done(EntryAct.MISREAD, EntryRefused(entry, kept.list)), actor=NODE)
    if not kept.nomination.subject.identifies_without_prints:
        _take_off(tx, kept, "no finger can be used, and nothing else identifies", actor=NODE, at=at)


def _retire(tx: Transaction, replaced: Sequence[EntryId], successor: Entry, *, by: Principal, at: datetime) -> None:
    """The entries that a new one takes the place of end with the approval, in the same moment. Whoever approves may not
    see them all, and is neither asked nor told."""
    for old in store.entries_named(tx, replaced).values():
        if old.state.stands:
            _take_off(tx, old, f"replaced by {successor.entry}", actor=by.actor, at=at)


def _take_off(tx: Transaction, entry: Entry, reason: str, *, actor: Actor, at: datetime) -> Entry:
    done = _advance(tx, entry, EntryAct.REMOVE, life=replace(entry.life, ended_at=at))
    _note(tx, done, _Done(EntryAct.REMOVE, EntryRemoved(entry.entry, done.list), reason), actor=actor)
    _leave_galleries(tx, done, WithdrawalReason.ENTRY_REMOVED, actor=actor)
    return done


def _in_second_hands(tx: Transaction, entry: EntryId, by: Principal) -> Entry:
    found = entry_for(tx, entry, by)
    by.require(Act.APPROVE_ENTRIES)
    if found.life.nominator == by.name:
        raise Refused(OWN_NOMINATION, person=by.name)
    return found


def _advance(tx: Transaction, entry: Entry, act: EntryAct, *, life: Life) -> Entry:
    after = next_state(entry.state, act)
    if after is None or not store.advance(tx, entry, replace(life, state=after)):
        raise Refused(ENTRY_STANDS_OTHERWISE, entry=entry.entry, state=entry.state.value)
    return replace(entry, life=replace(life, state=after))


def _leave_galleries(tx: Transaction, entry: Entry, reason: WithdrawalReason, *, actor: Actor) -> None:
    """Prints that stood in a gallery for the sake of this entry leave it. An encounter of somebody met stays: only the
    entry on it is gone."""
    encounter = entry.encounter
    if encounter is None or store.stands_for_another(tx, entry.entry, encounter):
        return
    silent = identities.silent_among(tx, [encounter])
    if silent or encounter in identities.listed_among(tx, [encounter]):
        identities.withdraw(tx, encounter, reason=reason, actor=actor)


@dataclass(frozen=True)
class _Done:
    """What was done to an entry, as the ledger and the entry's own history say it."""

    act: EntryAct
    event: Event
    reason: str = ""


def _note(tx: Transaction, entry: Entry, done: _Done, *, actor: Actor) -> None:
    stated = ledger.record(tx, done.event, actor=actor)
    deed = Deed(entry.entry, stated.seq, done.act, str(actor), done.reason.strip(), stated.recorded_at)
    store.insert_deed(tx, deed)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(NEEDS_REASON)
