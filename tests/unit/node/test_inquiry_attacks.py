"""A partner whose letters are signed and sealed and mean no good: what it cannot move, learn or plant."""

import re
from collections.abc import Mapping
from datetime import timedelta
from itertools import count

import pytest
from tests.inquiring import WITH_TEMPLATES, Asking, asking
from tests.nations import CL, US, Nations
from tests.rooms import TEST, Met, fingers_of
from tests.telling_apart import protect
from tests.treaties import PILOT

from openbitmap.instruments import parse
from openbitmap.node import agreements, disclosures, envelopes, exchange, inquiries, search, work
from openbitmap.node.cases import Finding
from openbitmap.node.disclosures import Demand, Reason, Scope
from openbitmap.node.events import HoldingPurged
from openbitmap.node.inquiries import Hit, InquiryState, Line, Result, Stage, store
from openbitmap.vocabulary import Coverage, InquiryId, PartnerId
from openbitmap.wire import Letter, LetterKind

PERSON, STRANGER, REFUGEE = 7, 8, 9
KEYS = count()


@pytest.fixture
def two(two_nations: Nations) -> Asking:
    return asking(two_nations)


def send(two: Asking, sender: PartnerId, kind: LetterKind, body: Mapping[str, object], inquiry: str) -> None:
    _send(two, sender, Letter(US if sender == CL else CL, kind, body, correlation=inquiry))


def _send(two: Asking, sender: PartnerId, letter: Letter) -> None:
    with two.nations.rooms(sender).database.transaction() as tx:
        key = f"attack:{next(KEYS)}"
        envelopes.send(tx, letter, permit_clause="none", at=two.clock.at, actor=TEST, key=key)


def comparing(two: Asking) -> tuple[Met, InquiryId]:
    two.known_in(two.us, PERSON)
    met = two.arrive(PERSON)
    two.carry()
    inquiry = two.asked(met).inquiry
    two.do(CL, "vera", inquiries.ask_reference, inquiry, "to compare")
    return met, inquiry


def hit_of(two: Asking, inquiry: InquiryId) -> Hit:
    with two.us.database.reading() as tx:
        return inquiries.hits_of(tx, inquiry)[0]


def test_a_refusal_of_no_stage_moves_nothing_and_a_recall_reaches_every_state(two: Asking) -> None:
    met, inquiry = comparing(two)
    two.decide(inquiry, Finding.IDENTIFICATION)
    for stage in ("x", "search", "", "reference"):
        send(two, US, LetterKind.REFUSAL, {"stage": stage, "reason": "r", "clause": "c", "words": "w"}, inquiry)
    two.nations.carry(at=two.clock.at)
    assert two.asked(met).state is InquiryState.ATTRIBUTED
    with two.cl.database.transaction() as tx:  # one of two references falls, and it is not the attributed one
        store.insert_hit(tx, Hit(inquiry, "another"))
        fallen = HoldingPurged("h", US, "another", "hit", "", "withdrawn", "r")
        assert inquiries.undo(tx, fallen, at=two.clock.at) is None
    assert two.asked(met).state is InquiryState.ATTRIBUTED
    with two.cl.database.transaction() as tx:
        store.move(tx, inquiry, InquiryState.REFUSED, was=InquiryState.ATTRIBUTED)  # as the hole left it
    with two.us.database.transaction() as tx:
        wrong = Demand(Reason.WRONG_IDENTITY, "somebody else")
        record = hit_of(two, inquiry).encounter
        assert record
        scope = Scope(encounter=record)
        disclosures.recall(tx, scope, wrong, at=two.clock.at, actor=TEST)
    two.carry()
    assert (two.asked(met).state, two.asked(met).outcome.result) == (InquiryState.UNDONE, Result.RECALLED)


def test_repositories_behind_a_node_say_the_same_of_the_protected_and_of_strangers(two: Asking) -> None:
    two.known_in(two.us, PERSON)
    protect(two, REFUGEE)
    told = {}
    met = {person: two.arrive(person) for person in (PERSON, STRANGER, REFUGEE)}
    two.nations.carry(at=two.clock.at)
    for person, one in met.items():
        _find_behind(
            two, two.asked(one).inquiry, "ident", Result.NO_CANDIDATE if person == STRANGER else Result.CANDIDATE
        )
    two.carry()
    for one in met.values():
        _find_behind(two, two.asked(one).inquiry, "abis", Result.CANDIDATE)  # late
        with two.us.database.transaction() as tx:
            store.set_release(tx, two.asked(one).inquiry, two.clock.at)
    two.carry()
    bodies = [x for x in two.letters(US) if x.kind in (LetterKind.RESULT, LetterKind.LATE_RESULT)]
    for person, one in met.items():
        lines = [x.body["repositories"] for x in bodies if x.correlation == two.asked(one).inquiry]
        told[person] = (two.asked(one).outcome.result, str(lines))
    assert told[REFUGEE] == told[STRANGER] != told[PERSON]
    assert "candidate" not in told[REFUGEE][1]
    assert told[PERSON][1].count("'candidate'") == 2  # beside a hit the guard has passed, they are quoted
    assert two.line(met[REFUGEE], "US ident").reason == "not_told"


