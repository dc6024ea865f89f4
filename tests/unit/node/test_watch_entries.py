"""Watches of a partner that stand on one entry of our list: the second on the first one's, and the entry stays as long
as one of them does.
"""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.connecting import KNOWN, card
from tests.lists import NAMED, approved, listed_by_prints, nominated, nomination
from tests.nations import CL, US, Nations, agree
from tests.rooms import TEST, Rooms, fingers_of
from tests.treaties import PILOT
from tests.watched import NOW, Watching, watching

from openbitmap.node import disclosures, envelopes, identities, ledger, notices, watchlists
from openbitmap.node.disclosures import Demand, HoldingState, Reason, RecallState, Scope
from openbitmap.node.notices import Sharing, Watch, WatchState
from openbitmap.node.problems import Refused
from openbitmap.node.vault import Erased
from openbitmap.node.watchlists import Entry, EntryId, EntryState, Subject
from openbitmap.vocabulary import ExchangePurpose, PartnerId
from openbitmap.wire import Letter, LetterKind

PERSON = 9
WITH_TEMPLATES = PILOT.replace("reference images, names, birth", "reference images, templates, names, birth")
"""People of the tests have no images."""


@pytest.fixture
def watch(two_nations: Nations) -> Watching:
    agree(two_nations, WITH_TEMPLATES)
    return watching(two_nations)


def shared(watch: Watching, entry: EntryId, *, days: int) -> Watch:
    """The United States ask Chile to look out for somebody on their list, and Chile takes it on."""
    until = NOW + timedelta(days=days)
    sharing = Sharing(CL, ExchangePurpose.SERIOUS_CRIME, "wanted for robbery", until=until, entry=entry)
    with watch.us.database.transaction() as tx:
        made = notices.share(tx, watch.us.equipment, sharing, by=watch.us.principal("vera"), at=NOW)
    watch.nations.carry()
    watch.accept(made.watch)
    return next(w for w in watch.watches(CL) if w.watch == made.watch)


def ended(watch: Watching, name: str) -> None:
    with watch.cl.database.transaction() as tx:
        notices.end(tx, name, "no longer wanted", by=watch.cl.principal("vera"), at=NOW)
    watch.nations.carry()


def entry_at_chile(watch: Watching, entry: str) -> Entry:
    with watch.cl.database.reading() as tx:
        return watchlists.entries_named(tx, [EntryId(entry)])[EntryId(entry)]


def test_a_second_watch_stands_on_the_same_entry_which_stays_until_the_last_ends(watch: Watching) -> None:
    theirs = listed_by_prints(watch.us, fingers_of(PERSON, 1)).entry
    first, second = shared(watch, theirs, days=30), shared(watch, theirs, days=60)
    assert (first.state, second.state) == (WatchState.ACTIVE, WatchState.ACTIVE)
    assert first.subject.entry == second.subject.entry != ""
    entry = entry_at_chile(watch, first.subject.entry)
    assert entry.state is EntryState.ACTIVE
    assert entry.clocks.expires_at == second.terms.until > first.terms.until  # kept as long as the longer one
    ended(watch, first.watch)
    assert entry_at_chile(watch, entry.entry).state is EntryState.ACTIVE
    assert [w.state for w in watch.watches(CL) if w.watch == second.watch] == [WatchState.ACTIVE]
    ended(watch, second.watch)
    assert entry_at_chile(watch, entry.entry).state is EntryState.REMOVED
    assert {w.state for w in watch.watches(CL) + watch.watches(US)} == {WatchState.ENDED}


