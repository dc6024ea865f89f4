"""A partner's key was in other hands from a letter on: what came since is used by nobody until a person settles it."""

import pytest
from tests.disputed import disputed, fresh_keys, settle, stolen
from tests.given import pages_of
from tests.inquiring import Asking, asking
from tests.nations import CL, US, Nations
from tests.rooms import TEST, Met

from openbitmap.node import (
    alerts,
    cases,
    disclosures,
    envelopes,
    inquiries,
    ledger,
    notices,
    partners,
)
from openbitmap.node.alerts import AlertState, Clocks, Moment
from openbitmap.node.cases import CaseState, Finding
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import ItemKind, Settlement, Word
from openbitmap.node.envelopes import Incoming, OutState
from openbitmap.node.events import EnvelopeDisputed
from openbitmap.node.inquiries import InquiryState, Line, Result, store
from openbitmap.node.notices import Sharing, WatchState
from openbitmap.node.problems import Refused
from openbitmap.vocabulary import Coverage, EnvelopeId, ExchangePurpose, InquiryId, PartnerId, Verdict
from openbitmap.wire import Letter, LetterKind

FIRST, SECOND, THIRD, FOURTH = 7, 8, 9, 10
ANOTHER = """INSERT INTO envelope_in (envelope, partner, sequence, kind, correlation, digest, signed, signer, state,
                                      receipt, received_at, owes)
SELECT 'another', partner, sequence, kind, correlation, digest, signed, signer, 'delivered', receipt, received_at, false
FROM envelope_in WHERE envelope = %(envelope)s"""
"""Another letter under the number of one."""


@pytest.fixture
def two(two_nations: Nations) -> Asking:
    return asking(two_nations)


def asked_for_images(two: Asking, person: int) -> tuple[Met, InquiryId]:
    two.known_in(two.us, person)
    met = two.arrive(person)
    two.carry()
    inquiry = two.asked(met).inquiry
    two.do(CL, "vera", inquiries.ask_reference, inquiry, "to compare")
    return met, inquiry


def test_what_a_stolen_key_signed_is_out_of_use_until_a_person_settles_it(two: Asking) -> None:
    before = two.arrive(THIRD)
    two.carry()
    compared, inquiry = asked_for_images(two, FIRST)
    case = two.asked(compared).case
    _asked_to_watch(two, inquiry)
    two.known_in(two.us, SECOND)
    met = two.arrive(SECOND)
    two.carry()
    assert two.answer(met).verdict is Verdict.POSSIBLE_MATCH
    _said_of_repositories(two, two.asked(met).inquiry)
    stolen(two, since=LetterKind.REFERENCE)
    assert sorted(kind for kind, _ in disputed(two)) == ["erased", "reference", "result", "watch"]
    _has_ended_the_watch(two)
    _has_taken_out_the_result(two, met)
    assert two.asked(before).state is InquiryState.NO_HIT  # an honest letter
    assert two.asked(compared).state is InquiryState.REFERENCE_ASKED
    with two.cl.database.reading() as tx:
        ended = cases.case_named(tx, case) if case else None
        assert ended and ended.state is CaseState.DECIDED
        assert [h.encounter for h in inquiries.hits_of(tx, inquiry)] == [None]
    _is_on_the_page(two)
    with two.us.database.reading() as tx:
        copied = partners.current_key(tx)
    _is_settled_by_a_supervisor(two, inquiry)
    _goes_on_behind_what_was_let_go(two)
    _is_taken_apart_again(two, inquiry, copied)
    _counts_once_settled(two, inquiry)
    _stands_as_before_images_that_go(two, inquiry, copied)


def _has_taken_out_the_result(two: Asking, met: Met) -> None:
    one = two.asked(met)
    assert (one.state, one.outcome.result) == (InquiryState.TIMED_OUT, Result.NONE)
    assert two.answer(met).verdict is Verdict.NO_CANDIDATE
    assert (two.line(met).state, two.line(met).reason) == (Coverage.TIMED_OUT, "disputed")
    with two.cl.database.reading() as tx:
        assert inquiries.hits_of(tx, one.inquiry) == []
        lines = {line.name: (line.state, line.reason) for line in inquiries.lines_of(tx, one.inquiry)}
    honest = (Coverage.SEARCHED, "said before")
    assert lines == {"IDENT": honest, "NGI": honest, "ABIS": (Coverage.REFUSED, "disputed")}


