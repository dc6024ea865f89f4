"""Two nations attest each other's ledgers: rewritten, truncated and forked histories are found from letters alone, and
disclosures stop when nobody attests them."""

from datetime import datetime

import pytest
from tests.attesting import HOURS, MINUTES, attest, disclose, evidence, faults, look, state
from tests.nations import CL, US, Nations
from tests.rooms import NOON, Rooms
from tests.tampering import as_owner_without_guard, rewritten_from

from openbitmap import merkle
from openbitmap.node import envelopes, ledger, witness
from openbitmap.node.partners import Keyring
from openbitmap.node.problems import BREAK_SETTLED, EVIDENCE_BEHIND, EVIDENCE_BROKEN, NEEDS_WORDS, NOT_ALLOWED, Refused
from openbitmap.node.witness import Fault
from openbitmap.wire import Letter, LetterKind


def test_both_ledgers_are_attested_and_provable(attested: Nations) -> None:
    ours = evidence(attested.cl, US)
    theirs = evidence(attested.us, CL)
    assert ours.cosigned and theirs.seen
    assert (ours.cosigned.size, ours.cosigned.root) == (theirs.seen.size, theirs.seen.root)
    assert ours.seen and theirs.cosigned and ours.seen.size == theirs.cosigned.size
    assert not ours.is_broken and ours.unattested == 0
    with attested.cl.database.reading() as tx:
        assert ledger.root(tx, ours.cosigned.size).hex() == ours.cosigned.root
        (reaching,) = witness.cosigned_reaching(tx, 2)
        proof = ledger.inclusion(tx, 2, reaching.size)
        entry = ledger.entry(tx, 2)
    # Anybody who holds the note checks the rest without us.
    note = merkle.read_note(reaching.note)
    checkpoint = merkle.read_checkpoint(note)
    assert [s.name for s in note.signatures] == ["openbitmap/CL", "openbitmap/US"]
    assert entry and merkle.is_included(bytes.fromhex(entry.hash), 1, checkpoint.size, path=proof, root=checkpoint.root)
    assert "CheckpointCosigned" in attested.cl.facts(US) and "PartnerCheckpointSeen" in attested.us.facts(CL)


def test_it_is_asked_every_ten_minutes_and_soon_after_a_disclosure(attested: Nations) -> None:
    assert look(attested.cl, NOON + 9 * MINUTES) == []
    disclose(attested.cl, US, NOON + MINUTES)
    assert look(attested.cl, NOON + MINUTES) == [US]
    assert look(attested.cl, NOON + 30 * MINUTES) == []  # nothing came back yet: a dead link must not collect hundreds
    attested.carry(at=NOON + 31 * MINUTES)
    assert evidence(attested.cl, US).unattested == 0
    assert look(attested.cl, NOON + 32 * MINUTES) == [US]


def test_disclosures_stop_four_hours_after_one_that_nobody_attests_and_go_on_when_somebody_does(
    attested: Nations,
) -> None:
    attested.link.cut_now = True
    disclose(attested.cl, US, NOON + MINUTES)
    disclose(attested.cl, US, NOON + 4 * HOURS)
    look(attested.cl, NOON + 4 * HOURS)
    attested.carry(at=NOON + 4 * HOURS)
    with pytest.raises(Refused) as refused:
        disclose(attested.cl, US, NOON + 4 * HOURS + 2 * MINUTES)
    assert refused.value.problem is EVIDENCE_BEHIND
    assert "4 hours" in refused.value.what
    state(attested.cl)  # local work goes on
    assert evidence(attested.cl, US).is_behind(NOON + 5 * HOURS)
    attested.link.cut_now = False
    attested.carry(at=NOON + 5 * HOURS)
    disclose(attested.cl, US, NOON + 5 * HOURS)
    assert evidence(attested.cl, US).unattested == 1


def test_a_disclosure_that_is_refused_afterwards_leaves_no_trace(attested: Nations) -> None:
    with pytest.raises(ZeroDivisionError), attested.cl.database.transaction() as tx:
        witness.require_current(tx, US, at=NOON)
        raise ZeroDivisionError
    assert evidence(attested.cl, US).unattested == 0


def test_the_limit_is_a_setting(attested: Nations) -> None:
    with attested.cl.database.transaction() as tx:
        witness.keep_limit(tx, 1)
    disclose(attested.cl, US, NOON)
    with pytest.raises(Refused):
        disclose(attested.cl, US, NOON + 61 * MINUTES)


