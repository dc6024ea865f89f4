"""Agreements at a node: registered with two true signatures, asked before each act, stopped by either side."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.agreeing import CL, DATA, NOON, SEARCH, US, Desk
from tests.rooms import Rooms
from tests.treaties import PILOT, amended, lasting_until, pilot_text, with_daily_limit

from openbitmap.instruments import digest, parse, render, signed_words
from openbitmap.node import agreements, ledger
from openbitmap.node.agreements import AgreementState, Barred, BarredReason, Held, Permit
from openbitmap.node.database import Transaction
from openbitmap.node.events import PermitGranted
from openbitmap.node.problems import Refused
from openbitmap.vocabulary import AgreementId, FieldGroup
from openbitmap.wire.envelope import SigningKey


@pytest.fixture
def desk(rooms: Rooms) -> Desk:
    return Desk(rooms)


def reason_of(decision: Permit | Barred) -> str:
    return decision.reason.value if isinstance(decision, Barred) else f"granted by {decision.clause}"


def test_nothing_moves_without_an_instrument(desk: Desk) -> None:
    refused = desk.ask()
    assert isinstance(refused, Barred)
    assert (refused.reason, refused.agreement, refused.clause) == (BarredReason.NO_INSTRUMENT, None, "")
    assert desk.rooms.facts("inq-1") == ["PermitRefused"]


def test_a_permit_names_its_clause_and_stands_in_the_ledger_once(desk: Desk) -> None:
    held = desk.agree()
    for _ in range(3):
        permit = desk.ask()
        assert isinstance(permit, Permit)
    assert permit.cited == "TEST-PILOT v1 cl. 1.1"
    assert permit.digest == held.digest == digest(parse(PILOT))
    assert permit.fields == {FieldGroup.REFERENCE, FieldGroup.HANDLING}
    with desk.rooms.database.reading() as tx:
        (entry,) = ledger.history(tx, "inq-1")
    assert entry.event == PermitGranted(
        *("inq-1", "TEST-PILOT", 1, "1.1", "search", "CL", "US", "border_check"), held.digest
    )


def test_it_expires_in_mid_case(desk: Desk) -> None:
    desk.agree(lasting_until(PILOT, NOON.date()))
    assert isinstance(desk.ask(), Permit)
    late = desk.ask(DATA, at=NOON + timedelta(hours=12))
    assert isinstance(late, Barred)
    assert (late.reason, late.agreement, late.clause) == (BarredReason.EXPIRED, "TEST-PILOT", "3.1")
    # The stage that was permitted under this key is decided anew as well, and its change of mind is recorded.
    assert reason_of(desk.ask(at=NOON + timedelta(hours=12))) == "expired"
    assert desk.rooms.facts("inq-1") == ["PermitGranted", "PermitRefused", "PermitRefused"]


def test_a_day_has_so_many_and_a_key_spends_once(desk: Desk) -> None:
    desk.agree(with_daily_limit(PILOT, "1.1", 2))
    outcomes = [reason_of(desk.ask(use=use)) for use in ("a", "a", "b", "c", "a")]
    assert outcomes == ["granted by 1.1", "granted by 1.1", "granted by 1.1", "quota_spent", "granted by 1.1"]
    assert reason_of(desk.ask(use="c", at=NOON + timedelta(hours=12))) == "granted by 1.1"
    assert reason_of(desk.ask(replace(SEARCH, giver=US, taker=CL), use="d")) == "granted by 1.1"  # theirs is another
    with desk.rooms.database.reading() as tx:
        used = {
            (u.clause, u.giver, u.kind): u.spent for u in agreements.usage(tx, AgreementId("TEST-PILOT"), NOON.date())
        }
    assert (used["1.1", CL, "tp/tp"], used["1.1", US, "tp/tp"], used["1.1", CL, "lt/tp"]) == (2, None, 0)


def test_two_who_ask_at_once_never_overspend(desk: Desk) -> None:
    desk.agree(with_daily_limit(PILOT, "1.1", 5))
    outcomes: list[str] = []

    def ask_some(name: str) -> None:
        for n in range(6):
            outcomes.append(reason_of(desk.ask(use=f"{name}{n}")))

    threads = [threading.Thread(target=ask_some, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["granted by 1.1"] * 5 + ["quota_spent"] * 7


def test_a_rolled_back_act_spends_nothing(desk: Desk) -> None:
    desk.agree(with_daily_limit(PILOT, "1.1", 1))
    with pytest.raises(RuntimeError), desk.rooms.database.transaction() as tx:
        assert isinstance(agreements.permit(tx, SEARCH, at=NOON, use="a"), Permit)
        raise RuntimeError("the act failed")
    assert reason_of(desk.ask(use="b")) == "granted by 1.1"


def test_foreseeing_spends_and_records_nothing(desk: Desk) -> None:
    desk.agree(with_daily_limit(PILOT, "1.1", 1))
    with desk.rooms.database.reading() as tx:
        for _ in range(3):
            assert isinstance(agreements.foresee(tx, SEARCH, at=NOON), agreements.Granted)
    desk.ask()
    with desk.rooms.database.reading() as tx:
        spent = agreements.foresee(tx, SEARCH, at=NOON)
    assert isinstance(spent, Barred)
    assert spent.reason is BarredReason.QUOTA_SPENT


def test_either_side_stops_at_once_and_takes_back_its_own_stop_only(desk: Desk) -> None:
    desk.agree()
    name = AgreementId("TEST-PILOT")
    desk.do(agreements.suspend, name, "a breach is being looked into", by=desk.adela, at=NOON)
    assert desk.take("suspension", reason="we too")
    assert reason_of(desk.ask()) == "suspended"
    desk.do(agreements.resume, name, by=desk.adela, at=NOON)
    assert desk.stops() == 2
    with pytest.raises(Refused, match="second-hand") as twice:
        desk.do(agreements.resume, name, by=desk.adela, at=NOON)
    assert "otra persona" in twice.value.problem.spanish[0]
    desk.do(agreements.resume, name, by=desk.elsa, at=NOON)
    assert desk.stops() == 1
    assert reason_of(desk.ask()) == "suspended"
    with pytest.raises(Refused, match="agreement-stands"):
        desk.do(agreements.resume, name, by=desk.adela, at=NOON)
    assert desk.take("resumption")
    assert reason_of(desk.ask()) == "granted by 1.1"
    assert desk.take("denunciation", reason="the end")
    assert reason_of(desk.ask(use="inq-2")) == "denounced"
    assert desk.states() == {1: AgreementState.DENOUNCED}
    assert desk.rooms.facts("TEST-PILOT") == [
        *("AgreementProposed", "AgreementSigned", "AgreementSigned", "AgreementInForce"),
        *("AgreementSuspended", "AgreementSuspended", "AgreementInitialled"),
        *("AgreementResumed", "AgreementResumed", "AgreementEnded"),
    ]


def test_a_text_binds_with_the_second_true_signature(desk: Desk) -> None:
    held = desk.do(agreements.propose, PILOT, by=desk.adela, at=NOON)
    assert isinstance(held, Held)
    assert reason_of(desk.ask(use="a")) == "unsigned"
    with pytest.raises(Refused, match="not-allowed"):
        desk.do(agreements.sign, desk.keyring, held.digest, by=desk.elsa, at=NOON)
    desk.do(agreements.sign, desk.keyring, held.digest, by=desk.adela, at=NOON)
    with pytest.raises(Refused, match="second-hand"):
        desk.do(agreements.sign, desk.keyring, held.digest, by=desk.adela, at=NOON)
    assert desk.signers() == []
    desk.do(agreements.sign, desk.keyring, held.digest, by=desk.elsa, at=NOON)
    assert desk.signers() == ["adela, elsa"]
    assert reason_of(desk.ask(use="b")) == "unsigned"
    forged = SigningKey.made().sign(signed_words(held.digest)).hex()
    assert not desk.take("signature", key=desk.theirs.key, signature=forged)
    other = desk.theirs_on(pilot_text(last="2030-01-01"))
    assert not desk.take("signature", key=other.key, signature=other.value.hex())
    assert reason_of(desk.ask(use="c")) == "unsigned"
    true = desk.theirs_on(PILOT)
    assert desk.take("signature", key=true.key, signature=true.value.hex())
    assert desk.take("signature", key=true.key, signature=true.value.hex())
    assert reason_of(desk.ask(use="d")) == "granted by 1.1"
    facts = desk.rooms.facts("TEST-PILOT")
    assert facts.count("AgreementInForce") == 1
    assert facts.count("AgreementLetterRefused") == 2


def test_an_amendment_names_the_hash_it_replaces_and_takes_over_on_its_day(desk: Desk) -> None:
    first = desk.agree()
    instrument = parse(PILOT)
    later = replace(instrument.term, first=date(2026, 12, 1))
    narrower = tuple(c for c in instrument.clauses if c.number != "3.1")
    text = amended(instrument, first.digest, term=later, clauses=narrower)
    with pytest.raises(Refused, match="broken-edition"):
        desk.agree(amended(instrument, "0" * 64, clauses=narrower))
    desk.agree(text)
    with pytest.raises(Refused, match="broken-edition"):
        desk.agree(amended(instrument, first.digest, clauses=instrument.clauses[:1]))
    assert isinstance(desk.ask(DATA, use="a"), Permit)
    assert desk.states() == {1: AgreementState.IN_FORCE, 2: AgreementState.AHEAD}
    then = datetime(2026, 12, 1, tzinfo=UTC)
    assert reason_of(desk.ask(DATA, use="b", at=then)) == "replaced"
    permit = desk.ask(use="c", at=then)
    assert isinstance(permit, Permit)
    assert permit.version == 2
    assert desk.states(then) == {1: AgreementState.REPLACED, 2: AgreementState.IN_FORCE}


def test_whoever_is_no_administrator_keeps_no_agreement_and_strangers_make_none(desk: Desk) -> None:
    with pytest.raises(Refused, match="not-allowed"):
        desk.do(agreements.propose, PILOT, by=desk.rooms.principal("elsa"), at=NOON)
    with pytest.raises(Refused, match="not-our-agreement"):
        desk.agree(pilot_text("CL", "PE"))
    with pytest.raises(Refused, match="not-our-agreement"):
        desk.agree(pilot_text("PE", "US"))
    with pytest.raises(Refused, match="unreadable-agreement"):
        desk.do(agreements.propose, "AGREEMENT X", by=desk.adela, at=NOON)


def test_that_the_end_comes_near_is_told_at_its_steps(desk: Desk) -> None:
    desk.agree(lasting_until(PILOT, NOON.date() + timedelta(days=90)))
    told = []
    for left in (80, 61, 59, 45, 29, 20, 6, 5):
        at = NOON + timedelta(days=90 - left)
        told.append(desk.do(lambda tx, at=at: [days for _, days in agreements.tell_endings(tx, at=at)]))
    assert told == [[], [], [60], [], [30], [], [7], []]
    assert desk.rooms.facts("TEST-PILOT").count("AgreementEndsSoon") == 3


def test_the_end_by_time_is_told_once(desk: Desk) -> None:
    desk.agree(lasting_until(PILOT, NOON.date()))
    over = NOON + timedelta(days=1)

    def look(tx: Transaction, at: datetime) -> int:
        return agreements.end_expired(tx, at=at)

    assert [desk.do(look, at) for at in (NOON, over, over)] == [0, 1, 0]
    assert desk.rooms.facts("TEST-PILOT")[-1] == "AgreementEnded"


def test_nobody_else_makes_a_permit(desk: Desk) -> None:
    desk.agree()
    permit = desk.ask()
    assert isinstance(permit, Permit)
    with pytest.raises(TypeError):
        replace(permit, clause="9")
    with pytest.raises(TypeError):
        Permit(
            permit.agreement,
            1,
            "9",
            SEARCH,
            fields=permit.fields,
            terms=permit.terms,
            granted_at=NOON,
            digest=permit.digest,
        )


def test_what_is_kept_is_the_canonical_text(desk: Desk) -> None:
    held = desk.agree("# a comment\n\n" + PILOT.replace("tp/tp: 10000 a day", "tp/tp:   10000 a  day"))
    assert held.text == render(parse(PILOT))
