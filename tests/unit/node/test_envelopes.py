"""Letters between two nations, through the rooms of both."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from tests.nations import CL, US, Link, Nations
from tests.rooms import NOON, TEST

from openbitmap.node import envelopes
from openbitmap.node.database import Transaction
from openbitmap.node.envelopes import EXPIRY_TOLERANCE, Incoming, InState, OutState, carrying
from openbitmap.node.problems import Refused
from openbitmap.vocabulary import EnvelopeId, PartnerId
from openbitmap.wire import Letter, LetterKind
from openbitmap.wire.envelope import ReceiptState, SigningKey, open_frame, receipt_from, sign_header, write_frame


def send(
    tx: Transaction, to: PartnerId, number: int, *, at: datetime = NOON, expires_at: datetime | None = None
) -> EnvelopeId:
    body, files = {"number": number}, {"picture": b"ridges"}
    letter = Letter(to, LetterKind.REFUSAL, body, files, f"inq-{number}", expires_at)
    return envelopes.send(tx, letter, permit_clause="", at=at, actor=TEST, key=f"act {number}")


def post(nations: Nations, numbers: range, *, sender: PartnerId = CL) -> None:
    for number in numbers:
        with nations.rooms(sender).database.transaction() as tx:
            send(tx, US if sender == CL else CL, number)


def taken(nations: Nations, reader: PartnerId = US) -> list[Incoming]:
    with nations.rooms(reader).database.reading() as tx:
        return envelopes.incoming_of(tx, CL if reader == US else US, limit=10_000)


def numbers_in(nations: Nations, reader: PartnerId = US) -> list[object]:
    rooms = nations.rooms(reader)
    with rooms.database.reading() as tx:
        return [envelopes.letter_of(tx, rooms.equipment, i.envelope).body["number"] for i in taken(nations, reader)]


def accepted_in_order(nations: Nations, reader: PartnerId) -> list[int]:
    """Numbers as a node's ledger tells of them."""
    with nations.rooms(reader).database.reading() as tx:
        rows = tx.all("SELECT leaf FROM ledger_entries WHERE kind = 'EnvelopeAccepted' ORDER BY seq")
    return [json.loads(row[0])["body"]["sequence"] for row in rows]


def test_a_letter_arrives_once_and_both_keep_the_receipt(two_nations: Nations) -> None:
    with two_nations.cl.database.transaction() as tx:
        envelope = send(tx, US, 1)
        assert send(tx, US, 1) == envelope
    two_nations.carry()
    with two_nations.us.database.reading() as tx:
        letter = envelopes.letter_of(tx, two_nations.us.equipment, envelope)
    assert letter == Letter(CL, LetterKind.REFUSAL, {"number": 1}, {"picture": b"ridges"}, correlation="inq-1")
    with two_nations.cl.database.reading() as tx:
        [out] = envelopes.outgoing_of(tx, US)
    assert [out.receipt] == [incoming.receipt for incoming in taken(two_nations)]
    assert two_nations.cl.facts(envelope) == ["EnvelopeQueued", "EnvelopeDelivered"]
    assert two_nations.us.facts(envelope) == ["EnvelopeAccepted"]


@pytest.mark.parametrize("seed", range(3))
def test_a_bad_link_loses_nothing_and_doubles_nothing(two_nations: Nations, seed: int) -> None:
    """Cut, doubled, late, out of order, changed on the way; and the first days nothing passes at all."""
    bad = Link(seed, cut=0.2, double=0.3, delay=0.2, reorder=0.6, corrupt=0.1)
    nations = replace(two_nations, link=bad)
    bad.cut_now = True
    post(nations, range(1, 16))
    nations.carry(drain=False)
    assert (taken(nations), nations.waiting(CL)) == ([], 15)
    bad.cut_now = False
    post(nations, range(16, 31))
    post(nations, range(1, 11), sender=US)
    nations.carry(drain=False)
    assert numbers_in(nations) == list(range(1, 31))
    assert numbers_in(nations, CL) == list(range(1, 11))
    assert nations.waiting(CL) == nations.waiting(US) == 0
    assert accepted_in_order(nations, US) == list(range(1, 31))
    assert accepted_in_order(nations, CL) == list(range(1, 11))


