"""What ended stays ended, and what was never shown is not judged: entries where two things happen at once."""

from datetime import UTC, datetime

import pytest
from tests.lists import NAMED, approved, listed_by_prints, nominated, nomination
from tests.rooms import Rooms, fingers_of

from openbitmap.node import cases, identities, watchlists, work
from openbitmap.node.database import Transaction
from openbitmap.node.identities import Asserted
from openbitmap.node.watchlists import EntryState, Handling, Outcome, Subject
from openbitmap.vocabulary import EncounterId, digest_of


def now() -> datetime:
    return datetime.now(UTC)


def entry_of(rooms: Rooms, entry: watchlists.EntryId) -> watchlists.Entry:
    with rooms.database.reading() as tx:
        return watchlists.entries_named(tx, [entry])[entry]


def test_a_case_says_nothing_of_an_entry_it_never_showed(rooms: Rooms) -> None:
    rooms.meet(fingers_of(7, 1))
    met = rooms.meet(fingers_of(7, 2))
    entry = listed_by_prints(rooms, fingers_of(7, 3))
    rooms.judge(cases.case_id_of(rooms.found(met)[0].search), "ana", cases.Finding.EXCLUSION)
    rooms.drain()
    with rooms.database.reading() as tx:
        assert {s.outcome for s in watchlists.sightings_of(tx, entry.entry)} == {Outcome.PENDING}


def test_an_entry_removed_while_its_prints_are_read_stays_out(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    made = nominated(rooms, nomination(Subject(NAMED, None, digest_of(b"prints"))))
    with rooms.database.transaction() as tx:
        watchlists.approve(tx, made.entry, by=rooms.principal("victor"), at=now())

    def slow(tx: Transaction, *_: object, **__: object) -> EncounterId:
        with rooms.database.transaction() as other:
            watchlists.remove(other, made.entry, by=rooms.principal("vera"), at=now(), reason="recalled")
        return EncounterId("enc-too-late")

    monkeypatch.setattr(identities, "enrol_prints", slow)
    rooms.drain(raising=False)
    ended = entry_of(rooms, made.entry)
    assert (ended.state, ended.encounter) == (EntryState.REMOVED, None)
    assert "EntryEnrolled" not in rooms.facts(made.entry)


@pytest.mark.parametrize(("named", "state"), [(NAMED, EntryState.ACTIVE), (Asserted(""), EntryState.REMOVED)])
def test_prints_without_a_usable_finger_are_noted(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch, named: Asserted, state: EntryState
) -> None:
    monkeypatch.setattr(identities, "enrol_prints", lambda *_, **__: None)
    made = nominated(rooms, nomination(Subject(named, None, digest_of(b"prints"))))
    approved(rooms, made.entry)
    assert entry_of(rooms, made.entry).state is state
    with rooms.database.reading() as tx:
        assert "misread" in [d.act.value for d in watchlists.deeds_of(tx, made.entry)]


def test_an_entry_whose_prints_were_called_back_before_they_were_read_ends_by_itself(rooms: Rooms) -> None:
    """No job dies of it, and no entry stands whose prints nobody can compare."""
    with rooms.database.transaction() as tx:
        digest = rooms.equipment.vault.put(tx, b"prints of an entry", owner="a watch")
    made = nominated(rooms, nomination(Subject(Asserted(""), None, digest)))
    with rooms.database.transaction() as tx:
        watchlists.approve(tx, made.entry, by=rooms.principal("victor"), at=now())
    with rooms.database.transaction() as tx:
        assert rooms.equipment.vault.erase(tx, digest, reason="recalled") == 1
    rooms.drain(raising=False)
    assert entry_of(rooms, made.entry).state is EntryState.REMOVED
    with rooms.database.reading() as tx:
        assert work.dead_letters(tx) == ()


def test_a_replaced_discreet_entry_ends_without_a_word_to_who_may_not_see_it(rooms: Rooms) -> None:
    old = listed_by_prints(rooms, fingers_of(7, 1), handling=Handling.DISCREET)
    with rooms.database.transaction() as tx:
        new = watchlists.nominate(tx, nomination(), by=rooms.principal("vera"), at=now(), replaces=old.entry)
    assert approved(rooms, new.entry, by="elsa").state is EntryState.ACTIVE
    assert entry_of(rooms, old.entry).state is EntryState.REMOVED
