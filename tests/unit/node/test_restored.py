"""A nation loses its database and goes on from a backup older than its letters: the exchange stops, both settle it by
signed statements, and then nothing is lost, nothing doubled, and both auditors have it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from tests.attesting import attest, disclose, evidence, faults
from tests.cast import Cast
from tests.databases import Shelf
from tests.losing import Loss
from tests.nations import CL, US, Nations, with_clock
from tests.rooms import NOON, Rooms

from openbitmap.images import DecoderBox
from openbitmap.node import envelopes, ledger, witness
from openbitmap.node.envelopes import OutState, restoring, taking
from openbitmap.node.envelopes.restoring import Account, Reconciled
from openbitmap.node.events import EvidenceBroken, HistoryRestored
from openbitmap.node.partners import Keyring
from openbitmap.node.problems import Refused
from openbitmap.node.witness import Fault, Statement
from openbitmap.vocabulary import Actor, PartnerId
from openbitmap.wire import Letter, LetterKind

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BETWEEN = [f"cl-between-{number}" for number in range(6)]  # after the claim: under numbers used, passed over and free
SENDER = Actor("node", "the tests")


@pytest.fixture
def server_url(shelf: Shelf, template: str) -> Iterator[str]:
    """Nobody else may be connected to what is copied as a backup."""
    with shelf.own(template) as url:
        yield url


@pytest.fixture
def loss(
    server_url: str, second_url: str, cast: Cast, decoder: DecoderBox, tmp_path: Path, request: pytest.FixtureRequest
) -> Loss:
    made = Loss((server_url, second_url), tmp_path, decoder, cast)

    def drop() -> None:
        owner, _, name = made.backup.rpartition("/")
        with psycopg.connect(f"{owner}/postgres", autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    request.addfinalizer(drop)
    return made


@pytest.fixture
def template(cast: Cast) -> str:
    return "template_cast"


def say(rooms: Rooms, partner: PartnerId, *words: str) -> None:
    """A letter each that starts nothing at its reader."""
    for word in words:
        letter = Letter(partner, LetterKind.ERASED, {"reference": word}, correlation=word)
        with rooms.database.transaction() as tx:
            envelopes.send(tx, letter, permit_clause="", at=NOON, actor=SENDER, key=word)


def heard(rooms: Rooms, partner: PartnerId) -> list[str]:
    """What a node's rooms were given by a partner, by number, evidence left out."""
    with rooms.database.reading() as tx:
        came = envelopes.incoming_of(tx, partner, limit=1000)
        return [one.correlation for one in came if one.kind == LetterKind.ERASED and one.state == "delivered"]


def troubles(rooms: Rooms, partner: PartnerId) -> list[str]:
    with rooms.database.reading() as tx:
        return [f"{one.correlation} {one.fault}" for one in envelopes.troubled_of(tx, partner)]


def sent(rooms: Rooms, partner: PartnerId) -> list[str]:
    """What a node knows to have sent, by number; each has its receipt."""
    with rooms.database.reading() as tx:
        out = envelopes.outgoing_of(tx, partner, limit=1000)
    assert all(one.state is OutState.DELIVERED and one.receipt for one in out)
    return [one.correlation for one in out if one.kind == LetterKind.ERASED]


def settle(nations: Nations) -> tuple[Account, Reconciled]:
    claim = claimed(nations.cl, "adela", at=NOON + 2 * HOUR)
    say(nations.cl, US, *BETWEEN)
    assert answered(nations.us, claim) == answered(nations.us, claim)  # the answer to the first was lost
    return taken(nations.cl, answered(nations.us, claim))


def deal_with_it(rooms: Rooms, partner: PartnerId) -> None:
    for found in evidence(rooms, partner).breaks:
        looks(rooms, "elsa", partner, found.fault)
        looks(rooms, "aldo", partner, found.fault)


def before_the_loss(nations: Nations) -> None:
    attest(nations, NOON)
    say(nations.cl, US, "cl-1", "cl-2")
    say(nations.us, CL, "us-1")
    nations.carry(at=NOON)


