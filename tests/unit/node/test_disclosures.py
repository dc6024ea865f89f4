"""Given, held, called back: between two nations, through the room's door and over a link that misbehaves."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.changing_identities import changed, merge, undone
from tests.given import (
    OFFICER,
    WRONG,
    Abroad,
    Pieces,
    abroad_of,
    facts,
    item_of,
    pages_of,
    pieces,
)
from tests.nations import CL, US, Nations
from tests.rooms import NOON, fingers_of

from openbitmap.node import cases, disclosures, identities
from openbitmap.node.cases import CaseKind, CaseState, Clock, OpenPlan
from openbitmap.node.disclosures import (
    CopyState,
    HoldingState,
    ItemKind,
    National,
    RecallState,
    Scope,
)
from openbitmap.node.events import (
    CopyErased,
    EntryExpired,
    HoldingPurged,
    RecallAcknowledged,
    RecallObeyed,
    RecallOrdered,
    RecallOverdue,
)
from openbitmap.node.problems import Refused
from openbitmap.node.vault import Erased
from openbitmap.vocabulary import EncounterId, FieldGroup, digest_of

DATA_FIELDS = frozenset({FieldGroup.NAMES, FieldGroup.BIRTH})
NAMES = json.dumps({"fields": {"names": "ROJAS, ANA", "birth": "19800101"}}).encode()


@pytest.fixture
def abroad(two_nations: Nations) -> Abroad:
    return abroad_of(two_nations)


def test_a_wrong_identity_is_recalled_with_receipts_from_both(abroad: Abroad) -> None:
    """US gave images and names of somebody; CL holds them; US's people find that it is somebody else."""
    given = pieces(abroad, NAMES)
    ordered = abroad.recall(US, Scope(encounter=given.record))
    abroad.carry()
    with abroad.us.database.reading() as tx:
        done = disclosures.recall_named(tx, ordered[0])
        receipt = disclosures.receipt_of(tx, ordered[0]) or {}
        states = {c.state for c in disclosures.copies_named(tx, given.copies)}
    lines = json.loads(json.dumps(receipt["items"]))
    assert len(ordered) == 1
    assert done and done.state is RecallState.DONE
    assert states == {CopyState.ERASED}
    assert sorted(line["outcome"] for line in lines) == ["erased", "erased"]
    assert {d for line in lines for d in line["erased"]} >= {digest_of(NAMES)}
    with abroad.cl.database.reading() as tx:
        taken = disclosures.taken_list(tx)
        assert {h.state for h in disclosures.holdings_of(tx, US)} == {HoldingState.PURGED}
        assert identities.withdrawal_of(tx, given.encounter) is not None
        assert identities.templates_of(tx, given.encounter) == {}
        with pytest.raises(Erased):
            abroad.cl.equipment.vault.get(tx, digest_of(NAMES))
    assert json.loads(taken[0].receipt) == receipt
    assert len(facts(abroad.cl, HoldingPurged)) == 2
    assert len(facts(abroad.cl, RecallObeyed)) == 1
    assert len(facts(abroad.us, RecallAcknowledged)) == 1
    assert len(facts(abroad.us, CopyErased)) == 2
    _does_not_come_in_again(abroad, given)


def _does_not_come_in_again(abroad: Abroad, given: Pieces) -> None:
    """Neither a late duplicate nor a new envelope with the same content, nor anything else under the reference."""
    for item in (given.names, replace(given.names, digest=digest_of(b"in other words"))):
        with pytest.raises(Refused) as refused:
            abroad.keep(CL, item, data=NAMES)
        assert refused.value.problem.code == "tombstoned"
    with abroad.cl.database.reading() as tx:
        assert disclosures.tombstoned(tx, US, given.names.reference)
        assert not disclosures.tombstoned(tx, US, "another")