def test_a_recalled_entry_is_gone_from_vault_and_gallery_and_does_not_come_in_again(watch: Watching) -> None:
    theirs = listed_with_images(watch.us)
    held = shared(watch, theirs, days=30)
    entry = entry_at_chile(watch, held.subject.entry)
    prints, encounter = entry.nomination.subject.prints, entry.encounter
    assert prints and encounter
    with watch.cl.database.reading() as tx:
        assert watch.cl.equipment.vault.get(tx, prints)
        assert identities.templates_of(tx, encounter)
        (listing,) = [e for e in ledger.history(tx, entry.entry) if type(e.event).__name__ == "EntryNominated"]
        (sent,) = [x for x in letters_at_chile(watch) if x.kind is LetterKind.WATCH]
        (holding,) = disclosures.holdings_of(tx, US)
        kept = disclosures.keeping_of(tx, holding.holding)
    assert kept and (kept.objects, kept.agreement) == ((prints,), "TEST-PILOT")
    assert str(listing.actor) == "partner:US"  # no person of ours did it
    with watch.us.database.transaction() as tx:
        demand = Demand(Reason.COURT_ORDER, "the warrant was quashed")
        disclosures.recall(tx, Scope(entry=theirs), demand, at=NOW, actor=watch.us.principal("vera").actor)
    watch.nations.carry()
    with watch.cl.database.reading() as tx:
        with pytest.raises(Erased):
            watch.cl.equipment.vault.get(tx, prints)
        assert identities.templates_of(tx, encounter) == {}
        assert identities.withdrawal_of(tx, encounter)
        (gone,) = disclosures.holdings_of(tx, US)
    assert (gone.state, entry_at_chile(watch, entry.entry).state) == (HoldingState.PURGED, EntryState.REMOVED)
    with watch.us.database.reading() as tx:
        (recall,) = disclosures.recalls(tx)
        (asked,) = disclosures.asked_of(tx, recall.recall)
        receipt = disclosures.receipt_of(tx, recall.recall)
    assert (recall.state, asked.outcome) == (RecallState.DONE, "erased")
    assert prints in json.dumps(receipt)  # which came back names what was erased
    with watch.us.database.transaction() as tx:
        envelopes.send(tx, sent, permit_clause="4.1", at=NOW, actor=TEST, key="once more")
    watch.nations.carry()
    assert [w.state for w in watch.watches(CL)] == [WatchState.ENDED]
    refusals = [x.body for x in letters_at_us(watch) if x.kind is LetterKind.REFUSAL]
    assert [(x["watch"], x["reason"]) for x in refusals] == [(held.watch, "recalled")]


def listed_with_images(rooms: Rooms) -> EntryId:
    """Somebody of whom the list has the picture of a finger."""
    with rooms.database.transaction() as tx:
        prints = rooms.equipment.vault.put(tx, card(KNOWN, fingers=1), owner="list")
    made = nominated(rooms, nomination(Subject(NAMED, prints=prints)))
    return approved(rooms, made.entry).entry


def letters_at_chile(watch: Watching) -> list[Letter]:
    return _letters(watch.cl, US)


def letters_at_us(watch: Watching) -> list[Letter]:
    return _letters(watch.us, CL)


def _letters(rooms: Rooms, sender: PartnerId) -> list[Letter]:
    """What can still be opened, as it would be sent back."""
    found = []
    with rooms.database.reading() as tx:
        for incoming in envelopes.incoming_of(tx, sender):
            with suppress(Refused):
                found.append(envelopes.letter_of(tx, rooms.equipment, incoming.envelope))
    return [replace(letter, partner=CL if sender == US else US) for letter in found]


def test_an_entry_that_our_own_officers_keep_too_is_not_taken_off_by_a_partner(watch: Watching) -> None:
    theirs = listed_by_prints(watch.us, fingers_of(PERSON, 1)).entry
    first = shared(watch, theirs, days=30)
    ended(watch, first.watch)
    nomination = entry_at_chile(watch, first.subject.entry).nomination
    with watch.cl.database.transaction() as tx:
        ours = watchlists.nominate(tx, nomination, by=watch.cl.principal("vera"), at=NOW)
        watchlists.approve(tx, ours.entry, by=watch.cl.principal("victor"), at=NOW)
    watch.cl.drain()
    second = shared(watch, theirs, days=20)
    assert second.subject.entry == ours.entry
    ended(watch, second.watch)
    assert entry_at_chile(watch, ours.entry).state is EntryState.ACTIVE
