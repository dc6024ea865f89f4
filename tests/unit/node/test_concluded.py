"""What people concluded about somebody a partner gave leaves by a clause that stands at that moment, or not at all."""

from datetime import datetime

import pytest
from tests.inquiring import Asking, asking
from tests.nations import CL, US, Nations, agree
from tests.released import FEAR, protect
from tests.rooms import Rooms
from tests.unit.node.test_notices import known_by_reference, running, settle_at_desk
from tests.watched import NOW, watching

from openbitmap.node import agreements, alerts, disclosures, inquiries, notices
from openbitmap.node.alerts import AlertState, Moment, Outcome, Report
from openbitmap.node.cases import Finding
from openbitmap.node.disclosures import ItemKind
from openbitmap.node.inquiries import InquiryState, Stage
from openbitmap.vocabulary import AgreementId, InquiryId
from openbitmap.wire import LetterKind

PILOT = AgreementId("TEST-PILOT")


def suspend(rooms: Rooms, *, at: datetime) -> None:
    with rooms.database.transaction() as tx:
        agreements.suspend(tx, PILOT, "elections", by=rooms.principal("adela"), at=at)


def resume(rooms: Rooms, *, at: datetime) -> None:
    with rooms.database.transaction() as tx:
        for person in ("adela", "elsa"):
            agreements.resume(tx, PILOT, by=rooms.principal(person), at=at)


def compared(two: Asking, *people: int) -> list[InquiryId]:
    """Questions whose images have come: examiners compare."""
    met = []
    for person in people:
        two.known_in(two.us, person)
        met.append(two.arrive(person))
    two.carry()
    found = [two.asked(one).inquiry for one in met]
    for inquiry in found:
        with two.cl.database.transaction() as tx:
            inquiries.ask_reference(tx, inquiry, "to compare", by=two.cl.principal("vera"), at=two.clock.at)
    two.carry()
    assert {two.stands(CL, i).state for i in found} == {InquiryState.COMPARING}  # type: ignore[union-attr]  # None fails the test as well
    return found


def test_an_attribution_goes_by_a_clause_that_stands_when_examiners_decide_and_late_once_it_may(
    two_nations: Nations,
) -> None:
    two = asking(two_nations)
    fearful, stopped, expired = compared(two, 7, 8, 9)
    traveller = two.stands(CL, fearful)
    assert traveller is not None
    protect(two.cl, traveller.about.encounter, at=two.clock.at, wanted=FEAR)
    two.decide(fearful, Finding.IDENTIFICATION)
    assert stayed(two, fearful) == "not_provided"
    suspend(two.cl, at=two.clock.at)
    two.decide(stopped, Finding.IDENTIFICATION)
    assert stayed(two, stopped) == "suspended"
    assert "RequestRefused" in two.facts(CL, two.stands(CL, stopped).about.submission)  # type: ignore[union-attr]  # as above
    barred = two.do(CL, "vera", inquiries.ask_data, stopped, "the name decides about the return")
    assert (barred.state, barred.basis.reason) == (InquiryState.DATA_REFUSED, "suspended")
    assert not [x for x in two.letters(CL) if x.kind in (LetterKind.ATTRIBUTED, LetterKind.DATA_REQUEST)]
    resume(two.cl, at=two.clock.at)
    two.do(CL, "vera", inquiries.ask_data, stopped, "the name decides about the return")
    assert [x.kind for x in two.letters(CL)][-2:] == [LetterKind.ATTRIBUTED, LetterKind.DATA_REQUEST]
    assert two.stands(US, stopped).state is InquiryState.DATA_ASKED  # type: ignore[union-attr]  # as above
    two.clock.pass_on(days=300)
    two.decide(expired, Finding.EXCLUSION)
    assert stayed(two, expired) == "expired"
    with two.cl.database.reading() as tx:
        told = [c.reference for c in disclosures.copies_newest(tx) if c.kind is ItemKind.ATTRIBUTION]
    assert told == [stopped]


