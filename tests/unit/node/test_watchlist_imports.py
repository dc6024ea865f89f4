"""A list that comes as a file: what it would change first, then nominations; the same again changes nothing."""

import csv
import io
import json
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.lists import approved, nomination, removed
from tests.rooms import NOON, SEED, Rooms

from openbitmap.node import identities, search, watchlists
from openbitmap.node.database import Transaction
from openbitmap.node.problems import NOT_ALLOWED, UNREADABLE_IMPORT, Refused
from openbitmap.node.watchlists import (
    Batch,
    Category,
    Defaults,
    Entry,
    EntryState,
    Evidence,
    Fault,
    FaultReason,
    Format,
    Grounds,
    Handling,
    Imported,
    Preview,
    RowChange,
)
from openbitmap.synthetic.people import Post, person
from openbitmap.synthetic.transactions import Presentation, rapid_query
from openbitmap.vocabulary import digest_of

USUAL = nomination()
DEFAULTS = Defaults("watchlist", "PDI", replace(USUAL.grounds), replace(USUAL.instructions, code=Handling.REFER))
BARE = replace(DEFAULTS, grounds=Grounds(Category.WANTED, (), "", USUAL.grounds.standard))
ROW = {"reference": "1", "name": "SYNTHETIC, ONE", "birth_date": "1980-05-01", "documents": "MNU P1; RUN 2-K"}


def sheet(*rows: dict[str, str]) -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def people(*entities: dict[str, object]) -> bytes:
    return "\n".join(json.dumps(e) for e in entities).encode()


def looked_at(rooms: Rooms, batch: Batch, *, by: str = "vera") -> Preview:
    with rooms.database.reading() as tx:
        return watchlists.preview(tx, batch, by=rooms.principal(by), at=datetime.now(UTC))


def imported(rooms: Rooms, batch: Batch, *, by: str = "vera") -> Imported:
    who, now = rooms.principal(by), datetime.now(UTC)
    return watchlists.apply_import(rooms.database.transaction, batch, rooms.equipment.vault, by=who, at=now)


def entries(rooms: Rooms) -> list[Entry]:
    with rooms.database.reading() as tx:
        names = [row[0] for row in tx.all("SELECT entry FROM watchlist_entry ORDER BY nominated_at, entry")]
        return list(watchlists.entries_named(tx, names).values())


def changes(seen: Preview) -> list[RowChange]:
    return [row.change for row in seen.rows]


def test_a_sheet_is_previewed_without_a_trace_and_then_nominated(rooms: Rooms) -> None:
    row = ROW | {"category": "terrorism", "evidence": "charge", "handling": "inform", "aliases": "THE ONE;ONE, THE"}
    batch = Batch(Format.CSV, (sheet(row),), DEFAULTS)
    assert changes(looked_at(rooms, batch)) == [RowChange.NEW]
    assert entries(rooms) == []
    done = imported(rooms, batch)
    assert (done.added, done.changed, done.unchanged, done.refused, done.importer) == (1, 0, 0, 0, "vera")
    (made,) = entries(rooms)
    assert (made.state, made.life.nominator) == (EntryState.NOMINATED, "vera")
    assert (made.asserted.birth_date, made.asserted.documents) == ("19800501", ("MNU P1", "RUN 2-K"))
    assert (made.category, made.handling) == (Category.TERRORISM, Handling.INFORM)
    assert made.nomination.grounds.claims[0].evidence is Evidence.CHARGE
    assert rooms.facts(done.batch) == ["EntriesImported"]


def test_the_same_file_again_is_the_same_import(rooms: Rooms) -> None:
    batch = Batch(Format.CSV, (sheet(ROW),), DEFAULTS)
    first = imported(rooms, batch)
    assert imported(rooms, batch, by="victor") == first
    assert looked_at(rooms, batch).done == first
    assert len(entries(rooms)) == 1


