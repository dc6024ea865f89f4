"""A ledger held against what was attested of it: by the partner, by files, by the commands."""

import json
from pathlib import Path

import pytest
from tests.attesting import state
from tests.nations import CL, US, Nations
from tests.rooms import Rooms
from tests.tampering import as_owner_without_guard, rewritten_from
from typer.testing import CliRunner

from openbitmap.node import witness
from openbitmap.node.cli import ledger as ledger_commands
from openbitmap.node.cli.unreachable import Unreachable
from openbitmap.node.partners import Keyring
from openbitmap.node.witness import Fault
from openbitmap.vocabulary import PartnerId


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


def beside(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands are given on the machine of this node."""
    monkeypatch.setenv("OPENBITMAP_HOME", str(rooms.equipment.settings.home))
    monkeypatch.setenv("OPENBITMAP_DATABASE_URL", rooms.database.url)


def ran(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(ledger_commands.app, list(words))
    assert done.exit_code == code, done.output
    return done.output


def test_the_commands_say_what_stands_and_what_does_not(
    twice: Nations, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    beside(twice.cl, monkeypatch)
    assert "this ledger stands as US attested it 2 times" in ran("verify", "--against", "US")
    proof = json.loads(ran("prove", "3"))
    assert proof["entries"][0]["seq"] == 3 and proof["attested"][0]["partner"] == "US"
    assert ran("checkpoint").startswith("openbitmap/CL\n")
    file = tmp_path / "cl.ledger"
    ran("export", str(file))
    assert "is the ledger that was attested" in ran("verify", "--against", "US", "--file", str(file))
    as_owner_without_guard(twice.cl.database.url, rewritten_from(4))
    output = " ".join(ran("verify", "--against", "US", "--file", str(file), code=1).split())
    assert "CL, rewritten: entry 4 is not the one exported" in output
    assert ran("verify")  # which alone sees nothing: the rewritten chain is a valid chain


def test_what_is_held_against_nobody_or_nothing_is_never_said_to_stand(
    two_nations: Nations, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside(two_nations.cl, monkeypatch)
    with pytest.raises(Unreachable, match="no partner is called XX; introduced are: US"):
        CliRunner().invoke(ledger_commands.app, ["verify", "--against", "XX"], catch_exceptions=False)
    output = ran("verify", "--against", "US", code=1)
    assert "nothing verified: US has attested nothing of this ledger yet" in output
    assert "nothing verified: US has shown no state of its ledger yet" in output
    assert "stands" not in output
