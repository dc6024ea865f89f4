"""Watches of a partner that stand on one entry of our list: the second on the first one's, and the entry stays as long
as one of them does.
"""

from datetime import timedelta

import pytest
from tests.lists import listed_by_prints
from tests.nations import CL, US, Nations, agree
from tests.rooms import fingers_of
from tests.treaties import PILOT
from tests.watched import NOW, Watching, watching

from openbitmap.node import notices, watchlists
from openbitmap.node.notices import Sharing, Watch, WatchState
from openbitmap.node.watchlists import Entry, EntryId, EntryState
from openbitmap.vocabulary import ExchangePurpose

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