def _find_behind(two: Asking, inquiry: InquiryId, name: str, result: Result) -> None:
    with two.us.database.transaction() as tx:
        store.set_line(tx, inquiry, Line(name, Coverage.SEARCHED, result=result))


def test_a_hit_leaves_by_the_clause_of_its_own_gallery_and_only_for_a_case_where_that_wants_one(
    two_nations: Nations,
) -> None:
    found = re.search(r"CLAUSE 1\.2 permits.*?(?=\nCLAUSE)", WITH_TEMPLATES, re.S)
    assert found
    every = "galleries: watchlist, wanted, prison, encounter"
    prison = found[0].replace(every, "galleries: prison")
    single = found[0].replace("CLAUSE 1.2", "CLAUSE 1.3").replace(every, "galleries: encounter")
    single = single.replace("gate: automatic", "gate: automatic\nindividual cases only: yes")
    two = asking(two_nations, WITH_TEMPLATES.replace(found[0], f"{prison}\n{single}"))
    two.known_in(two.us, PERSON)
    met = two.cl.enrol(fingers_of(PERSON, 2))
    for name, case in (("inq-bare", ""), ("inq-named", "C-1")):
        _ask(two, met, name, case=case)
    two.carry()
    told = {x.correlation: x.body["result"] for x in two.letters(US) if x.kind is LetterKind.RESULT}
    assert told == {"inq-bare": "no_candidate", "inq-named": "candidate"}
    with two.us.database.reading() as tx:
        clause = tx.scalar("SELECT clause FROM disclosure_copy WHERE key = 'inq-named:result:0'")
    assert clause == "1.3"


def _ask(two: Asking, met: Met, inquiry: str, **said: object) -> None:
    with two.cl.database.reading() as tx:
        probe = inquiries.probe_of(tx, two.cl.equipment, met.encounter)
    given = said.pop("attachments", probe.attachments())
    body = {"purpose": "border_check", "category": "third_country_traveller", "kind": "tp/tp", "case": "C"}
    asked = {**body, "fpir": 0.001, "others": 0, **said}
    _send(two, CL, Letter(US, LetterKind.SEARCH, asked, given, inquiry))  # type: ignore[arg-type]  # attachments


def test_a_question_that_cannot_be_read_is_refused_and_its_probe_erased(two: Asking) -> None:
    met = two.cl.enrol(fingers_of(PERSON, 2))
    bad: dict[str, dict[str, object]] = {
        "inq-deep": {"attachments": {"templates.json": b"[" * 100_000}},
        "inq-none": {"attachments": {}},
        "inq-much": {"fpir": "1e999"},
        "inq-latent": {"kind": "lp/ulp"},
        "inq-null": {"case": "a\x00b"},
    }
    for name, said in bad.items():
        _ask(two, met, name, **said)
    two.carry()
    states = {name: two.stands(US, InquiryId(name)) for name in bad}
    refused = {name: one.basis.reason for name, one in states.items() if one and one.state is InquiryState.REFUSED}
    unreadable = dict.fromkeys(("inq-deep", "inq-none", "inq-much"), "unreadable")
    assert refused == unreadable | {"inq-latent": "wrong_kind"}
    assert not [x for x in two.letters(CL) if x.kind is LetterKind.SEARCH]
    with two.us.database.reading() as tx:
        assert not work.dead_letters(tx)