def test_a_clock_ten_years_wrong_changes_nothing(two_nations: Nations) -> None:
    """Order is by number; the sender's clock runs backwards by a year with every letter."""
    for number in range(1, 11):
        with two_nations.cl.database.transaction() as tx:
            send(tx, US, number, at=NOON.replace(year=2036 - 2 * number))
    two_nations.carry(at=NOON.replace(year=2016), drain=False)
    assert accepted_in_order(two_nations, US) == list(range(1, 11))


def test_a_letter_past_its_end_is_refused_aloud_and_holds_nothing_up(two_nations: Nations) -> None:
    ended = NOON - EXPIRY_TOLERANCE - timedelta(seconds=1)
    with two_nations.cl.database.transaction() as tx:
        late = send(tx, US, 1, expires_at=ended)
        send(tx, US, 2, expires_at=ended + timedelta(seconds=2))
    two_nations.carry(at=NOON)
    assert [(i.sequence, i.state) for i in taken(two_nations)] == [(1, InState.REFUSED), (2, InState.DELIVERED)]
    assert two_nations.cl.facts(late) == ["EnvelopeQueued", "EnvelopeRefused"]
    assert two_nations.us.facts(late) == ["EnvelopeRefused"]
    with two_nations.us.database.reading() as tx, pytest.raises(Refused):
        envelopes.letter_of(tx, two_nations.us.equipment, late)


def test_a_letter_is_queued_with_its_cause_or_not_at_all(two_nations: Nations) -> None:
    with pytest.raises(RuntimeError), two_nations.cl.database.transaction() as tx:
        send(tx, US, 1)
        raise RuntimeError("the cause fails")
    post(two_nations, range(2, 4))
    two_nations.carry(drain=False)
    assert [i.sequence for i in taken(two_nations)] == [1, 2]
    assert numbers_in(two_nations) == [2, 3]


def test_what_discloses_needs_a_clause_and_a_stranger_gets_nothing(two_nations: Nations) -> None:
    with two_nations.cl.database.transaction() as tx:
        with pytest.raises(ValueError, match="clause"):
            envelopes.send(tx, Letter(US, LetterKind.DATA, {}), permit_clause="", at=NOON, actor=TEST, key="a")
        for stranger in ("MX", "CL"):
            with pytest.raises(Refused):
                send(tx, PartnerId(stranger), 1)


def test_forged_and_damaged_bytes_change_nothing_and_are_kept(two_nations: Nations) -> None:
    post(two_nations, range(1, 3))
    cl, us = two_nations.cl, two_nations.us
    with cl.database.transaction() as tx:
        [first, second] = envelopes.outbound(tx, cl.equipment, US)
    forged = write_frame(sign_header(open_frame(first).signed.payload, SigningKey.made()), open_frame(first).sealed)
    cases = {
        "altered": first[:-1] + bytes([first[-1] ^ 1]),
        "truncated": second[:-10],
        "unknown_key": forged,
        "not_an_envelope": b"good day",
        "wrong_sender": first,
    }
    for reason, data in cases.items():
        with us.database.transaction() as tx:
            channel = PartnerId("MX") if reason == "wrong_sender" else CL
            _, receipt = receipt_from(envelopes.accept(tx, us.equipment, data, at=NOON, channel=channel).decode())
        assert (receipt.state, receipt.reason) == (ReceiptState.REJECTED, reason)
    assert taken(two_nations) == []
    with us.database.reading() as tx:
        kept = envelopes.rejected_from(tx)
    assert sorted(r.reason for r in kept) == sorted(cases)
    assert us.facts(kept[-1].digest)[:1] == ["BytesRejected"]
    two_nations.carry(drain=False)
    assert numbers_in(two_nations) == [1, 2]


