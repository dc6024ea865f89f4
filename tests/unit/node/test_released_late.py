"""What protection held back and a named officer let go afterwards: told late; what is not let go leaves no trace."""

from datetime import timedelta

import pytest
from tests.inquiring import WITH_TEMPLATES, Asking, asking
from tests.nations import CL, US, Nations
from tests.released import FEAR, FEAR_OF_CHILE, VICTIM, decide, protect, rule, waiting
from tests.rooms import fingers_of

from openbitmap.node import inquiries, protection
from openbitmap.node.cases import Finding
from openbitmap.node.inquiries import InquiryState, Result
from openbitmap.node.problems import Refused
from openbitmap.node.protection import ReviewState
from openbitmap.vocabulary import ExchangeAct, InquiryId, Verdict
from openbitmap.wire import GalleryCoverage, LetterKind

PERSON, OTHER, REFUSED_PERSON, OVER, ENDED = 7, 9, 17, 19, 27
UNPROVIDED = ("barred", "not_provided", "", "TEST-PILOT")
"""What an answer says of anybody of whom no clause speaks."""


@pytest.fixture
def two(two_nations: Nations) -> Asking:
    return asking(two_nations)


def untold(two: Asking) -> int:
    with two.us.database.reading() as tx:
        return int(tx.scalar("SELECT count(*) FROM inquiry_untold"))


def seen(two: Asking) -> tuple[int, int]:
    """What the partner can see without opening anything: envelopes, and the length of the other's ledger."""
    with two.us.database.reading() as tx:
        return tx.scalar("SELECT count(*) FROM envelope_out"), tx.scalar("SELECT count(*) FROM ledger_entries")


def test_a_person_released_after_the_answer_is_told_late_and_goes_through_every_stage(two: Asking) -> None:
    protect(two.us, two.known_in(two.us, PERSON, nationality="PER"), at=two.clock.at)
    met = two.arrive(PERSON, nationality="PER")
    two.carry()
    inquiry = two.asked(met).inquiry
    assert (two.asked(met).state, untold(two)) == (InquiryState.NO_HIT, 1)
    with two.us.database.reading() as tx:
        assert inquiries.hits_of(tx, inquiry) == []  # what pages read
    decide(two.us, ExchangeAct.ANSWER, at=two.clock.at)
    two.carry()
    one = two.asked(met)
    assert (one.state, one.outcome.result, one.outcome.late) == (InquiryState.HIT, Result.CANDIDATE, True)
    assert (two.answer(met).verdict, untold(two)) == (Verdict.POSSIBLE_MATCH, 0)
    kinds = [x.kind for x in two.letters(US) if x.correlation == inquiry]
    assert kinds == [LetterKind.RESULT, LetterKind.ERASED, LetterKind.LATE_RESULT]
    assert waiting(two.us, ExchangeAct.ANSWER) == []  # the release asked nobody anew
    _goes_through_every_stage(two, inquiry)


def _goes_through_every_stage(two: Asking, inquiry: InquiryId) -> None:
    two.do(CL, "vera", inquiries.ask_reference, inquiry, "to compare")
    assert _stands(two, inquiry) == (InquiryState.REFERENCE_ASKED, InquiryState.REFERENCE_ASKED)
    decide(two.us, ExchangeAct.REFERENCE, at=two.clock.at)
    two.carry()  # the clause lets the images go by themselves
    assert _stands(two, inquiry) == (InquiryState.COMPARING, InquiryState.COMPARING)
    two.decide(inquiry, Finding.IDENTIFICATION)
    two.do(CL, "vera", inquiries.ask_data, inquiry, "false papers")
    with pytest.raises(Refused, match="not-released"):
        two.release_names("vera", inquiry)
    decide(two.us, ExchangeAct.DATA, at=two.clock.at)
    two.carry()
    assert two.stands(CL, inquiry).state is InquiryState.DATA_ASKED  # type: ignore[union-attr]  # its own officer decides
    two.release_names("vera", inquiry)
    assert _stands(two, inquiry) == (InquiryState.DATA_HELD, InquiryState.DATA_HELD)


def _stands(two: Asking, inquiry: InquiryId) -> tuple[InquiryState | None, InquiryState | None]:
    ours, theirs = two.stands(CL, inquiry), two.stands(US, inquiry)
    return ours.state if ours else None, theirs.state if theirs else None


def test_what_may_not_be_told_or_asked_leaves_no_trace(two: Asking) -> None:
    """One story after the other, on one clock."""
    _nobody_is_asked_of_who_must_be_kept_from_them_until_an_officer_says_so(two)
    _what_is_not_released_is_followed_by_nothing_and_forgotten(two)
    _what_is_released_too_late_is_not_told(two)