def test_an_asker_keeps_of_what_comes_only_what_its_own_clause_gives_and_no_longer(two: Asking) -> None:
    met, inquiry = comparing(two)
    two.decide(inquiry, Finding.IDENTIFICATION)
    two.do(CL, "vera", inquiries.ask_data, inquiry, "false papers")
    fields = {"names": ["X"], "scores": [1.0], "templates": "AAAA"}
    body = {"reference": "whatever", "fields": fields, "retain_days": 36_500, "clause": "none"}
    send(two, US, LetterKind.DATA, body, inquiry)
    two.nations.carry(at=two.clock.at)
    assert two.asked(met).state is InquiryState.DATA_ASKED  # of no hit of this question
    send(two, US, LetterKind.DATA, body | {"reference": hit_of(two, inquiry).reference}, inquiry)
    two.nations.carry(at=two.clock.at)
    with two.cl.database.reading() as tx:
        held = inquiries.data_held(tx, two.cl.equipment.vault, inquiry, by=two.cl.principal("vera"))
        holdings = disclosures.holdings_of(tx, US)
    assert dict(held) == {"names": ["X"]}
    assert max(h.retain_until for h in holdings) < two.clock.at + timedelta(days=3_650)
    assert not [x for x in two.letters(US) if x.kind is LetterKind.DATA]  # the rest is gone with its envelope


def test_an_asker_that_suspended_takes_nothing_in(two: Asking) -> None:
    two.known_in(two.us, PERSON)
    met = two.arrive(PERSON)
    two.nations.carry(at=two.clock.at)
    with two.cl.database.transaction() as tx:
        name = parse(PILOT).agreement
        agreements.suspend(tx, name, "a breach", by=two.cl.principal("adela"), at=two.clock.at)
    result = {"state": "searched", "result": "candidate", "reference": "r1", "handling": "", "band": "", "people": 9}
    send(two, US, LetterKind.RESULT, result, two.asked(met).inquiry)
    two.nations.carry(at=two.clock.at)
    one = two.asked(met)
    assert (one.state, one.basis.reason) == (InquiryState.REFUSED, "suspended")
    assert (two.line(met).state, two.line(met).clause) == ("refused", "1.2")
    assert two.line(met).reason == f"suspended:{two.clock.at.date()}"
    with two.cl.database.reading() as tx:
        assert not disclosures.holdings_of(tx, US)


def test_what_comes_after_the_end_of_an_agreement_is_kept_out_and_every_answer_says_by_which_clause(
    two: Asking,
) -> None:
    """Also where it was asked for in time: an expired instrument stops the exchange in mid-case."""
    answered = two.arrive(STRANGER)
    two.carry()
    waiting = two.arrive(PERSON)
    two.nations.carry(at=two.clock.at)
    two.clock.pass_on(days=300)
    result = {"state": "searched", "result": "candidate", "handling": "", "band": "", "people": 9, "retain_days": 30}
    for met, kind in ((answered, LetterKind.LATE_RESULT), (waiting, LetterKind.RESULT)):
        send(two, US, kind, result | {"reference": f"r-{kind.value}"}, two.asked(met).inquiry)
    two.nations.carry(at=two.clock.at)
    assert (two.asked(answered).state, two.asked(waiting).state) == (InquiryState.NO_HIT, InquiryState.REFUSED)
    said = two.line(waiting)
    assert (said.state, said.reason, said.clause) == ("refused", "expired:2027-07-31", "1.2")
    assert (two.line(answered).state, two.line(answered).reason) == ("searched", "kept_out")
    card = " ".join(row.text for row in exchange.card_of(two.answer(answered), "en").rows)
    assert "a later answer was kept out, clause 1.2 of TEST-PILOT" in card
    with two.cl.database.reading() as tx:
        assert not disclosures.holdings_of(tx, US)
        assert inquiries.steps_of(tx, two.asked(answered).inquiry)[-1].stage is Stage.KEPT_OUT
    assert "RequestRefused" in two.facts(CL, answered.submission)
    assert not [x for x in two.letters(US) if x.kind is LetterKind.LATE_RESULT]  # nothing of it stays


def test_a_request_that_cannot_be_met_by_itself_waits_for_an_officer(two: Asking) -> None:
    two.known_in(two.us, PERSON)
    met = two.arrive(PERSON)
    two.carry()
    inquiry = two.asked(met).inquiry
    two.clock.at += timedelta(days=3)  # the partner's evidence is behind by now
    two.do(CL, "vera", inquiries.ask_reference, inquiry, "to compare")
    one = two.stands(US, inquiry)
    assert one and one.state is InquiryState.REFERENCE_ASKED
    with two.us.database.reading() as tx:
        assert not work.dead_letters(tx)


def test_no_claim_of_size_costs_a_search_more_than_twentyfold() -> None:
    assert search.part_of(0.001, 100, 10**12) == pytest.approx(0.001 / 20)
    assert search.part_of(0.001, 100, -5) == pytest.approx(0.001)
