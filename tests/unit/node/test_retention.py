"""Forgetting by itself: a frozen list, days for objection, a ceiling, a certificate; and the pages that show it."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.given import CL_OFFICERS, Abroad, abroad_of, facts, item_of, pages_of
from tests.nations import CL, US, Nations
from tests.rooms import NOON, Rooms, fingers_of

from openbitmap.node import disclosures, identities, retention, views
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import CopyState, HoldingState, ItemKind, RecallId, RecallState, ceiling_of
from openbitmap.node.events import ClockDoubted, RetentionDone, RetentionPlanned
from openbitmap.node.problems import Refused
from openbitmap.node.retention import CEILING, LineState, Rules
from openbitmap.node.views import Matter
from openbitmap.vocabulary import EncounterId

DAY = timedelta(days=1)
RULES = Rules(hold=timedelta(days=30), ceiling=0.5, own=(("encounter", 365),))


@pytest.fixture
def abroad(two_nations: Nations) -> Abroad:
    return abroad_of(two_nations)


@pytest.mark.parametrize(("population", "allowed"), [(0, 1), (999, 1), (1_000, 1), (2_500, 2), (1_000_000, 1_000)])
def test_a_run_takes_a_thousandth_and_at_least_one(population: int, allowed: int) -> None:
    assert ceiling_of(population, CEILING) == allowed


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
    """And says so to whoever may approve it and has not."""
    elsa, emilio = abroad.cl.principal("elsa"), abroad.cl.principal("emilio")
    at = abroad.clock.at
    with abroad.cl.database.transaction() as tx:
        assert _waiting(tx, abroad.cl, at=at) == [(Matter.RETENTION_ABOVE, f"/retention/{run}")]
        assert retention.run_by_itself(tx, abroad.cl.equipment, at=at) is None
        assert [retention.approve(tx, run, by=who, at=at) for who in (elsa, elsa)] == [1, 1]
        assert _waiting(tx, abroad.cl, at=at) == []
        assert retention.approve(tx, run, by=emilio, at=at) == 2


def _too_early_and_too_much(abroad: Abroad) -> None:
    for days, problem in ((0, "retention-too-early"), (30, "above-ceiling")):
        at = abroad.clock.pass_on(days=days)
        with pytest.raises(Refused) as refused, abroad.cl.database.transaction() as tx:
            retention.carry_out(tx, abroad.cl.equipment, at=at)
        assert refused.value.problem.code == problem


def _the_recipient_s_silence_is_called_back(abroad: Abroad) -> None:
    """A day after its term a copy that nobody said to be erased is called back; what a person of CL holds back stays
    until that person lets it go, and US reads why and until when."""
    with abroad.us.database.transaction() as tx:
        (recall,) = disclosures.recall_over(tx, at=abroad.clock.at, within=DAY, share=0.001)
    abroad.carry()
    _is_held_by_the_partner(abroad, recall)
    with abroad.cl.database.transaction() as tx:
        (run,) = retention.runs(tx)
        assert HoldingState.KEPT in {h.state for h in disclosures.holdings_of(tx, US)}
        retention.let_line_go(tx, run.run, 1, by=abroad.cl.principal("elsa"))
    abroad.carry()
    with abroad.cl.database.reading() as tx:
        assert {h.state for h in disclosures.holdings_of(tx, US)} == {HoldingState.PURGED}
        assert disclosures.tombstoned(tx, US, "R-1", digest="of anything else")
    with abroad.us.database.reading() as tx:
        done = disclosures.recall_named(tx, recall)
        assert done and done.state is RecallState.DONE
        assert [a.held for a in disclosures.asked_of(tx, recall)] == [""]


def _is_held_by_the_partner(abroad: Abroad, recall: RecallId) -> None:
    """Late, told of and not asked for again before the day that CL names; then asked for, and answered with another."""
    until = [abroad.clock.at + timedelta(days=days) for days in (30, 61)]
    for days, asked_again in ((2, []), (29, [recall])):
        at = abroad.clock.pass_on(days=days)
        with abroad.us.database.transaction() as tx:
            assert [r.recall for r in disclosures.overdue(tx, at)] == [recall]
            words = {recall: ("a court asks for it", until[0])}
            assert disclosures.held_by_partners(tx, [recall]) == words
            found = views.attention(tx, abroad.us.principal("elsa"), at=at)
            assert [(c.matter, c.due_at) for c in found if c.thing == recall] == [(Matter.RECALL_HELD, until[0])]
            assert disclosures.escalate_overdue(tx, at=at, every=DAY) == asked_again
    elsa = pages_of(abroad.us, "elsa")
    assert "held by the partner: a court asks for it" in elsa.get("/recalls").text
    assert "a court asks for it" in elsa.get(f"/recalls/{recall}").text
    abroad.carry()
    with abroad.us.database.reading() as tx:
        assert disclosures.held_by_partners(tx, [recall]) == {recall: ("a court asks for it", until[1])}
    with abroad.cl.database.reading() as tx:
        (taken,) = disclosures.taken_list(tx)
    assert taken.state == "waiting"
    assert "a court asks for it" in pages_of(abroad.cl, "elsa").get(f"/recalls/taken/{taken.taken}").text


def test_what_a_clock_would_call_back_above_its_ceiling_waits_for_two_people(abroad: Abroad) -> None:
    """Of four copies one goes by the clock in a day, three wait for two people; a hold stops no recall of nationals."""
    records = [abroad.us.enrol(fingers_of(n, 1)).encounter for n in (1, 2, 3, 4)]
    items = [item_of(ItemKind.HIT, record, f"R-{n}") for n, record in enumerate(records)]
    copies = [abroad.give(US, item) for item in items]
    abroad.carry()
    held = abroad.keep(CL, items[3])
    with abroad.cl.database.transaction() as tx:
        assert disclosures.hold_back(tx, held, "a court asks", by=abroad.cl.principal("elsa"))
    at = abroad.clock.pass_on(days=32)
    with abroad.us.database.transaction() as tx:
        again = [len(disclosures.recall_over(tx, at=at, within=DAY, share=0.4)) for _ in range(2)]
        (proposal,) = disclosures.proposals_waiting(tx)
        found = _waiting(tx, abroad.us, at=at)
    assert again == [1, 0]
    assert (len(proposal.copies), proposal.proposed_by) == (3, "node:disclosures")
    assert found == [(Matter.RECALL_PROPOSED, "/recalls")]
    elsa, emilio = (pages_of(abroad.us, name) for name in ("elsa", "emilio"))
    assert "two people decide" in elsa.get("/recalls").text
    address = f"/recalls/proposals/{proposal.proposal}/approve"
    assert [who.post(address).status_code for who in (elsa, elsa)] == [303, 409]
    assert f'action="{address}" data-fresh' in emilio.get("/recalls").text
    assert "elsa said yes" in emilio.get("/recalls").text
    with abroad.us.database.reading() as tx:
        assert [c.state for c in disclosures.copies_named(tx, copies)].count(CopyState.GIVEN) == 3
        assert _waiting(tx, abroad.us, at=at) == []
    assert emilio.post(address).status_code == 303
    abroad.carry()
    with abroad.us.database.transaction() as tx:
        states = {c.reference: c.state for c in disclosures.copies_named(tx, copies)}
        assert states == {"R-0": CopyState.ERASED, "R-1": CopyState.ERASED, "R-2": CopyState.ERASED} | {
            "R-3": CopyState.HELD
        }
        found_one = disclosures.National(records[3], US, "its passport", "elsa", at)
        disclosures.say_national(tx, found_one, by=abroad.us.principal("elsa"))
    abroad.carry()
    with abroad.cl.database.reading() as tx:
        states_here = {h.state for h in disclosures.holdings_of(tx, US)}
    assert states_here == {HoldingState.PURGED}
    with abroad.us.database.reading() as tx:
        assert {r.state for r in disclosures.recalls(tx)} == {RecallState.DONE}  # that of its term, too


def _waiting(tx: Transaction, rooms: Rooms, *, at: datetime) -> list[tuple[Matter, str]]:
    """What waits for elsa, but for evidence: nobody of these tests attests anything for weeks."""
    found = views.attention(tx, rooms.principal("elsa"), at=at)
    return [(c.matter, c.address) for c in found if c.matter is not Matter.EVIDENCE_BEHIND]


def test_a_clock_that_jumps_erases_nothing_before_a_person_confirms_it(abroad: Abroad) -> None:
    """A day that is missing in a process that runs, and more than thirty before its first look."""
    cl, at = abroad.cl, datetime.now(UTC)

    def believes(first: bool = False, **later: float) -> bool:
        with cl.database.transaction() as tx:
            return retention.believes(tx, at=at + timedelta(**later), first=first)

    assert believes(first=True)
    assert believes(hours=23)
    assert believes(first=True, days=30)
    assert not believes(days=32)
    assert not believes(days=30)  # set back by itself: somebody looks at it all the same
    elsa, aldo, said = pages_of(cl, "elsa"), pages_of(cl, "aldo"), {"words": "compared with the port's clock"}
    with cl.database.reading() as tx:
        found = views.attention(tx, cl.principal("aldo"), at=at)
    assert [c.matter for c in found] == [Matter.CLOCK_DOUBTED]
    assert "The clock jumped" in aldo.get("/retention").text
    assert aldo.post("/retention/clock", data=said).status_code == 404
    assert elsa.post("/retention/clock", data={"words": " "}).status_code == 422
    assert [elsa.post("/retention/clock", data=said).status_code for _ in range(2)] == [303, 409]
    assert believes()
    assert not believes(first=True, days=31)
    assert len(facts(cl, ClockDoubted)) == 2


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
