"""An entry takes substance and two people, ends by itself, and leaves every gallery at once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.cast import BRIGADA
from tests.lists import CLAIM, NAMED, approved, listed, listed_by_prints, nominated, nomination, removed
from tests.rooms import Rooms, fingers_of

from openbitmap.node import cases, ledger, search, watchlists
from openbitmap.node.events import CaseDecided, ReviewDue
from openbitmap.node.identities import Asserted
from openbitmap.node.problems import (
    ENTRY_STANDS_OTHERWISE,
    LISTED_ALREADY,
    NEEDS_REASON,
    NO_SUBSTANCE,
    NO_SUCH_THING,
    NOT_A_LIST,
    NOT_ALLOWED,
    OWN_NOMINATION,
    TERM_TOO_LONG,
    Problem,
    Refused,
)
from openbitmap.node.watchlists import (
    FIRST_TERM,
    Clocks,
    EntryState,
    Evidence,
    Handling,
    Kept,
    Lack,
    Nomination,
    Outcome,
    Precision,
    Subject,
)
from openbitmap.vocabulary import Verdict


def now() -> datetime:
    return datetime.now(UTC)


def refused(rooms: Rooms, wanted: Nomination, problem: Problem, *, by: str = "vera") -> Refused:
    with pytest.raises(Refused) as why:
        nominated(rooms, wanted, by=by)
    assert why.value.problem is problem
    return why.value


def entry_of(rooms: Rooms, entry: watchlists.EntryId) -> watchlists.Entry:
    with rooms.database.reading() as tx:
        return watchlists.entries_named(tx, [entry])[entry]


def test_an_entry_is_kept_as_nominated_and_comes_into_force_by_another_person(rooms: Rooms) -> None:
    wanted = nomination()
    made = nominated(rooms, wanted)
    assert (entry_of(rooms, made.entry).nomination, made.state) == (wanted, EntryState.NOMINATED)
    done = approved(rooms, made.entry)
    assert (done.state, done.life.nominator, done.life.approver) == (EntryState.ACTIVE, "vera", "victor")
    assert rooms.facts(made.entry) == ["EntryNominated", "EntryApproved"]
    with rooms.database.reading() as tx:
        assert [d.act.value for d in watchlists.deeds_of(tx, made.entry)] == ["nominate", "approve"]


@pytest.mark.parametrize("act", ["approve", "refuse", "review"])
def test_the_nominator_decides_nothing_about_it(rooms: Rooms, act: str) -> None:
    made = nominated(rooms, nomination())
    if act == "review":
        approved(rooms, made.entry)
    vera = rooms.principal("vera")
    with pytest.raises(Refused) as why, rooms.database.transaction() as tx:
        if act == "approve":
            watchlists.approve(tx, made.entry, by=vera, at=now())
        elif act == "refuse":
            watchlists.refuse(tx, made.entry, by=vera, at=now(), reason="mine")
        else:
            watchlists.review(tx, made.entry, Kept(made.clocks, "mine"), by=vera, at=now())
    assert why.value.problem is OWN_NOMINATION


@pytest.mark.parametrize(
    ("spoil", "lack"),
    [
        (lambda n: replace(n, originator=" "), Lack.ORIGINATOR),
        (lambda n: replace(n, subject=Subject(Asserted("SYNTHETIC, NAME ALONE"))), Lack.IDENTIFYING),
        (lambda n: replace(n, subject=Subject(Asserted("", birth_date="19800101"))), Lack.IDENTIFYING),
        (lambda n: replace(n, grounds=replace(n.grounds, claims=())), Lack.CLAIM),
        (lambda n: replace(n, grounds=replace(n.grounds, claims=(replace(CLAIM, statement="gang"),))), Lack.CLAIM),
        (lambda n: replace(n, grounds=replace(n.grounds, claims=(replace(CLAIM, source=""),))), Lack.SOURCE),
        (lambda n: replace(n, grounds=replace(n.grounds, legal_basis="")), Lack.LEGAL_BASIS),
        (lambda n: replace(n, instructions=replace(n.instructions, contact="")), Lack.CONTACT),
    ],
)
def test_an_entry_without_substance_is_refused_and_says_what_is_missing(rooms: Rooms, spoil, lack: Lack) -> None:  # type: ignore[no-untyped-def]  # a lambda of the table above
    spoilt = spoil(nomination())
    assert spoilt.lacks == (lack,)
    assert lack.value.replace("_", " ") in refused(rooms, spoilt, NO_SUBSTANCE).what


def test_a_document_or_prints_identify_without_a_name(rooms: Rooms) -> None:
    nominated(rooms, nomination(Subject(Asserted("", documents=("MNU P-1234567",)))))
    met = rooms.meet(fingers_of(7, 1))
    nominated(rooms, nomination(Subject(Asserted(""), met.encounter)))


@pytest.mark.parametrize("evidence", Evidence)
def test_the_weightiest_claim_sets_the_longest_term(rooms: Rooms, evidence: Evidence) -> None:
    claims = (replace(CLAIM, evidence=Evidence.GANG_CLAIM), replace(CLAIM, evidence=evidence))
    wanted = nomination(claims=claims)
    term = FIRST_TERM[evidence]
    review = min(term, watchlists.LONGEST_UNREVIEWED)
    nominated(rooms, replace(wanted, clocks=Clocks(now() + review, now() + term)))
    for clocks in (
        Clocks(now() + review, now() + term + timedelta(days=2)),
        Clocks(now() + review + timedelta(days=2), now() + term + timedelta(days=2)),
        Clocks(now() - timedelta(days=1), now() + term),
        Clocks(now() + term, now() + term - timedelta(days=1)),
    ):
        refused(rooms, replace(wanted, clocks=clocks, originator="another"), TERM_TOO_LONG)


def test_allegations_stand_for_a_shorter_time_than_what_a_court_has_seen() -> None:
    bare = [term for evidence, term in FIRST_TERM.items() if evidence.is_bare_word]
    seen = [term for evidence, term in FIRST_TERM.items() if not evidence.is_bare_word]
    assert max(bare) < min(seen)
    assert max(seen) <= timedelta(days=5 * 366)


def test_a_list_is_a_gallery_that_may_be_derogatory(rooms: Rooms) -> None:
    for name in ("encounters", "prison", "nowhere", ""):
        refused(rooms, replace(nomination(), list=name), NOT_A_LIST)
    nominated(rooms, replace(nomination(), list="wanted"))


def test_the_same_again_is_the_same_entry_until_it_ends(rooms: Rooms) -> None:
    made = nominated(rooms, nomination())
    assert made.entry in refused(rooms, nomination(), LISTED_ALREADY, by="victor").what
    removed(rooms, made.entry)
    assert nominated(rooms, nomination()).entry != made.entry


@pytest.mark.parametrize("who", ["ana", "olga", "adela", "aldo", "elsa"])
def test_only_the_watch_nominates(rooms: Rooms, who: str) -> None:
    if who in rooms.cast.keys:
        refused(rooms, nomination(), NOT_ALLOWED, by=who)


def test_what_ended_stays_ended(rooms: Rooms) -> None:
    made = nominated(rooms, nomination())
    with rooms.database.transaction() as tx:
        watchlists.refuse(tx, made.entry, by=rooms.principal("elsa"), at=now(), reason="no warrant exists")
    assert entry_of(rooms, made.entry).state is EntryState.REFUSED
    with pytest.raises(Refused) as why:
        approved(rooms, made.entry)
    assert why.value.problem is ENTRY_STANDS_OTHERWISE


def test_an_entry_ends_by_itself_unless_another_person_keeps_it(rooms: Rooms) -> None:
    lapsing, kept = listed_by_prints(rooms, fingers_of(1, 1)), listed_by_prints(rooms, fingers_of(2, 1))
    clocks = Clocks(now() + timedelta(days=200), now() + timedelta(days=300))
    with rooms.database.transaction() as tx:
        watchlists.review(tx, kept.entry, Kept(clocks, "the warrant stands"), by=rooms.principal("elsa"), at=now())
    with rooms.database.transaction() as tx:
        assert watchlists.expire_due(tx, at=now() + timedelta(days=89)) == []
        assert watchlists.expire_due(tx, at=now() + timedelta(days=91)) == [lapsing.entry]
        assert watchlists.expire_due(tx, at=now() + timedelta(days=91)) == []
    rooms.drain()
    assert entry_of(rooms, lapsing.entry).state is EntryState.EXPIRED
    assert entry_of(rooms, kept.entry).clocks == clocks
    assert rooms.meet(fingers_of(1, 2)) and rooms.found(rooms.meet(fingers_of(9, 1)))[0].verdict is Verdict.NO_CANDIDATE
    with rooms.database.reading() as tx:
        assert watchlists.listed_among(tx, [lapsing.encounter or "", kept.encounter or ""]).keys() == {kept.encounter}  # type: ignore[list-item]  # both have one


def test_a_review_is_announced_once_for_each_date(rooms: Rooms) -> None:
    entry = listed(rooms, rooms.meet(fingers_of(7, 1)).encounter)
    with rooms.database.transaction() as tx:
        assert watchlists.remind_due(tx, at=now() + timedelta(days=30)) == []
        assert watchlists.remind_due(tx, at=now() + timedelta(days=50)) == [entry.entry]
        assert watchlists.remind_due(tx, at=now() + timedelta(days=51)) == []
        told = [e.event for e in ledger.history(tx, entry.entry) if isinstance(e.event, ReviewDue)]
    assert [t.days for t in told] == [9]


def test_a_reason_is_needed_to_refuse_and_to_remove(rooms: Rooms) -> None:
    made = nominated(rooms, nomination())
    victor = rooms.principal("victor")
    for act in (watchlists.refuse, watchlists.remove):
        with pytest.raises(Refused) as why, rooms.database.transaction() as tx:
            act(tx, made.entry, by=victor, at=now(), reason=" ")
        assert why.value.problem is NEEDS_REASON


def test_listed_are_active_entries_their_persons_and_members_of_lists(rooms: Rooms) -> None:
    crossing, listed_there, nobody = (rooms.enrol(fingers_of(n, 1)) for n in (1, 2, 3))
    member = rooms.enrol(fingers_of(4, 1), BRIGADA)
    everyone = [m.encounter for m in (crossing, listed_there, nobody, member)]
    nominated(rooms, nomination(Subject(NAMED, nobody.encounter)))
    entry = listed(rooms, listed_there.encounter)
    with rooms.database.transaction() as tx:
        found = watchlists.listed_among(tx, everyone)
    assert found.keys() == {listed_there.encounter, member.encounter}
    assert (found[listed_there.encounter].entry, found[member.encounter].entry) == (entry.entry, None)


def test_removing_an_entry_on_somebody_met_leaves_the_encounter_where_it_is(rooms: Rooms) -> None:
    met = rooms.meet(fingers_of(7, 1))
    removed(rooms, listed(rooms, met.encounter).entry)
    assert [c.encounter for c in rooms.found(rooms.meet(fingers_of(7, 2)))[1]] == [met.encounter]
    with rooms.database.reading() as tx:
        assert search.removal_proof(tx, met.encounter) is None


def test_what_is_removed_is_gone_from_the_next_search_and_the_ledger_proves_it(rooms: Rooms) -> None:
    entry = listed_by_prints(rooms, fingers_of(7, 1))
    assert entry.encounter
    assert rooms.found(rooms.meet(fingers_of(7, 2)))[0].verdict is Verdict.POSSIBLE_MATCH
    before = len(rooms.equipment.fingers)
    removed(rooms, entry.entry)
    assert len(rooms.equipment.fingers) == before - 2
    later = rooms.meet(fingers_of(7, 3))
    done, candidates, coverage = rooms.found(later)
    assert entry.encounter not in [c.encounter for c in candidates]
    assert next(g for g in coverage if g.name == "Watchlist").people == 0
    with rooms.database.reading() as tx:
        proof = search.removal_proof(tx, entry.encounter)
        assert proof is not None
        assert watchlists.listed_among(tx, [entry.encounter]) == {}
    confirmed = [e.event for e in proof.confirmed]
    assert [(c.process, c.prints) for c in confirmed] == [(rooms.equipment.process, 0)]  # type: ignore[attr-defined]  # WithdrawalConfirmed
    assert all(c.position >= proof.withdrawal.log_position for c in confirmed)  # type: ignore[attr-defined]  # the same
    assert (proof.since.searches, proof.since.lowest) == (1, done.log_position)
    assert done.log_position >= proof.withdrawal.log_position
    assert [p.position >= proof.withdrawal.log_position for p in proof.processes] == [True]


def test_a_gallery_that_starts_later_never_loads_what_was_withdrawn(rooms: Rooms) -> None:
    entry = listed_by_prints(rooms, fingers_of(7, 1))
    removed(rooms, entry.entry)
    fresh = replace(rooms.equipment, fingers=type(rooms.equipment.fingers)(), silent=type(rooms.equipment.silent)())
    assert replace(rooms, equipment=fresh).found(replace(rooms, equipment=fresh).meet(fingers_of(7, 2)))[1] == []


def test_two_removals_of_one_entry_the_second_is_told(rooms: Rooms) -> None:
    made = nominated(rooms, nomination())
    removed(rooms, made.entry)
    with pytest.raises(Refused) as why:
        removed(rooms, made.entry, by="victor")
    assert why.value.problem is ENTRY_STANDS_OTHERWISE


def test_a_discreet_entry_does_not_exist_for_the_supervisor(rooms: Rooms) -> None:
    entry = listed(rooms, rooms.meet(fingers_of(7, 1)).encounter, handling=Handling.DISCREET)
    for name, sees in (("vera", True), ("aldo", True), ("elsa", False)):
        who = rooms.principal(name)
        with rooms.database.reading() as tx:
            if sees:
                assert watchlists.entry_for(tx, entry.entry, who).is_discreet
                continue
            with pytest.raises(Refused) as why:
                watchlists.entry_for(tx, entry.entry, who)
            assert why.value.problem is NO_SUCH_THING
    with pytest.raises(Refused) as why:
        removed(rooms, entry.entry, by="elsa")
    assert why.value.problem is NO_SUCH_THING


def test_an_arrival_is_a_sighting_that_peoples_word_settles(rooms: Rooms) -> None:
    one, other = listed_by_prints(rooms, fingers_of(7, 1)), listed_by_prints(rooms, fingers_of(7, 2))
    met = rooms.meet(fingers_of(7, 3))
    case = cases.case_id_of(rooms.found(met)[0].search)
    with rooms.database.reading() as tx:
        assert {s.outcome for e in (one, other) for s in watchlists.sightings_of(tx, e.entry)} == {Outcome.PENDING}
    rooms.state(CaseDecided(met.submission, case, met.encounter, (one.encounter or "",), "identification"))
    rooms.drain()
    with rooms.database.reading() as tx:
        assert [s.outcome for s in watchlists.sightings_of(tx, one.entry)] == [Outcome.TRUE]
        assert [s.outcome for s in watchlists.sightings_of(tx, other.entry)] == [Outcome.FALSE]
        assert watchlists.precision_by_list(tx, discreet=True) == {"watchlist": Precision(1, 1)}
    assert rooms.facts(one.entry).count("SightingSettled") == 1


def test_precision_comes_with_its_number_and_interval() -> None:
    nothing, some = Precision(0, 0), Precision(8, 2)
    assert (nothing.share, nothing.interval) == (None, None)
    assert (some.decided, some.share) == (10, 0.8)
    assert some.interval == pytest.approx((0.4902, 0.9433), abs=1e-3)