def test_only_what_differs_is_changed_and_the_old_entry_ends_with_the_approval(rooms: Rooms) -> None:
    other = ROW | {"reference": "2", "name": "SYNTHETIC, TWO"}
    imported(rooms, Batch(Format.CSV, (sheet(ROW, other),), DEFAULTS))
    before = {e.asserted.name: e for e in entries(rooms)}
    for entry in before.values():
        approved(rooms, entry.entry)
    batch = Batch(Format.CSV, (sheet(ROW, other | {"caveat": "dogs in the house"}),), DEFAULTS)
    seen = looked_at(rooms, batch)
    assert changes(seen) == [RowChange.UNCHANGED, RowChange.CHANGED]
    assert (seen.rows[1].differs, seen.rows[1].entry) == (("caveat",), before["SYNTHETIC, TWO"].entry)
    done = imported(rooms, batch)
    assert (done.added, done.changed, done.unchanged) == (0, 1, 1)
    new = entries(rooms)[-1]
    assert new.nomination.instructions.caveat == "dogs in the house"
    states = {e.entry: e.state for e in entries(rooms)}
    assert states[before["SYNTHETIC, TWO"].entry] is EntryState.ACTIVE
    approved(rooms, new.entry)
    states = {e.entry: e.state for e in entries(rooms)}
    assert (states[before["SYNTHETIC, TWO"].entry], states[new.entry]) == (EntryState.REMOVED, EntryState.ACTIVE)


def test_what_people_took_off_does_not_come_back_by_itself(rooms: Rooms) -> None:
    imported(rooms, Batch(Format.CSV, (sheet(ROW),), DEFAULTS))
    removed(rooms, entries(rooms)[0].entry)
    other = ROW | {"reference": "2", "name": "SYNTHETIC, TWO"}
    seen = looked_at(rooms, Batch(Format.CSV, (sheet(ROW, other),), DEFAULTS))
    assert changes(seen) == [RowChange.REFUSED, RowChange.NEW]
    assert [f.reason for f in seen.rows[0].faults] == [FaultReason.ENDED]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"category": "spy"}, Fault("category", FaultReason.NOT_A_WORD, "spy")),
        ({"evidence": "rumour"}, Fault("evidence", FaultReason.NOT_A_WORD, "rumour")),
        ({"birth_date": "May 1980"}, Fault("birth_date", FaultReason.NOT_A_DATE, "May 1980")),
        ({"expires": "soon"}, Fault("expires", FaultReason.NOT_A_DATE, "soon")),
        ({"birth_date": "", "documents": ""}, Fault("identifying", FaultReason.MISSING)),
        ({"statement": "bad man"}, Fault("claim", FaultReason.MISSING)),
        ({"name": "X" * 2001}, Fault("name", FaultReason.TOO_LONG)),
    ],
)
def test_a_faulty_row_is_refused_with_row_field_and_reason(rooms: Rooms, cells: dict[str, str], fault: Fault) -> None:
    good = ROW | {"reference": "2", "name": "SYNTHETIC, TWO"}
    batch = Batch(Format.CSV, (sheet(good, ROW | cells),), DEFAULTS)
    seen = looked_at(rooms, batch)
    assert changes(seen) == [RowChange.NEW, RowChange.REFUSED]
    assert (seen.rows[1].row.number, seen.rows[1].faults) == (2, (fault,))
    assert (imported(rooms, batch).added, len(entries(rooms))) == (1, 1)


def test_a_term_longer_than_the_grounds_allow_is_refused(rooms: Rooms) -> None:
    late = f"{datetime.now(UTC) + timedelta(days=365 * 3):%Y-%m-%d}"
    row = ROW | {"evidence": "gang_claim", "expires": late}
    (seen,) = looked_at(rooms, Batch(Format.CSV, (sheet(row),), DEFAULTS)).rows
    assert [f.reason for f in seen.faults] == [FaultReason.TERM]


def test_a_reference_may_stand_once_in_a_file(rooms: Rooms) -> None:
    seen = looked_at(rooms, Batch(Format.CSV, (sheet(ROW, ROW | {"name": "SYNTHETIC, TWO"}),), DEFAULTS))
    assert changes(seen) == [RowChange.NEW, RowChange.REFUSED]
    assert seen.rows[1].faults == (Fault("reference", FaultReason.REPEATED, "1"),)


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe\x00", b"surname,given\nA,B\n", b"name,colour\nA,red\n", b'name\n"unclosed\n'],
)
def test_a_file_that_is_no_list_is_refused_whole(rooms: Rooms, data: bytes) -> None:
    with pytest.raises(Refused) as why:
        looked_at(rooms, Batch(Format.CSV, (data,), DEFAULTS))
    assert why.value.problem is UNREADABLE_IMPORT


