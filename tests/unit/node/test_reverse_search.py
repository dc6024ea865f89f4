"""A new entry against people met before: in slices, with progress, into the hands of examiners."""

from datetime import timedelta

import pytest
from tests.cast import BRIGADA, CARCEL
from tests.lists import NAMED, listed, listed_by_prints, nominated, nomination, sent_prints
from tests.rooms import NOON, Met, Rooms, fingers_of

from openbitmap.node import cases, identities, search, watchlists
from openbitmap.node.cases import CaseKind, Finding
from openbitmap.node.search import ReverseSearch
from openbitmap.node.watchlists import Entry, Outcome
from openbitmap.vocabulary import CaseId, EncounterId


def past_of(rooms: Rooms, entry: Entry) -> ReverseSearch:
    with rooms.database.reading() as tx:
        (found,) = search.reverse_searches_of(tx, entry.entry)
    return found


def candidates_of(rooms: Rooms, past: ReverseSearch) -> list[EncounterId]:
    with rooms.database.reading() as tx:
        return [c.encounter for c in search.candidates_of(tx, past.search)]


def identify(rooms: Rooms, case: CaseId, *encounters: EncounterId) -> None:
    with rooms.database.reading() as tx:
        letters = cases.candidates_by_letter(tx, case)
    named = "".join(letter for letter, e in letters.items() if e in encounters)
    for examiner in ("ana", "bruno"):
        rooms.judge(case, examiner, Finding.IDENTIFICATION, letters=named)
    rooms.drain()


def test_an_entry_is_found_among_people_met_before(rooms: Rooms) -> None:
    at_the_border, in_prison = rooms.meet(fingers_of(7, 1)), rooms.enrol(fingers_of(7, 2), CARCEL)
    stranger, on_a_list = rooms.meet(fingers_of(8, 1)), rooms.enrol(fingers_of(7, 3), BRIGADA)
    entry = listed_by_prints(rooms, fingers_of(7, 4))
    past = past_of(rooms, entry)
    assert (past.done, past.total, past.finished_at is not None) == (3, 3, True)
    assert set(candidates_of(rooms, past)) == {at_the_border.encounter, in_prison.encounter}
    assert stranger.encounter != on_a_list.encounter
    with rooms.database.reading() as tx:
        case = cases.case_named(tx, cases.case_id_of(past.search))
        assert case and (case.kind, case.submission, case.encounter) == (CaseKind.REVERSE, None, entry.encounter)
        assert set(cases.candidates_by_letter(tx, case.case).values()) == set(candidates_of(rooms, past))
        pending = {s.encounter: s.outcome for s in watchlists.sightings_of(tx, entry.entry)}
    assert pending == dict.fromkeys(candidates_of(rooms, past), Outcome.PENDING)


def test_a_person_identified_in_the_past_is_a_sighting_of_that_day(rooms: Rooms) -> None:
    one, other = rooms.meet(fingers_of(7, 1)), rooms.meet(fingers_of(7, 2))
    entry = listed_by_prints(rooms, fingers_of(7, 3))
    identify(rooms, cases.case_id_of(past_of(rooms, entry).search), one.encounter)
    with rooms.database.reading() as tx:
        found = {s.encounter: s for s in watchlists.sightings_of(tx, entry.entry)}
        assert found[one.encounter].outcome is Outcome.TRUE
        assert found[one.encounter].met_at == identities.met_then(tx, [one.encounter])[0].met_at == NOON
        assert found[other.encounter].outcome is Outcome.FALSE
        assert watchlists.listed_among(tx, [one.encounter])[one.encounter].entry == entry.entry


def test_what_people_judged_before_is_no_question_again_but_a_sighting(rooms: Rooms) -> None:
    before = rooms.meet(fingers_of(7, 1))
    met = rooms.meet(fingers_of(7, 2))
    identify(rooms, cases.case_id_of(rooms.found(met)[0].search), before.encounter)
    entry = listed(rooms, met.encounter)
    past = past_of(rooms, entry)
    assert candidates_of(rooms, past) == []
    with rooms.database.reading() as tx:
        assert cases.case_named(tx, cases.case_id_of(past.search)) is None
        (seen,) = watchlists.sightings_of(tx, entry.entry)
    assert (seen.encounter, seen.outcome) == (before.encounter, Outcome.TRUE)