def _said_of_repositories(two: Asking, inquiry: InquiryId) -> None:
    """An earlier letter spoke of two repositories, the disputed one of one of them anew and of a third."""
    with two.cl.database.transaction() as tx:
        came = _came(tx, "result", inquiry).envelope
        for name in ("IDENT", "NGI"):
            line = Line(name, Coverage.SEARCHED, reason="said before")
            store.set_line(tx, inquiry, line, came=EnvelopeId("an earlier one"))
        for name in ("IDENT", "ABIS"):
            store.set_line(tx, inquiry, Line(name, Coverage.TIMED_OUT), came=came)


def _came(tx: Transaction, kind: str, inquiry: InquiryId) -> Incoming:
    (found,) = [i for i in envelopes.incoming_of(tx, US) if (i.kind, i.correlation) == (kind, inquiry)]
    return found


def _is_on_the_page(two: Asking) -> None:
    for reader, acts in (("elsa", True), ("aldo", False)):
        page = pages_of(two.cl, reader).get("/disclosures").text
        assert "Cartas en disputa" in page or "Letters in dispute" in page
        assert ("/disclosures/disputes/" in page) is acts


def _is_settled_by_a_supervisor(two: Asking, inquiry: InquiryId) -> None:
    with pytest.raises(Refused, match="not-allowed"):
        settle(two, "result", Settlement.LET_GO, by="vera")
    settle(two, "reference", Settlement.STANDS)
    one = two.stands(CL, inquiry)
    assert one and one.state is InquiryState.COMPARING and one.case  # heard of anew: a case of its own
    settle(two, "result", Settlement.LET_GO)
    with two.cl.database.reading() as tx:
        held = {(h.kind, h.state.value) for h in disclosures.holdings_of(tx, US)}
        (hit,) = inquiries.hits_of(tx, inquiry)
        (images,) = [h for h in disclosures.holdings_of(tx, US) if h.kind is ItemKind.REFERENCE]
    kept, gone = {k for k, state in held if state == "kept"}, {k for k, state in held if state == "purged"}
    assert (kept, gone) == ({ItemKind.HIT, ItemKind.REFERENCE, ItemKind.WATCH_ENTRY}, {ItemKind.HIT})
    assert hit.encounter == images.encounter  # which a recall would reach
    settle(two, "watch", Settlement.LET_GO)
    ((_, envelope),) = disputed(two)
    said = {"outcome": "stands", "words": "the desk of Washington was called"}
    assert pages_of(two.cl, "elsa").post(f"/disclosures/disputes/{envelope}", data=said).status_code == 303
    assert disputed(two) == []
    fresh_keys(two)
    two.decide(inquiry, Finding.IDENTIFICATION)
    assert two.stands(US, inquiry).state is InquiryState.ATTRIBUTED  # type: ignore[union-attr]  # None fails the test as well


def _goes_on_behind_what_was_let_go(two: Asking) -> None:
    later = two.arrive(FOURTH)
    two.carry()
    assert two.asked(later).state is InquiryState.NO_HIT