def test_only_a_checkpoint_made_after_a_disclosure_attests_it(attested: Nations) -> None:
    state(attested.cl)
    look(attested.cl, NOON + 11 * MINUTES)
    disclose(attested.cl, US, NOON + 12 * MINUTES)
    attested.carry(at=NOON + 12 * MINUTES)
    assert evidence(attested.cl, US).unattested == 1
    attest(attested, NOON + 13 * MINUTES)
    assert evidence(attested.cl, US).unattested == 0


@pytest.mark.parametrize(
    "tampering",
    [
        rewritten_from(3),
        "DELETE FROM ledger_entries WHERE seq > 4; DELETE FROM ledger_nodes WHERE (number + 1) << level > 4",
    ],
)
def test_a_node_states_nothing_that_contradicts_what_was_attested(attested: Nations, tampering: str) -> None:
    """Its own check first: nothing is signed, and it says so to its own people."""
    as_owner_without_guard(attested.cl.database.url, tampering)
    attest(attested, NOON + 11 * MINUTES)
    assert faults(attested.cl, US) == [Fault.OWN_REWRITTEN]
    with pytest.raises(Refused) as refused:
        disclose(attested.cl, US, NOON + 12 * MINUTES)
    assert refused.value.problem is EVIDENCE_BROKEN
    assert look(attested.cl, NOON + 30 * MINUTES) == []


def test_a_node_that_forgot_what_was_attested_of_it_is_reminded_by_the_partner(attested: Nations) -> None:
    """Whoever rewrites a ledger rewrites the node's own evidence too. It states its history without a base; the partner
    answers with the state it holds, signed by that node itself, which the new history does not contain."""
    as_owner_without_guard(attested.cl.database.url, rewritten_from(3))
    as_owner_without_guard(attested.cl.database.url, "DELETE FROM witness_checkpoint")
    seen = evidence(attested.us, CL).seen
    attest(attested, NOON + 11 * MINUTES)
    assert faults(attested.cl, US) == [Fault.OWN_REWRITTEN]
    assert "does not contain" in evidence(attested.cl, US).breaks[0].what
    assert evidence(attested.us, CL).seen == seen


def checkpoint(rooms: Rooms, size: int, since: int) -> dict[str, object]:
    with rooms.database.reading() as tx:
        _, note = witness.own_checkpoint(tx, Keyring.of(rooms.equipment.settings.home), size)
        proof = [step.hex() for step in ledger.consistency(tx, since, size)] if since <= size else []
    return {"note": note.render(), "since": since, "proof": proof}


def send(rooms: Rooms, body: dict[str, object], at: datetime) -> None:
    with rooms.database.transaction() as tx:
        letter = Letter(US, LetterKind.CHECKPOINT, body)
        envelopes.send(tx, letter, permit_clause="", at=at, actor=rooms.principal("vera").actor, key=at.isoformat())


@pytest.mark.parametrize("fault", [Fault.REWRITTEN, Fault.TRUNCATED, Fault.FORKED])
def test_a_node_that_lies_is_found_out_by_its_letters(attested: Nations, fault: Fault) -> None:
    seen = evidence(attested.us, CL).seen
    assert seen
    state(attested.cl)
    if fault is not Fault.TRUNCATED:
        as_owner_without_guard(attested.cl.database.url, rewritten_from(3))
    size = {Fault.REWRITTEN: seen.size + 1, Fault.TRUNCATED: seen.size - 1, Fault.FORKED: seen.size}[fault]
    send(attested.cl, checkpoint(attested.cl, size, since=seen.size), NOON + 11 * MINUTES)
    attested.carry(at=NOON + 11 * MINUTES)
    assert faults(attested.us, CL) == [fault]
    found = evidence(attested.us, CL).breaks[0]
    with attested.us.database.reading() as tx:
        kept = witness.evidence_of_break(tx, found.break_id)
    assert kept.count("openbitmap/CL\n") == 2, "both signed statements are kept"
    assert attested.us.facts(CL).count("EvidenceBroken") == 1
    with pytest.raises(Refused) as refused:
        disclose(attested.us, CL, NOON + 12 * MINUTES)
    assert refused.value.problem is EVIDENCE_BROKEN
    # Told once; and nothing more is attested until people have looked.
    send(attested.cl, checkpoint(attested.cl, seen.size + 1, since=seen.size), NOON + 13 * MINUTES)
    attested.carry(at=NOON + 13 * MINUTES)
    assert attested.us.facts(CL).count("EvidenceBroken") == 1
    assert evidence(attested.us, CL).seen == seen