def lost_afterwards(nations: Nations) -> None:
    """Letters both ways, one of which the sender keeps no longer, and one that is lost on its way before another."""
    say(nations.us, CL, "us-gone")
    nations.carry(at=NOON - HOUR)
    with nations.us.database.transaction() as tx:
        assert restoring.drop_settled(tx, at=NOON - HOUR / 2 + restoring.REOFFERED_FOR)
    say(nations.cl, US, "cl-forgotten-1", "cl-forgotten-2")
    say(nations.us, CL, "us-forgotten-1")
    nations.carry(at=NOON)
    say(nations.us, CL, "us-forgotten-2")
    nations.carry(at=NOON + 3650 * DAY)  # the clock of the machine that will be lost is wrong
    attest(nations, NOON + HOUR)
    say(nations.cl, US, "cl-lost", "cl-behind-a-gap", "cl-behind-it")
    with nations.cl.database.transaction() as tx:
        _, *behind = envelopes.outbound(tx, nations.cl.equipment, US)
    for data in behind:
        with nations.us.database.transaction() as tx:
            envelopes.accept(tx, nations.us.equipment, data, at=NOON)
    assert heard(nations.cl, US)[-1] == "us-forgotten-2"
    assert heard(nations.us, CL)[-1] == "cl-forgotten-2"


def stands_still(nations: Nations) -> None:
    """Nobody takes what the other sends: numbers are used, or missing."""
    assert heard(nations.cl, US) == ["us-1"]
    say(nations.cl, US, "cl-new-1", "cl-new-2")
    say(nations.us, CL, "us-new-1")
    nations.carry_once(CL)
    nations.carry_once(US)
    assert "cl-new-1 two_of_one_number" in troubles(nations.cl, US)
    assert heard(nations.cl, US) == ["us-1"]
    assert "cl-new-1" not in heard(nations.us, CL)


def goes_on(nations: Nations) -> None:
    """Nothing is lost but what was named, nothing doubled, and both know what was sent."""
    nations.carry(at=NOON + 2 * HOUR)
    assert heard(nations.cl, US) == ["us-1", "us-forgotten-1", "us-forgotten-2", "us-new-1"]
    theirs = ["cl-1", "cl-2", "cl-forgotten-1", "cl-forgotten-2", "cl-behind-a-gap", "cl-behind-it"]
    came = heard(nations.us, CL)
    assert came[: len(theirs)] == theirs
    assert sorted(came[len(theirs) :]) == sorted(["cl-new-1", "cl-new-2", *BETWEEN])
    assert sent(nations.cl, US) == heard(nations.us, CL)
    assert [word for word in sent(nations.us, CL) if word != "us-gone"] == heard(nations.cl, US)


def people_look(nations: Nations) -> None:
    """Disclosures rest until a supervisor and an auditor of each have dealt with it; then evidence begins anew."""
    both = ((nations.us, CL, Fault.RESTORED), (nations.cl, US, Fault.OWN_RESTORED))
    for rooms, partner, fault in both:
        assert faults(rooms, partner) == [fault]
        assert "HistoryRestored" in rooms.facts(partner)
        with pytest.raises(Refused, match="evidence-broken"):
            disclose(rooms, partner, NOON)
        deal_with_it(rooms, partner)
    for nation in (CL, US):
        nations = with_clock(nations, nation, lambda: NOON + 3 * HOUR)
    attest(nations, NOON + 3 * HOUR)  # each goes on from what was stated of the restore
    attest(nations, NOON + 4 * HOUR)
    for rooms, partner, _ in both:
        disclose(rooms, partner, NOON + 4 * HOUR)
        attested = evidence(rooms, partner).cosigned
        assert attested and attested.at >= NOON + 3 * HOUR


def test_a_restored_nation_settles_and_the_exchange_goes_on(loss: Loss, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "NEXT_AT_ONCE", 1)
    with loss.running() as nations:
        before_the_loss(nations)
    loss.back_up()
    with loss.running() as nations:
        lost_afterwards(nations)
    with loss.running(restored=True) as nations:
        stands_still(nations)
        account, learned = settle(nations)
        assert [last - first for first, last in (*account.gone, *account.skipped)] == [0, 0]
        assert heard(nations.us, CL)[-1] == "cl-behind-it"  # both of what waited behind the gap
        assert learned.doubtful == 0
        assert 2 < learned.renumbered < 2 + len(BETWEEN)
        assert learned.remembered >= 3
        goes_on(nations)
        people_look(nations)


def test_a_receipt_of_the_lost_machine_that_comes_late_does_not_count(loss: Loss) -> None:
    with loss.running() as nations:
        attest(nations, NOON)
    loss.back_up()
    with loss.running() as nations:
        say(nations.us, CL, "us-taken")
        with nations.us.database.transaction() as tx:
            (letter,) = envelopes.outbound(tx, nations.us.equipment, CL)
        with nations.cl.database.transaction() as tx:
            receipt = envelopes.accept(tx, nations.cl.equipment, letter, at=NOON)
    with loss.running(restored=True) as nations:
        taken(nations.cl, answered(nations.us, claimed(nations.cl, "adela", at=NOON + HOUR)))
        with nations.us.database.transaction() as tx:
            envelopes.note_receipt(tx, receipt, at=NOON + HOUR)
        nations.carry(at=NOON + 2 * HOUR)
        assert heard(nations.cl, US) == sent(nations.us, CL) == ["us-taken"]