def test_a_recall_outlives_a_cut_link_is_told_of_when_late_and_obeyed_once(abroad: Abroad) -> None:
    """The link is cut for days; then all comes, doubled, late, out of order: purged once, answered, closed."""
    given = pieces(abroad, NAMES)
    abroad.nations.link.cut_now = True
    ordered = abroad.recall(US, Scope(encounter=given.record))
    abroad.carry()
    for hours, late in ((23, []), (2, ordered), (1, []), (24, ordered)):
        at = abroad.clock.pass_on(hours=hours)
        with abroad.us.database.transaction() as tx:
            assert disclosures.escalate_overdue(tx, at=at, every=timedelta(hours=24)) == late
    with abroad.us.database.reading() as tx:
        standing = disclosures.recall_named(tx, ordered[0])
        assert [r.recall for r in disclosures.overdue(tx, abroad.clock.at)] == ordered
    assert standing and standing.state is RecallState.OPEN
    abroad.nations.link.cut_now = False
    abroad.nations.link.double = abroad.nations.link.delay = abroad.nations.link.reorder = 0.5
    abroad.carry()
    with abroad.us.database.reading() as tx:
        standing = disclosures.recall_named(tx, ordered[0])
        assert disclosures.overdue(tx, abroad.clock.at) == []
    assert standing and standing.state is RecallState.DONE
    assert [told.rung for told in facts(abroad.us, RecallOverdue) if isinstance(told, RecallOverdue)] == [1, 2]
    assert len(facts(abroad.cl, RecallObeyed)) == 1
    assert len(facts(abroad.cl, HoldingPurged)) == len(facts(abroad.us, CopyErased)) == 2
    with pytest.raises(Refused):  # nothing is left to call back
        abroad.recall(US, Scope(encounter=given.record))


def test_people_who_part_a_person_call_back_what_was_given_of_the_whole(abroad: Abroad) -> None:
    """A merge makes nothing wrong that was said; taking it back does, of what was given in between."""
    one, other = (abroad.us.enrol(fingers_of(1, n)).encounter for n in (1, 2))
    abroad.give(US, item_of(ItemKind.HIT, one, "before"))
    merged = changed(abroad.us, merge(one, other))
    abroad.give(US, item_of(ItemKind.HIT, one, "between"))
    abroad.us.drain()
    assert facts(abroad.us, RecallOrdered) == []
    undone(abroad.us, merged)
    abroad.carry()
    with abroad.us.database.reading() as tx:
        states = {c.reference: c.state for c in disclosures.copies_about(tx, [one])}
    assert states == {"before": CopyState.GIVEN, "between": CopyState.ERASED}
    item = replace(item_of(ItemKind.WATCH_ENTRY, EncounterId(""), "W-1"), entry="entry-1")
    copy = abroad.give(US, item)
    abroad.us.state(EntryExpired("entry-1", "watchlist"))
    abroad.carry()
    with abroad.us.database.reading() as tx:
        assert disclosures.copies_named(tx, [copy])[0].state is CopyState.ERASED


def test_an_attribution_taken_back_lets_go_of_what_it_brought(abroad: Abroad) -> None:
    """CL joined its traveller to a reference of US, got names, and finds that it is somebody else: the names go, US is
    told without asking, and the open case on the reference ends without a finding."""
    given = pieces(abroad, NAMES)
    traveller = abroad.cl.enrol(fingers_of(9, 1)).encounter
    second = abroad.cl.enrol(fingers_of(9, 2)).encounter
    joined = changed(abroad.cl, merge(traveller, given.encounter))
    plan = OpenPlan(CaseKind.REVERSE, second, (given.encounter,), opened_at=NOON, clock=Clock(timedelta(hours=1)))
    with abroad.cl.database.transaction() as tx:
        case = cases.open_case(tx, plan)
    undone(abroad.cl, joined)
    abroad.carry()
    with abroad.cl.database.reading() as tx:
        assert {h.state for h in disclosures.holdings_of(tx, US)} == {HoldingState.PURGED}
        ended = cases.case_named(tx, case)
        assert ended and ended.state is CaseState.DECIDED
    with abroad.us.database.reading() as tx:
        assert {c.state for c in disclosures.copies_named(tx, given.copies)} == {CopyState.ERASED}