def _what_is_not_released_is_followed_by_nothing_and_forgotten(two: Asking) -> None:
    protect(two.us, two.known_in(two.us, REFUSED_PERSON), at=two.clock.at)
    met = two.arrive(REFUSED_PERSON)
    two.carry()
    before = seen(two)
    decide(two.us, ExchangeAct.ANSWER, ReviewState.KEPT, at=two.clock.at)
    two.carry()
    assert seen(two) == (before[0], before[1] + 1)  # its own fact, which names nobody
    assert (two.asked(met).state, untold(two)) == (InquiryState.NO_HIT, 0)
    assert waiting(two.us, ExchangeAct.ANSWER) == []


def _what_is_released_too_late_is_not_told(two: Asking) -> None:
    """After the time that the clause lets a hit be kept, and after the end of the clause itself."""
    met = {}
    for person in (OVER, ENDED):
        protect(two.us, two.known_in(two.us, person), at=two.clock.at)
        met[person] = two.arrive(person)
    two.carry()
    assert untold(two) == 2
    two.clock.pass_on(days=300)  # the pilot is over
    with two.us.database.transaction() as tx:
        until, kept = two.clock.at + timedelta(days=9), two.asked(met[ENDED]).inquiry
        tx.run("UPDATE inquiry_untold SET until = %(until)s WHERE inquiry = %(i)s", until=until, i=kept)
    for review in waiting(two.us, ExchangeAct.ANSWER):
        rule(two.us, review, at=two.clock.at)
    two.carry()
    assert {two.asked(one).state for one in met.values()} == {InquiryState.NO_HIT}
    assert untold(two) == 1
    assert not [x for x in two.letters(US) if x.kind is LetterKind.LATE_RESULT]


def _told(line: GalleryCoverage) -> tuple[str, str, str, str]:
    return line.state, line.reason, line.clause, line.agreement


def _nobody_is_asked_of_who_must_be_kept_from_them_until_an_officer_says_so(two: Asking) -> None:
    two.known_in(two.us, PERSON)
    asked = []
    for person, wanted in ((PERSON, VICTIM), (OTHER, FEAR)):
        met = two.cl.enrol(fingers_of(person, 2))
        protect(two.cl, met.encounter, at=two.clock.at, wanted=wanted)
        two.cl.search(met)
        with two.cl.database.reading() as tx:
            lines = inquiries.abroad_of(tx, met.submission, at=two.clock.at).lines
        assert [_told(line) for line in lines] == [UNPROVIDED]  # from the first answer on
        asked.append(met)
    two.carry()
    assert [_told(two.line(m)) for m in asked] == [UNPROVIDED] * 2
    assert two.letters(CL) == []
    victim, fearing = two.cl.encounter(asked[0]).encounter, two.cl.encounter(asked[1]).encounter
    with two.cl.database.reading() as tx:
        by = {r.encounter: r.review for r in protection.queue(tx, by=two.cl.principal("elsa"))}
    rule(two.cl, by[victim], at=two.clock.at)
    with pytest.raises(Refused, match="never-released"):
        rule(two.cl, by[fearing], at=two.clock.at)  # not to the state that a person says to fear
    two.carry()
    assert [two.asked(m).state for m in asked] == [InquiryState.HIT, InquiryState.BARRED]


def test_what_goes_of_a_minor_is_what_the_clause_says_reaches_minors(two_nations: Nations) -> None:
    before, heading, after = WITH_TEMPLATES.partition("CLAUSE 2.1 permits")
    reaching = after.replace("answer within: 24 hours\n", "answer within: 24 hours\nminors: yes\n", 1)
    two = asking(two_nations, before + heading + reaching)
    young = two.known_in(two.us, PERSON, nationality="PER")
    with two.us.database.transaction() as tx:
        tx.run("UPDATE biographics SET birth_date = '20120101' WHERE encounter = %(e)s", e=young)
    met = two.arrive(PERSON, nationality="PER")
    two.carry()
    inquiry = two.asked(met).inquiry
    two.do(CL, "vera", inquiries.ask_reference, inquiry, "to compare")
    assert two.asked(met).state is InquiryState.COMPARING  # the images of a clause that reaches minors
    two.decide(inquiry, Finding.IDENTIFICATION)
    two.do(CL, "vera", inquiries.ask_data, inquiry, "to find the family")
    with pytest.raises(Refused, match="not-released"):
        two.release_names("vera", inquiry)
    decide(two.us, ExchangeAct.DATA, at=two.clock.at)  # of one that does not, nothing without a person's word
    protect(two.us, young, at=two.clock.at, wanted=FEAR_OF_CHILE)
    two.us.drain()
    with pytest.raises(Refused, match="not-released"):
        two.release_names("vera", inquiry)
    assert len(waiting(two.us, ExchangeAct.DATA)) == 1  # marked while the request waited: a person hears of it
