"""The end of a watch: by itself when its time is over, by whoever asked for it, by the end of what it rests on. Both
nations end their own side, and each tells the other that it has."""

from dataclasses import replace
from datetime import datetime

from openbitmap.node import envelopes, identities, ledger, watchlists
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction
from openbitmap.node.events import DisputeOpened, EnvelopeRefused, WatchEnded
from openbitmap.node.notices import store
from openbitmap.node.notices.model import Ending, Side, Watch, WatchState
from openbitmap.node.notices.receiving import NODE
from openbitmap.node.notices.standing import others_rest_on, partner_principal
from openbitmap.node.problems import NEEDS_REASON, NO_SUCH_THING, PARTNER_STOPPED, WATCH_STANDS_OTHERWISE, Refused
from openbitmap.node.vault import Vault
from openbitmap.node.watchlists import EntryId
from openbitmap.vocabulary import Actor
from openbitmap.wire import Letter, LetterKind
from openbitmap.wire.envelope import Fault


def end(tx: Transaction, watch: str, reason: str, *, by: Principal, at: datetime) -> None:
    """An officer of either nation ends it; one may, for it only ever ends a watching. Raises Refused."""
    by.require(Act.NOMINATE)
    if not reason.strip():
        raise Refused(NEEDS_REASON)
    held = store.hold_watch(tx, watch)
    if held is None or held.state is WatchState.FLAGGED:
        raise Refused(NO_SUCH_THING, kind="watch", name=watch)
    if not _close(tx, held, Ending.WITHDRAWN, actor=by.actor, at=at):
        raise Refused(WATCH_STANDS_OTHERWISE, state=held.state.value)


def end_over(tx: Transaction, *, at: datetime) -> int:
    """What is over ends by itself; says how many. For the clock of the node."""
    return _close_all(tx, store.watches_over(tx, at=at), Ending.EXPIRED, at=at)


def end_under(tx: Transaction, agreement: str, *, at: datetime) -> int:
    """The agreement was suspended or ended: nothing is watched for under it any more."""
    return _close_all(tx, store.watches_under(tx, agreement), Ending.SUSPENDED, at=at)


def end_with_entry(tx: Transaction, entry: str, *, at: datetime) -> int:
    return _close_all(tx, store.watches_of_entry(tx, entry), Ending.GROUND_ENDED, at=at)


def end_recalled(tx: Transaction, vault: Vault, watch: str, *, at: datetime) -> int:
    """Its partner called it back, or its term is over: it ends if it still runs, and templates and prints of its entry
    go from our gallery, unless somebody else rests on the entry."""
    store.lock_watches(tx)
    found = store.hold_watch(tx, watch)
    if found is None or found.side is not Side.TAKEN:
        return 0
    encounter = found.subject.encounter
    if not others_rest_on(tx, found) and encounter in identities.silent_among(tx, [encounter]):
        identities.forget(tx, vault, encounter, reason=identities.WithdrawalReason.RECALLED, actor=NODE)
    return _close_all(tx, [found], Ending.RECALLED, at=at)


def end_disputed(tx: Transaction, opened: DisputeOpened, *, at: datetime) -> None:
    """A stolen key may have asked for it: nobody is watched for by its word. The partner is told, and asks again."""
    found = store.watch_named(tx, opened.correlation)
    if found and found.side is Side.TAKEN and found.partner == opened.partner:
        _close_all(tx, [found], Ending.DISPUTED, at=at)


def end_told(tx: Transaction, letter: Letter, *, at: datetime) -> None:
    """The other nation says that it ended there, or that it does not take it on: ours ends too. Where ours had ended
    before, its word is the receipt."""
    held = store.hold_watch(tx, letter.correlation)
    if held is None or held.partner != letter.partner:
        return
    store.note_received(tx, held.watch)
    refused = letter.kind is LetterKind.REFUSAL
    _close(tx, held, Ending.REFUSED if refused else Ending.WITHDRAWN, actor=NODE, at=at)


def end_unread(tx: Transaction, refused: EnvelopeRefused, *, at: datetime) -> None:
    """The partner's node will never take the letter of this watch, past its end for one: nobody watches for it."""
    held = store.hold_watch(tx, refused.correlation) if refused.by == refused.partner else None
    if held is None or held.side is not Side.GIVEN or held.partner != refused.partner:
        return
    store.note_received(tx, held.watch)
    ending = Ending.EXPIRED if refused.reason == Fault.EXPIRED else Ending.REFUSED
    _close(tx, held, ending, actor=NODE, at=at)


def settle(tx: Transaction, event: WatchEnded, *, at: datetime) -> None:
    """What follows from an end: a partner's entry is taken off our list where nobody else rests on it, and the partner
    is told, once; of one that protection kept from leaving it hears nothing."""
    store.lock_watches(tx)  # a watch that is being accepted on the same entry is seen
    watch = store.watch_named(tx, event.watch)
    if watch is None:
        return
    if watch.side is Side.TAKEN and watch.subject.entry:
        take_off(tx, watch, at=at)
    if not store.was_sent(tx, watch.watch):
        return
    kind = LetterKind.REFUSAL if watch.state is WatchState.REFUSED else LetterKind.WATCH_ENDED
    letter = Letter(watch.partner, kind, {"watch": watch.watch, "reason": event.ending}, {}, watch.watch)
    try:
        envelopes.send(tx, letter, permit_clause="", at=at, actor=NODE, key=f"watch-ended:{watch.watch}")
    except Refused as refused:
        if refused.problem is not PARTNER_STOPPED or watch.ending != Ending.DISPUTED:
            raise  # of a disputed one its partner learns when it asks again, with a key of its own


def take_off(tx: Transaction, watch: Watch, *, at: datetime) -> None:
    """The partner's entry leaves our list, if it still stands there and nobody else rests on it."""
    entry = watchlists.entries_named(tx, [EntryId(watch.subject.entry)]).get(EntryId(watch.subject.entry))
    if entry and entry.state.stands and not others_rest_on(tx, watch):
        by = partner_principal(watch.partner)
        watchlists.remove(tx, entry.entry, by=by, at=at, reason=f"no longer watched for: {watch.watch}")


def _close_all(tx: Transaction, found: list[Watch], ending: Ending, *, at: datetime) -> int:
    """Rows first, in one order for everybody; the ledger last."""
    for watch in sorted(found, key=lambda w: w.watch):
        store.hold_watch(tx, watch.watch)
    return sum(_close(tx, watch, ending, actor=NODE, at=at) for watch in found)


def _close(tx: Transaction, watch: Watch, ending: Ending, *, actor: Actor, at: datetime) -> bool:
    if watch.state not in (WatchState.WAITING, WatchState.ACTIVE):
        return False
    if not store.move_watch(tx, replace(watch, ending=ending), WatchState.ENDED, at=at):
        return False
    ledger.record(tx, WatchEnded(watch.watch, watch.partner, ending), actor=actor)
    return True
