"""Whether somebody is a minor, by what was asserted at each encounter and by nothing else; and what goes of one."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.inquiring import say
from tests.released import ASYLUM, protect
from tests.rooms import Rooms, fingers_of

from openbitmap.instruments import Gate, Granted, Onward, Question, Terms
from openbitmap.node import protection
from openbitmap.node.identities import Asserted
from openbitmap.node.problems import Refused
from openbitmap.node.protection import Basis, Guard, Guarded, MarkingKind, Reason, Wanted, is_minor
from openbitmap.vocabulary import (
    AgreementId,
    EncounterId,
    ExchangeAct,
    ExchangePurpose,
    Modality,
    PartnerId,
    PersonCategory,
    digest_of,
)

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
ESTIMATED = Wanted(MarkingKind.MINOR, Basis.ESTIMATED, "by a physician")


@pytest.mark.parametrize(
    ("born", "met", "at", "minor"),
    [
        ("20081130", "2026-11-29", "2026-11-29", True),  # the day before the eighteenth birthday
        ("20081130", "2026-11-30", "2026-11-30", False),
        ("20081130", "2020-01-01", "2030-01-01", True),  # was one when met
        ("20080000", "2026-06-01", "2026-06-01", True),  # may have been born in December
        ("20080600", "2026-06-30", "2026-06-30", False),  # not after June
        ("20080200", "2026-02-28", "2026-02-28", True),  # 29 February
        ("20080229", "2026-02-28", "2026-02-28", True),
        ("20080229", "2026-03-01", "2026-03-01", False),
        ("20081399", "2026-06-01", "2026-06-01", True),  # no such day: as if only the year were known
        ("00000000", "2026-06-01", "2026-06-01", False),
        ("", "2026-06-01", "2026-06-01", False),
    ],
)
def test_age_is_counted_from_what_was_asserted_alone(born: str, met: str, at: str, *, minor: bool) -> None:
    def day(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)

    assert is_minor([(Asserted("SYNTHETIC", birth_date=born), day(met))], day(at)) is minor


def young(rooms: Rooms, person: int) -> EncounterId:
    """Somebody who said to be born in 2010, on no day that is known."""
    met = say(rooms, rooms.enrol(fingers_of(person, 1)), "PER")
    with rooms.database.transaction() as tx:
        tx.run("UPDATE biographics SET birth_date = '20100000' WHERE encounter = %(e)s", e=met.encounter)
    return met.encounter


def leave(act: ExchangeAct, *, minors: bool = False) -> Granted:
    """A clause's yes to the United States."""
    nations, prints = (PartnerId("CL"), PartnerId("US")), frozenset({Modality.FINGER})
    asked = Question(act, *nations, ExchangePurpose.BORDER_CHECK, PersonCategory.DETAINEE, modalities=prints)
    terms = Terms(1, None, 30, Gate.OFFICER, Onward.NEVER, NOW, answer_hours=24, breach_hours=24, bands=False)
    clause = (AgreementId("TEST"), 1, "3.1")
    return Granted(*clause, asked, frozenset(), replace(terms, minors=minors), digest_of(b"text"))


def test_a_minor_by_the_birth_date_asserted_is_held_back_after_the_answer(rooms: Rooms) -> None:
    met = young(rooms, 7)
    with rooms.database.transaction() as tx:
        assert protection.guard_under(tx, [met], leave(ExchangeAct.ANSWER), at=NOW) == Guarded(Guard.PASS)
        assert protection.guard_under(tx, [met], leave(ExchangeAct.REFERENCE), at=NOW).verdict is Guard.REVIEW
        with pytest.raises(Refused, match="not-released"):
            protection.require_release(tx, met, leave(ExchangeAct.DATA), at=NOW)


def test_a_clause_that_reaches_minors_passes_the_rule_for_minors_and_no_other(rooms: Rooms) -> None:
    both = [young(rooms, 7), rooms.enrol(fingers_of(8, 1)).encounter]
    protect(rooms, both[1], at=NOW, wanted=ESTIMATED)
    for act in (ExchangeAct.REFERENCE, ExchangeAct.DATA, ExchangeAct.NOTIFY):
        with rooms.database.transaction() as tx:
            narrow = protection.guard_under(tx, both, leave(act), at=NOW)
            wide = protection.guard_under(tx, both, leave(act, minors=True), at=NOW)
        assert (narrow.verdict, narrow.dropped) == (Guard.REVIEW, frozenset(both))
        assert wide == Guarded(Guard.PASS)
    protect(rooms, both[0], at=NOW, wanted=ASYLUM)
    wide_leave = leave(ExchangeAct.DATA, minors=True)
    with rooms.database.transaction() as tx:
        found = protection.guard_under(tx, both, wide_leave, at=NOW)
        assert protection.free_under(tx, both, wide_leave, at=NOW) == {both[1]}
    assert (found.dropped, found.reasons) == (frozenset({both[0]}), frozenset({Reason.ASYLUM}))
