"""Questions between nations, stage by stage, over real envelopes between two nodes."""

import json
from dataclasses import replace

import pytest
from tests.booked import NAMED, both_book_each_act_under_one_clause, knows_what_was_asked_through_whom
from tests.given import pages_of
from tests.inquiring import WITH_TEMPLATES, Asking, asking, gated
from tests.nations import CL, US, Nations
from tests.releasing import names_and_a_face_are_let_out
from tests.rooms import NOON
from tests.treaties import FIRST, LAST, with_daily_limit, without_clause

from openbitmap.node import disclosures, exchange, identities, inquiries
from openbitmap.node.alerts import AlertState, Rule
from openbitmap.node.cases import Finding
from openbitmap.node.disclosures import CopyState, ItemKind
from openbitmap.node.inquiries import InquiryState, Result, Stage
from openbitmap.node.problems import Refused
from openbitmap.vocabulary import Coverage, EncounterId, ExchangeAct, Verdict
from openbitmap.wire import NextStep

PERSON, STRANGER = 7, 8


@pytest.fixture
def two(two_nations: Nations) -> Asking:
    return asking(two_nations)


def test_a_hit_says_hit_and_a_reference_and_nothing_else_and_no_hit_looks_the_same(two: Asking) -> None:
    two.known_in(two.us, PERSON)
    known, stranger = two.arrive(PERSON), two.arrive(STRANGER)
    assert two.line(known).state is Coverage.PENDING and two.line(known).due_at
    two.carry()
    hit, miss = two.asked(known), two.asked(stranger)
    assert (hit.state, miss.state) == (InquiryState.HIT, InquiryState.NO_HIT)
    answer = two.answer(known)
    assert (answer.verdict, answer.next_step) == (Verdict.POSSIBLE_MATCH, NextStep.HOLD_FOR_ABROAD)
    assert two.answer(stranger).verdict is Verdict.NO_CANDIDATE
    assert (two.line(known).state, two.line(known).result, two.line(known).people) == ("searched", "candidate", 1)
    bodies = {x.correlation: x.body for x in two.letters(US) if x.kind == "result"}
    assert bodies[hit.inquiry].keys() == bodies[miss.inquiry].keys()
    assert bodies[hit.inquiry]["reference"] and not bodies[miss.inquiry]["reference"]
    assert {body["band"] for body in bodies.values()} == {""}  # no clause speaks of bands
    with two.us.database.reading() as tx:
        given = {c.reference: (c.kind, c.state) for c in disclosures.copies_newest(tx)}
        nobody = next(c for c in disclosures.copies_newest(tx) if c.reference == miss.inquiry)
        terms = disclosures.terms_of(tx, nobody.copy)
    with two.cl.database.reading() as tx:
        held = {h.reference: (h.kind, CopyState.GIVEN) for h in disclosures.holdings_of(tx, US)}
    assert given == held | {miss.inquiry: (ItemKind.RESULT, CopyState.TOLD)} and len(held) == 1
    assert terms and not terms.fields and not nobody.encounter
    with pytest.raises(Refused, match="nothing-to-recall"), two.us.database.transaction() as tx:
        demand = disclosures.Demand(disclosures.Reason.RETENTION, "its term is over")
        scope = disclosures.Scope(copies=(nobody.copy,))
        disclosures.recall(tx, scope, demand, at=two.clock.at, actor=two.us.principal("elsa").actor)
    said = json.dumps(list(bodies.values()))
    assert not [word for word in ("score", "rank", "log10", "evidence", "enc-", "PEREZ") if word in said]


def test_the_probe_is_erased_and_both_have_the_word_for_it(two: Asking) -> None:
    two.known_in(two.us, PERSON)
    met = two.arrive(PERSON)
    two.carry()
    inquiry = two.asked(met).inquiry
    assert not [x for x in two.letters(CL) if x.kind == "search" and x.attachments]
    assert "ProbeErased" in two.facts(US, inquiry)
    assert "ProbeErased" in two.facts(CL, met.submission)
    with two.us.database.reading() as tx:
        assert tx.scalar("SELECT count(*) FROM encounter") == 1  # nobody was enrolled
        assert inquiries.steps_of(tx, inquiry)[-1].stage is Stage.ERASED
    with two.cl.database.reading() as tx:
        assert [s.words for s in inquiries.steps_of(tx, inquiry) if s.stage is Stage.ERASED] == [""]