def claimed(rooms: Rooms, name: str, *, at: datetime = NOON) -> bytes:
    keyring = Keyring.of(rooms.equipment.settings.home)
    with rooms.database.transaction() as tx:
        return witness.claim_restore(tx, keyring, Statement(US, "words", rooms.principal(name), at))


def answered(rooms: Rooms, claim: bytes, *, channel: PartnerId | None = None) -> bytes:
    with rooms.database.transaction() as tx:
        return witness.answer_claim(tx, rooms.equipment, claim, at=NOON, channel=channel)


def taken(rooms: Rooms, answer: bytes, *, name: str = "adela") -> tuple[Account, Reconciled]:
    with rooms.database.transaction() as tx:
        return witness.take_answer(tx, rooms.equipment, answer, by=rooms.principal(name), at=NOON)


def authors(rooms: Rooms, partner: PartnerId) -> set[str]:
    """Who stated of a restore what the ledger files under a partner."""
    with rooms.database.reading() as tx:
        found = ledger.history(tx, partner)
    return {str(entry.actor) for entry in found if isinstance(entry.event, HistoryRestored | EvidenceBroken)}


def test_nobody_settles_with_another_s_word(loss: Loss) -> None:
    with loss.running() as nations:
        with pytest.raises(Refused, match="not-allowed"):
            claimed(nations.cl, "elsa")
        claim = claimed(nations.cl, "adela")
        for unfit in (claim.replace(b'"taken":0', b'"taken":1'), claim[:-2], b"", b"{}\nkey\n00"):
            with pytest.raises(Refused, match="unfit-restore"):
                answered(nations.us, unfit)
        with pytest.raises(Refused, match="foreign-certificate"):
            answered(nations.us, claim, channel=PartnerId("PE"))
        answer = answered(nations.us, claim)
        with pytest.raises(Refused, match="not-allowed"):
            taken(nations.cl, answer, name="elsa")
        taken(nations.cl, answer)
        assert authors(nations.cl, US) == {"person:adela"}
        for again in (answer, claim):
            with pytest.raises(Refused, match="unfit-restore"):
                taken(nations.cl, again)


def looks(rooms: Rooms, person: str, partner: PartnerId, fault: Fault) -> None:
    found = next(one for one in evidence(rooms, partner).breaks if one.fault is fault and one.is_open)
    with rooms.database.transaction() as tx:
        witness.settle(tx, found.break_id, "looked into", by=rooms.principal(person), at=NOON)


def test_a_restore_gives_nobody_another_past(loss: Loss, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is stated of a restore is held against what it keeps, looked at anew each time, and binding afterwards."""
    with loss.running() as nations:
        attest(nations, NOON)
        assert evidence(nations.cl, US).cosigned
        first = claimed(nations.cl, "adela")
        answered(nations.us, first)
        looks(nations.us, "elsa", CL, Fault.RESTORED)
        with monkeypatch.context() as patch:
            patch.setattr(ledger, "root", lambda _tx, size: size.to_bytes(32))
            another = claimed(nations.cl, "adela")
        answered(nations.us, another)
        with pytest.raises(Refused, match="a later statement"):
            answered(nations.us, first)
        assert set(faults(nations.us, CL)) == {Fault.RESTORED, Fault.REWRITTEN}
        looks(nations.us, "aldo", CL, Fault.RESTORED)
        with pytest.raises(Refused, match="evidence-broken"):
            disclose(nations.us, CL, NOON)  # the second statement is for both to see
        with nations.us.database.reading() as tx:
            assert [said.word for said in witness.said_with(tx, CL)] == ["claim", "answer"] * 2
            for found in witness.evidence_with(tx, CL).breaks:
                assert another.decode() in witness.evidence_of_break(tx, found.break_id)
        looks(nations.us, "elsa", CL, Fault.RESTORED)
        deal_with_it(nations.cl, US)
        looks(nations.us, "elsa", CL, Fault.REWRITTEN)
        looks(nations.us, "aldo", CL, Fault.REWRITTEN)
        disclose(nations.us, CL, NOON)
        bound = evidence(nations.us, CL).seen
        assert bound and bytes.fromhex(bound.root) == bound.size.to_bytes(32)
        attest(nations, NOON + HOUR)  # its true past is not what it stated
        assert evidence(nations.us, CL).seen == bound
        assert Fault.OWN_REWRITTEN in faults(nations.cl, US)
