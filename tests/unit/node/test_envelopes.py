"""Letters between two nations, through the rooms of both."""

from tests.nations import CL, US, Nations
from tests.rooms import NOON, TEST

from openbitmap.node import envelopes
from openbitmap.node.database import Transaction
from openbitmap.node.envelopes import Incoming
from openbitmap.vocabulary import EnvelopeId, PartnerId
from openbitmap.wire import Letter, LetterKind


def send(tx: Transaction, to: PartnerId, number: int, **attached: bytes) -> EnvelopeId:
    letter = Letter(to, LetterKind.REFUSAL, {"number": number}, attached, correlation=f"inq-{number}")
    return envelopes.send(tx, letter, permit_clause="", at=NOON, actor=TEST, key=f"act {number}")


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


def test_a_letter_arrives_once_and_both_keep_the_receipt(two_nations: Nations) -> None:
    with two_nations.cl.database.transaction() as tx:
        envelope = send(tx, US, 1, picture=b"ridges")
        assert send(tx, US, 1, picture=b"ridges") == envelope
    two_nations.carry()
    with two_nations.us.database.reading() as tx:
        letter = envelopes.letter_of(tx, two_nations.us.equipment, envelope)
    assert letter == Letter(CL, LetterKind.REFUSAL, {"number": 1}, {"picture": b"ridges"}, correlation="inq-1")
    with two_nations.cl.database.reading() as tx:
        [out] = envelopes.outgoing_of(tx, US)
    assert [out.receipt] == [incoming.receipt for incoming in taken(two_nations)]
    assert two_nations.cl.facts(envelope) == ["EnvelopeQueued", "EnvelopeDelivered"]
    assert two_nations.us.facts(envelope) == ["EnvelopeAccepted"]