def test_from_hit_to_personal_data_each_stage_by_a_person_and_by_its_clause(two_nations: Nations) -> None:
    always = "2020-01-01 to 2099-12-31"  # pages read the hour of the wall
    two = asking(two_nations, gated(WITH_TEMPLATES, "2.1").replace(f"{FIRST} to {LAST}", always))
    two.known_in(two.us, PERSON, nationality="PER")
    met = two.arrive(PERSON, nationality="PER")
    two.carry()
    inquiry = two.asked(met).inquiry
    assert f'action="/inquiries/{inquiry}/reference"' in pages_of(two.cl, "vera").get(f"/inquiries/{inquiry}").text
    with pytest.raises(Refused, match="not-attributed-yet"):
        two.do(CL, "vera", inquiries.ask_data, inquiry, "too early")
    two.do(CL, "vera", inquiries.ask_reference, inquiry, "the post holds the person and wants to compare")
    assert two.stands(US, inquiry).state is InquiryState.REFERENCE_ASKED  # type: ignore[union-attr]  # None fails the test as well
    with pytest.raises(Refused, match="not-allowed"), two.us.database.transaction() as tx:
        by = two.us.principal("elsa")
        inquiries.release_reference(tx, two.us.equipment, inquiry, by=by, at=two.clock.at)
    with two.us.database.transaction() as tx:
        by = two.us.principal("victor")
        inquiries.release_reference(tx, two.us.equipment, inquiry, by=by, at=two.clock.at)
    two.carry()
    assert two.asked(met).state is InquiryState.COMPARING
    _holds_no_reference_in_any_count(two)
    two.decide(inquiry, Finding.IDENTIFICATION)
    assert two.asked(met).state is InquiryState.ATTRIBUTED
    assert two.stands(US, inquiry).state is InquiryState.ATTRIBUTED  # type: ignore[union-attr]  # None fails the test as well
    assert (two.answer(met).verdict, two.line(met).result) == (Verdict.CONFIRMED, Result.ATTRIBUTED)
    two.do(CL, "vera", inquiries.ask_data, inquiry, "false papers; the name decides about the return")
    names_and_a_face_are_let_out(two, inquiry)
    story = ["InquiryPlanned", "InquiryAsked", "InquiryResultTaken", "ProbeErased", "ReferenceAsked", "ReferenceTaken"]
    story += ["InquiryAttributed", "PersonalDataAsked", "PersonalDataTaken"]
    assert [f for f in two.facts(CL, met.submission) if f in story] == story
    theirs = ["InquiryReceived", "InquiryAnswered", "ProbeErased", "ReferenceAsked", "ReferenceReleased"]
    theirs += ["InquiryAttributed", "PersonalDataAsked", "PersonalDataReleased"]
    assert [f for f in two.facts(US, inquiry) if f in theirs] == theirs
    both_book_each_act_under_one_clause(two, inquiry)
    _undoes_everything(two, inquiry, met)


def _holds_no_reference_in_any_count(two: Asking) -> None:
    with two.cl.database.reading() as tx:
        kinds = {g.kind for g in identities.all_galleries(tx)}
        census = identities.gallery_census(tx, 10**9, [], without=EncounterId(""))
        assert "reference" not in kinds and sum(g.people for g in census) == 1
        assert identities.past(tx).encounters == 1


