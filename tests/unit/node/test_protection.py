"""The guard through the room's door: who is held back from whom, for which act, and who may change that."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from tests.cast import CARCEL
from tests.discreet_days import arrival_case, identify
from tests.rooms import Met, Rooms, fingers_of

from openbitmap.node import ledger, protection
from openbitmap.node.problems import (
    MARKED_ALREADY,
    MARKING_ENDED,
    NEEDS_REASON,
    NEVER_RELEASED,
    NO_SUCH_THING,
    NOT_A_STATE,
    NOT_ALLOWED,
    OWN_UNMARKING,
    REVIEWED_ALREADY,
    UNFIT_TERM,
    Problem,
    Refused,
)
from openbitmap.node.protection import (
    Basis,
    Guard,
    Guarded,
    MarkingKind,
    Reason,
    ReviewState,
    Ruling,
    Wanted,
    Word,
)
from openbitmap.vocabulary import EncounterId, ExchangeAct, PartnerId

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
US, VE = PartnerId("US"), PartnerId("VE")
ASYLUM = Wanted(MarkingKind.ASYLUM, Basis.DOCUMENTED, "applied at the office of Arica")

FEAR = Wanted(MarkingKind.FEARED_STATE, Basis.STATED, "says so", "VEN")
MINOR = Wanted(MarkingKind.MINOR, Basis.ESTIMATED, "by a physician")


def mark(rooms: Rooms, met: Met, wanted: Wanted = ASYLUM, *, by: str = "elsa") -> str:
    with rooms.database.transaction() as tx:
        return protection.mark(tx, met.encounter, wanted, by=rooms.principal(by), at=NOW)


def guarded(
    rooms: Rooms, met: Met, partner: PartnerId = US, *, act: ExchangeAct = ExchangeAct.ANSWER, at: datetime = NOW
) -> Guarded:
    with rooms.database.transaction() as tx:
        return protection.guard(tx, [met.encounter], partner=partner, act=act, at=at)


def asserted(rooms: Rooms, met: Met, *, born: str = "", nationality: str = "") -> None:
    with rooms.database.transaction() as tx:
        tx.run(
            "INSERT INTO biographics (encounter, name, aliases, birth_date, sex, nationality, documents)"
            " VALUES (%(e)s, 'SYNTHETIC, ONE', '{}', %(born)s, '', %(nationality)s, '{}')",
            e=met.encounter,
            born=born,
            nationality=nationality,
        )


def decide(rooms: Rooms, review: str, ruling: Ruling, *, by: str = "elsa") -> None:
    with rooms.database.transaction() as tx:
        protection.decide(tx, review, ruling, by=rooms.principal(by), at=NOW)


def refusal(act: object, *args: object, **kwargs: object) -> Problem:
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)  # type: ignore[operator]  # one of the verbs above
    return caught.value.problem


def release(until: datetime = NOW + timedelta(days=2)) -> Ruling:
    return Ruling(ReviewState.RELEASED, "the person consents in writing", "8 CFR 208.6(a)", until)


def test_somebody_unmarked_passes_and_leaves_nothing(rooms: Rooms) -> None:
    met = rooms.enrol(fingers_of(7, 1))
    assert guarded(rooms, met) == Guarded(Guard.PASS)
    with rooms.database.transaction() as tx:
        assert protection.guard(tx, [], partner=US, act=ExchangeAct.ANSWER, at=NOW) == Guarded(Guard.PASS)
        assert protection.queue(tx, by=rooms.principal("elsa")) == []


def test_asylum_is_silent_to_every_partner_for_the_whole_person(rooms: Rooms) -> None:
    before = rooms.meet(fingers_of(7, 1))
    met = rooms.meet(fingers_of(7, 2))
    mark(rooms, before)
    assert guarded(rooms, met).verdict is Guard.PASS  # a score joins nobody
    identify(rooms, arrival_case(rooms, met), before.encounter)
    found = guarded(rooms, met)
    assert found.verdict is Guard.SILENT
    assert found.dropped == {met.encounter}
    assert found.reasons == {Reason.ASYLUM}
    assert "asylum" not in repr(found)


def test_only_those_protected_are_dropped(rooms: Rooms) -> None:
    hidden, open_one = rooms.enrol(fingers_of(7, 1)), rooms.enrol(fingers_of(8, 1))
    mark(rooms, hidden)
    with rooms.database.transaction() as tx:
        both = [open_one.encounter, hidden.encounter]
        found = protection.guard(tx, both, partner=US, act=ExchangeAct.ANSWER, at=NOW)
    assert found.dropped == {hidden.encounter}


HELD_BACK = [
    (ASYLUM, ExchangeAct.SEARCH, US, Guard.PASS),
    (ASYLUM, ExchangeAct.NOTIFY, US, Guard.SILENT),
    (replace(ASYLUM, kind=MarkingKind.FEAR_SCREENING), ExchangeAct.DATA, US, Guard.SILENT),
    (replace(ASYLUM, kind=MarkingKind.VICTIM), ExchangeAct.SEARCH, US, Guard.SILENT),
    (FEAR, ExchangeAct.ANSWER, VE, Guard.SILENT),
    (FEAR, ExchangeAct.SEARCH, VE, Guard.SILENT),
    (FEAR, ExchangeAct.ANSWER, US, Guard.PASS),
    (FEAR, ExchangeAct.ANSWER, PartnerId("HUB"), Guard.SILENT),  # of no known state
    (MINOR, ExchangeAct.ANSWER, US, Guard.PASS),
    (MINOR, ExchangeAct.DATA, US, Guard.REVIEW),
    (replace(ASYLUM, ends=NOW), ExchangeAct.ANSWER, US, Guard.PASS),
    (replace(ASYLUM, ends=NOW + timedelta(seconds=1)), ExchangeAct.ANSWER, US, Guard.SILENT),
]


def test_who_is_held_back_from_whom(rooms: Rooms) -> None:
    for person, (wanted, act, partner, verdict) in enumerate(HELD_BACK, 30):
        met = rooms.enrol(fingers_of(person, 1))
        mark(rooms, met, wanted)
        assert guarded(rooms, met, partner, act=act).verdict is verdict, (wanted, act, partner)


def test_the_state_whose_nationality_a_seeker_of_refuge_claims_gets_nothing_ever(rooms: Rooms) -> None:
    met = rooms.enrol(fingers_of(7, 1))
    asserted(rooms, met, nationality="VEN")
    mark(rooms, met)
    assert guarded(rooms, met, VE, act=ExchangeAct.SEARCH).reasons == {Reason.OWN_STATE}
    (review,) = guarded(rooms, met, VE).reviews
    assert refusal(decide, rooms, review, release()) is NEVER_RELEASED
    with rooms.database.transaction() as tx:
        assert protection.fears(tx, [met.encounter], VE, at=NOW)
        assert not protection.fears(tx, [met.encounter], US, at=NOW)


def test_what_cannot_be_read_is_held_back(rooms: Rooms) -> None:
    met = rooms.enrol(fingers_of(7, 1))
    mark(rooms, met)
    with rooms.database.transaction() as tx:
        tx.run("UPDATE protection_marking SET kind = 'of a newer node'")
    found = guarded(rooms, met)
    assert (found.verdict, found.reasons) == (Guard.SILENT, frozenset({Reason.UNREADABLE}))
    (review,) = found.reviews
    assert refusal(decide, rooms, review, release()) is NEVER_RELEASED


def test_a_table_that_cannot_be_read_holds_everybody_back(rooms: Rooms) -> None:
    met = rooms.enrol(fingers_of(7, 1))
    with psycopg.connect(rooms.database.url, autocommit=True) as owner:
        owner.execute("ALTER TABLE protection_marking RENAME COLUMN kind TO sort")
    assert guarded(rooms, met).reasons == {Reason.UNREADABLE}


def test_a_release_is_for_one_partner_one_act_and_some_days(rooms: Rooms) -> None:
    met = rooms.enrol(fingers_of(7, 1))
    mark(rooms, met)
    (review,) = guarded(rooms, met).reviews
    assert guarded(rooms, met).reviews == {review}  # asked again, the same question waits
    assert refusal(decide, rooms, review, release(), by="vera") is NOT_ALLOWED
    assert refusal(decide, rooms, review, replace(release(), basis="")) is NEEDS_REASON
    assert refusal(decide, rooms, review, release(NOW + timedelta(days=31))) is UNFIT_TERM
    decide(rooms, review, release())
    assert refusal(decide, rooms, review, release()) is REVIEWED_ALREADY
    assert guarded(rooms, met).verdict is Guard.PASS
    assert guarded(rooms, met, act=ExchangeAct.DATA).verdict is Guard.SILENT
    assert guarded(rooms, met, VE).verdict is Guard.SILENT
    assert guarded(rooms, met, at=NOW + timedelta(days=2)).verdict is Guard.SILENT


def test_a_release_does_not_outlive_a_fear_stated_after_it(rooms: Rooms) -> None:
    met = rooms.enrol(fingers_of(7, 1))
    mark(rooms, met)
    (review,) = guarded(rooms, met).reviews
    decide(rooms, review, release())
    mark(rooms, met, replace(FEAR, nation="US"))
    assert guarded(rooms, met).verdict is Guard.SILENT


def test_silence_kept_and_a_referral_stay_silent(rooms: Rooms) -> None:
    for person, ruling in enumerate(
        (Ruling(ReviewState.KEPT, "as it is"), Ruling(ReviewState.REFERRED, "a victim", "SERNAMEG, Arica")), 20
    ):
        met = rooms.enrol(fingers_of(person, 1))
        mark(rooms, met)
        (review,) = guarded(rooms, met).reviews
        decide(rooms, review, ruling)
        again = guarded(rooms, met)
        assert again.verdict is Guard.SILENT
        assert again.reviews != {review}


def test_a_marking_ends_with_two_people(rooms: Rooms) -> None:
    met = rooms.enrol(fingers_of(7, 1))
    marking = mark(rooms, met)
    elsa, emilio = rooms.principal("elsa"), rooms.principal("emilio")
    word = Word("", "the claim was withdrawn", NOW)
    with rooms.database.transaction() as tx:
        assert refusal(protection.decide_unmark, tx, marking, word, by=elsa, agreed=True) is MARKING_ENDED
        assert refusal(protection.ask_unmark, tx, marking, " ", by=elsa, at=NOW) is NEEDS_REASON
        protection.ask_unmark(tx, marking, "the claim was withdrawn", by=elsa, at=NOW)
        assert refusal(protection.decide_unmark, tx, marking, word, by=elsa, agreed=True) is OWN_UNMARKING
    assert guarded(rooms, met).verdict is Guard.SILENT
    with rooms.database.transaction() as tx:
        protection.decide_unmark(tx, marking, word, by=emilio, agreed=False)
        assert guarded(rooms, met).verdict is Guard.SILENT
        protection.ask_unmark(tx, marking, "again", by=emilio, at=NOW)
        protection.decide_unmark(tx, marking, word, by=elsa, agreed=True)
    assert guarded(rooms, met).verdict is Guard.PASS
    assert refusal(mark_ended, rooms, marking) is NO_SUCH_THING


def mark_ended(rooms: Rooms, marking: str) -> None:
    with rooms.database.transaction() as tx:
        protection.ask_unmark(tx, marking, "once more", by=rooms.principal("elsa"), at=NOW)


def test_who_may_mark_and_read(rooms: Rooms) -> None:
    met, elsewhere = rooms.enrol(fingers_of(7, 1)), rooms.enrol(fingers_of(8, 1), CARCEL)
    mark(rooms, met, by="olga")
    assert refusal(mark, rooms, met) is MARKED_ALREADY
    assert refusal(mark, rooms, elsewhere, by="olga") is NO_SUCH_THING
    assert refusal(mark, rooms, elsewhere, replace(ASYLUM, kind=MarkingKind.FEARED_STATE)) is NOT_A_STATE
    assert refusal(mark, rooms, Met(met.submission, EncounterId("enc-none"))) is NO_SUCH_THING
    for nobody in ("ana", "vera", "adela"):
        assert refusal(mark, rooms, elsewhere, by=nobody) is NOT_ALLOWED
    with rooms.database.reading() as tx:
        for name in ("elsa", "aldo"):
            assert len(protection.markings(tx, by=rooms.principal(name))) == 1
        for name in ("olga", "ana", "vera", "adela"):
            assert refusal(protection.markings, tx, by=rooms.principal(name)) is NOT_ALLOWED
            assert refusal(protection.queue, tx, by=rooms.principal(name)) is NOT_ALLOWED


def test_the_ledger_tells_nobody_who_is_protected(rooms: Rooms) -> None:
    """No fact is filed under the person, none names the kind, and an hour in which something was held back is stated
    like one in which nothing was."""
    met = rooms.enrol(fingers_of(7, 1))
    before = rooms.facts(met.submission), rooms.facts(met.encounter)
    with rooms.database.transaction() as tx:
        assert protection.state_guarding(tx, at=NOW)
        assert not protection.state_guarding(tx, at=NOW + timedelta(minutes=59))
    marking = mark(rooms, met)
    length = _length(rooms)
    guarded(rooms, met)
    assert _length(rooms) == length
    with rooms.database.transaction() as tx:
        assert protection.state_guarding(tx, at=NOW + timedelta(hours=1))
        assert protection.state_guarding(tx, at=NOW + timedelta(hours=2))
    assert _length(rooms) == length + 2
    assert (rooms.facts(met.submission), rooms.facts(met.encounter)) == before
    with rooms.database.reading() as tx:
        (entry,) = ledger.history(tx, marking)
        text = str(entry.event.body())
    assert met.encounter not in text
    assert "asylum" not in text
    assert "Arica" not in text


def _length(rooms: Rooms) -> int:
    with rooms.database.reading() as tx:
        return int(tx.scalar("SELECT count(*) FROM ledger_entries"))