def test_two_under_one_number_are_told_apart(two_nations: Nations) -> None:
    """A sender set back to an older state numbers anew: the reader keeps what it has, and both sides know."""
    post(two_nations, range(1, 3))
    two_nations.carry(drain=False)
    with two_nations.cl.database.transaction() as tx:
        tx.run("DELETE FROM envelope_out WHERE sequence = 2")
        tx.run("UPDATE envelope_sent SET last = 1")
        send(tx, US, 7)
    two_nations.carry_once(CL)
    assert numbers_in(two_nations) == [1, 2]
    with two_nations.cl.database.reading() as tx:
        [*_, last] = envelopes.outgoing_of(tx, US)
    assert (last.state, last.fault) == (OutState.QUEUED, "two_of_one_number")


def test_what_was_held_can_be_erased_and_the_proof_stays(two_nations: Nations) -> None:
    with two_nations.cl.database.transaction() as tx:
        envelope = send(tx, US, 1)
    two_nations.carry(drain=False)
    us = two_nations.us
    with us.database.transaction() as tx:
        assert envelopes.erase(tx, envelope, reason="ephemeral probe", actor=TEST)
        assert not envelopes.erase(tx, envelope, reason="again", actor=TEST)
        with pytest.raises(Refused):
            envelopes.letter_of(tx, us.equipment, envelope)
        assert envelopes.evidence.verify_file(envelopes.evidence.collect(tx, CL, upto=1, at=NOON)).last == 1


def test_a_stick_carries_the_same_bytes_and_the_receipts_back(two_nations: Nations) -> None:
    post(two_nations, range(1, 4))
    cl, us = two_nations.cl, two_nations.us
    with cl.database.transaction() as tx:
        pushed = envelopes.outbound(tx, cl.equipment, US)
        stick = carrying.opened_file(carrying.export_file(tx, cl.equipment, US))
    assert list(stick.envelopes) == pushed
    for _ in range(2):
        with us.database.transaction() as tx:
            found = carrying.keep_envelopes(tx, us.equipment, stick.envelopes, at=NOON)
            assert carrying.counted(found).accepted == 3
    with us.database.transaction() as tx:
        back = carrying.opened_file(carrying.export_file(tx, us.equipment, CL))
        assert not carrying.opened_file(carrying.export_file(tx, us.equipment, CL)).receipts
    with cl.database.transaction() as tx:
        assert carrying.note_receipts(tx, back.receipts, at=NOON).receipts == 3
    assert two_nations.waiting(CL) == 0
    with us.database.transaction() as tx, pytest.raises(Refused):
        carrying.opened_file(b"a letter of love")


def test_letters_taken_together_are_taken_as_if_one_by_one(two_nations: Nations) -> None:
    """Out of order, twice, and with new keys among them, which sign what follows."""
    cl, us = two_nations.cl, two_nations.us
    post(two_nations, range(1, 4))
    with cl.database.transaction() as tx:
        envelopes.rotate_keys(tx, cl.equipment, at=NOON, actor=TEST)
    post(two_nations, range(4, 7))
    with cl.database.transaction() as tx:
        first, second, third, keys, *rest = envelopes.outbound(tx, cl.equipment, US)
    with us.database.transaction() as tx:
        came = [keys, second, first, first, third, *rest]
        receipts = carrying.take_envelopes(tx, us.equipment, came, at=NOON, channel=CL)
    assert {receipt_from(receipt)[1].state for receipt in receipts} == {ReceiptState.ACCEPTED}
    assert receipts[2] == receipts[3]
    assert accepted_in_order(two_nations, US) == list(range(1, 8))
    with cl.database.transaction() as tx:
        assert carrying.note_receipts(tx, [*receipts, receipts[0]], at=NOON).receipts == 9
        assert not envelopes.outbound(tx, cl.equipment, US)
        rows = tx.all("SELECT subject, count(*) FROM ledger_entries WHERE kind = 'EnvelopeDelivered' GROUP BY subject")
    assert [row[1] for row in rows] == [1] * 7