def test_people_of_follow_the_money_keep_their_names_and_topics(rooms: Rooms) -> None:
    someone: dict[str, object] = {
        "id": "syn-1",
        "schema": "Person",
        "properties": {
            "name": ["Synthetic One", "Синтетик Один"],
            "alias": ["S. One"],
            "birthDate": ["1980-05"],
            "nationality": ["cl"],
            "passportNumber": ["P1"],
            "topics": ["sanction", "crime.terror"],
            "publisher": ["A synthetic office"],
            "notes": ["Said to have led a synthetic cell"],
        },
    }
    company: dict[str, object] = {"id": "syn-2", "schema": "Company", "properties": {"name": ["X"]}}
    batch = Batch(Format.FTM, (people(someone, company) + b"\nnot json\n",), DEFAULTS)
    seen = looked_at(rooms, batch)
    assert changes(seen) == [RowChange.NEW, RowChange.REFUSED, RowChange.REFUSED]
    assert [f.reason for row in seen.rows for f in row.faults] == [FaultReason.NOT_A_PERSON, FaultReason.UNREADABLE]
    imported(rooms, batch)
    (made,) = entries(rooms)
    told = made.asserted
    assert (told.name, told.aliases) == ("Synthetic One", ("Синтетик Один", "S. One"))
    assert (told.birth_date, told.nationality, told.documents) == ("19800500", "CL", ("P1",))
    assert (made.category, made.nomination.grounds.claims[0].source) == (Category.TERRORISM, "A synthetic office")


def test_a_transaction_brings_its_prints_and_they_are_searched_once_approved(rooms: Rooms) -> None:
    someone = person(SEED, 7, as_of=NOON.date())
    post = Post("SYNPDI001", "PDI", "CL")
    data = rapid_query(Presentation(someone, someone.identity, post, NOON, 7))
    batch = Batch(Format.EBTS, (data, b"no transaction"), DEFAULTS)
    seen = looked_at(rooms, batch)
    assert changes(seen) == [RowChange.NEW, RowChange.REFUSED]
    imported(rooms, batch)
    (made,) = entries(rooms)
    assert made.nomination.subject.prints == digest_of(data)
    assert made.asserted.name
    before = len(rooms.equipment.fingers)
    approved(rooms, made.entry)
    (made,) = entries(rooms)
    assert made.encounter
    with rooms.database.transaction() as tx:
        assert identities.templates_of(tx, made.encounter)
        assert identities.prints_of(tx, rooms.equipment.vault, made.encounter) == data
        search.refresh(tx, rooms.equipment.fingers)
        assert identities.pictures_of(tx, rooms.equipment.vault, made.encounter)
    assert len(rooms.equipment.fingers) > before
    assert changes(looked_at(rooms, replace(batch, files=(data,)))) == [RowChange.UNCHANGED]


def test_an_import_that_broke_off_goes_on_where_it_was(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openbitmap.node.watchlists.imports.AT_ONCE", 1)
    other = ROW | {"reference": "2", "name": "SYNTHETIC, TWO"}
    batch = Batch(Format.CSV, (sheet(ROW, other),), DEFAULTS)
    opened = iter([True, True, False])

    def breaking() -> AbstractContextManager[Transaction]:
        if not next(opened):
            raise ConnectionError("the machine went down")
        return rooms.database.transaction()

    with pytest.raises(ConnectionError):
        vera, now = rooms.principal("vera"), datetime.now(UTC)
        watchlists.apply_import(breaking, batch, rooms.equipment.vault, by=vera, at=now)
    assert len(entries(rooms)) == 1
    done = imported(rooms, batch)
    assert (done.added, done.unchanged, len(entries(rooms))) == (1, 1, 2)


@pytest.mark.parametrize("who", ["elsa", "aldo", "ana", "adela"])
def test_only_who_nominates_imports(rooms: Rooms, who: str) -> None:
    with pytest.raises(Refused) as why:
        looked_at(rooms, Batch(Format.CSV, (sheet(ROW),), DEFAULTS), by=who)
    assert why.value.problem is NOT_ALLOWED


@pytest.mark.parametrize("refused", [False, True])
def test_a_third_version_ends_the_first_whatever_became_of_the_second(rooms: Rooms, refused: bool) -> None:
    versions = [Batch(Format.CSV, (sheet(ROW | {"caveat": word}),), DEFAULTS) for word in ("one", "two", "three")]
    imported(rooms, versions[0])
    approved(rooms, entries(rooms)[0].entry)
    imported(rooms, versions[1])
    if refused:
        with rooms.database.transaction() as tx:
            who = rooms.principal("victor")
            watchlists.refuse(tx, entries(rooms)[-1].entry, by=who, at=datetime.now(UTC), reason="not this one")
    assert changes(looked_at(rooms, versions[2])) == [RowChange.CHANGED]
    imported(rooms, versions[2])
    approved(rooms, entries(rooms)[-1].entry)
    second = EntryState.REFUSED if refused else EntryState.REMOVED
    assert [e.state for e in entries(rooms)] == [EntryState.REMOVED, second, EntryState.ACTIVE]