def _is_taken_apart_again(two: Asking, inquiry: InquiryId, copied: str) -> None:
    """The same key is said to be stolen again: what had been confirmed is open anew, and what people had concluded
    from it falls, but nothing that was given goes before somebody has settled it."""
    stolen(two, since=LetterKind.REFERENCE, key=copied)
    assert sorted(kind for kind, _ in disputed(two)) == ["erased", "reference"]
    one = two.stands(CL, inquiry)
    assert one and (one.state, one.outcome.result) == (InquiryState.REFERENCE_ASKED, Result.CANDIDATE)
    with two.cl.database.reading() as tx:
        (hit,) = inquiries.hits_of(tx, inquiry)
        kept = {h.kind for h in disclosures.holdings_of(tx, US) if h.state.value == "kept"}
        assert not disclosures.tombstoned(tx, US, hit.reference)
        assert disclosures.disputed_about(tx, inquiry, US)
        assert not disclosures.disputed_about(tx, inquiry, PartnerId("AR"))
    assert {ItemKind.HIT, ItemKind.REFERENCE} <= kept
    assert hit.attributed is None
    _does_not_count_beside_another(two)
    settle(two, "reference", Settlement.STANDS)
    settle(two, "erased", Settlement.LET_GO)


def _does_not_count_beside_another(two: Asking) -> None:
    (envelope,) = [envelope for kind, envelope in disputed(two) if kind == "reference"]
    word = Word(EnvelopeId(envelope), Settlement.STANDS, "the desk of Washington was called")
    with pytest.raises(Refused, match="number-taken"), two.cl.database.transaction() as tx:
        tx.run(ANOTHER, envelope=envelope)
        disclosures.settle_dispute(tx, two.cl.equipment, word, by=two.cl.principal("elsa"), at=two.clock.at)


def _counts_once_settled(two: Asking, inquiry: InquiryId) -> None:
    """What examiners decide while another letter about the question is disputed."""
    with two.cl.database.transaction() as tx:
        result = _came(tx, "result", inquiry)
        tx.run("UPDATE envelope_in SET disputed = true WHERE envelope = %(e)s", e=result.envelope)
        told = EnvelopeDisputed(result.envelope, US, result.kind, result.sequence, inquiry)
        ledger.record(tx, told, actor=TEST)
    two.cl.drain()
    two.decide(inquiry, Finding.IDENTIFICATION)
    assert two.stands(CL, inquiry).state is InquiryState.COMPARING  # type: ignore[union-attr]  # None fails the test as well
    settle(two, "result", Settlement.STANDS)
    assert two.stands(CL, inquiry).state is InquiryState.ATTRIBUTED  # type: ignore[union-attr]  # None fails the test as well
    with two.cl.database.transaction() as tx:
        ledger.record(tx, EnvelopeDisputed("env-unheard-of", US, "unheard of", 0, inquiry), actor=TEST)
    two.cl.drain()
    with two.cl.database.reading() as tx:
        assert inquiries.steps_of(tx, inquiry)[-1].words == "unheard of"  # noted, and moves nothing


def _stands_as_before_images_that_go(two: Asking, inquiry: InquiryId, copied: str) -> None:
    stolen(two, since=LetterKind.REFERENCE, key=copied)
    settle(two, "reference", Settlement.LET_GO)
    one = two.stands(CL, inquiry)
    assert one and (one.state, one.outcome.result) == (InquiryState.REFERENCE_REFUSED, Result.CANDIDATE)
    with two.cl.database.reading() as tx:
        (hit,) = inquiries.hits_of(tx, inquiry)
        states = {h.kind: h.state.value for h in disclosures.holdings_of(tx, US) if h.reference == hit.reference}
    assert (hit.gone, states[ItemKind.HIT], states[ItemKind.REFERENCE]) == (False, "kept", "purged")


def _asked_to_watch(two: Asking, inquiry: InquiryId) -> None:
    """For the person behind a reference that both know, as if examiners had attributed it."""
    with two.us.database.reading() as tx:
        (hit,) = inquiries.hits_of(tx, inquiry)
    _attribute(two, inquiry, True)
    _share(two, hit.reference)
    _attribute(two, inquiry, None)


def _attribute(two: Asking, inquiry: InquiryId, word: bool | None) -> None:
    for rooms in (two.us, two.cl):
        with rooms.database.transaction() as tx:
            tx.run("UPDATE inquiry_hit SET attributed = %(word)s WHERE inquiry = %(i)s", word=word, i=inquiry)