def test_a_break_is_settled_by_two_people_of_two_roles(attested: Nations) -> None:
    seen = evidence(attested.us, CL).seen
    assert seen
    send(attested.cl, checkpoint(attested.cl, seen.size - 1, since=0), NOON + 11 * MINUTES)
    attested.carry(at=NOON + 11 * MINUTES)
    us, found = attested.us, evidence(attested.us, CL).breaks[0]

    def settle(name: str, words: str = "restored from a copy, compared line by line") -> None:
        with us.database.transaction() as tx:
            witness.settle(tx, found.break_id, words, by=us.principal(name), at=NOON + 20 * MINUTES)

    for name, words, problem in [("vera", "mine", NOT_ALLOWED), ("elsa", " ", NEEDS_WORDS)]:
        with pytest.raises(Refused) as refused:
            settle(name, words)
        assert refused.value.problem is problem
    settle("elsa")
    with pytest.raises(Refused) as refused:
        settle("emilio")  # a second supervisor is not an auditor
    assert refused.value.problem is BREAK_SETTLED
    assert evidence(us, CL).is_broken
    settle("aldo")
    assert not evidence(us, CL).is_broken
    disclose(us, CL, NOON + 21 * MINUTES)
    send(attested.cl, checkpoint(attested.cl, seen.size + 1, since=0), NOON + 22 * MINUTES)
    attested.carry(at=NOON + 22 * MINUTES)
    now = evidence(us, CL)
    assert now.seen and now.seen.size == seen.size + 1 and len(now.breaks) == 1


def test_an_attestation_that_got_lost_comes_back_with_the_next_refusal(attested: Nations) -> None:
    """A node restored to before it heard of the last attestation, whose ledger still contains it."""
    as_owner_without_guard(attested.cl.database.url, "DELETE FROM witness_checkpoint")
    state(attested.cl)
    attest(attested, NOON + 11 * MINUTES)
    assert faults(attested.cl, US) == []
    base = evidence(attested.cl, US).cosigned
    assert base
    attest(attested, NOON + 30 * 24 * HOURS)  # jobs read the clock of today
    again = evidence(attested.cl, US).cosigned
    assert again and again.size > base.size
    assert faults(attested.us, CL) == []


def test_bad_letters_change_nothing(attested: Nations) -> None:
    seen = evidence(attested.us, CL).seen
    assert seen
    good = checkpoint(attested.cl, seen.size + 1, since=seen.size)
    bad = [
        {},
        good | {"note": 7},
        good | {"note": str(good["note"]).replace("openbitmap/CL", "openbitmap/US")},
        good | {"proof": ["zz"]},
        good | {"since": "0"},
    ]
    for number, body in enumerate(bad):
        send(attested.cl, body, NOON + (11 + number) * MINUTES)
        attested.carry(at=NOON + (11 + number) * MINUTES)
    assert faults(attested.us, CL) == [] and evidence(attested.us, CL).seen == seen


def test_over_a_bad_link_everything_is_attested_in_the_end(attested: Nations) -> None:
    attested.link.cut, attested.link.double, attested.link.reorder, attested.link.delay = 0.3, 0.3, 0.5, 0.3
    for step in range(1, 4):
        disclose(attested.cl, US, NOON + step * HOURS)
        attest(attested, NOON + step * HOURS)
    assert evidence(attested.cl, US).unattested == 0
    assert faults(attested.cl, US) == faults(attested.us, CL) == []


def test_a_read_is_stated_once_in_a_quarter_of_an_hour(two_nations: Nations) -> None:
    rooms = two_nations.cl
    vera, aldo = rooms.principal("vera"), rooms.principal("aldo")
    for minutes, reader in [(0, vera), (1, vera), (2, aldo), (14, vera), (16, vera), (20, vera)]:
        with rooms.database.transaction() as tx:
            at = NOON + minutes * MINUTES
            known = witness.is_noted(tx, reader, "person", thing="enc-1", at=at)
            assert known == (minutes in (1, 14, 20))
            witness.note_read(tx, reader, "person", thing="enc-1", at=at)
    assert rooms.facts("read:enc-1") == ["ReadRecorded"] * 3
    assert rooms.facts("enc-1") == []
    with rooms.database.transaction() as tx:
        witness.forget_notes(tx, at=NOON + 10 * HOURS)
        assert tx.scalar("SELECT count(*) FROM read_noted") == 0