def test_a_sighting_falls_with_the_judgement_it_rests_on(rooms: Rooms) -> None:
    met = rooms.meet(fingers_of(7, 1))
    entry = listed_by_prints(rooms, fingers_of(7, 2))
    identify(rooms, cases.case_id_of(past_of(rooms, entry).search), met.encounter)
    with rooms.database.transaction() as tx:
        wanted = identities.Wanted(
            identities.ChangeKind.SPLIT, (met.encounter,), (entry.encounter or met.encounter,), reason="wrong print"
        )
        change = identities.propose_change(tx, wanted, by=rooms.principal("vera"), at=NOON)
    with rooms.database.transaction() as tx:
        identities.approve_change(tx, change.change, by=rooms.principal("victor"), at=NOON)
    rooms.drain()
    with rooms.database.reading() as tx:
        assert [s.outcome for s in watchlists.sightings_of(tx, entry.entry)] == [Outcome.FALSE]


def test_the_past_is_compared_slice_by_slice_and_each_is_committed(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openbitmap.node.search.reverse.SLICE", 2)
    people: list[Met] = [rooms.enrol(fingers_of(n, 1)) for n in (1, 2, 7, 3, 4)]
    entry = listed_by_prints(rooms, fingers_of(7, 2))
    past = past_of(rooms, entry)
    assert (past.done, past.total) == (5, 5)
    assert candidates_of(rooms, past) == [people[2].encounter]
    with rooms.database.reading() as tx:
        keys = [row[0] for row in tx.all("SELECT key FROM work_jobs WHERE key LIKE %(k)s", k=f"{past.search}:%")]
    assert len(keys) == 2  # the first slice is the event's own job


def test_progress_is_what_is_committed(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openbitmap.node.search.reverse.SLICE", 2)
    for n in range(1, 6):
        rooms.enrol(fingers_of(n, 1))
    encounter = sent_prints(rooms, fingers_of(7, 1), silent=False)
    made = nominated(rooms, nomination())
    with rooms.database.transaction() as tx:
        watchlists.approve(tx, made.entry, by=rooms.principal("victor"), at=NOON)
        name = search.begin_reverse(tx, made.entry, encounter, at=NOON)
    seen = []
    for step in range(1, 4):
        with rooms.database.transaction() as tx:
            state = search.compare_slice(tx, name, rooms.equipment, at=NOON + timedelta(seconds=step))
        seen.append((state.done, state.total, state.finished_at is not None))
    assert seen == [(2, 5, False), (4, 5, False), (5, 5, True)]
    with pytest.raises(LookupError), rooms.database.transaction() as tx:
        search.compare_slice(tx, name, rooms.equipment, at=NOON)


def test_with_nobody_met_before_the_search_ends_at_once(rooms: Rooms) -> None:
    entry = listed_by_prints(rooms, fingers_of(7, 1))
    past = past_of(rooms, entry)
    assert (past.done, past.total, candidates_of(rooms, past)) == (0, 0, [])
    assert past.finished_at


def test_an_entry_on_names_alone_searches_no_prints(rooms: Rooms) -> None:
    rooms.meet(fingers_of(7, 1))
    made = nominated(rooms, nomination())
    with rooms.database.transaction() as tx:
        watchlists.approve(tx, made.entry, by=rooms.principal("victor"), at=NOON)
    rooms.drain()
    with rooms.database.reading() as tx:
        assert search.reverse_searches_of(tx, made.entry) == []


def test_an_entry_that_ended_opens_no_case(rooms: Rooms) -> None:
    rooms.meet(fingers_of(7, 1))
    encounter = sent_prints(rooms, fingers_of(7, 2), silent=False)
    made = nominated(rooms, nomination(watchlists.Subject(NAMED, encounter)))
    with rooms.database.transaction() as tx:
        watchlists.approve(tx, made.entry, by=rooms.principal("victor"), at=NOON)
    with rooms.database.transaction() as tx:
        watchlists.remove(tx, made.entry, by=rooms.principal("vera"), at=NOON, reason="a mistake")
    rooms.drain()
    past = past_of(rooms, made)
    assert (past.finished_at is not None, candidates_of(rooms, past)) == (True, [])
    with rooms.database.reading() as tx:
        assert cases.case_named(tx, cases.case_id_of(past.search)) is None