def _share(two: Asking, reference: str) -> None:
    until = two.clock.at.replace(month=12, day=20)
    sharing = Sharing(CL, ExchangePurpose.SERIOUS_CRIME, "wanted for fraud", until=until, reference=reference)
    with two.us.database.transaction() as tx:
        made = notices.share(tx, two.us.equipment, sharing, by=two.us.principal("vera"), at=two.clock.at)
    two.carry()
    with two.cl.database.transaction() as tx:
        notices.accept(tx, two.cl.equipment, made.watch, by=two.cl.principal("vera"), at=two.clock.at)
    two.carry()


def _has_ended_the_watch(two: Asking) -> None:
    with two.cl.database.reading() as tx:
        (watch,) = notices.watches_for(tx, by=two.cl.principal("vera"))
    assert (watch.state, watch.ending) == (WatchState.ENDED, "disputed")


def test_what_a_stolen_key_receipted_is_receipted_again_and_what_was_let_go_is_not_offered_for_ever(
    two: Asking,
) -> None:
    """Both letters had arrived, and both receipts were lost, when Chile learned of the key."""
    for rooms, partner in ((two.cl, US), (two.us, CL)):
        with rooms.database.transaction() as tx:
            letter = Letter(partner, LetterKind.ERASED, {"reference": "none"}, correlation="inq-none")
            envelopes.send(tx, letter, permit_clause="", at=two.clock.at, actor=TEST, key="one")
    for sender, partner, reader in ((two.cl, US, two.us), (two.us, CL, two.cl)):
        with sender.database.transaction() as tx:
            leaving = envelopes.outbound(tx, sender.equipment, partner)
        with reader.database.transaction() as tx:
            for data in leaving:
                envelopes.accept(tx, reader.equipment, data, at=two.clock.at)
    stolen(two, since=LetterKind.ERASED)
    settle(two, "erased", Settlement.LET_GO)
    fresh_keys(two)
    two.carry()
    with two.cl.database.reading() as tx:
        assert [o.state for o in envelopes.outgoing_of(tx, US) if o.kind == "erased"] == [OutState.DELIVERED]
    with two.us.database.reading() as tx:
        assert [o.state for o in envelopes.outgoing_of(tx, CL) if o.kind == "erased"] == [OutState.REFUSED]


def test_the_alert_of_a_late_match_goes_and_comes_back_with_its_letter(two: Asking) -> None:
    """Before any examiner has said who it is: first with the result, then with the images by which people had said that
    it is somebody else."""
    two.known_in(two.us, FIRST)
    two.nations.link.cut_now = True
    met = two.arrive(FIRST)
    two.clock.pass_on(minutes=6)
    two.look()
    two.nations.link.cut_now = False
    two.carry()
    assert _alert_of(two, met) == AlertState.RAISED
    stolen(two, since=LetterKind.RESULT)
    assert _alert_of(two, met) == AlertState.WITHDRAWN
    settle(two, "result", Settlement.STANDS)
    assert _alert_of(two, met) == AlertState.REOPENED
    settle(two, "erased", Settlement.STANDS)
    fresh_keys(two)
    with two.cl.database.transaction() as tx:
        (alert,) = alerts.alerts_of(tx, met.submission)
        vera, moment = two.cl.principal("vera"), Moment(two.clock.at, Clocks())
        alerts.desk.acknowledge(tx, alert.alert, seen=AlertState.REOPENED, by=vera, moment=moment)
    inquiry = two.asked(met).inquiry
    two.do(CL, "vera", inquiries.ask_reference, inquiry, "to compare")
    two.decide(inquiry, Finding.EXCLUSION)
    assert _alert_of(two, met) == AlertState.WITHDRAWN
    stolen(two, since=LetterKind.REFERENCE)
    assert two.asked(met).outcome.result is Result.CANDIDATE
    assert _alert_of(two, met) == AlertState.REOPENED


def _alert_of(two: Asking, met: Met) -> AlertState:
    """Of the one alert about this arrival, which nobody has verified."""
    two.cl.drain()
    (alert,) = two.alerts(met)
    assert alert.verified_by is None
    return alert.state
