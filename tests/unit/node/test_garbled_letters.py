"""Letters that are signed and sealed as they should be and hold anything: no job dies of one, and nothing leaves."""

from collections.abc import Mapping, Sequence

import pytest
from tests.garbling import KINDS, bodies
from tests.inquiring import WITH_TEMPLATES, Asking, asking, gated
from tests.nations import CL, US, Nations
from tests.rooms import TEST

from openbitmap.node import disclosures, envelopes, inquiries, work
from openbitmap.node.cases import Finding
from openbitmap.node.inquiries import InquiryState
from openbitmap.vocabulary import InquiryId, PartnerId
from openbitmap.wire import Letter, LetterKind

PERSON = 7
ASKERS = (LetterKind.SEARCH, LetterKind.REFERENCE_REQUEST, LetterKind.ATTRIBUTED, LetterKind.DATA_REQUEST)
STAGES: Mapping[InquiryState, Mapping[PartnerId, Sequence[LetterKind]]] = {
    InquiryState.ASKED: {US: KINDS, CL: ASKERS},
    InquiryState.REFERENCE_ASKED: {US: (LetterKind.REFERENCE,), CL: (LetterKind.ATTRIBUTED,)},
    InquiryState.DATA_ASKED: {US: (LetterKind.DATA,), CL: (LetterKind.DATA_REQUEST,)},
}
"""Who sends what while Chile's question to the United States stands so."""


@pytest.fixture
def two(two_nations: Nations) -> Asking:
    return asking(two_nations, gated(WITH_TEMPLATES, "2.1"))


def brought_to(two: Asking, state: InquiryState) -> InquiryId:
    two.known_in(two.us, PERSON)
    met = two.arrive(PERSON)
    two.nations.carry(at=two.clock.at)
    inquiry = two.asked(met).inquiry
    if state is not InquiryState.ASKED:
        two.carry()
        two.do(CL, "vera", inquiries.ask_reference, inquiry, "to compare")
    if state is InquiryState.DATA_ASKED:
        with two.us.database.transaction() as tx:
            by = two.us.principal("vera")
            inquiries.release_reference(tx, two.us.equipment, inquiry, by=by, at=two.clock.at)
        two.carry()
        two.decide(inquiry, Finding.IDENTIFICATION)
        two.do(CL, "vera", inquiries.ask_data, inquiry, "false papers")
    assert two.asked(met).state is state
    return inquiry


def send(two: Asking, sender: PartnerId, kind: LetterKind, *, told: Sequence[tuple[str, Mapping[str, object]]]) -> None:
    rooms, reader = two.nations.rooms(sender), US if sender == CL else CL
    with rooms.database.transaction() as tx:
        for number, (correlation, body) in enumerate(told):
            key = f"garbled:{kind}:{number}"
            letter = Letter(reader, kind, body, {"templates.json": b"{]", "x": b""}, correlation)
            envelopes.send(tx, letter, permit_clause="none", at=two.clock.at, actor=TEST, key=key)


def dead_or_given(two: Asking) -> tuple[list[str], int]:
    """Jobs that died at either node, and copies that left."""
    dead, copies = [], 0
    for rooms in (two.cl, two.us):
        with rooms.database.reading() as tx:
            dead += [f"{d.key}: {d.reason}" for d in work.dead_letters(tx)]
            copies += len(disclosures.copies_newest(tx))
    return dead, copies


@pytest.mark.parametrize("state", STAGES)
def test_no_garbled_letter_kills_a_job_or_lets_anything_out(two: Asking, state: InquiryState) -> None:
    inquiry = brought_to(two, state)
    _, given = dead_or_given(two)
    with two.us.database.reading() as tx:
        reference = next((h.reference for h in inquiries.hits_of(tx, inquiry)), "")
    true: dict[str, object] = {"reference": reference} if state is not InquiryState.ASKED else {}
    told: list[tuple[str, dict[str, object]]] = [(inquiry, dict(body) | true) for body in bodies()] + [("", {})]
    for sender, kinds in STAGES[state].items():
        for kind in kinds:
            fresh = [(f"{kind}-{n}", body) for n, (_, body) in enumerate(told)]
            send(two, sender, kind, told=fresh if kind is LetterKind.SEARCH else told)
    two.nations.carry(at=two.clock.at)
    dead, now = dead_or_given(two)
    assert dead == []
    assert now == given
    held = two.stands(CL, inquiry)
    assert held and (held.held, held.case) == (None, held.case if state is InquiryState.DATA_ASKED else None)


@pytest.mark.parametrize("gone", ["erased", "disputed"])
def test_a_letter_that_is_gone_before_its_job_comes_is_passed_by(two: Asking, gone: str) -> None:
    inquiry = brought_to(two, InquiryState.ASKED)
    for kind in (LetterKind.RESULT, LetterKind.AGREEMENT, LetterKind.RECALL, LetterKind.CHECKPOINT, LetterKind.WATCH):
        send(two, US, kind, told=[(inquiry, {})])
    two.nations.carry(at=two.clock.at, drain=False)
    with two.cl.database.transaction() as tx:
        came = [row[0] for row in tx.all("SELECT envelope FROM envelope_in WHERE state = 'delivered'")]
        for envelope in came:
            if gone == "erased":
                envelopes.erase(tx, envelope, reason="recalled", actor=TEST)
            else:
                tx.run("UPDATE envelope_in SET disputed = true WHERE envelope = %(e)s", e=envelope)
    assert len(came) >= 5
    two.cl.drain()  # raises what a job raises
    assert dead_or_given(two)[0] == []
    one = two.stands(CL, inquiry)
    assert one and one.state is InquiryState.ASKED