def stayed(two: Asking, inquiry: InquiryId) -> str:
    """Why the partner was not told, as our own record has it; and that it was not."""
    one, theirs = two.stands(CL, inquiry), two.stands(US, inquiry)
    assert one and theirs and one.state in (InquiryState.ATTRIBUTED, InquiryState.NOT_ATTRIBUTED)
    assert theirs.state is InquiryState.COMPARING
    with two.cl.database.reading() as tx:
        (kept,) = [s for s in inquiries.steps_of(tx, inquiry) if s.stage is Stage.NOT_TOLD]
    assert kept.words == one.basis.reason
    return kept.words


def test_what_came_of_a_notice_stays_here_while_no_clause_carries_it(
    two_nations: Nations, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(two_nations)
    watch = known_by_reference(watching(two_nations), monkeypatch)
    running(watch)
    watch.meet_again(3)
    us, (alert,), (notice,) = watch.us, watch.alerts_abroad(), watch.notices(US)
    suspend(us, at=NOW)
    settle_at_desk(us, alert.alert)
    watch.nations.carry()
    assert [n.outcome for n in watch.notices(CL) + watch.notices(US)] == ["", ""]
    assert kept_of(us, notice.notice) == ("arrest", "suspended", "TEST-PILOT cl. 4.2")
    assert us.facts(notice.notice)[-1] == "NoticeOutcomeKept"
    with us.database.transaction() as tx:
        assert not notices.tell_outcome_due(tx, at=NOW.replace(year=NOW.year + 1))
    assert kept_of(us, notice.notice)[1] == "expired"
    resume(us, at=NOW)
    with us.database.transaction() as tx:
        assert notices.tell_outcome_due(tx, at=NOW)
    assert kept_of(us, notice.notice) == ("", "", "")
    watch.nations.carry()
    assert [n.outcome for n in watch.notices(CL)] == ["arrest"]
    with us.database.reading() as tx:
        (copy,) = [c for c in disclosures.copies_newest(tx) if c.kind is ItemKind.OUTCOME]
    assert (copy.clause, copy.encounter) == ("4.2", watch.ours.encounter)


def test_a_corrected_outcome_is_told_each_time_and_what_is_so_no_more_never(
    two_nations: Nations, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(two_nations)
    watch = known_by_reference(watching(two_nations), monkeypatch)
    running(watch)
    watch.meet_again(3)
    us, (alert,) = watch.us, watch.alerts_abroad()
    moment, vera = Moment(NOW), us.principal("vera")

    def reported(outcome: Outcome, seen: AlertState = AlertState.OUTCOME) -> list[str]:
        with us.database.transaction() as tx:
            alerts.desk.record_outcome(tx, alert.alert, Report(outcome, "as seen", seen), by=vera, moment=moment)
        watch.nations.carry()
        return [n.outcome for n in watch.notices(CL)]

    with us.database.transaction() as tx:
        alerts.desk.acknowledge(tx, alert.alert, seen=AlertState.RAISED, by=vera, moment=moment)
    assert reported(Outcome.ARREST, AlertState.VERIFIED) == ["arrest"]
    assert reported(Outcome.RELEASED) == ["released"]
    assert reported(Outcome.ARREST) == ["arrest"]
    assert reported(Outcome.REFERRED) == ["referred"]
    suspend(us, at=NOW)
    assert reported(Outcome.REFUSED_ENTRY) == ["referred"]
    assert reported(Outcome.REFERRED) == ["referred"]
    resume(us, at=NOW)
    with us.database.transaction() as tx:
        assert not notices.tell_outcome_due(tx, at=NOW)
    watch.nations.carry()
    assert [n.outcome for n in watch.notices(CL)] == ["referred"]


def kept_of(rooms: Rooms, notice: str) -> tuple[str, str, str]:
    with rooms.database.reading() as tx:
        kept = notices.outcome_kept(tx, notice, by=rooms.principal("vera"))
    return (kept.outcome, kept.reason, kept.clause) if kept else ("", "", "")
