"""What was under way when a key turned out to be stolen: letters that no job had come to, letters that come again under
the new key, and what this node has to say meanwhile."""

import pytest
from tests.disputed import disputed, fresh_keys, settle, stolen
from tests.inquiring import Asking, asking, say
from tests.nations import CL, US, Nations
from tests.rooms import TEST, Rooms, fingers_of

from openbitmap.node import disclosures, envelopes, identities, work
from openbitmap.node.disclosures import Settlement
from openbitmap.node.identities import WithdrawalReason
from openbitmap.node.inquiries import InquiryState
from openbitmap.vocabulary import EncounterId, Verdict
from openbitmap.wire import LetterKind

FIRST = 7


@pytest.fixture
def two(two_nations: Nations) -> Asking:
    return asking(two_nations)


def test_a_letter_that_was_disputed_before_its_job_came_is_heard_once_it_stands(two: Asking) -> None:
    """A recall had arrived, and no worker had come to it, when Chile learned of the key."""
    encounter = two.known_in(two.us, FIRST)
    two.arrive(FIRST)
    two.carry()
    recall = _takes_out(two.us, encounter)
    two.nations.carry_once(US)
    stolen(two, since=LetterKind.RECALL)
    fresh_keys(two)
    assert [kind for kind, _ in disputed(two)] == ["recall"]
    assert _recalled(two.cl) == []
    settle(two, "recall", Settlement.STANDS)
    two.carry()
    assert _recalled(two.cl) == [recall]
    with two.us.database.reading() as tx:
        assert tx.scalar("SELECT state FROM recall WHERE recall = %(r)s", r=recall) == "done"


def test_what_comes_again_under_a_new_key_is_its_partners_and_asks_for_no_supervisor(two: Asking) -> None:
    """A result and a receipt for erased prints arrived, their receipts were lost, and then Chile learned of the key."""
    two.known_in(two.us, FIRST)
    met = two.arrive(FIRST)
    two.cl.drain()
    two.nations.carry_once(CL)
    two.us.drain()
    two.clock.pass_on(seconds=12)
    two.look()
    two.us.drain()
    _arrives_without_receipt(two)
    stolen(two, since=LetterKind.RESULT)
    assert two.asked(met).state is InquiryState.ASKED
    fresh_keys(two)
    assert {kind for kind, _ in disputed(two)} >= {"result"}
    two.carry()
    assert disputed(two) == []
    assert two.asked(met).state is InquiryState.HIT
    assert two.answer(met).verdict is Verdict.POSSIBLE_MATCH
    with two.cl.database.reading() as tx:
        settled = {(d.letter, d.outcome, d.settled_by) for d in disclosures.disputes(tx)}
        came = [i for i in envelopes.incoming_of(tx, US) if i.kind == "result"]
    assert ("result", Settlement.STANDS, "node:disclosures") in settled
    assert [i.disputed for i in came] == [False]  # one letter, not two of one name


def _arrives_without_receipt(two: Asking) -> None:
    with two.us.database.transaction() as tx:
        leaving = envelopes.outbound(tx, two.us.equipment, CL)
    with two.cl.database.transaction() as tx:
        for data in leaving:
            envelopes.accept(tx, two.cl.equipment, data, at=two.clock.at)


def test_what_is_to_be_said_to_a_partner_without_a_key_waits_for_its_new_one(two: Asking) -> None:
    """However long that takes: no job dies of it."""
    encounter = two.known_in(two.cl, FIRST)
    met = two.us.enrol(fingers_of(FIRST, 2))
    say(two.us, met, "")
    two.us.search(met)
    two.carry()
    stolen(two, since=LetterKind.SEARCH)
    recall = _takes_out(two.cl, encounter)
    for _ in range(12):
        assert two.cl.drain(raising=False) == 0
    with two.cl.database.reading() as tx:
        assert work.dead_letters(tx) == () and sum(work.backlog(tx).values()) > 0
    fresh_keys(two)
    settle(two, "search", Settlement.STANDS)
    two.carry()
    assert _recalled(two.us) == [recall]
    with two.cl.database.reading() as tx:
        assert sum(work.backlog(tx).values()) == 0


def _takes_out(rooms: Rooms, encounter: EncounterId) -> str:
    """Its recall of what it had told of somebody."""
    with rooms.database.transaction() as tx:
        identities.withdraw(tx, encounter, reason=WithdrawalReason.RETENTION, actor=TEST)
    rooms.drain(raising=False)
    with rooms.database.reading() as tx:
        return str(tx.scalar("SELECT recall FROM recall"))


def _recalled(rooms: Rooms) -> list[str]:
    """What it obeyed."""
    with rooms.database.reading() as tx:
        return [row[0] for row in tx.all("SELECT recall FROM recall_taken")]
