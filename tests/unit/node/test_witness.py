"""Two nations attest each other's ledgers: rewritten, truncated and forked histories are found from letters alone, and
disclosures stop when nobody attests them."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.nations import CL, US, Nations
from tests.rooms import NOON, Rooms
from tests.tampering import as_owner_without_guard, rewritten_from
from typer.testing import CliRunner

from openbitmap import merkle
from openbitmap.node import envelopes, ledger, witness
from openbitmap.node.cli import ledger as ledger_commands
from openbitmap.node.events import ReadRecorded
from openbitmap.node.partners import Keyring
from openbitmap.node.problems import BREAK_SETTLED, EVIDENCE_BEHIND, EVIDENCE_BROKEN, NEEDS_WORDS, NOT_ALLOWED, Refused
from openbitmap.node.witness import Evidence, Fault
from openbitmap.vocabulary import PartnerId
from openbitmap.wire import Letter, LetterKind

MINUTES = timedelta(minutes=1)
HOURS = timedelta(hours=1)


def state(rooms: Rooms, count: int = 1) -> None:
    """Facts that have nothing to do with the partner."""
    for number in range(count):
        rooms.state(ReadRecorded("ana", "case", f"case-{number}"))


def look(rooms: Rooms, at: datetime) -> list[PartnerId]:
    with rooms.database.transaction() as tx:
        return witness.issue_due(tx, rooms.equipment, at=at)


def disclose(rooms: Rooms, partner: PartnerId, at: datetime) -> None:
    """What every disclosure does first; the fact stands for the rest."""
    with rooms.database.transaction() as tx:
        witness.require_current(tx, partner, at=at)
        ledger.record(tx, ReadRecorded("vera", "disclosure", at.isoformat()), actor=rooms.principal("vera").actor)


def evidence(rooms: Rooms, partner: PartnerId) -> Evidence:
    with rooms.database.reading() as tx:
        return witness.evidence_with(tx, partner)


def attest(nations: Nations, at: datetime) -> None:
    """Both state their ledgers and attest the other's."""
    look(nations.cl, at)
    look(nations.us, at)
    nations.carry(at=at)


def faults(rooms: Rooms, partner: PartnerId) -> list[Fault]:
    return [found.fault for found in evidence(rooms, partner).breaks]


@pytest.fixture
def attested(two_nations: Nations) -> Iterator[Nations]:
    """Two nations that attested each other at noon, with some history."""
    state(two_nations.cl, 3)
    attest(two_nations, NOON)
    yield two_nations


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


def compared(rooms: Rooms, partner: PartnerId, file: list[str] | None = None) -> list[tuple[str, Fault, int, int]]:
    with rooms.database.reading() as tx:
        found = witness.compare_own(tx, partner)[1] + witness.compare_partner(tx, partner)[1]
        if file is not None:
            found += witness.compare_file(tx, partner, witness.read_export(file))[1]
    return [(f.node, f.fault, f.first, f.last) for f in found]


def exported(rooms: Rooms, about: PartnerId | None = None) -> list[str]:
    with rooms.database.reading() as tx:
        keyring = Keyring.of(rooms.equipment.settings.home)
        return list(witness.export(tx, keyring, about=about))


@pytest.fixture
def twice(attested: Nations) -> Nations:
    """Attested a second time, so that the history between the two is a span of its own."""
    state(attested.cl, 3)
    attest(attested, NOON + 11 * MINUTES)
    return attested


def test_verify_against_a_partner_finds_nothing_where_nothing_was_done(twice: Nations) -> None:
    assert compared(twice.cl, US, exported(twice.us)) == []
    assert compared(twice.us, CL, exported(twice.cl, about=US)) == []
    assert compared(twice.cl, US, exported(twice.cl)) == []
    state(twice.cl)  # goes on
    assert compared(twice.us, CL, exported(twice.cl)) == []


