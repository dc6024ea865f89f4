"""Forgetting by itself: a frozen list, days for objection, a ceiling, a certificate; and the pages that show it."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.given import CL_OFFICERS, Abroad, abroad_of, facts, item_of, pages_of
from tests.nations import CL, US, Nations
from tests.rooms import NOON, fingers_of

from openbitmap.node import disclosures, identities, retention
from openbitmap.node.disclosures import CopyState, HoldingState, ItemKind
from openbitmap.node.events import RetentionDone, RetentionPlanned
from openbitmap.node.problems import Refused
from openbitmap.node.retention import LineState, Rules, ceiling_of
from openbitmap.vocabulary import EncounterId

RULES = Rules(hold=timedelta(days=30), ceiling=0.5, own=(("encounter", 365),))


@pytest.fixture
def abroad(two_nations: Nations) -> Abroad:
    return abroad_of(two_nations)


@pytest.mark.parametrize(("population", "allowed"), [(0, 1), (999, 1), (1_000, 1), (2_500, 2), (1_000_000, 1_000)])
def test_a_run_takes_a_thousandth_and_at_least_one(population: int, allowed: int) -> None:
    assert ceiling_of(population) == allowed


def test_what_a_partner_gave_is_forgotten_in_two_phases_by_its_term(abroad: Abroad) -> None:
    """Three things of US are over; one line is held, which leaves two, one above the ceiling of one; two people
    approve; the rest goes, US learns of it, and the certificate says what it was."""
    names = [f"R-{n}" for n in (1, 2, 3)]
    record = abroad.us.enrol(fingers_of(1, 1)).encounter
    items = [item_of(ItemKind.REFERENCE, record, name) for name in names]
    copies = [abroad.give(US, item) for item in items]
    abroad.carry()
    held = [abroad.keep(CL, item, fingers_of(1, n)) for n, item in enumerate(items, 2)]
    rules = Rules(ceiling=0.4)
    with abroad.cl.database.transaction() as tx:
        assert retention.plan(tx, rules, at=abroad.clock.pass_on(days=29)) is None
        assert len(retention.calendar(tx, rules, at=abroad.clock.at, until=abroad.clock.at + timedelta(days=2))) == 3
        plan = retention.plan(tx, rules, at=abroad.clock.pass_on(days=2))
    assert plan and (plan.lines, plan.ceiling) == (3, 1)
    with abroad.cl.database.transaction() as tx:
        assert retention.plan(tx, rules, at=abroad.clock.at) is None  # one plan at a time
        retention.hold_line(tx, plan.run, 1, words="a court asks for it", by=abroad.cl.principal("elsa"))
        kept = retention.lines_of(tx, plan.run)[0].due.name
    _too_early_and_too_much(abroad)
    _waits_for_two_people(abroad, plan.run)
    with abroad.cl.database.transaction() as tx:
        done = retention.run_by_itself(tx, abroad.cl.equipment, at=abroad.clock.at)
        certificate = retention.certificate_of(tx, plan.run) or {}
        states = [line.state for line in retention.lines_of(tx, plan.run)]
    assert done and done.done_at == abroad.clock.at
    assert states == [LineState.HELD, LineState.ERASED, LineState.ERASED]
    assert certificate["held"] == [kept]
    assert len(facts(abroad.cl, RetentionPlanned)) == len(facts(abroad.cl, RetentionDone)) == 1
    abroad.carry()
    with abroad.cl.database.reading() as tx:
        left = {h.holding: h.state for h in disclosures.holdings_of(tx, US)}
    assert left == {h: HoldingState.KEPT if h == kept else HoldingState.PURGED for h in held}
    with abroad.us.database.reading() as tx:
        told = [c.state for c in disclosures.copies_named(tx, copies)]
    assert sorted(told) == [CopyState.ERASED, CopyState.ERASED, CopyState.GIVEN]
    _the_recipient_s_silence_is_called_back(abroad)
    _own_encounters_go_by_the_node_s_rule(abroad, record)


def _waits_for_two_people(abroad: Abroad, run: str) -> None:
    elsa, emilio = abroad.cl.principal("elsa"), abroad.cl.principal("emilio")
    at = abroad.clock.at
    with abroad.cl.database.transaction() as tx:
        assert retention.run_by_itself(tx, abroad.cl.equipment, at=at) is None
        assert [retention.approve(tx, run, by=who, at=at) for who in (elsa, elsa, emilio)] == [1, 1, 2]


def _too_early_and_too_much(abroad: Abroad) -> None:
    for days, problem in ((0, "retention-too-early"), (30, "above-ceiling")):
        at = abroad.clock.pass_on(days=days)
        with pytest.raises(Refused) as refused, abroad.cl.database.transaction() as tx:
            retention.carry_out(tx, abroad.cl.equipment, at=at)
        assert refused.value.problem.code == problem


def _the_recipient_s_silence_is_called_back(abroad: Abroad) -> None:
    """A day after its term a copy that nobody said to be erased is called back; what CL holds against it goes too."""
    with abroad.us.database.transaction() as tx:
        assert len(disclosures.recall_over(tx, at=abroad.clock.at, within=timedelta(hours=24))) == 1
    abroad.carry()
    with abroad.cl.database.reading() as tx:
        assert {h.state for h in disclosures.holdings_of(tx, US)} == {HoldingState.PURGED}


def _own_encounters_go_by_the_node_s_rule(abroad: Abroad, record: EncounterId) -> None:
    """None by itself; with a rule of 365 days, after them and the hold."""
    late = NOON + timedelta(days=366)
    with abroad.us.database.transaction() as tx:
        assert retention.plan(tx, Rules(), at=late) is None
        plan = retention.plan(tx, RULES, at=late)
        assert plan and plan.lines == 1
        assert retention.carry_out(tx, abroad.us.equipment, at=late + timedelta(days=30))
        assert identities.withdrawal_of(tx, record) is not None
        assert identities.templates_of(tx, record) == {}


def test_pages_show_copies_recalls_and_plans_and_order_by_them(abroad: Abroad) -> None:
    """A supervisor calls one person's copies back by the page; an auditor reads and orders nothing; for an examiner
    none of it exists."""
    record = abroad.us.enrol(fingers_of(1, 1)).encounter
    copy = abroad.give(US, item_of(ItemKind.HIT, record, "R-1"))
    elsa, aldo, ana = (pages_of(abroad.us, name) for name in CL_OFFICERS)
    for address in ("/disclosures", "/recalls", "/retention"):
        assert elsa.get(address).status_code == aldo.get(address).status_code == 200
        assert ana.get(address).status_code == 404
    sheet = elsa.get(f"/disclosures/{copy}").text
    assert "What follows" in sheet
    assert "must be erased by" in sheet
    assert f'action="/disclosures/{copy}/recall"' not in aldo.get(f"/disclosures/{copy}").text
    form = {"reason": "wrong_identity", "words": "It is somebody else.", "whole": "true"}
    assert aldo.post(f"/disclosures/{copy}/recall", data=form).status_code == 404
    answer = elsa.post(f"/disclosures/{copy}/recall", data=form)
    assert answer.status_code == 303, answer.text
    recall = elsa.get(answer.headers["location"]).text
    assert "no receipt yet" in recall
    shown = elsa.get("/disclosures?partner=CL").text
    assert "Propose to call back" not in shown  # what is called back already is in nobody's hands to call
    found = elsa.get(f"/disclosures?person={record}&state=recalled").text
    assert copy in found
    national = {"nation": "US", "basis": "passport seen"}
    assert elsa.post(f"/nationals/{record}", data=national).status_code == 303
    assert "Frozen" in elsa.get(f"/disclosures/{copy}").text
    assert "Congelada" in elsa.get(f"/disclosures/{copy}?lang=es").text
    assert elsa.post(f"/nationals/{record}/lift", data={"words": "a namesake"}).status_code == 303
    assert "Frozen" not in elsa.get(f"/disclosures/{copy}").text
    _plans_by_the_page(abroad)


def _plans_by_the_page(abroad: Abroad) -> None:
    elsa = pages_of(abroad.us, "elsa")
    with abroad.us.database.transaction() as tx:
        plan = retention.plan(tx, RULES, at=datetime.now(UTC) + timedelta(days=366))
    assert plan
    held = elsa.post(f"/retention/{plan.run}/lines/1/hold", data={"words": "a court asks"})
    assert held.status_code == 303
    assert "held by elsa: a court asks" in elsa.get(f"/retention/{plan.run}").text
    assert elsa.post(f"/retention/{plan.run}/lines/1/hold", data={"words": "again"}).status_code == 409
    assert elsa.post(f"/retention/{plan.run}/lines/1/release").status_code == 303
    assert elsa.get(f"/retention/{plan.run}/certificate").status_code == 404
