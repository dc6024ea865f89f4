"""Commands beside the node act as whoever's key is kept there, and stand in the ledger under that name."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.given import Abroad, abroad_of, facts, pieces
from tests.nations import US, Nations, agree
from tests.rooms import NOON, TEST, Rooms, fingers_of
from tests.unit.node.test_notices import known_by_reference
from tests.watched import watching

from openbitmap.node import disclosures, envelopes, notices, partners, protection, retention
from openbitmap.node.cli import main
from openbitmap.node.disclosures import CopyState, ItemKind, Scope
from openbitmap.node.events import HoldingRetained
from openbitmap.node.home import Home
from openbitmap.node.partners import Revocation
from openbitmap.node.protection import Basis, MarkingKind, Wanted
from openbitmap.vocabulary import ExchangeAct

NAMES = b'{"fields": {"names": "ROJAS, ANA"}}'
Run = Callable[..., str]


@pytest.fixture
def cl(two_nations: Nations, monkeypatch: pytest.MonkeyPatch) -> Abroad:
    """CL's node as the one of this machine, with the keys of elsa (supervisor) and ana (examiner) kept."""
    abroad = abroad_of(two_nations)
    beside(abroad.cl, monkeypatch)
    return abroad


def beside(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine is the one of these rooms' node, and keeps two keys."""
    home = Home(Path(rooms.equipment.settings.home))
    monkeypatch.setenv("OPENBITMAP_HOME", str(home.folder))
    monkeypatch.setenv("OPENBITMAP_DATABASE_URL", rooms.database.url)
    monkeypatch.delenv("OPENBITMAP_KEY", raising=False)
    (home.folder / "keys").mkdir(parents=True, exist_ok=True)
    for name in ("elsa", "ana"):
        (home.folder / "keys" / name).write_text(rooms.cast.keys[name], encoding="ascii")


def keep_keys(rooms: Rooms, *names: str) -> None:
    """This machine keeps these keys as well."""
    for name in names:
        (Path(rooms.equipment.settings.home) / "keys" / name).write_text(rooms.cast.keys[name], encoding="ascii")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """What a command says, in one line; it must end with this code."""

    def said(*words: str, code: int = 0) -> str:
        monkeypatch.setattr(sys, "argv", ["openbitmap", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        shown = capsys.readouterr()
        assert int(ended.value.code or 0) == code, shown.err
        return " ".join((shown.out + shown.err).split())

    return said


def test_a_holding_is_retained_and_let_go_on_by_whoever_holds_the_key(cl: Abroad, run: Run) -> None:
    pieces(cl, NAMES)
    with cl.cl.database.reading() as tx:
        held = next(h for h in disclosures.holdings_of(tx, US) if h.kind is ItemKind.DATA)
    assert held.holding in run("disclosure", "held", "US")
    kept = ("disclosure", "retain", held.holding, "--purpose", "serious_crime", "--basis", "Ley 19.974, art. 24")
    assert "--as (ana, elsa)" in run(*kept, code=2)
    assert "no key for 'emilio'" in run(*kept, "--as", "emilio", code=2)  # an account, but a name alone is nobody
    assert "may not" in run(*kept, "--as", "ana", code=2)
    assert facts(cl.cl, HoldingRetained) == []
    assert "is kept for serious crime" in run(*kept, "--as", "elsa")
    assert [f.purpose for f in facts(cl.cl, HoldingRetained) if isinstance(f, HoldingRetained)] == ["serious_crime"]
    on = ("--to", "AR", "--basis", "letter of 24 November", "--as", "elsa")
    assert f"{held.holding} may go on to AR" in run("disclosure", "consent", held.holding, *on)


def test_recalls_and_the_register_ask_for_a_key_too(cl: Abroad, run: Run) -> None:
    order = ("recall", "order", "--reason", "wrong_identity", "--words", "somebody else", "--person", "enc-none")
    assert "no key for 'emilio'" in run(*order, "--as", "emilio", code=2)
    assert "--as (ana, elsa)" in run("agreement", "list", code=2)
    assert "may not" in run("agreement", "propose", "docs/agreements/pilot.agreement", "--as", "elsa", code=2)


def test_recalls_of_both_sides_are_listed_with_what_they_are_about_and_their_receipts(cl: Abroad, run: Run) -> None:
    assert "nothing was called back" in run("recall", "list")
    assert "no recall is overdue" in run("recall", "overdue")
    assert "no copy is in other hands" in run("disclosure", "list")
    given = pieces(cl, NAMES)
    (ordered,) = cl.recall(US, Scope(encounter=given.record))
    cl.carry()
    told = run("recall", "list")
    assert ordered in told
    assert "theirs US wrong identity images, data" in told
    assert f"done {cl.clock.at:%Y-%m-%d %H:%M}" in told


def test_letters_in_dispute_are_listed_and_settled_by_a_supervisor(cl: Abroad, run: Run) -> None:
    assert "no letter is in dispute, or was" in run("disclosure", "disputes")
    pieces(cl, NAMES)
    with cl.us.database.reading() as tx:
        key = partners.current_key(tx)
    with cl.cl.database.transaction() as tx:
        envelopes.revoke_key(tx, US, Revocation(key[:12], 1, "copied"), at=cl.clock.at, actor=TEST)
    cl.cl.drain()
    told = json.loads(run("disclosure", "disputes", "--json"))
    assert sorted((d["letter"], d["outcome"], d["holdings"]) for d in told) == [("data", "", 2), ("reference", "", 0)]
    letters = {d["letter"]: d["envelope"] for d in told}
    assert f"{letters['data']} US " in run("disclosure", "disputes")
    stands = ("disclosure", "settle", letters["data"], "--reason", "their desk was called", "--stand")
    assert "may not" in run(*stands, "--as", "ana", code=2)
    assert "one of --stand and --void" in run(*stands, "--void", "--as", "elsa", code=2)
    assert "said in words" in run(
        "disclosure", "settle", letters["data"], "--void", "--reason", " ", "--as", "elsa", code=2
    )
    assert f"{letters['data']} counts again" in run(*stands, "--as", "elsa")
    assert letters["data"] in run(*stands, "--as", "elsa", code=2)  # once
    goes = ("disclosure", "settle", letters["reference"], "--void", "--reason", "nobody there wrote it")
    assert "is erased" in run(*goes, "--as", "elsa")
    told = run("disclosure", "disputes")
    assert "the partner wrote it elsa" in told
    assert "erased elsa" in told


def test_what_is_right_goes_to_whoever_was_given_what_is_wrong(
    cl: Abroad, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, names = pieces(cl, NAMES), f"ROJAS, {'ANITA ' * 40}DEL CARMEN"
    beside(cl.us, monkeypatch)
    order = ("recall", "order", "--words", "misread", "--as", "elsa", "--person", given.record, "--reason")
    assert "says what is right" in run(*order, "corrected", code=2)
    assert "characters" in run(*order, "corrected", "--right", f"names={'A' * 2_001}", code=2)
    assert "belongs to --reason corrected" in run(*order, "expired", "--right", "names=ROJAS", code=2)
    assert "is no GROUP=WORDS" in run(*order, "corrected", "--right", "grounds=none", code=2)
    assert "no receipt yet" in run(*order, "corrected", "--right", f"names={names}")
    cl.carry()
    with cl.us.database.reading() as tx:
        assert {c.state for c in disclosures.copies_named(tx, given.copies)} == {CopyState.CORRECTED, CopyState.GIVEN}
    with cl.cl.database.reading() as tx:
        held = next(h for h in disclosures.holdings_of(tx, US) if h.kind is ItemKind.DATA)
        assert json.loads(cl.cl.equipment.vault.get(tx, held.digest))["fields"]["names"] == [names]


def test_a_national_is_found_and_lifted_by_a_supervisor(cl: Abroad, run: Run) -> None:
    met = cl.cl.enrol(fingers_of(9, 2)).encounter
    found = ("disclosure", "national", met, "CL", "--basis", "an identity card", "--as")
    assert "may not" in run(*found, "ana", code=2)
    assert "no nation XX" in run(*found[:3], "XX", *found[4:], "elsa", code=2)
    assert f"nothing about {met} leaves: national of CL 0 recalls: nothing was given; 0 holdings" in run(*found, "elsa")
    lifted = ("disclosure", "lift-national", met, "--as", "elsa", "--reason")
    assert "said in words" in run(*lifted, " ", code=2)
    assert f"{met} is free again" in run(*lifted, "a namesake")


def test_a_plan_is_held_let_go_and_approved_and_what_a_clock_proposed_too(
    cl: Abroad, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_keys(cl.cl, "emilio")
    given = pieces(cl, NAMES)
    at = cl.clock.pass_on(days=32)
    with cl.cl.database.transaction() as tx:
        plan = retention.plan(tx, retention.Rules(), at=at)
        retention.believes(tx, at=NOON, first=True)
        assert not retention.believes(tx, at=at, first=True)
    assert plan
    hold = ("retention", "hold", plan.run, "1", "--reason", "a court asks", "--as")
    assert "may not" in run(*hold, "ana", code=2)
    assert f"line 1 of {plan.run} stays" in run(*hold, "elsa")
    assert "held a court asks" in run("retention", "show", plan.run)
    assert f"line 1 of {plan.run} may go" in run("retention", "release", plan.run, "1", "--as", "elsa")
    assert f"{plan.run}: 1 of 2 people" in run("retention", "approve", plan.run, "--as", "elsa")
    clock = ("retention", "confirm-clock", "--as", "elsa", "--reason")
    assert "the clock is believed again" in run(*clock, "compared")
    assert "Nobody doubts the clock" in run(*clock, "compared", code=2)
    with cl.us.database.transaction() as tx:
        later = at + timedelta(days=400)
        assert len(disclosures.recall_over(tx, at=later, within=timedelta(hours=24), share=0.001)) == 1
        (proposal,) = disclosures.proposals_waiting(tx)
    beside(cl.us, monkeypatch)
    keep_keys(cl.us, "emilio")
    approve = ("recall", "approve", proposal.proposal, "--as")
    assert f"{proposal.proposal} node:disclosures" in run("recall", "proposals")
    assert "waits for one more person" in run(*approve, "elsa")
    assert "called back: recall-" in run(*approve, "emilio")
    with cl.us.database.reading() as tx:
        assert {c.state for c in disclosures.copies_named(tx, given.copies)} == {CopyState.RECALLED}
    assert "already" in run("recall", "refuse", proposal.proposal, "--as", "elsa", code=2)


def test_contradicting_ledgers_and_what_the_guard_held_back_are_settled(cl: Abroad, run: Run) -> None:
    keep_keys(cl.cl, "aldo")
    met, now = cl.cl.enrol(fingers_of(9, 3)).encounter, datetime.now(UTC)
    asylum = Wanted(MarkingKind.ASYLUM, Basis.STATED, "said so", "")
    with cl.cl.database.transaction() as tx:
        tx.run(
            "INSERT INTO witness_break (break_id, partner, fault, size, found_at, what, evidence)"
            " VALUES ('brk-1', 'US', 'truncated', 7, now(), 'shorter than attested', '')"
        )
        protection.mark(tx, met, asylum, by=cl.cl.principal("elsa"), at=now)
        protection.guard(tx, [met], partner=US, act=ExchangeAct.ANSWER, at=now)
        (review,) = protection.queue(tx, by=cl.cl.principal("elsa"))
    settle = ("ledger", "settle", "brk-1", "--reason", "a disk was lost", "--as")
    assert "may not" in run(*settle, "ana", code=2)
    assert "still waits for an auditor" in run(*settle, "elsa")
    assert "is settled" in run(*settle, "aldo")
    decide = ("protection", "decide", review.review, "--reason", "the guard was right", "--as", "elsa")
    assert "one of --keep, --refer and" in run(*decide, code=2)
    assert f"{review.review}: kept" in run(*decide, "--keep")
    assert review.review in run("protection", "queue", "--as", "elsa")
    assert "elsa" in run(*decide, "--refer", "--basis", "the contact", code=2)  # she decided it


def test_a_partner_s_watch_is_taken_on_declined_and_its_notice_released(
    two_nations: Nations, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(two_nations)
    watch = known_by_reference(watching(two_nations), monkeypatch)
    beside(watch.cl, monkeypatch)
    keep_keys(watch.cl, "vera")
    declined, taken = watch.share(), watch.share(until=timedelta(days=60))
    decline = ("notice", "decline", declined.watch, "--reason", "no interest", "--as")
    assert "may not" in run(*decline, "ana", code=2)
    assert "is declined" in run(*decline, "vera")
    assert f"{taken.watch} is active" in run("notice", "accept", taken.watch, "--as", "vera")
    watch.meet_again(3)
    with watch.cl.database.transaction() as tx:
        (told,) = notices.notices_for(tx, by=watch.cl.principal("vera"))
        tx.run("UPDATE notice SET state = 'due' WHERE notice = %(notice)s", notice=told.notice)  # as its gate would
    assert f"{told.notice} is told" in run("notice", "release", told.notice, "--as", "vera")


def test_a_marking_says_what_it_changes_and_empty_lists_say_so(cl: Abroad, run: Run, tmp_path: Path) -> None:
    assert "nothing that the guard held back" in run("protection", "queue", "--as", "elsa")
    met = cl.cl.enrol(fingers_of(9, 1)).encounter
    told = run("protection", "mark", met, "feared_state", "--nation", "USA", "--reason", "said", "--as", "elsa")
    assert f"the person of {met} is protected, feared state against whom: US what changes: it learns nothing" in told
    assert "until two people end it" in told
    assert "no repository is configured here" in run("repository", "list")
    assert "no repository is configured here" in run("repository", "check")
    assert "no question has been asked" in run("inquiry", "list", "--as", "elsa")
    pieces(cl, NAMES)
    evidence = str(tmp_path / "us.evidence")
    assert "number 120 was asked for" in run("partner", "evidence", "US", evidence, "--upto", "120")
    assert "card of US, 1 of 1: " in run("partner", "verify", evidence)
