"""A retention run and an objection at the same moment, and what a partner says of a day that is none."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from tests.given import Abroad, abroad_of, item_of
from tests.nations import CL, US, Nations
from tests.rooms import NOON, TEST, fingers_of

from openbitmap.node import disclosures, envelopes, retention
from openbitmap.node.disclosures import CopyState, Demand, HoldingState, ItemKind, Reason, Scope
from openbitmap.node.problems import Refused
from openbitmap.node.retention import LineState, Rules, Run
from openbitmap.wire import Letter, LetterKind

PATIENCE = 0.5


@pytest.fixture
def abroad(two_nations: Nations) -> Abroad:
    return abroad_of(two_nations)


def planned(abroad: Abroad, things: int) -> Run:
    """A plan of CL's over what US gave, whose days are over."""
    record = abroad.us.enrol(fingers_of(1, 1)).encounter
    items = [item_of(ItemKind.REFERENCE, record, f"R-{number}") for number in range(things)]
    for item in items:
        abroad.give(US, item)
    abroad.carry()
    for number, item in enumerate(items):
        abroad.keep(CL, item, fingers_of(1, number + 2))
    abroad.clock.pass_on(days=32)
    with abroad.cl.database.transaction() as tx:
        plan = retention.plan(tx, Rules(ceiling=1.0), at=abroad.clock.at)
    assert plan is not None
    abroad.clock.pass_on(days=31)
    return plan


def object_to(abroad: Abroad, plan: Run, number: int) -> None:
    with abroad.cl.database.transaction() as tx:
        retention.hold_line(tx, plan.run, number, words="a court asks", by=abroad.cl.principal("elsa"))


def carry_out(abroad: Abroad) -> None:
    with abroad.cl.database.transaction() as tx:
        retention.carry_out(tx, abroad.cl.equipment, at=abroad.clock.at)


def test_a_run_waits_for_an_objection_and_spares_what_is_held(abroad: Abroad) -> None:
    plan, elsa = planned(abroad, 2), abroad.cl.principal("elsa")
    with ThreadPoolExecutor(1) as pool:
        with abroad.cl.database.transaction() as tx:
            retention.hold_line(tx, plan.run, 1, words="a court asks", by=elsa)
            run = pool.submit(carry_out, abroad)
            time.sleep(PATIENCE)
            assert not run.done()
        run.result(30)
    with abroad.cl.database.reading() as tx:
        lines = retention.lines_of(tx, plan.run)
        kept = {str(h.holding): h.state for h in disclosures.holdings_of(tx, US)}
    assert [line.state for line in lines] == [LineState.HELD, LineState.ERASED]
    assert [kept[line.due.name] for line in lines] == [HoldingState.KEPT, HoldingState.PURGED]


def test_an_objection_that_comes_after_a_run_began_says_so(abroad: Abroad) -> None:
    plan = planned(abroad, 1)
    with ThreadPoolExecutor(1) as pool:
        with abroad.cl.database.transaction() as tx:
            retention.carry_out(tx, abroad.cl.equipment, at=abroad.clock.at)
            objection = pool.submit(object_to, abroad, plan, 1)
            time.sleep(PATIENCE)
            assert not objection.done()
        with pytest.raises(Refused, match="retention-closed"):
            objection.result(30)


def test_a_day_that_is_none_loses_nothing_of_the_receipt_and_a_far_one_is_a_month_away(abroad: Abroad) -> None:
    record = abroad.us.enrol(fingers_of(1, 1)).encounter
    items = [item_of(ItemKind.HIT, record, f"R-{number}") for number in range(3)]
    copies = [abroad.give(US, item) for item in items]
    with abroad.us.database.transaction() as tx:
        over = Demand(Reason.RETENTION, "its term is over")
        (recall,) = disclosures.recall(tx, Scope(copies=tuple(copies)), over, at=NOON, actor=TEST)
    said = [("erased", None), ("held", "soon"), ("held", "2099-01-01T00:00:00+00:00")]
    lines = [
        {"reference": item.reference, "digest": item.digest, "outcome": outcome, "words": "a court asks", "until": day}
        for item, (outcome, day) in zip(items, said, strict=True)
    ]
    with abroad.cl.database.transaction() as tx:
        receipt = Letter(US, LetterKind.RECALL_DONE, {"recall": recall, "items": lines}, correlation=recall)
        envelopes.send(tx, receipt, permit_clause="", at=NOON, actor=TEST, key="receipt")
        leaving = envelopes.outbound(tx, abroad.cl.equipment, US)
    with abroad.us.database.transaction() as tx:  # before the recall reaches CL, which would answer by itself
        for data in leaving:
            envelopes.accept(tx, abroad.us.equipment, data, at=abroad.clock.at)
    abroad.us.drain()
    with abroad.us.database.reading() as tx:
        states = [disclosures.copies_named(tx, [copy])[0].state for copy in copies]
        until = [one.held_until for one in disclosures.asked_of(tx, recall) if one.held_until]
    assert states == [CopyState.ERASED, CopyState.RECALLED, CopyState.HELD]
    assert len(until) == 1 and until[0] <= abroad.clock.at + timedelta(days=30)