def _undoes_everything(two: Asking, inquiry, met) -> None:  # type: ignore[no-untyped-def]  # called above only
    knows_what_was_asked_through_whom(two, inquiry, met)
    with two.us.database.transaction() as tx:
        (hit,) = inquiries.hits_of(tx, inquiry)
        demand = disclosures.Demand(disclosures.Reason.WRONG_IDENTITY, "another person's record")
        scope = disclosures.Scope(encounter=hit.encounter or "")
        disclosures.recall(tx, scope, demand, at=two.clock.at, actor=two.us.principal("elsa").actor)
    two.carry()
    one, theirs = two.asked(met), two.stands(US, inquiry)
    assert (one.state, one.outcome.result, one.held) == (InquiryState.UNDONE, Result.RECALLED, None)
    assert theirs and (theirs.state, theirs.outcome.result) == (InquiryState.UNDONE, Result.RECALLED)
    with two.us.database.reading() as tx:
        last = inquiries.steps_of(tx, inquiry)[-2:]
        assert [(s.stage, s.actor) for s in last] == [(Stage.CALLED_BACK, "person:elsa"), (Stage.UNDONE, CL)]
        assert [h.gone for h in inquiries.hits_of(tx, inquiry)] == [True]
    assert two.answer(met).verdict is Verdict.NO_CANDIDATE
    assert two.line(met, "US ident").result == Result.RECALLED
    pages = [pages_of(rooms, "vera").get(f"/inquiries/{inquiry}").text for rooms in (two.cl, two.us)]
    assert all("· called back" in page or "· retirada" in page for page in pages)  # and not "· same person" any more
    assert not [page for page in pages if "· same person" in page or "· misma persona" in page]
    with two.cl.database.reading() as tx:
        assert identities.alike(tx, [met.encounter]).get(met.encounter, {met.encounter}) == {met.encounter}


def test_what_examiners_do_not_attribute_is_told_to_both(two: Asking) -> None:
    two.known_in(two.us, PERSON)
    met = two.arrive(PERSON)
    two.carry()
    inquiry = two.asked(met).inquiry
    two.do(CL, "vera", inquiries.ask_reference, inquiry, "to compare")
    assert two.asked(met).state is InquiryState.COMPARING  # the clause lets the images go by themselves
    two.decide(inquiry, Finding.EXCLUSION)
    assert two.stands(US, inquiry).state is InquiryState.NOT_ATTRIBUTED  # type: ignore[union-attr]  # None fails the test as well
    assert (two.answer(met).verdict, two.line(met).result) == (Verdict.NOT_CONFIRMED, Result.NOT_ATTRIBUTED)


def test_an_agreement_that_ends_in_mid_case_stops_the_next_stage_and_names_the_clause(two: Asking) -> None:
    two.known_in(two.us, PERSON)
    met = two.arrive(PERSON)
    two.carry()
    two.clock.pass_on(days=300)
    one = two.do(CL, "vera", inquiries.ask_reference, two.asked(met).inquiry, "to compare")
    assert (one.state, one.basis.reason, one.basis.clause) == (InquiryState.REFERENCE_REFUSED, "expired", "2.1")
    assert "RequestRefused" in two.facts(CL, met.submission)
    assert not [x for x in two.letters(CL) if x.kind == "reference_request"]
    with two.cl.database.reading() as tx:
        prospect = inquiries.prospect_of(tx, one, ExchangeAct.REFERENCE, at=two.clock.at)
        assert inquiries.prospect_of(tx, one, ExchangeAct.REFERENCE, at=NOON).galleries
        assert (prospect.galleries, prospect.basis.reason) == ((), "expired")
    late = two.arrive(STRANGER)
    two.carry()
    line = two.line(late)
    assert (line.reason, line.clause, line.agreement) == ("expired:2027-07-31", "1.1", "TEST-PILOT")
    answer = replace(two.answer(late), coverage=NAMED)
    with two.cl.database.reading() as tx:
        answer = exchange.joined(tx, answer, at=two.clock.at)
    assert {g.reason for g in answer.coverage} == {"expired:2027-07-31"}
    card = "".join(exchange.card_lines(exchange.card_of(answer, "en")))
    assert "agreement expired on 2027-07-31, clause 1.1 of TEST-PILOT" in card


def test_an_officer_refuses_with_a_reason_that_the_asker_reads(two_nations: Nations) -> None:
    two = asking(two_nations, gated(WITH_TEMPLATES, "2.1"))
    two.known_in(two.us, PERSON)
    met = two.arrive(PERSON)
    two.carry()
    inquiry = two.asked(met).inquiry
    two.do(CL, "vera", inquiries.ask_reference, inquiry, "to compare")
    two.do(US, "victor", inquiries.refuse_request, inquiry, "a court holds the record")
    assert two.asked(met).state is InquiryState.REFERENCE_REFUSED
    with two.cl.database.reading() as tx:
        assert inquiries.steps_of(tx, inquiry)[-1].words == "a court holds the record"