def test_verify_against_a_partner_says_between_which_attestations_history_was_rewritten(twice: Nations) -> None:
    with twice.cl.database.reading() as tx:
        first = tx.scalar("SELECT min(size) FROM witness_checkpoint")
        last = tx.scalar("SELECT max(size) FROM witness_checkpoint")
    before = exported(twice.cl)
    as_owner_without_guard(twice.cl.database.url, rewritten_from(first + 2))
    assert compared(twice.cl, US) == [("CL", Fault.REWRITTEN, first + 1, last)]
    # An export made before tells which entry; the partner sees it in an export made now.
    rewritten = ("CL", Fault.REWRITTEN, first + 2, first + 2)
    assert rewritten in compared(twice.cl, US, before)
    assert compared(twice.us, CL, exported(twice.cl)) == [("CL", Fault.REWRITTEN, first + 1, last)]


def test_verify_against_a_partner_finds_a_ledger_that_was_cut_off(twice: Nations) -> None:
    with twice.cl.database.reading() as tx:
        last = tx.scalar("SELECT max(size) FROM witness_checkpoint")
    cut = f"DELETE FROM ledger_entries WHERE seq > {last - 2};"
    cut += f"DELETE FROM ledger_nodes WHERE (number + 1) << level > {last - 2}"
    as_owner_without_guard(twice.cl.database.url, cut)
    assert compared(twice.cl, US) == [("CL", Fault.TRUNCATED, last - 1, last)]
    assert compared(twice.us, CL, exported(twice.cl)) == [("CL", Fault.TRUNCATED, last - 1, last)]


def test_verify_against_a_partner_finds_a_single_changed_row(twice: Nations) -> None:
    as_owner_without_guard(twice.cl.database.url, "UPDATE ledger_entries SET leaf = leaf || ' ' WHERE seq = 4")
    assert ("CL", Fault.REWRITTEN, 4, 4) in compared(twice.cl, US)


def test_an_export_shows_a_partner_only_its_own(twice: Nations) -> None:
    lines = exported(twice.cl, about=US)
    shown = [json.loads(line)["leaf"] for line in lines[1:] if "leaf" in json.loads(line)]
    assert shown and all(json.loads(leaf)["body"]["partner"] == US for leaf in shown)
    assert not any("vera" in line for line in lines)
    changed = [line.replace("CheckpointIssued", "CheckpointForged") for line in lines]
    with twice.us.database.reading() as tx:
        found = witness.compare_file(tx, CL, witness.read_export(changed))[1]
    assert len(found) == sum("CheckpointIssued" in leaf for leaf in shown)
    for unfit in (lines[:-1], lines[1:], ["{}"], []):
        with pytest.raises(witness.UnfitExport):
            witness.read_export(unfit)


def test_the_commands_say_what_stands_and_what_does_not(
    twice: Nations, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OPENBITMAP_HOME", str(twice.cl.equipment.settings.home))
    monkeypatch.setenv("OPENBITMAP_DATABASE_URL", twice.cl.database.url)

    def ran(*words: str, code: int = 0) -> str:
        done = CliRunner().invoke(ledger_commands.app, list(words))
        assert done.exit_code == code, done.output
        return done.output

    assert "this ledger stands as US attested it 2 times" in ran("verify", "--against", "US")
    proof = json.loads(ran("prove", "3"))
    assert proof["entries"][0]["seq"] == 3 and proof["attested"][0]["partner"] == "US"
    assert ran("checkpoint").startswith("openbitmap/CL\n")
    file = tmp_path / "cl.ledger"
    ran("export", str(file))
    assert "is the ledger that was attested" in ran("verify", "--against", "US", "--file", str(file))
    as_owner_without_guard(twice.cl.database.url, rewritten_from(4))
    output = " ".join(ran("verify", "--against", "US", "--file", str(file), code=1).split())
    assert "CL, entry 4: rewritten: entry 4 is not the one exported" in output
    assert ran("verify")  # which alone sees nothing: the rewritten chain is a valid chain