def test_a_person_s_correction_replaces_the_words_and_erases_the_wrong_ones(abroad: Abroad) -> None:
    given = pieces(abroad, NAMES)
    elsa, address = pages_of(abroad.us, "elsa"), f"/disclosures/{given.copies[1]}"
    assert 'name="names"' in elsa.get(address).text
    assert elsa.post(f"{address}/correct", data={"names": " ", "words": "The name was misread."}).status_code == 422
    long = elsa.post(f"{address}/correct", data={"names": "A" * 2_001, "words": "The name was misread."})
    assert (long.status_code, "2001" in long.text) == (422, True)
    right = {"names": "ROJAS, ANITA\n", "words": "The name was misread."}
    assert elsa.post(f"{address}/correct", data=right).status_code == 303
    abroad.carry()
    with abroad.us.database.reading() as tx:
        states = [c.state for c in sorted(disclosures.copies_named(tx, given.copies), key=lambda c: c.kind)]
    assert states == [CopyState.CORRECTED, CopyState.GIVEN]
    with abroad.cl.database.reading() as tx:
        held = next(h for h in disclosures.holdings_of(tx, US) if h.kind is ItemKind.DATA)
        content = json.loads(abroad.cl.equipment.vault.get(tx, held.digest))
        with pytest.raises(Erased):
            abroad.cl.equipment.vault.get(tx, digest_of(NAMES))
        assert disclosures.tombstoned(tx, US, given.names.reference, digest=given.names.digest)
        assert not disclosures.tombstoned(tx, US, given.names.reference)
    assert content == {"fields": {"names": ["ROJAS, ANITA"], "birth": "19800101"}}
    assert held.state is HoldingState.KEPT
    traveller = abroad.cl.enrol(fingers_of(9, 1)).encounter
    changed(abroad.cl, merge(traveller, given.encounter))
    abroad.recall(US, Scope(encounter=given.record))
    abroad.carry()
    with abroad.cl.database.reading() as tx:  # nobody is joined through what is gone
        assert identities.alike(tx, [traveller])[traveller] == {traveller}


def test_a_national_is_frozen_at_once_and_called_back_or_retained_for_a_stated_purpose(abroad: Abroad) -> None:
    given = pieces(abroad, NAMES)
    with abroad.cl.database.transaction() as tx:
        kept = next(h for h in disclosures.holdings_of(tx, US) if h.kind is ItemKind.DATA)
    elsa, aldo = (pages_of(abroad.cl, name) for name in ("elsa", "aldo"))
    ground = {"purpose": "serious_crime", "basis": "Ley 19.974, art. 24"}
    assert aldo.post(f"/retention/held/{kept.holding}/retain", data=ground).status_code == 404
    assert elsa.post(f"/retention/held/{kept.holding}/retain", data=ground | {"basis": " "}).status_code == 422
    assert elsa.post(f"/retention/held/{kept.holding}/retain", data=ground).status_code == 303
    assert "Ley 19.974, art. 24" in aldo.get("/retention").text
    found = National(given.record, US, "passport seen", "elsa", NOON)
    with abroad.us.database.transaction() as tx:
        ordered = disclosures.national_found(tx, found, actor=OFFICER)
    with pytest.raises(Refused) as refused:
        abroad.give(US, item_of(ItemKind.HIT, given.record, "R-2"))
    assert refused.value.problem.code == "frozen"
    abroad.carry()
    with abroad.us.database.reading() as tx:
        states = {c.kind: c.state for c in disclosures.copies_named(tx, given.copies)}
        asked = {a.kind: (a.purpose, a.basis) for a in disclosures.asked_of(tx, ordered[0])}
    assert states == {ItemKind.REFERENCE: CopyState.ERASED, ItemKind.DATA: CopyState.RETAINED}
    assert asked[ItemKind.DATA] == ("serious_crime", "Ley 19.974, art. 24")
    abroad.recall(US, Scope(copies=given.copies), WRONG)  # what is wrong is retained for no purpose
    abroad.carry()
    with abroad.us.database.reading() as tx:
        assert {c.state for c in disclosures.copies_named(tx, given.copies)} == {CopyState.ERASED}