def test_without_a_clause_or_with_its_quota_spent_the_line_says_so_at_once(two_nations: Nations) -> None:
    two = asking(two_nations, with_daily_limit(WITH_TEMPLATES, "1.2", 1))
    first, second = two.arrive(PERSON), two.arrive(STRANGER)
    two.carry()
    assert two.line(first).state is Coverage.SEARCHED
    assert (two.line(second).state, two.line(second).reason) == (Coverage.REFUSED, "quota_spent")
    assert two.line(second).clause == "1.2"
    (card,) = [r for r in exchange.card_of(two.answer(second), "en").rows if r.label == "Not searched"]
    assert "United States (the day's quota is spent, clause 1.2 of TEST-PILOT)" in card.text


def test_own_nationals_are_flagged_before_sharing(two_nations: Nations) -> None:
    text = WITH_TEMPLATES.replace("watchlisted, own national, partner national", "watchlisted, partner national")
    two = asking(two_nations, text)
    two.known_in(two.us, PERSON, nationality="USA")
    own, mate = two.arrive(STRANGER, nationality="CHL"), two.arrive(PERSON)
    two.carry()
    assert (two.line(own).state, two.line(own).reason) == (Coverage.BARRED, "not_provided")
    assert two.asked(mate).state is InquiryState.NO_HIT  # their own national: as if there were no record


def test_an_answer_that_does_not_come_is_late_and_counts_when_it_comes(two: Asking) -> None:
    two.known_in(two.us, PERSON)
    two.nations.link.cut_now = True
    met = two.arrive(PERSON)
    two.clock.pass_on(minutes=6)
    two.look()
    two.cl.drain()
    before = two.answer(met)
    assert (two.line(met).state, before.verdict) == (Coverage.TIMED_OUT, Verdict.NO_CANDIDATE)
    two.nations.link.cut_now = False
    two.carry()
    assert two.answer(met).version > before.version
    assert (two.answer(met).verdict, two.asked(met).outcome.late) == (Verdict.POSSIBLE_MATCH, True)


def test_a_match_that_comes_late_is_an_alert_until_people_have_compared(two: Asking) -> None:
    two.known_in(two.us, PERSON)
    two.nations.link.cut_now = True
    met, stranger = two.arrive(PERSON), two.arrive(STRANGER)
    two.clock.pass_on(minutes=6)
    two.look()
    two.nations.link.cut_now = False
    two.carry()
    inquiry = two.asked(met).inquiry
    (alert,) = two.alerts(met)
    assert (alert.rule, alert.state, alert.verified_by) == (Rule.LATE, AlertState.RAISED, None)
    assert two.asked(stranger).outcome.late and not two.alerts(stranger)
    two.do(CL, "vera", inquiries.ask_reference, inquiry, "answered after the traveller had left")
    two.decide(inquiry, Finding.IDENTIFICATION)
    assert [a.verified_by for a in two.alerts(met)] == [inquiry]


def test_a_question_that_comes_twice_is_searched_and_counted_once(two: Asking) -> None:
    two.nations.link.double = 1.0
    met = two.arrive(PERSON)
    two.carry()
    inquiry = two.asked(met).inquiry
    assert two.facts(US, inquiry).count("InquiryReceived") == 1
    with two.us.database.reading() as tx:
        assert tx.scalar("SELECT count(*) FROM inquiry") == 1


def test_without_an_agreement_every_partner_has_its_line(two_nations: Nations) -> None:
    two = asking(two_nations, without_clause(WITH_TEMPLATES, "1.1"))
    met = two.arrive(PERSON)
    two.carry()
    assert (two.line(met).state, two.line(met).reason) == (Coverage.BARRED, "not_provided")
    assert not two.letters(CL)


def test_chance_is_told_of_the_union_and_each_gallery_keeps_its_part(two: Asking) -> None:
    for person in range(20, 24):
        two.known_in(two.us, person)
        two.known_in(two.cl, person + 50)
    two.arrive(PERSON)
    two.carry()
    met = two.arrive(STRANGER)
    two.carry()
    chance = two.answer(met).chance
    assert chance is not None and chance.people == 9
    assert chance.fpir == pytest.approx(two.cl.equipment.settings.fpir)
    assert two.asked(met).outcome.fpir == pytest.approx(chance.fpir * 4 / 9)
